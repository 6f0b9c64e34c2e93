import { IsNull } from 'typeorm';
import { BreakRecordRow } from '../../persistence/entities/break.entities.js';
import type { CaseWork } from '../case/case-work.js';

/** Who settles what needs no person any more. */
const CENTRE = 'system';

/** What each such break waited for. */
export const CAME_BY_ITSELF = {
  ARMED_NO_EVIDENCE: 'the evidence about the account came, and the armed hold ordered',
  RELEASE_UNANSWERED: 'the institution answered',
  REDUCTION_UNANSWERED: 'the institution answered',
} as const;

/** Settles the open breaks of a kind about a hold, because what they waited for came. */
export async function settleByItself(work: CaseWork, holdId: string, kind: keyof typeof CAME_BY_ITSELF): Promise<void> {
  const open = await work.manager.findBy(BreakRecordRow, { holdId, kind, closedAt: IsNull() });
  for (const { id } of open) {
    const settled = { closedAt: work.now, closedBy: CENTRE, closedRole: CENTRE, closeReason: CAME_BY_ITSELF[kind] };
    await work.manager.update(BreakRecordRow, { id }, settled);
    work.audit('break.settled', { breakId: id, holdId, kind, role: CENTRE });
  }
}
