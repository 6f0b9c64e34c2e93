import { InterestRow } from '../../persistence/entities/case/interest.entities.js';
import { openBreak } from '../break/open-break.js';
import type { CaseWork } from '../case/work/case-work.js';
import { rowsOf } from '../case/work/read-rows.js';

/** What was decided by a person of whom an interest is known since: a supervisor looks at it. */
const DECIDED_BY_INTERESTED = 'DECIDED_BY_INTERESTED';

/**
 * Keeps that a person has an interest in a locked case. Where the person decided about its money
 * before, a break calls a supervisor, once for each person; what was decided stands until then.
 */
export async function noteInterest(work: CaseWork, row: InterestRow, more: Record<string, string> = {}): Promise<void> {
  const { caseId, person, knownBy, role } = row;
  const isFirst = !(await work.manager.existsBy(InterestRow, { caseId, person }));
  await work.manager.insert(InterestRow, row);
  work.audit('interest.noted', { interestId: row.id, person, knownBy, ...(role !== null && { role }), ...more });
  if (!isFirst) return;
  const [before] = await rowsOf<{ decided: boolean }>(work.manager, 'SELECT decided_on_money($1, $2, $3) AS decided', [
    caseId,
    person,
    work.now,
  ]);
  if (before?.decided === true) await openBreak(work, { caseId, id: null }, null, DECIDED_BY_INTERESTED);
}
