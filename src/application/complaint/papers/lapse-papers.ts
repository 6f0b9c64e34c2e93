import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { HolderPapersRow } from '../../../persistence/entities/case/complaint.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';

/** Lets the finding about a holder lapse that nobody confirmed in time: it has no effect. */
export async function lapsePapers(work: CaseWork): Promise<void> {
  const { manager, caseFile } = work;
  const waiting = await manager.findOneByOrFail(HolderPapersRow, { caseId: caseFile.id, state: 'requested' });
  await manager.update(HolderPapersRow, { id: waiting.id }, { state: 'lapsed' });
  caseFile.papersLapseAt = null;
  await manager.update(CaseFileRow, { id: caseFile.id }, { papersLapseAt: null });
  work.audit('holder_papers.state', { papersId: waiting.id, from: 'requested', to: 'lapsed' });
}
