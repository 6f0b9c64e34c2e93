import type { EntityManager } from 'typeorm';
import { isInTab, QUEUE_TABS, type QueueTab } from '../../domain/queue/queue-tab.js';
import {
  bandOf,
  type ClockedTask,
  type ClockOwner,
  type QueueBand,
  type QueueTask,
  tasksOf,
} from '../../domain/queue/queue-task.js';
import { databaseNow } from '../../persistence/clock.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { handlingOf } from '../handling/read-handling.js';
import { iso } from '../case/read-rows.js';
import { type QueueRow, selectQueue } from './queue.queries.js';

/**
 * The orders of the queue. `time`: the least time left first. `advice`: what was drawn by chance, then
 * the highest score. `doubts`: the complaints for which most speaks that they are mistaken or false. In
 * the latter two, time left orders equal ones.
 */
type QueueSort = 'time' | 'advice' | 'doubts';

/** What to show of the queue. */
export interface QueueQuery {
  tab: QueueTab;
  /** By time left when it is absent. No order moves a deadline: the clocks and duties stay. */
  sort?: QueueSort | undefined;
  band?: QueueBand | undefined;
  task?: QueueTask | undefined;
  clockOwner?: ClockOwner | undefined;
  /** Slug of an institution or agency that the case concerns. */
  institution?: string | undefined;
  status?: string | undefined;
  route?: string | undefined;
  /** Subject of a person, or `nobody`: who has the case by a claim or an assignment. */
  assignee?: string | undefined;
  /** A part of the case number. */
  text?: string | undefined;
  /** The `next` of the page before, in the same order: it begins with the name of the order. */
  after?: string | undefined;
  limit: number;
}

/** An open case, with all of its tasks. */
interface Entry {
  row: QueueRow;
  tasks: ClockedTask[];
}

/** A case with the first of its tasks that a filter lets through. */
interface Shown extends Entry {
  first: ClockedTask;
  band: QueueBand;
}

/**
 * Reads a page of the queue: the open cases in the order that is asked for, by time left without. A case shows
 * the first of its tasks that passes the filters. The counts of the tabs are of all cases that
 * pass the other filters, those of the bands and the sum of the tab that was asked for. Three
 * statements at most, however many cases are open: the clock, a rulebook's copy, the cases.
 */
export async function readQueue(manager: EntityManager, query: QueueQuery) {
  const now = await databaseNow(manager);
  const entries = await entriesOf(manager, now);
  const inTabs = entries.flatMap((entry) => {
    const tasks = isWanted(entry, query, now) ? entry.tasks.filter((task) => isTaskWanted(task, query, now)) : [];
    return tasks.length > 0 ? [{ row: entry.row, all: entry.tasks, tasks }] : [];
  });
  const shown = inTabs.flatMap(({ row, all, tasks }): Shown[] => {
    const first = tasks.find((task) => isInTab(task, query.tab, now));
    return first === undefined ? [] : [{ row, tasks: all, first, band: bandOf(first, now) }];
  });
  const sort = query.sort ?? 'time';
  const keyOf = (entry: Shown) => `${sort}.${KEYS[sort](entry)}`;
  const sorted = shown.sort((one, other) => compare(keyOf(one), keyOf(other)));
  const rest = sorted.filter((entry) => query.after === undefined || compare(keyOf(entry), query.after) > 0);
  const page = rest.slice(0, query.limit);
  const last = page.at(-1);
  return {
    asOf: now.toISOString(),
    cases: page.map((entry) => toView(entry, now)),
    next: rest.length > page.length && last !== undefined ? keyOf(last) : null,
    total: sorted.length,
    atRiskSatang: sorted.reduce((sum, { row }) => sum + atRisk(row), 0n).toString(),
    tabs: QUEUE_TABS.map((tab) => ({
      tab,
      cases: inTabs.filter(({ tasks }) => tasks.some((task) => isInTab(task, tab, now))).length,
    })),
    bands: BANDS.map((band) => ({ band, cases: sorted.filter((entry) => entry.band === band).length })),
  };
}

/** As `assignee`: cases that nobody has. */
const NOBODY = 'nobody';

const BANDS: readonly QueueBand[] = [
  'overdue',
  'within_15_minutes',
  'within_1_hour',
  'within_24_hours',
  'later',
  'no_time',
];

async function entriesOf(manager: EntityManager, now: Date): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const row of await selectQueue(manager)) {
    const rulebook = await loadRulebook(manager, row.rulebook);
    const work = row.work.map((open) => ({
      ...open,
      startedAt: new Date(open.startedAt),
      dueAt: open.dueAt === null ? null : new Date(open.dueAt),
    }));
    entries.push({ row, tasks: tasksOf(row, work, { rulebook, now }) });
  }
  return entries;
}

function isWanted({ row }: Entry, query: QueueQuery, now: Date): boolean {
  const { institution, status, route, text, assignee } = query;
  const { claim, assignee: assigned } = handlingOf(row, now);
  const hasCase = [claim?.person, assigned].filter((person) => person != null);
  const isOfInstitution =
    institution === undefined ||
    row.victimInstitution === institution ||
    row.work.some(({ party }) => party === institution);
  return (
    isOfInstitution &&
    (assignee === undefined || (assignee === NOBODY ? hasCase.length === 0 : hasCase.includes(assignee))) &&
    (status === undefined || row.status === status) &&
    (route === undefined || row.assignedRoute === route) &&
    (text === undefined || row.caseNo.includes(text.toUpperCase()))
  );
}

function isTaskWanted(task: ClockedTask, query: QueueQuery, now: Date): boolean {
  return (
    (query.task === undefined || task.task === query.task) &&
    (query.clockOwner === undefined || task.clockOwner === query.clockOwner) &&
    (query.band === undefined || bandOf(task, now) === query.band)
  );
}

/** The place of a case in the order: the end of its time in ms, or `~` without one, and its id. */
function timeKey({ first, row }: Shown): string {
  const due = first.dueAt === null ? NO_TIME : String(first.dueAt.getTime()).padStart(DIGITS, '0');
  return `${due}.${row.id}`;
}

/** The place of a case in each order: rising. */
const KEYS: Readonly<Record<QueueSort, (shown: Shown) => string>> = {
  time: timeKey,
  advice: (shown) => {
    const { advice } = shown.row;
    const drawnFirst = advice?.reviewSlot === true ? DRAWN : advice?.scorePpm;
    return worthKey(drawnFirst ?? null, shown);
  },
  doubts: (shown) => worthKey(shown.row.advice?.doubtPpm ?? null, shown),
};

/** Above every score in millionths. */
const DRAWN = 1_000_001;

/** The highest worth first, those without one last, equal ones by time left. */
function worthKey(worth: number | null, shown: Shown): string {
  const rank = worth === null ? '~'.repeat(RANK_DIGITS) : String(DRAWN - worth).padStart(RANK_DIGITS, '0');
  return `${rank}.${timeKey(shown)}`;
}

const RANK_DIGITS = 7;
const DIGITS = 15;
/** Sorts after every digit. */
const NO_TIME = '~'.repeat(DIGITS);

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** What was stolen and is not held. */
function atRisk({ stolenSatang, heldSatang }: QueueRow): bigint {
  const missing = BigInt(stolenSatang) - BigInt(heldSatang);
  return missing > 0n ? missing : 0n;
}

function adviceView({ kind, band, scorePpm, doubtPpm, reviewSlot }: NonNullable<QueueRow['advice']>) {
  return {
    kind,
    band,
    score: scorePpm / 1_000_000,
    doubt: doubtPpm === null ? null : doubtPpm / 1_000_000,
    reviewSlot,
  };
}

function toView({ row, tasks, first, band }: Shown, now: Date) {
  return {
    id: row.id,
    caseNo: row.caseNo,
    caseType: row.caseType,
    status: row.status,
    openedAt: row.openedAt.toISOString(),
    victimInstitution: row.victimInstitution,
    assignedRoute: row.assignedRoute,
    linkedCases: row.linkedCases,
    stolenSatang: row.stolenSatang,
    heldSatang: row.heldSatang,
    atRiskSatang: atRisk(row).toString(),
    task: first.task,
    clockOwner: first.clockOwner,
    party: first.party,
    subjectId: first.subjectId,
    startedAt: first.startedAt.toISOString(),
    dueAt: iso(first.dueAt),
    band,
    tasks: tasks.length,
    advice: row.advice && adviceView(row.advice),
    ...handlingOf(row, now),
  };
}
