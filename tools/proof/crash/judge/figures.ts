import type { Act, ActKind } from '../act/act.js';
import { ROWS_BY_TOKEN } from '../act/act.js';
import type { BankHold } from '../../../verify/read/bank-books.js';
import type { RecordReader } from './record-reader.js';

/** What happened in a run, in numbers. */
export interface Figures {
  /** Acts of people by kind. */
  readonly acts: Readonly<Record<string, ActFigures>>;
  /** Answers of the API by status; 0 counts requests without a readable answer. */
  readonly answers: Readonly<Record<string, number>>;
  /** Holds of the run by their state in the database. */
  readonly holds: Readonly<Record<string, number>>;
  /** Holds by their state at the institutions. */
  readonly bankHolds: Readonly<Record<string, number>>;
  /** Stored messages of institutions and agencies, by channel. */
  readonly messages: Readonly<Record<string, number>>;
  /** The longest time from a hold's expiry to its end, in ms; null when no hold expired. */
  readonly longestReleaseMs: number | null;
}

/** What happened to the acts of one kind. */
interface ActFigures {
  readonly acknowledged: number;
  readonly refused: number;
  /** The number of requests. */
  readonly sent: number;
  /** Acts that were in the database before the answered request was sent. */
  readonly answerLostAfterCommit: number;
}

/** Counts what happened. */
export async function count(
  record: RecordReader,
  acts: readonly Act[],
  answers: ReadonlyMap<number, number>,
  bankHolds: readonly BankHold[],
): Promise<Figures> {
  const [late] = await record.rows<{ ms: number | null }>(
    `SELECT max(extract(epoch FROM h.ended_at - h.expires_at) * 1000)::float8 AS ms FROM hold h
       JOIN release_order r ON r.hold_id = h.id AND NOT r.again WHERE r.reason IN ('EXPIRED', 'DEBIT_NOT_CONFIRMED', 'REQUEST_NOT_CONFIRMED')`,
  );
  const byKind = await Promise.all(
    (Object.keys(ROWS_BY_TOKEN) as ActKind[]).map(async (kind) => [kind, await figuresOf(record, kind, acts)] as const),
  );
  return {
    acts: Object.fromEntries(byKind),
    answers: Object.fromEntries([...answers].sort(([one], [other]) => one - other)),
    holds: await counted(
      record,
      `SELECT h.state AS name, count(*)::int AS count FROM hold h JOIN case_file f ON f.id = h.case_id WHERE f.rulebook = 'demo' GROUP BY 1 ORDER BY 1`,
    ),
    bankHolds: tally(bankHolds.map(({ state }) => state)),
    messages: await counted(
      record,
      `SELECT channel AS name, count(*)::int AS count FROM inbox_message GROUP BY 1 ORDER BY 1`,
    ),
    longestReleaseMs: late?.ms ?? null,
  };
}

async function figuresOf(record: RecordReader, kind: ActKind, acts: readonly Act[]): Promise<ActFigures> {
  const rows = await record.rows<{ token: string | null; made_at: Date }>(ROWS_BY_TOKEN[kind]);
  const madeAt = new Map(rows.map(({ token, made_at }) => [token, made_at.getTime()]));
  const ofKind = acts.filter((act) => act.kind === kind);
  return {
    acknowledged: ofKind.filter(({ acknowledged }) => acknowledged !== null).length,
    refused: ofKind.filter(({ refused }) => refused !== null).length,
    sent: ofKind.reduce((sum, { attempts }) => sum + attempts, 0),
    answerLostAfterCommit: ofKind.filter(
      ({ token, unanswered, answeredAttemptAt }) =>
        unanswered > 0 && (madeAt.get(token) ?? Infinity) < answeredAttemptAt,
    ).length,
  };
}

async function counted(record: RecordReader, sql: string): Promise<Record<string, number>> {
  const rows = await record.rows<{ name: string; count: number }>(sql);
  return Object.fromEntries(rows.map(({ name, count: times }) => [name, times]));
}

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
