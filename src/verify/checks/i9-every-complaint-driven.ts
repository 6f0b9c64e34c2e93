import { complaintWorkflowId, holdWorkflowId } from '../../contract/ids.js';
import type { Check, VerifyContext } from '../check.js';
import { applySqlRules, type SqlRule } from '../sql-rules.js';

/** What was committed this recently may not have been started yet. */
const STARTS_WITHIN_MS = 60_000;
/** Temporal forgets what has ended, after a day at the earliest; the record does not. */
const REMEMBERED_MS = 24 * 3_600_000;

const RULES: readonly SqlRule[] = [
  {
    why: 'has no case',
    sql: `SELECT c.id FROM complaint c LEFT JOIN case_file f ON f.id = c.id WHERE f.id IS NULL`,
  },
  {
    why: 'was acknowledged and is not on record',
    sql: `SELECT i.response->>'id' AS id FROM idempotency i LEFT JOIN complaint c ON c.id = i.response->>'id'
           WHERE i.route = 'POST /v1/complaints' AND i.status = 201 AND c.id IS NULL`,
  },
  {
    why: 'has no written record under section 8',
    sql: `SELECT c.id FROM complaint c LEFT JOIN call_record r ON r.case_id = c.id WHERE r.case_id IS NULL`,
  },
  {
    why: 'nobody was told to start its workflow',
    sql: `SELECT s.id FROM (SELECT id, 'complaint-' || id AS workflow_id FROM complaint UNION ALL SELECT id, 'hold-' || id FROM hold) s
           WHERE NOT EXISTS (SELECT 1 FROM hint h WHERE h.workflow_id = s.workflow_id AND h.kind = 'start')`,
  },
];

/** I9: every acknowledged complaint has exactly one case, and it and each of its holds exactly one workflow. */
export const everyComplaintDriven: Check = {
  id: 'I9',
  title: 'every complaint has one case, and it and each hold one workflow',
  async run(context) {
    const found = await applySqlRules(
      context.manager,
      'SELECT (SELECT count(*) FROM complaint) + (SELECT count(*) FROM hold)',
      RULES,
    );
    return { ...found, violations: [...found.violations, ...(await notDriven(context))] };
  },
};

/** Those whose workflow is missing, or has been started more than once. */
async function notDriven({ manager, asOf, workflows }: VerifyContext): Promise<string[]> {
  if (workflows === undefined) return [];
  const subjects: { id: string; type: 'complaint' | 'hold' }[] = await manager.query(
    `SELECT id, type FROM (
       SELECT id, 'complaint' AS type, opened_at AS began_at, closed_at AS ended_at FROM case_file
       UNION ALL SELECT id, 'hold', ordered_at, ended_at FROM hold) s
      WHERE began_at < $1::timestamptz - $2 * interval '1 millisecond'
        AND (ended_at IS NULL OR ended_at > $1::timestamptz - $3 * interval '1 millisecond')`,
    [asOf, STARTS_WITHIN_MS, REMEMBERED_MS],
  );
  const idOf = ({ id, type }: (typeof subjects)[number]) =>
    type === 'complaint' ? complaintWorkflowId(id) : holdWorkflowId(id);
  const counts = await workflows.countExecutions(subjects.map(idOf));
  return subjects.map(idOf).flatMap((workflowId) => {
    const executions = counts.get(workflowId) ?? 0;
    return executions === 1 ? [] : [`${workflowId}: has ${executions} workflow executions`];
  });
}
