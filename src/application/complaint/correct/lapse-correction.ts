import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { CorrectionRow } from '../../../persistence/entities/case/complaint.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';

/** Lets the correction lapse that nobody confirmed in time: the reports stay as they are. */
export async function lapseCorrection(work: CaseWork): Promise<void> {
  const { manager, caseFile } = work;
  const waiting = await manager.findOneByOrFail(CorrectionRow, { caseId: caseFile.id, state: 'requested' });
  await manager.update(CorrectionRow, { id: waiting.id }, { state: 'lapsed' });
  caseFile.correctionLapsesAt = null;
  await manager.update(CaseFileRow, { id: caseFile.id }, { correctionLapsesAt: null });
  work.audit('correction.state', { correctionId: waiting.id, from: 'requested', to: 'lapsed' });
}
