import { sha256Hex } from '../../persistence/sha256.js';
import type { DataSource } from 'typeorm';
import { type AccountFound, type AdviceVerdict, asksWhatWasFound, NOT_JUDGED } from '../../domain/advice/advice.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { AdviceRow, AdviceVerdictRow } from '../../persistence/entities/findings/advice.entities.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import { openCases } from '../case/work/open-case.js';
import { workingRole } from '../handling/assign-case.js';
import { forgetVerdicts, keptJudged } from './kept-verdicts.js';

/** What an officer says of an advice. */
interface GiveVerdict {
  adviceId: string;
  verdict: AdviceVerdict;
  /** Needed for `wrong`. */
  why?: string | undefined;
  /** Needed where the advice was unsure of an account or chance drew it, and refused elsewhere. */
  found?: AccountFound | undefined;
  actor: ActingPerson;
}

export type VerdictGiven = { ok: true; id: string; givenAt: Date } | Refusal;

/**
 * Keeps what an officer says of an advice, with what was shown. It changes nothing else. Refusals:
 * `ADVICE.ABSENT` (also for a challenger's, which is shown to nobody), `ADVICE.WHY_MISSING`,
 * `ADVICE.OPINION_ASKED` (a ring: two persons say what it is, and neither sees the other's word),
 * `ADVICE.FOUND_MISSING`, `ADVICE.FOUND_UNASKED`, `ADVICE.JUDGED_ALREADY`.
 */
export async function giveVerdict(
  db: DataSource,
  { adviceId, verdict, why, found, actor }: GiveVerdict,
): Promise<VerdictGiven> {
  if (verdict === 'wrong' && why === undefined) return refuse('ADVICE.WHY_MISSING', 'say why the advice is wrong');
  // No advice ever changes, so it is read before its case is locked.
  const advice = await db.manager.findOneBy(AdviceRow, { id: adviceId, shadow: false });
  if (advice === null) return refuse('ADVICE.ABSENT', 'there is no such advice');
  if (advice.kind === 'ring')
    return refuse('ADVICE.OPINION_ASKED', 'of a ring two officers say what they find: give your opinion on it');
  if (asksWhatWasFound(advice) && found === undefined)
    return refuse(
      'ADVICE.FOUND_MISSING',
      'the advice was unsure, or is drawn for review: say whether the account is a mule’s',
    );
  if (!asksWhatWasFound(advice) && found !== undefined)
    return refuse('ADVICE.FOUND_UNASKED', 'nobody asks what the account is: say whether the advice is right');
  const { caseId, modelVersion } = advice;
  const { agreed, wrong } = (await keptJudged(db.manager)).get(modelVersion) ?? NOT_JUDGED;
  const given = await inTransaction<VerdictGiven>(db, async (manager) => {
    const [work] = await openCases(manager, [caseId], actor.subject);
    if (work === undefined) throw new Error(`no case ${caseId}`);
    if (await manager.existsBy(AdviceVerdictRow, { adviceId, person: actor.subject }))
      return refuse('ADVICE.JUDGED_ALREADY', 'you have said what you think of this advice');
    const { kind, scorePpm, band, reasons, counterfactual, validUntil, reviewSlot } = advice;
    const row = {
      id: newId(),
      adviceId,
      caseId,
      person: actor.subject,
      role: workingRole(actor),
      verdict,
      found: found ?? null,
      why: why ?? null,
      shown: {
        kind,
        scorePpm,
        band,
        reasons,
        counterfactual,
        modelVersion,
        validUntil: validUntil.toISOString(),
        reviewSlot,
        agreed,
        wrong,
      },
      givenAt: work.now,
    };
    await work.write(AdviceVerdictRow, [row]);
    work.audit('advice.judged', {
      caseId,
      adviceId,
      verdictId: row.id,
      verdict,
      found: row.found,
      role: row.role,
      modelVersion,
      whySha256: why === undefined ? null : sha256Hex(why),
    });
    await work.finish();
    return { ok: true, id: row.id, givenAt: work.now };
  });
  if (given.ok) forgetVerdicts(db.manager);
  return given;
}
