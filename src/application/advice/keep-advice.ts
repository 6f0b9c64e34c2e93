import { sha256Hex } from '../../persistence/sha256.js';
import type { DataSource } from 'typeorm';
import { type AdviceDraft, adviceFault, isReviewSlot, scorePpm } from '../../domain/advice/advice.js';
import { fallBackToTaint } from '../../domain/advice/fall-back.js';
import { flagParameter, numberParameter, ruleInForce } from '../../domain/rulebook/in-force.js';
import { after } from '../../domain/time.js';
import { AdviceRow } from '../../persistence/entities/advice.entities.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { openCases } from '../case/open-case.js';
import { stoppedByDrift } from './read-drift.js';

/**
 * Keeps what the analysis advised on a case, and returns how many rows are new. Advice that says
 * the same as the newest of its subject and model is not kept again. What may not be kept
 * (`adviceFault`) is left out and counted on the case's chain: an analysis that is broken harms
 * nothing. Nothing is kept when the switch was turned meanwhile (P-ADVICE). Of a model whose scores
 * drifted too far the advice is kept in the shadow, and the taint order is shown in its place.
 */
export async function keepAdvice(
  db: DataSource,
  caseId: string,
  asOfMs: number,
  drafts: readonly AdviceDraft[],
): Promise<number> {
  if (drafts.length === 0) return 0;
  const known = drafts.filter((draft) => adviceFault(draft) === null);
  const sound = fallBackToTaint(known, await stoppedByDrift(db.manager, known));
  return inTransaction(db, async (manager) => {
    const [work] = await openCases(manager, [caseId], 'system');
    if (work === undefined || work.caseFile.closedAt !== null) return 0;
    const rule = ruleInForce(work.rulebook, 'P-ADVICE', work.now);
    if (!flagParameter(rule, 'enabled')) return 0;
    const kept = await manager.find(AdviceRow, { where: { caseId }, order: { id: 'ASC' } });
    const newest = new Map(kept.map((row) => [keyOf(row), row]));
    const rows = sound
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
    const refused = drafts.length - known.length;
    if (rows.length === 0 && refused === 0) return 0;
    work.insert(AdviceRow, rows);
    const models = [...new Set(rows.map(({ modelVersion }) => modelVersion))].sort();
    work.audit('advice.given', { caseId, count: rows.length, refused, models, ruleRowId: rule.rowId });
    await work.finish();
    return rows.length;
  });
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
