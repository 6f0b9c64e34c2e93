import { holdWorkflowId, complaintWorkflowId } from '../../../../src/contract/ids.js';
import {
  EMPTY_HOLD_STATES,
  ENDED_HOLD_STATES,
  HOLDING_STATES,
  type HoldState,
  LIVE_HOLD_STATES,
} from '../../../../src/domain/hold/hold.js';
import { sqlList } from '../../../../src/persistence/sql-list.js';
import type { WorkflowLookup } from '../../../verify/read/workflow-lookup.js';
import { ROWS_BY_TOKEN, type Act, type ActKind } from '../act/act.js';
import type { BankHold } from '../../../verify/read/bank-books.js';
import { heldTwice } from '../act/bank-side.js';
import type { Target } from '../strike/plan.js';
import type { RecordReader } from './record-reader.js';

/** The answer to one question of the proof. */
export interface Found {
  readonly question: string;
  readonly checked: number;
  /** One line for each thing that is not as it must be. */
  readonly violations: readonly string[];
}

/**
 * The codes that refuse a repetition because the first act succeeded. After a lost answer such a
 * code is the acknowledgement.
 */
const ALREADY_DONE: Readonly<Record<ActKind, readonly string[]>> = {
  complaint: [],
  withdrawal: ['COMPLAINT.ALREADY_WITHDRAWN', 'APPROVAL.ALREADY_OPEN'],
  confirmation: ['APPROVAL.ALREADY_DECIDED'],
  statement: ['STATEMENT.ALREADY_GIVEN'],
  request: ['APPROVAL.ALREADY_OPEN'],
  decision: ['APPROVAL.ALREADY_DECIDED', 'APPROVAL.TWICE'],
  release: [],
};

/** Checks that every acknowledged act is in the database under its id, and no act twice. */
export async function actsOnRecord(record: RecordReader, acts: readonly Act[]): Promise<Found[]> {
  const kinds = Object.keys(ROWS_BY_TOKEN) as ActKind[];
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const rows = await record.rows<{ id: string; token: string | null }>(ROWS_BY_TOKEN[kind]);
      const idsByToken = new Map<string, string[]>();
      for (const { id, token } of rows)
        if (token !== null) idsByToken.set(token, [...(idsByToken.get(token) ?? []), id]);
      return acts.filter((act) => act.kind === kind).map((act) => ({ act, ids: idsByToken.get(act.token) ?? [] }));
    }),
  );
  const all = found.flat();
  return [
    {
      question: 'every acknowledged act is on record',
      checked: all.length,
      violations: all
        .filter(({ act, ids }) => !isKept(act, ids))
        .map(({ act }) => `${act.kind} ${act.token} is missing`),
    },
    {
      question: 'no act is on record twice, however often it was sent',
      checked: all.length,
      violations: all
        .filter(({ ids }) => ids.length > 1)
        .map(({ act, ids }) => `${act.kind} ${act.token} is there ${ids.length} times`),
    },
  ];
}

function isKept(act: Act, ids: readonly string[]): boolean {
  if (act.acknowledged !== null) return ids.includes(act.acknowledged);
  const isDoneAlready = act.refused !== null && ALREADY_DONE[act.kind].includes(act.refused) && act.unanswered > 0;
  return !isDoneAlready || ids.length > 0;
}

/**
 * Checks that each acknowledged complaint has one case, and that the case and each of its holds
 * have one workflow. A hold that ended with its first receipt needs none, and a case neither that
 * was closed before Temporal could be told to start one.
 */
export async function oneCaseOneWorkflow(
  record: RecordReader,
  workflows: Pick<WorkflowLookup, 'executionsOf'>,
  acts: readonly Act[],
): Promise<Found[]> {
  const ids = acts.flatMap(({ kind, acknowledged }) =>
    kind === 'complaint' && acknowledged !== null ? [acknowledged] : [],
  );
  const files = await record.rows<{ id: string; closedFirst: boolean }>(
    `SELECT f.id, EXISTS (SELECT 1 FROM outbox o WHERE o.workflow_id = 'complaint-' || f.id AND o.kind = 'start'
                             AND f.closed_at <= coalesce(o.read_at, 'infinity')) AS "closedFirst"
       FROM case_file f`,
  );
  const cases = new Set(files.map(({ id }) => id));
  const holds = await record.rows<{ id: string; ended: boolean }>(
    `SELECT id, state IN (${sqlList(ENDED_HOLD_STATES)}) AS ended FROM hold WHERE case_id = ANY ($1)`,
    [ids],
  );
  const needNone = new Set([
    ...holds.filter(({ ended }) => ended).map(({ id }) => holdWorkflowId(id)),
    ...files.filter(({ closedFirst }) => closedFirst).map(({ id }) => complaintWorkflowId(id)),
  ]);
  const workflowIds = [...ids.map(complaintWorkflowId), ...holds.map(({ id }) => holdWorkflowId(id))];
  const executions = await workflows.executionsOf(workflowIds);
  return [
    {
      question: 'every acknowledged complaint has one case',
      checked: ids.length,
      violations: [
        ...ids.filter((id) => !cases.has(id)).map((id) => `complaint ${id} has no case`),
        ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `two complaints were told the id ${id}`),
      ],
    },
    {
      question: 'every complaint and every hold has one workflow',
      checked: workflowIds.length,
      violations: workflowIds.flatMap((id) => {
        const { running, lastEndedAt } = executions.get(id) ?? { running: 0, lastEndedAt: null };
        if (running > 1) return [`${id} has ${running} workflows at once`];
        return running === 0 && lastEndedAt === null && !needNone.has(id) ? [`${id} has no workflow`] : [];
      }),
    },
  ];
}

/** So long after its sender was killed an order is at its institution, in ms. */
const TAKEN_OVER_WITHIN_MS = 3_000;
/** An order written so long before the kill of its sender may still be under way, in ms. */
const UNDER_WAY_MS = 1_000;

/** The time in which a process was down, in epoch ms. */
export interface Outage {
  readonly target: Target;
  readonly fromMs: number;
  readonly untilMs: number;
}

/**
 * Checks that the first orders which an API had just committed when it was killed are at their
 * institutions within three seconds. An API that fell together with another process is left out:
 * what takes over may be down too.
 */
export async function ordersTakenOver(
  record: RecordReader,
  arrivals: ReadonlyMap<string, number>,
  outages: readonly Outage[],
): Promise<Found> {
  const orders = await record.rows<{ id: string; issuedAtMs: number }>(
    `SELECT id, (extract(epoch FROM issued_at) * 1000)::float8 AS "issuedAtMs" FROM hold_order WHERE sequence = 1`,
  );
  const alone = outages.filter(
    (api) =>
      api.target.startsWith('api') &&
      outages.every(
        (other) =>
          other === api ||
          other.fromMs > api.fromMs + TAKEN_OVER_WITHIN_MS ||
          other.untilMs < api.fromMs - UNDER_WAY_MS,
      ),
  );
  const waited = alone.flatMap(({ fromMs }) =>
    orders
      .filter(({ issuedAtMs }) => issuedAtMs <= fromMs && issuedAtMs > fromMs - UNDER_WAY_MS)
      .map(({ id }) => ({ id, waitedMs: (arrivals.get(id) ?? Infinity) - fromMs })),
  );
  return {
    question: 'an order whose sender was killed is at its bank within three seconds',
    checked: waited.length,
    violations: waited
      .filter(({ waitedMs }) => waitedMs > TAKEN_OVER_WITHIN_MS)
      .map(({ id, waitedMs }) =>
        waitedMs === Infinity ? `order ${id} never came` : `order ${id} came after ${(waitedMs / 1_000).toFixed(1)} s`,
      ),
  };
}

const STUCK: readonly { why: string; sql: string }[] = [
  {
    why: 'an entry is unread for more than a minute',
    sql: `SELECT workflow_id AS id FROM outbox WHERE read_at IS NULL AND created_at < now() - interval '60 seconds'`,
  },
  {
    why: 'a message has had no effect for more than a minute',
    sql: `SELECT id FROM inbox_message WHERE processed_at IS NULL AND received_at < now() - interval '60 seconds'`,
  },
  {
    why: 'a hold is live past its expiry',
    sql: `SELECT id FROM hold WHERE state IN (${sqlList(LIVE_HOLD_STATES)}) AND expires_at < now()`,
  },
  {
    why: 'a case has slept past its deadline for more than a minute',
    sql: `SELECT id FROM case_file WHERE closed_at IS NULL AND next_deadline_at < now() - interval '60 seconds'`,
  },
];

/** Checks that nothing waits for ever. */
export async function nothingStuck(record: RecordReader): Promise<Found> {
  const [looked] = await record.rows<{ count: number }>(
    'SELECT ((SELECT count(*) FROM outbox) + (SELECT count(*) FROM inbox_message) + (SELECT count(*) FROM hold) + (SELECT count(*) FROM case_file))::int AS count',
  );
  const stuck = await Promise.all(
    STUCK.map(async ({ why, sql }) => (await record.rows<{ id: string }>(sql)).map(({ id }) => `${id}: ${why}`)),
  );
  return { question: 'nothing is stuck', checked: looked?.count ?? 0, violations: stuck.flat() };
}

/** Checks that every hold past its expiry was released, and that its institution has answered. */
export async function releasedOnWord(record: RecordReader): Promise<Found> {
  const past = await record.rows<{ id: string; state: HoldState; word: boolean }>(
    `SELECT h.id, h.state, EXISTS (SELECT 1 FROM receipt r WHERE r.hold_id = h.id
              AND (r.kind IN ('release', 'lapse') OR r.result IN ('NO_FUNDS', 'ACCOUNT_CLOSED', 'NOT_FOUND', 'REFUSED_LEGAL'))) AS word
       FROM hold h WHERE h.expires_at < now()`,
  );
  return {
    question: 'every hold past its time is let go on the word of its bank',
    checked: past.length,
    violations: past
      .filter(({ state, word }) => !EMPTY_HOLD_STATES.includes(state) || !word)
      .map(({ id, state, word }) => `hold ${id} is ${state}${word ? '' : ', without a word of its bank'}`),
  };
}

/** Checks that the institutions hold what the database says. */
export async function banksAgree(
  record: RecordReader,
  bankHolds: readonly BankHold[],
  meanwhile: { heldTwice: Iterable<string>; overdrawn: Iterable<string> },
): Promise<Found[]> {
  const rows = await record.rows<{ id: string; state: HoldState }>('SELECT id, state FROM hold');
  const stateOf = new Map(rows.map(({ id, state }) => [id, state]));
  const active = bankHolds.filter(({ state }) => state === 'active');
  const activeIds = new Set(active.map(({ holdId }) => holdId));
  return [
    {
      question: 'no money is held twice at any bank, at no time',
      checked: bankHolds.length,
      violations: [...new Set([...meanwhile.heldTwice, ...heldTwice(bankHolds)])],
    },
    {
      question: 'no account is overdrawn by what is held on it, at no time',
      checked: bankHolds.length,
      violations: [...meanwhile.overdrawn],
    },
    {
      question: 'what a bank holds is held on record, and the other way round',
      checked: bankHolds.length,
      violations: [
        ...bankHolds
          .filter(({ holdId }) => !stateOf.has(holdId))
          .map(({ holdId }) => `hold ${holdId} of a bank is not on record`),
        ...active
          .filter(({ holdId }) => EMPTY_HOLD_STATES.some((state) => state === stateOf.get(holdId)))
          .map(({ holdId }) => `hold ${holdId} is ${stateOf.get(holdId)} on record and active at its bank`),
        ...rows
          .filter(({ id, state }) => HOLDING_STATES.includes(state) && !activeIds.has(id))
          .map(({ id }) => `hold ${id} is held on record and not active at its bank`),
      ],
    },
  ];
}
