import { type EntityManager, In } from 'typeorm';
import { errorRate, NOT_JUDGED, ringWithCase, SAID_BANDS, type VerdictCount } from '../../domain/advice/advice.js';
import { type Measured, measuredByCard, rankedOf, saidWith } from '../../domain/advice/measured.js';
import { nextOpinion, ringState } from '../../domain/advice/ring-opinion.js';
import type { RuleRow } from '../../domain/rulebook/row.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { databaseNow } from '../../persistence/clock.js';
import { CaseFileRow } from '../../persistence/entities/case/case.entities.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { AdviceRow } from '../../persistence/entities/findings/advice.entities.js';
import { caseExists } from '../case/work/case.queries.js';
import { maskAccount } from '../case/privacy/mask.js';
import {
  adviceOfCase,
  casesOfRing,
  openReviewSlots,
  type RingRow,
  ringsOfCase,
  shownAtDecisions,
  type ShownAdviceRow,
} from './advice.queries.js';
import { keptJudged, keptOutcomes } from './kept-verdicts.js';
import { soFarOf } from './rule-on-ring.js';

/**
 * Reads what the analysis says on a case, with how often each model version is right and was called
 * wrong; undefined when there is no such case. What may not be said (`saidWith`) is left out; an
 * account of it that chance drew is named, without what a model thinks of it. An opinion on a ring that
 * waits for a second one is shown to nobody but who gave it. Accounts are masked.
 */
export async function readAdvice(manager: EntityManager, caseId: string, person: string) {
  if (!(await caseExists(manager, caseId))) return undefined;
  const rows = await adviceOfCase(manager, caseId, person);
  const judged = await keptJudged(manager);
  const outcomes = await keptOutcomes(manager);
  const ranked = rankedOf(rows.flatMap((row) => (isRanked(row) ? [row.scorePpm / 1_000_000] : [])));
  const weighed = rows.map((row) => ({ row, measured: saidWith(row, outcomes, ranked) }));
  const said = weighed.flatMap(({ row, measured }) => (measured === null ? [] : [{ row, measured }]));
  const suggested = [...new Set(said.flatMap(({ row }) => listOf<string>(row.detail['cases'])))];
  const ring = suggested.length === 0 ? NO_RING : await casesOfRing(manager, [caseId, ...suggested]);
  const rings = await ringsOfCase(manager, caseId);
  const seen = rings.length + suggested.length === 0 ? null : await seenBy(manager, caseId, person);
  return {
    advice: said.map(({ row, measured }) => ({
      ...adviceView(row, measured, judged.get(row.modelVersion) ?? NOT_JUDGED),
      ringCases: row.kind === 'ring' ? ring.cases.filter((each) => each.caseId !== caseId) : [],
      ringKeys: row.kind === 'ring' ? ring.keys : [],
      asksOpinion: seen !== null && row.kind === 'ring' && asksOpinion(row, rings, seen),
    })),
    drawn: weighed.flatMap(({ row, measured }) =>
      measured === null && row.reviewSlot && row.kind === 'hop_risk' ? [drawnView(row)] : [],
    ),
    rings: seen === null ? [] : rings.flatMap((each) => ringView(each, seen)),
    atDecisions: await readShownAtDecisions(manager, caseId),
  };
}

/** Who reads, when, and the row of P-ADVICE that is in force for the case. */
interface SeenBy {
  person: string;
  row: RuleRow;
  nowMs: number;
}

async function seenBy(manager: EntityManager, caseId: string, person: string): Promise<SeenBy> {
  const { rulebook } = await manager.findOneByOrFail(CaseFileRow, { id: caseId });
  const now = await databaseNow(manager);
  const row = ruleInForce(await loadRulebook(manager, rulebook), 'P-ADVICE', now);
  return { person, row, nowMs: now.getTime() };
}

/** Returns whether a person is asked for his opinion on just the cases that a suggestion names. */
function asksOpinion(suggestion: ShownAdviceRow, rings: readonly RingRow[], seen: SeenBy): boolean {
  const named = ringWithCase(suggestion).join();
  const soFar = rings.find(({ caseIds }) => caseIds.join() === named);
  const next = nextOpinion(soFar === undefined ? null : soFarOf(soFar), seen);
  return next === 'first' || next === 'second';
}

/** Returns what a person sees of opinions on a set of cases: nothing of another's that waits for a second one. */
function ringView(ring: RingRow, { person, row, nowMs }: SeenBy) {
  const soFar = soFarOf(ring);
  const state = ringState(soFar, row, nowMs);
  if (state === 'awaits_second' && soFar.firstBy !== person) return [];
  const { id, cases, opinions, undone } = ring;
  return [{ id, cases, state, opinions, undone }];
}

/** Reads what the analysis had said to who decided on the freeze requests of a case. */
async function readShownAtDecisions(manager: EntityManager, caseId: string) {
  const decisions = await shownAtDecisions(manager, caseId);
  const ids = [...new Set(decisions.flatMap(({ adviceIds }) => adviceIds))];
  const rows = ids.length === 0 ? [] : await manager.findBy(AdviceRow, { id: In(ids), caseId });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return decisions.map(({ decisionId, freezeRequestId, shownAt, adviceIds }) => ({
    decisionId,
    freezeRequestId,
    shownAt: shownAt?.toISOString() ?? null,
    advice: adviceIds.flatMap((id) => {
      const row = byId.get(id);
      return row === undefined ? [] : [shownView(row)];
    }),
  }));
}

function shownView({ id, kind, subject, scorePpm, band, reasons, modelVersion, madeAt }: AdviceRow) {
  return {
    id,
    kind,
    account: accountView(subject),
    score: scorePpm / 1_000_000,
    band,
    reasons: [...reasons],
    modelVersion,
    madeAt: madeAt.toISOString(),
  };
}

/** Reads how often a model version that reads narratives is right, and how often people called it wrong. */
export async function readErrors(manager: EntityManager, modelVersion: string) {
  const judged = (await keptJudged(manager)).get(modelVersion) ?? NOT_JUDGED;
  return { measured: measuredByCard({ modelVersion, band: 'high' }), judged, errorRate: errorRate(judged) };
}

/** Returns whether an advice is one of those that rank the accounts of a case now. */
function isRanked({ kind, isValid }: ShownAdviceRow): boolean {
  return kind === 'hop_risk' && isValid;
}

function drawnView({ id, subject, partId, modelVersion, madeAt, yourVerdict }: ShownAdviceRow) {
  return { id, account: accountView(subject), partId, modelVersion, madeAt: madeAt.toISOString(), yourVerdict };
}

const NO_RING: Awaited<ReturnType<typeof casesOfRing>> = { cases: [], keys: [] };

/** Most review slots that are listed at a time. */
const SLOTS_MAX = 200;

/** Reads what is drawn for review and waits for an officer's verdict. Accounts are masked. */
export async function readReviewSlots(manager: EntityManager) {
  const rows = await openReviewSlots(manager, SLOTS_MAX);
  return {
    slots: rows.map(({ subject, madeAt, ...slot }) => ({
      ...slot,
      account: accountView(subject),
      madeAt: madeAt.toISOString(),
    })),
  };
}

function adviceView(row: ShownAdviceRow, measured: Measured, judged: VerdictCount) {
  const { subject, scorePpm, detail, madeAt, validUntil, ...shown } = row;
  return {
    ...shown,
    band: saidBand(row),
    measured,
    account: accountView(subject),
    score: scorePpm / 1_000_000,
    caseTypes: listOf<{ caseType: string; confidence: number }>(detail['caseTypes']),
    madeAt: madeAt.toISOString(),
    validUntil: validUntil.toISOString(),
    judged,
    errorRate: errorRate(judged),
  };
}

/** Returns the band of what is said: not being sure is not. */
function saidBand({ band }: ShownAdviceRow): (typeof SAID_BANDS)[number] {
  const said = SAID_BANDS.find((each) => each === band);
  if (said === undefined) throw new Error(`advice in the band ${band} is not said`);
  return said;
}

function listOf<T>(value: unknown): T[] {
  return Array.isArray(value) ? (value as T[]) : [];
}

/** Returns a masked account of an account's key; null for another subject. */
function accountView(subject: string) {
  const [institution, accountNo] = subject.split(':');
  if (institution === undefined || accountNo === undefined) return null;
  return { institution, accountMasked: maskAccount(accountNo) };
}
