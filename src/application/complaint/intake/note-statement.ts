import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';

/** Notes when an inquiry officer received the victim's complaint; it counts from now on (OFF-7C). */
export async function noteStatement(work: CaseWork, statementAt: Date): Promise<void> {
  const statement = { statementAt, statementNotedAt: work.now };
  Object.assign(work.caseFile, statement);
  await work.manager.update(CaseFileRow, { id: work.caseFile.id }, statement);
}
