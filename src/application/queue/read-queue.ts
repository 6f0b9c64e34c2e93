import type { EntityManager } from 'typeorm';
import { SAID_BANDS } from '../../domain/advice/advice.js';
import { type OwnOutcomes, saidWith } from '../../domain/advice/measured.js';
import {
  bandOf,
  lastInReach,
  QUEUE_BANDS,
  type QueueBand,
  type QueueSort,
  rangeOf,
  type ShownAdvice,
  type ShownTask,
} from '../../domain/queue/queue-order.js';
import { isOfTab, QUEUE_TABS, type QueueTab, reachOf } from '../../domain/queue/queue-tab.js';
import type { ClockOwner, QueueTask } from '../../domain/queue/queue-task.js';
import { keptOutcomes } from '../advice/kept-verdicts.js';
import { handlingOf } from '../handling/read-handling.js';
import { atRiskOf, followQueue } from './follow-queue.js';
import { countPlaces, type PlaceFilter, type PlaceRow, selectPlaces } from './queue.queries.js';

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
  caseType?: string | undefined;
  /** Cases of which so much was stolen, in satang. */
  atLeastSatang?: string | undefined;
  /** Subject of a person, or `nobody`: who has the case by a claim or an assignment. */
  assignee?: string | undefined;
  /** A part of the case number. */
  text?: string | undefined;
  /** That case alone, where it stands in the tab. */
  caseId?: string | undefined;
  /** The `next` of the page before, in the same order: it begins with the name of the order. */
  after?: string | undefined;
  limit: number;
}

/** As `assignee`: cases that nobody has. */
const NOBODY = 'nobody';
/** A filter looks at so many places for a page; the next page goes on behind them. */
const MOST_SCANNED = 1_000;
/** So many cases of each tab and band are counted; beyond, there are "more". */
const MOST_COUNTED = 100;
/** Where no model is sure of anything, nothing has to be known of how often it is right. */
const NO_OUTCOMES: OwnOutcomes = new Map();
/** Behind every place of a tab. */
const END = '~';

/**
 * Reads a page of the queue: the open cases of a tab in the order that is asked for, by time left
 * without. A case shows the most urgent of its tasks that passes the filters, and beside it the
 * others. Three statements where nothing has changed since somebody last read, and one more in five
 * minutes where a model is sure of something: what it reads follows the page, and neither the open cases nor the record.
 */
export async function readQueue(manager: EntityManager, query: QueueQuery) {
  const now = await followQueue(manager);
  const { tab, sort = 'time', limit } = query;
  const filter = filterOf(query, now);
  const { places, scannedTo } = await selectPlaces(manager, filter, {
    sort,
    after: query.after?.slice(sort.length + 1) ?? '',
    limit: limit + 1,
    scan: isFiltered(query) || (sort !== 'time' && reachOf(tab, now) !== null) ? MOST_SCANNED : limit + 1,
  });
  const page = places.slice(0, limit);
  const isAdvised = page.some(({ shown }) => (shown.advice?.strongest ?? null) !== null);
  const outcomes = isAdvised ? await keptOutcomes(manager) : NO_OUTCOMES;
  const goesOn = places.length > page.length ? page.at(-1)?.place : (scannedTo ?? undefined);
  const counts = new Map(
    (await countPlaces(manager, filter, stretchesOf(tab, now), MOST_COUNTED)).map((row) => [row.name, row]),
  );
  const countOf = (name: string) => ({
    cases: counts.get(name)?.cases ?? 0,
    more: counts.get(name)?.more ?? false,
  });
  const asked = query.band === undefined ? `tab ${tab}` : `band ${query.band}`;
  const { cases: total, more } = countOf(asked);
  return {
    asOf: now.toISOString(),
    cases: page.map((row) => toView(row, query, now, outcomes)),
    next: goesOn === undefined ? null : `${sort}.${goesOn}`,
    total,
    more,
    atRiskSatang: counts.get(asked)?.atRiskSatang ?? '0',
    tabs: QUEUE_TABS.map((each) => ({ tab: each, ...countOf(`tab ${each}`) })),
    bands: QUEUE_BANDS.map((band) => ({ band, ...countOf(`band ${band}`) })),
  };
}

function filterOf(query: QueueQuery, now: Date): PlaceFilter {
  const reach = reachOf(query.tab, now);
  const ofTab = { from: '', below: reach === null ? END : lastInReach(reach) };
  const ofBand = query.band === undefined ? ofTab : rangeOf(query.band, now);
  return {
    tab: query.tab,
    caseId: query.caseId ?? null,
    from: ofBand.from,
    below: ofBand.below < ofTab.below ? ofBand.below : ofTab.below,
    party: query.institution ?? null,
    task: query.task ?? null,
    clockOwner: query.clockOwner ?? null,
    status: query.status ?? null,
    route: query.route ?? null,
    caseType: query.caseType ?? null,
    atLeastSatang: query.atLeastSatang ?? null,
    assignee: query.assignee === NOBODY ? null : (query.assignee ?? null),
    isNobodys: query.assignee === NOBODY,
    text: query.text?.toUpperCase() ?? null,
  };
}

/** Whether a place may fail the filters, so that more places are looked at than shown. */
function isFiltered({ tab: _tab, sort: _sort, after: _after, limit: _limit, ...filters }: QueueQuery): boolean {
  return Object.values(filters).some((value) => value !== undefined);
}

function stretchesOf(tab: QueueTab, now: Date) {
  const tabs = QUEUE_TABS.map((each) => {
    const reach = reachOf(each, now);
    return { name: `tab ${each}`, tab: each, from: '', below: reach === null ? END : lastInReach(reach) };
  });
  return [...tabs, ...QUEUE_BANDS.map((band) => ({ name: `band ${band}`, tab, ...rangeOf(band, now) }))];
}

/** Returns what is said of a case in the queue, and whether one of its accounts was drawn for review; null: neither. */
function adviceView({ strongest, accounts, contrastPpm, reviewSlot }: ShownAdvice, outcomes: OwnOutcomes) {
  const ranked = { accounts, contrast: contrastPpm / 1_000_000 };
  const isSaid = strongest !== null && saidWith(strongest, outcomes, ranked) !== null;
  const said = isSaid ? SAID_BANDS.find((each) => each === strongest.band) : undefined;
  if (strongest !== null && said !== undefined)
    return { kind: strongest.kind, band: said, score: strongest.scorePpm / 1_000_000, reviewSlot };
  return reviewSlot ? { kind: 'hop_risk' as const, band: null, score: null, reviewSlot } : null;
}

/** The task that the row leads with: the one of its place, or the first that the filters ask for. */
function leadOf({ lead, shown: { tasks } }: PlaceRow, { tab, task, clockOwner }: QueueQuery): ShownTask {
  const asked = tasks.find(
    (each) =>
      isOfTab(each, tab) &&
      (task === undefined || each.task === task) &&
      (clockOwner === undefined || each.clockOwner === clockOwner),
  );
  const found = task === undefined && clockOwner === undefined ? tasks[lead] : asked;
  if (found === undefined) throw new Error('a place of the queue leads to no task');
  return found;
}

function toView(row: PlaceRow, query: QueueQuery, now: Date, outcomes: OwnOutcomes) {
  const { id, place, shown } = row;
  const lead = leadOf(row, query);
  const dueAt = lead.dueAt === null ? null : new Date(lead.dueAt);
  return {
    id,
    place,
    ...shown,
    ...lead,
    atRiskSatang: atRiskOf(shown).toString(),
    band: bandOf({ dueAt, clockOwner: lead.clockOwner }, query.tab, now),
    advice: shown.advice && adviceView(shown.advice, outcomes),
    ...handlingOf(row, now),
  };
}
