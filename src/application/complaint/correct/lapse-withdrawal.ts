import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { WithdrawalRow } from '../../../persistence/entities/case/complaint.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';

/** Lets the request for withdrawal lapse that nobody confirmed in time: the complaint stands. */
export async function lapseWithdrawal(work: CaseWork): Promise<void> {
  const { manager, caseFile } = work;
  const waiting = await manager.findOneByOrFail(WithdrawalRow, { caseId: caseFile.id, state: 'requested' });
  await manager.update(WithdrawalRow, { id: waiting.id }, { state: 'lapsed' });
  caseFile.withdrawalLapsesAt = null;
  await manager.update(CaseFileRow, { id: caseFile.id }, { withdrawalLapsesAt: null });
  work.audit('withdrawal.state', { withdrawalId: waiting.id, from: 'requested', to: 'lapsed' });
}
