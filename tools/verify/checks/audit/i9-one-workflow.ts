import { complaintWorkflowId, holdWorkflowId } from '../../../../src/contract/ids.js';
import { CannotKnow } from '../../cannot-know.js';
import { LOST_ORDER_CASE } from '../../../../src/domain/statement/lost-order.js';
import type { Check, CheckResult, VerifyContext } from '../../check.js';
import type { Executions, WorkflowLookup } from '../../read/workflow-lookup.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';

/** The workflow of what was committed this recently may not have started yet. */
const STARTS_WITHIN_MS = 60_000;
/** A workflow of what ended before this may not run any more. */
const ENDS_WITHIN_MS = 24 * 3_600_000;
/**
 * How long the keeper may take until every case and hold has its workflow in a Temporal that begins
 * empty: until it looks, and twice what it needs for each (500 in ten seconds).
 */
const LOOKED_FOR_WITHIN_MS = 600_000;
const STARTED_WITHIN_MS_EACH = 40;

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
    // Only what was said by telephone needs a written record: a notice of an institution or
    // an officer is written and signed already.
    sql: `SELECT c.id FROM complaint c LEFT JOIN call_record r ON r.case_id = c.id WHERE r.case_id IS NULL
             AND NOT EXISTS (SELECT 1 FROM noticed_transfer n WHERE n.case_id = c.id AND NOT n.joined)
             AND NOT EXISTS (SELECT 1 FROM case_file f WHERE f.id = c.id AND f.case_type = '${LOST_ORDER_CASE}')
             AND NOT EXISTS (SELECT 1 FROM case_file f JOIN inbox_message m ON m.subject_id = f.id AND m.kind = 'customer.notice'
                              WHERE f.id = c.id AND f.told_bank_at IS NOT NULL)`,
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
    const { violations, ...rest } = await driven(context);
    return { ...found, ...rest, violations: [...found.violations, ...violations] };
  },
};

interface Subject {
  id: string;
  type: 'complaint' | 'hold';
  began_at: Date;
  ended_at: Date | null;
}

/** What Temporal says of the cases and holds: not driven, or by several, or not to be known. */
async function driven(context: VerifyContext): Promise<Omit<CheckResult, 'checked'>> {
  const { workflows, isAtRest } = context;
  if (workflows === undefined) {
    if (isAtRest === true) return { violations: [], note: 'no system runs: nothing drives a case now' };
    return { violations: [], unknown: ['whether a workflow drives each case and hold: no Temporal is named'] };
  }
  try {
    return await lookedUp(context, workflows);
  } catch (error) {
    if (!(error instanceof CannotKnow)) throw error;
    return { violations: [], unknown: [`whether a workflow drives each case and hold: ${error.message}`] };
  }
}

async function lookedUp({ manager, asOf }: VerifyContext, workflows: WorkflowLookup) {
  const subjects: Subject[] = await manager.query(
    `SELECT id, type, began_at, ended_at FROM (
       SELECT id, 'complaint' AS type, opened_at AS began_at, closed_at AS ended_at FROM case_file
       UNION ALL SELECT id, 'hold', ordered_at, ended_at FROM hold) s
      WHERE began_at < $1::timestamptz - $2 * interval '1 millisecond'
        AND (ended_at IS NULL OR ended_at > $1::timestamptz - $3 * interval '1 millisecond')`,
    [asOf, STARTS_WITHIN_MS, ENDS_WITHIN_MS],
  );
  const executions = await workflows.executionsOf(subjects.map(workflowIdOf));
  const executionsOf = (subject: Subject) => executions.get(workflowIdOf(subject)) ?? { running: 0, lastEndedAt: null };
  const doubled = subjects.filter((subject) => executionsOf(subject).running > 1);
  const lost = subjects.filter((subject) => !isDriven(subject, executionsOf(subject), asOf));
  const { notStarted, why } = await startedAnew(lost, { asOf, workflows, open: subjects.length });
  return {
    violations: [
      ...doubled.map(
        (subject) => `${workflowIdOf(subject)}: ${executionsOf(subject).running} workflows drive it at once`,
      ),
      ...lost
        .filter((subject) => !notStarted.has(subject))
        .map((subject) => `${workflowIdOf(subject)}: no workflow drives it`),
    ],
    ...(notStarted.size > 0 && { unknown: [`${notStarted.size} cases and holds have no workflow yet: ${why}`] }),
  };
}

function workflowIdOf({ id, type }: Subject): string {
  return type === 'complaint' ? complaintWorkflowId(id) : holdWorkflowId(id);
}

/**
 * Returns which of those without a workflow the keeper may still be about to start: Temporal began
 * empty, as after a restore, and remembers nothing of before.
 */
async function startedAnew(
  lost: readonly Subject[],
  { asOf, workflows, open }: { asOf: Date; workflows: WorkflowLookup; open: number },
): Promise<{ notStarted: ReadonlySet<Subject>; why: string }> {
  if (lost.length === 0) return { notStarted: new Set(), why: '' };
  const since = await workflows.oldestStart();
  if (since === null)
    return { notStarted: new Set(lost), why: 'Temporal knows none at all, and the keeper has not begun to start them' };
  const withinMs = LOOKED_FOR_WITHIN_MS + open * STARTED_WITHIN_MS_EACH;
  const isNew = asOf.getTime() - since.getTime() < withinMs;
  const older = lost.filter(({ began_at: beganAt }) => beganAt < since);
  const why = `Temporal remembers nothing of before ${since.toISOString()}, and the keeper starts them one after another`;
  return { notStarted: new Set(isNew ? older : []), why };
}

/**
 * Returns true if one workflow runs, or none is needed: what has ended needs none, and Temporal may
 * have lost or forgotten the one that drove it. What is open in the snapshot may have ended since.
 */
function isDriven({ ended_at: endedAt }: Subject, { running, lastEndedAt }: Executions, asOf: Date): boolean {
  if (running > 0 || endedAt !== null) return true;
  return lastEndedAt !== null && lastEndedAt.getTime() > asOf.getTime() - STARTS_WITHIN_MS;
}
