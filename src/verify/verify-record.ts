import type { DataSource, EntityManager } from 'typeorm';
import { CHECKS } from './checks/all.js';
import { comesAgain } from '../persistence/unit-of-work.js';
import type { AttachmentFiles } from './attachment-files.js';
import type { BankBooks } from './bank-books.js';
import type { Check, CheckResult, VerifyContext } from './check.js';
import { faultOf } from './fault-of.js';
import type { LogPart } from './log-files.js';
import type { HistoryLookup } from './recorded-histories.js';
import type { WitnessFile } from './witness-file.js';
import type { WorkflowLookup } from './workflow-lookup.js';

/** How many violations of an invariant the report shows. */
const SHOWN = 5;

/** What one check found. */
export interface CheckReport {
  id: string;
  title: string;
  checked: number;
  violations: number;
  /** The first violations, each an id and the reason. */
  examples: string[];
  /** What was not checked, or only in part. */
  note?: string;
}

/** What all checks found. */
export interface Report {
  ok: boolean;
  /** The instant by which deadlines were judged (RFC 3339). */
  asOf: string;
  /** True when Temporal was checked as well (I9). */
  workflowsChecked: boolean;
  checks: CheckReport[];
}

/** What to verify, and by which clock. */
export interface VerifyInput {
  /** Connected to a migrated database; nothing is written to it. */
  db: DataSource;
  temporal?: WorkflowLookup;
  histories?: HistoryLookup;
  books?: BankBooks;
  logs?: readonly LogPart[];
  witness?: readonly WitnessFile[];
  files?: AttachmentFiles;
  /** `last_activity`: no system ran after the last event, so no later deadline could be met. */
  judgedAt?: 'now' | 'last_activity';
}

/**
 * Checks every invariant on one snapshot of the database. Violations are values; throws only when
 * the database cannot be read.
 */
export async function verifyRecord(input: VerifyInput): Promise<Report> {
  const { db, temporal: workflows, logs, witness, files, judgedAt } = input;
  const found = { books: await readBooks(input), histories: await readHistories(input) };
  const outside = { ...found, workflows, logs, witness, files };
  return db.transaction('REPEATABLE READ', async (manager) => {
    await manager.query('SET TRANSACTION READ ONLY');
    await manager.query('SET LOCAL statement_timeout = 0');
    return checkSnapshot(manager, outside, judgedAt);
  });
}

/** Makes the checks, by default of every invariant, on the snapshot of one transaction. */
export async function checkSnapshot(
  manager: EntityManager,
  outside: Omit<VerifyContext, 'manager' | 'asOf'>,
  judgedAt: NonNullable<VerifyInput['judgedAt']> = 'now',
  wanted: readonly Check[] = CHECKS,
): Promise<Report> {
  const asOf = await instantOf(manager, judgedAt);
  const checks: CheckReport[] = [];
  for (const check of wanted) {
    const { checked, violations, note } = await runCheck(check, { manager, asOf, ...outside });
    const { id, title } = check;
    const examples = violations.slice(0, SHOWN);
    checks.push({ id, title, checked, violations: violations.length, examples, ...(note !== undefined && { note }) });
  }
  return {
    ok: checks.every(({ violations }) => violations === 0),
    asOf: asOf.toISOString(),
    workflowsChecked: outside.workflows !== undefined,
    checks,
  };
}

/**
 * Runs a check. One that cannot go on, because a row that it needs is missing or cannot be read,
 * is broken by that: all other checks are still made. Throws when the database cannot be read.
 */
async function runCheck(check: Check, context: VerifyContext): Promise<CheckResult> {
  await context.manager.query('SAVEPOINT before_check');
  try {
    return await check.run(context);
  } catch (error) {
    if (!comesAgain(error)) throw error;
    await context.manager.query('ROLLBACK TO SAVEPOINT before_check');
    return { checked: 0, violations: [`cannot be checked: ${faultOf(error)}`] };
  } finally {
    await context.manager.query('RELEASE SAVEPOINT before_check').catch(() => undefined);
  }
}

async function readBooks({ db, books }: VerifyInput): Promise<VerifyContext['books']> {
  if (books === undefined) return undefined;
  const [clock]: { at: Date }[] = await db.query('SELECT clock_timestamp() AS at');
  if (clock === undefined) throw new Error('the database told no time');
  return { ...(await books.read()), readAt: clock.at };
}

/** How many histories are read from each end of Temporal's list. */
const HISTORIES = 25;

async function readHistories({ histories }: VerifyInput): Promise<VerifyContext['histories']> {
  if (histories === undefined) return undefined;
  const recorded = await histories.newestAndOldest(HISTORIES);
  return { recorded, replayed: await histories.replay?.(recorded) };
}

async function instantOf(manager: EntityManager, judgedAt: 'now' | 'last_activity'): Promise<Date> {
  const sql =
    judgedAt === 'now'
      ? 'SELECT now() AS at'
      : `SELECT least(now(), coalesce(greatest((SELECT max(at) FROM audit_event), (SELECT max(at) FROM audit_checkpoint)), now())) AS at`;
  const [row]: { at: Date }[] = await manager.query(sql);
  if (row === undefined) throw new Error('the database told no time');
  return row.at;
}
