import { IsNull } from 'typeorm';
import { silentMs, type Unanswered } from '../../domain/break/unanswered.js';
import { after } from '../../domain/time.js';
import { BreakRecordRow } from '../../persistence/entities/traffic/break.entities.js';
import type { CaseWork } from '../case/work/case-work.js';

/** Who settles what needs no person any more. */
const CENTRE = 'system';

/** What each such break waited for. */
export const CAME_BY_ITSELF = {
  ARMED_NO_EVIDENCE: 'the evidence about the account came, and the armed hold ordered',
  ORDER_UNANSWERED: 'the institution answered, or nothing is ordered held there any more',
  RELEASE_UNANSWERED: 'the institution answered',
  REDUCTION_UNANSWERED: 'the institution answered',
  FINDING_UNANSWERED: 'the finding was decided',
  ANSWER_TOO_LARGE: 'an answer came that could be read',
  'ATTRIBUTION.UNEXPLAINED': 'the money was held or explained, or nobody claims it any more',
  HOLDER_IN_DOUBT: 'the holder of the account is known, or one report alone is left',
  BANK_NOT_ASKED: 'the question came to the institution, or nobody asks it any more',
} as const;

/**
 * Settles the open breaks of a kind about a hold, because what they waited for came. Returns how many
 * there were.
 */
export async function settleByItself(
  work: CaseWork,
  holdId: string,
  kind: keyof typeof CAME_BY_ITSELF,
): Promise<number> {
  return settleBreaks(work, { holdId, kind }, CAME_BY_ITSELF[kind]);
}

/** Settles the break of an order that lets money go, if it may have one: it is answered now. */
export async function answeredAfter(work: CaseWork, holdId: string, kind: Unanswered, orderedAt: Date): Promise<void> {
  const ms = silentMs(work.rulebook, work.now);
  if (ms !== undefined && after(orderedAt, ms) <= work.now) await settleByItself(work, holdId, kind);
}

/** Settles the open ones of certain breaks, with the reason. Returns how many there were. */
export async function settleBreaks(
  work: CaseWork,
  which: { id: string } | { holdId: string; kind: string } | { caseId: string; transferId: string; kind: string },
  closeReason: string,
): Promise<number> {
  const open = await work.manager.findBy(BreakRecordRow, { ...which, closedAt: IsNull() });
  for (const { id, holdId, kind } of open) {
    const settled = { closedAt: work.now, closedBy: CENTRE, closedRole: CENTRE, closeReason };
    await work.manager.update(BreakRecordRow, { id }, settled);
    work.audit('break.settled', { breakId: id, holdId, kind, role: CENTRE });
  }
  return open.length;
}
