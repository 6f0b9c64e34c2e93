import { complaintWorkflowId, holdWorkflowId } from '../../contract/ids.js';
import type { Check, VerifyContext } from '../check.js';
import type { Executions } from '../workflow-lookup.js';
import { applySqlRules, type SqlRule } from '../sql-rules.js';

/** The workflow of what was committed this recently may not have started yet. */
const STARTS_WITHIN_MS = 60_000;
/** Temporal keeps ended workflows for a day at least, and may forget them after that. */
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
    // Only what was said by telephone needs a written record: a notice under section 6 is written
    // and signed already.
    sql: `SELECT c.id FROM complaint c LEFT JOIN call_record r ON r.case_id = c.id WHERE r.case_id IS NULL
             AND NOT EXISTS (SELECT 1 FROM noticed_transfer n WHERE n.case_id = c.id AND NOT n.joined)`,
  },
  {
    why: 'nobody was told to start its workflow',
    sql: `SELECT s.id FROM (SELECT id, 'complaint-' || id AS workflow_id FROM complaint UNION ALL SELECT id, 'hold-' || id FROM hold) s
           WHERE NOT EXISTS (SELECT 1 FROM outbox h WHERE h.workflow_id = s.workflow_id AND h.kind = 'start')`,
  },
];

/**
 * I9: every acknowledged complaint has exactly one case, and one workflow drives the case, and
 * each of its live holds, until it ends.
 */
export const oneWorkflow: Check = {
  id: 'I9',
  title: 'every complaint has one case, and it and each live hold one workflow',
  async run(context) {
    const found = await applySqlRules(
      context.manager,
      'SELECT (SELECT count(*) FROM complaint) + (SELECT count(*) FROM hold)',
      RULES,
    );
    return { ...found, violations: [...found.violations, ...(await notDriven(context))] };
  },
};

interface Subject {
  id: string;
  type: 'complaint' | 'hold';
  ended_at: Date | null;
}

/** Returns the cases and holds that no workflow drives, or several at once. */
async function notDriven({ manager, asOf, workflows }: VerifyContext): Promise<string[]> {
  if (workflows === undefined) return [];
  const subjects: Subject[] = await manager.query(
    `SELECT id, type, ended_at FROM (
       SELECT id, 'complaint' AS type, opened_at AS began_at, closed_at AS ended_at FROM case_file
       UNION ALL SELECT id, 'hold', ordered_at, ended_at FROM hold) s
      WHERE began_at < $1::timestamptz - $2 * interval '1 millisecond'
        AND (ended_at IS NULL OR ended_at > $1::timestamptz - $3 * interval '1 millisecond')`,
    [asOf, STARTS_WITHIN_MS, REMEMBERED_MS],
  );
  const idOf = ({ id, type }: Subject) => (type === 'complaint' ? complaintWorkflowId(id) : holdWorkflowId(id));
  const executions = await workflows.executionsOf(subjects.map(idOf));
  return subjects.flatMap((subject) => {
    const found = executions.get(idOf(subject)) ?? { running: 0, lastEndedAt: null };
    if (found.running > 1) return [`${idOf(subject)}: ${found.running} workflows drive it at once`];
    return isDriven(subject, found, asOf) ? [] : [`${idOf(subject)}: no workflow drives it`];
  });
}

/**
 * Returns true if one workflow runs, or if it ended and the case or hold did too. What is open in
 * the snapshot may have ended since. A hold that ended with its first receipt needs no workflow.
 */
function isDriven({ type, ended_at }: Subject, { running, lastEndedAt }: Executions, asOf: Date): boolean {
  if (running === 1) return true;
  if (lastEndedAt === null) return type === 'hold' && ended_at !== null;
  return ended_at !== null || lastEndedAt.getTime() > asOf.getTime() - STARTS_WITHIN_MS;
}
