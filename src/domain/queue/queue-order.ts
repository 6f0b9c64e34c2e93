import type { AdviceBand } from '../advice/advice.js';
import { after, HOUR_MS } from '../time.js';
import type { Leaving } from './leaving-money.js';
import { isOfTab, leadIn, QUEUE_TABS, type QueueTab } from './queue-tab.js';
import type { ClockedTask } from './queue-task.js';

/** A task as the queue keeps it: instants as RFC 3339, amounts in satang as text. */
export interface ShownTask extends Omit<ClockedTask, 'startedAt' | 'dueAt' | 'savesSatang'> {
  startedAt: string;
  dueAt: string | null;
  savesSatang: string | null;
}

/** What the analysis advises on a case: how strong the reasons to look are, and whether an account was drawn. */
export interface ShownAdvice {
  /** The highest score of all, also of what is said to nobody: an order of looks. */
  scorePpm: number;
  /** How much speaks for a complaint that is mistaken or false; null: nothing does. */
  doubtPpm: number | null;
  reviewSlot: boolean;
  /** The accounts that are ranked, and the highest score less the lowest. */
  accounts: number;
  contrastPpm: number;
  /** The strongest of which a model is sure; null: of none. Whether it is said is decided when it is read. */
  strongest: { kind: 'hop_risk' | 'review_order'; band: AdviceBand; scorePpm: number; modelVersion: string } | null;
}

/** How fast the loose money of a case leaves; amounts in satang as text. */
interface ShownLeaving extends Omit<Leaving, 'looseSatang' | 'perMinuteSatang' | 'changesAt'> {
  looseSatang: string;
  /** What is said (`toldPerMinute`); null: nothing. */
  perMinuteSatang: string | null;
}

/** An open case as a row of the queue shows it. */
export interface QueueCaseShown {
  caseNo: string;
  caseType: string;
  status: string;
  openedAt: string;
  victimInstitution: string | null;
  assignedRoute: string;
  linkedCases: number;
  stolenSatang: string;
  heldSatang: string;
  /** What was told of transfers that nobody has identified: never a fact, and no part of `stolenSatang`. Null: no amount was told. */
  toldSatang: string | null;
  /** By urgency. */
  tasks: ShownTask[];
  leaving: ShownLeaving;
  advice: ShownAdvice | null;
}

/**
 * The orders of the queue. `time`: the least time left first. `risk`: the most money that leaves in a
 * minute. `advice`: what was drawn by chance, then the highest score. `doubts`: the complaints for
 * which most speaks that they are mistaken or false. No order moves a deadline.
 */
export const QUEUE_SORTS = ['time', 'risk', 'advice', 'doubts'] as const;
export type QueueSort = (typeof QUEUE_SORTS)[number];

/** The place of a case in a tab: the task that leads there, and its place in each order, rising. */
export interface QueuePlace {
  tab: QueueTab;
  lead: number;
  task: ClockedTask;
  /** The tasks of the tab's kind. */
  ofTab: readonly ClockedTask[];
  orders: Readonly<Record<QueueSort, string>>;
}

/** Returns the places of a case, of its tasks by urgency, in the tabs where it stands at some time. */
export function placesOf(
  id: string,
  tasks: readonly ClockedTask[],
  leaving: Pick<Leaving, 'looseSatang' | 'perMinuteSatang'>,
  advice: ShownAdvice | null,
): QueuePlace[] {
  return QUEUE_TABS.flatMap((tab): QueuePlace[] => {
    const task = leadIn(tab, tasks);
    if (task === undefined) return [];
    const time = `${timeKey(tab, task)}.${id}`;
    const drawnFirst = advice?.reviewSlot === true ? DRAWN : advice?.scorePpm;
    const orders = {
      time,
      risk: `${falling(leaving.perMinuteSatang)}.${falling(leaving.looseSatang)}.${id}`,
      advice: `${worth(drawnFirst ?? null)}.${time}`,
      doubts: `${worth(advice?.doubtPpm ?? null)}.${time}`,
    };
    const ofTab = tasks.filter((each) => isOfTab(each, tab));
    return [{ tab, lead: tasks.indexOf(task), task, ofTab, orders }];
  });
}

/** How much time is left; `no_time`: no rule sets one; `others`: beside our work, whatever the time. */
export const QUEUE_BANDS = [
  'overdue',
  'within_15_minutes',
  'within_1_hour',
  'within_24_hours',
  'later',
  'no_time',
  'others',
] as const;
export type QueueBand = (typeof QUEUE_BANDS)[number];

/** The last minute of each band with a time, after the end of the one before; null: none. */
const LAST_MINUTE: readonly (readonly [QueueBand, number | null])[] = [
  ['overdue', 0],
  ['within_15_minutes', 15],
  ['within_1_hour', 60],
  ['within_24_hours', 24 * 60],
  ['later', null],
];

/**
 * Returns the band of a task in a tab at an instant. Beside our own work, in the tab of all, what
 * others owe has one band, so that their lateness never stands above what only we can do.
 */
export function bandOf(
  { dueAt, clockOwner }: Pick<ClockedTask, 'dueAt' | 'clockOwner'>,
  tab: QueueTab,
  now: Date,
): QueueBand {
  if (isBeside(tab, clockOwner)) return 'others';
  if (dueAt === null) return 'no_time';
  const found = LAST_MINUTE.find(([, minutes]) => minutes === null || dueAt <= minutesAfter(now, minutes));
  return found?.[0] ?? 'later';
}

/** Returns from where to where in the order by time a band of a tab reaches, the end left out. */
export function rangeOf(band: QueueBand, now: Date): { from: string; below: string } {
  if (band === 'others') return { from: '1', below: '2' };
  if (band === 'no_time') return { from: `0.${NO_TIME}`, below: '1' };
  const index = LAST_MINUTE.findIndex(([name]) => name === band);
  const [, before = null] = LAST_MINUTE[index - 1] ?? [];
  const [, last = null] = LAST_MINUTE[index] ?? [];
  const edge = (minutes: number) => `0.${digits(BigInt(minutesAfter(now, minutes).getTime() + 1))}`;
  return { from: before === null ? '0' : edge(before), below: last === null ? `0.${NO_TIME}` : edge(last) };
}

function minutesAfter(now: Date, minutes: number): Date {
  return after(now, (minutes * HOUR_MS) / 60);
}

/** Returns whether a task stands beside our own work, whatever its time. */
function isBeside(tab: QueueTab, owner: ClockedTask['clockOwner']): boolean {
  return tab === 'all' && owner !== 'centre';
}

/** The place of a task in the order by time: beside our own work or not, and its end in ms, or `~` without one. */
function timeKey(tab: QueueTab, { dueAt, clockOwner }: ClockedTask): string {
  return `${isBeside(tab, clockOwner) ? 1 : 0}.${dueAt === null ? NO_TIME : digits(BigInt(dueAt.getTime()))}`;
}

/** Returns the last place in the order by time that a tab with a reach shows. */
export function lastInReach(reach: Date): string {
  return `0.${digits(BigInt(reach.getTime() + 1))}`;
}

/** Above every score in millionths. */
const DRAWN = 1_000_001;

/** The highest worth first, those without one last. */
function worth(ppm: number | null): string {
  return ppm === null ? '~'.repeat(RANK_DIGITS) : String(DRAWN - ppm).padStart(RANK_DIGITS, '0');
}

/** The highest amount first. */
function falling(satang: bigint): string {
  return digits(HIGHEST - satang);
}

function digits(number: bigint): string {
  return String(number).padStart(DIGITS, '0');
}

const RANK_DIGITS = 7;
const DIGITS = 15;
const HIGHEST = 10n ** 15n - 1n;
/** Sorts after every digit. */
const NO_TIME = '~'.repeat(DIGITS);
