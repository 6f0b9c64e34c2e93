import { AT_MOST, type DueKind } from '../due-kind.js';

/** An open case whose next deadline passed; a live workflow would have acted by now: it is stuck or lost. */
export const CASE_CLOCK: DueKind = {
  from: 'case_file c WHERE c.closed_at IS NULL',
  id: 'c.id',
  caseId: 'c.id',
  at: 'c.next_deadline_at',
  othersMs: 30_000,
  atMost: AT_MOST,
  async drive({ look, missesWorkflow }, { caseId }) {
    if (await look(caseId)) missesWorkflow(caseId);
    return true;
  },
};
