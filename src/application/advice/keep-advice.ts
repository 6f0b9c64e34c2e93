import { sha256Hex } from '../../persistence/sha256.js';
import type { DataSource, EntityManager } from 'typeorm';
import { type AdviceDraft, adviceFault, isReviewSlot, ringCases, scorePpm } from '../../domain/advice/advice.js';
import { fallBackToTaint } from '../../domain/advice/fall-back.js';
import { flagParameter, numberParameter, ruleInForce } from '../../domain/rulebook/in-force.js';
import { after } from '../../domain/time.js';
import { AdviceRow } from '../../persistence/entities/findings/advice.entities.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { CaseWork } from '../case/work/case-work.js';
import { openCases } from '../case/work/open-case.js';
import { isRingDecided, ringsToRefresh } from './advice.queries.js';
import { stoppedByDrift } from './read-drift.js';

/**
 * Keeps what the analysis advised on a case, and returns how many rows are new. Advice that says
 * the same as the newest of its subject and model is not kept again. What may not be kept
 * (`adviceFault`) is left out and counted on the case's chain: an analysis that is broken harms
 * nothing. Nothing is kept when the switch was turned meanwhile (P-ADVICE). Of a model whose scores
 * drifted too far the advice is kept in the shadow, and the taint order is shown in its place.
 *
 * A case that joins a ring is news for the others too: their suggestion is made anew, and the older
 * one stays on record (`ringsToRefresh`). At no case is a ring asked about that officers decided
 * about, nor one of an earlier look than the newest suggestion there. Each case is a transaction of
 * its own, so that no other waits for it: at most one for each case that the analysis is shown
 * (`keysAround`). A try that ends before the last goes on with those that were not told.
 */
export async function keepAdvice(
  db: DataSource,
  caseId: string,
  asOfMs: number,
  drafts: readonly AdviceDraft[],
): Promise<number> {
  if (drafts.length === 0) return 0;
  const known = drafts.filter((draft) => adviceFault(draft) === null);
  const own = known.filter(({ kind, subject }) => kind !== 'ring' || subject === caseId);
  const sound = fallBackToTaint(own, await stoppedByDrift(db.manager, own));
  const refused = drafts.length - known.length;
  const kept = await keepOnCase(db, { caseId, asOfMs, drafts: sound, refused });
  const others = await othersToTell(db.manager, caseId, known);
  let told = 0;
  for (const draft of others)
    told += await keepOnCase(db, { caseId: draft.subject, asOfMs, drafts: [draft], refused: 0 });
  return kept + told;
}

/**
 * Returns the suggestions of a ring for its other cases, of which it is news. What names a case that
 * the ring of the case itself does not have is left out: an analysis is not trusted.
 */
async function othersToTell(
  manager: EntityManager,
  caseId: string,
  drafts: readonly AdviceDraft[],
): Promise<AdviceDraft[]> {
  const rings = drafts.filter(isShownRing);
  const own = rings.find(({ subject }) => subject === caseId);
  const named = own === undefined ? [] : ringCases(own);
  const others = rings.filter(({ subject }) => named.includes(subject));
  if (others.length === 0) return [];
  const stale = await ringsToRefresh(manager, caseId, named);
  return others.filter(({ subject }) => stale.has(subject));
}

interface ToKeep {
  caseId: string;
  asOfMs: number;
  drafts: readonly AdviceDraft[];
  /** How many more the analysis gave that may not be kept. */
  refused: number;
}

function keepOnCase(db: DataSource, { caseId, asOfMs, drafts, refused }: ToKeep): Promise<number> {
  return inTransaction(db, async (manager) => {
    const [work] = await openCases(manager, [caseId], 'system');
    if (work === undefined || work.caseFile.closedAt !== null) return 0;
    const rule = ruleInForce(work.rulebook, 'P-ADVICE', work.now);
    if (!flagParameter(rule, 'enabled')) return 0;
    const kept = await manager.find(AdviceRow, { where: { caseId }, order: { id: 'ASC' } });
    const newest = new Map(kept.map((row) => [keyOf(row), row]));
    const asked = await withoutNeedlessRing(work, drafts, asOfMs, kept);
    const rows = asked
      .filter((draft) => !saysTheSame(newest.get(keyOf(draft)), draft))
      .map(({ score, ...draft }) =>
        manager.create(AdviceRow, {
          ...draft,
          id: newId(),
          caseId,
          scorePpm: scorePpm(score),
          reviewSlot: isReviewSlot(drawHash(draft.subject), numberParameter(rule, 'reviewPerTenThousand')),
          ruleRowId: rule.rowId,
          asOf: new Date(Math.min(asOfMs, work.now.getTime())),
          madeAt: work.now,
          validUntil: after(work.now, numberParameter(rule, 'validMs')),
        }),
      );
    if (rows.length === 0 && refused === 0) return 0;
    work.insert(AdviceRow, rows);
    const models = [...new Set(rows.map(({ modelVersion }) => modelVersion))].sort();
    work.audit('advice.given', { caseId, count: rows.length, refused, models, ruleRowId: rule.rowId });
    await work.finish();
    return rows.length;
  });
}

/**
 * Returns drafts for a locked case, without a ring that nobody has to be asked about: officers decided
 * about it, or the newest suggestion among `kept` is of a later look.
 */
async function withoutNeedlessRing(
  { manager, caseFile }: CaseWork,
  drafts: readonly AdviceDraft[],
  asOfMs: number,
  kept: readonly AdviceRow[],
): Promise<readonly AdviceDraft[]> {
  const ring = drafts.find(isShownRing);
  if (ring === undefined) return drafts;
  const newest = kept.findLast(isShownRing);
  const isOld = newest !== undefined && asOfMs < newest.asOf.getTime();
  const needless = isOld || (await isRingDecided(manager, caseFile.id, ringCases(ring)));
  return needless ? drafts.filter((draft) => !isShownRing(draft)) : drafts;
}

function isShownRing({ kind, shadow }: Pick<AdviceRow, 'kind' | 'shadow'>): boolean {
  return kind === 'ring' && !shadow;
}

function keyOf({
  kind,
  subject,
  modelVersion,
  detail,
}: Pick<AdviceRow, 'kind' | 'subject' | 'modelVersion' | 'detail'>) {
  return JSON.stringify([kind, subject, modelVersion, detail['to'] ?? null]);
}

function saysTheSame(row: AdviceRow | undefined, { score, band, featureHash, shadow }: AdviceDraft): boolean {
  if (row?.featureHash !== featureHash || row.shadow !== shadow) return false;
  return row.band === band && row.scorePpm === scorePpm(score);
}

/** The draw of a subject does not depend on any model. */
function drawHash(subject: string): string {
  return sha256Hex(`review ${subject}`);
}
