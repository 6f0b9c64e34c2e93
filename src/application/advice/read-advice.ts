import { type EntityManager, In } from 'typeorm';
import { errorRate, NOT_JUDGED, SAID_BANDS, type VerdictCount } from '../../domain/advice/advice.js';
import { type Measured, measuredByCard, rankedOf, saidWith } from '../../domain/advice/measured.js';
import { AdviceRow } from '../../persistence/entities/findings/advice.entities.js';
import { caseExists } from '../case/work/case.queries.js';
import { maskAccount } from '../case/privacy/mask.js';
import {
  adviceOfCase,
  casesOfRing,
  openReviewSlots,
  ringsOfCase,
  shownAtDecisions,
  type ShownAdviceRow,
} from './advice.queries.js';
import { keptJudged, keptOutcomes } from './kept-verdicts.js';

/**
 * Reads what the analysis says on a case, with how often each model version is right and was called
 * wrong; undefined when there is no such case. What may not be said (`saidWith`) is left out; an
 * account of it that chance drew is named, without what a model thinks of it. Accounts are masked.
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
  return {
    advice: said.map(({ row, measured }) => ({
      ...adviceView(row, measured, judged.get(row.modelVersion) ?? NOT_JUDGED),
      ringCases: row.kind === 'ring' ? ring.cases.filter((each) => each.caseId !== caseId) : [],
      ringKeys: row.kind === 'ring' ? ring.keys : [],
    })),
    drawn: weighed.flatMap(({ row, measured }) =>
      measured === null && row.reviewSlot && row.kind === 'hop_risk' ? [drawnView(row)] : [],
    ),
    rings: await ringsOfCase(manager, caseId),
    atDecisions: await readShownAtDecisions(manager, caseId),
  };
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
