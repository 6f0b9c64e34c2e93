import type { DataSource, EntityManager } from 'typeorm';
import { CHECKS } from './checks/all.js';
import type { NamedCheckpoint } from '../../src/persistence/audit/kept-checkpoint.js';
import { comesAgain, databaseErrorCode } from '../../src/persistence/unit-of-work.js';
import type { AttachmentFiles } from './read/attachment-files.js';
import type { BankBooks } from './read/bank-books.js';
import { CannotKnow } from './cannot-know.js';
import type { Check, CheckResult, VerifyContext } from './check.js';
import { faultOf } from './fault-of.js';
import type { LogPart } from './read/log-files.js';
import type { HistoryLookup } from './read/recorded-histories.js';
import type { WitnessFile } from './read/witness-file.js';
import type { WorkflowLookup } from './read/workflow-lookup.js';

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
  /** What the check cannot know, because who would tell was not named or did not answer. */
  unknown?: string[];
}

/** What all checks found. */
export interface Report {
  /** False when an invariant is broken; nothing that cannot be known makes it false. */
  ok: boolean;
  /** True when no check has something that it cannot know. */
  isComplete: boolean;
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
  kept?: NamedCheckpoint;
  /** `last_activity`: no system ran after the last event, so no later deadline could be met. */
  judgedAt?: 'now' | 'last_activity';
}

/**
 * Checks every invariant on one snapshot of the database. Violations are values; throws only when
 * the database cannot be read.
 */
export async function verifyRecord(input: VerifyInput): Promise<Report> {
  const { db, temporal: workflows, logs, witness, files, kept, judgedAt } = input;
  const outside = { ...(await readOutside(input)), workflows, logs, witness, files, kept };
  return db.transaction('REPEATABLE READ', async (manager) => {
    await manager.query('SET TRANSACTION READ ONLY');
    await manager.query('SET LOCAL statement_timeout = 0');
    // Whatever a role or the database was given: no object beside takes the place of one of ours.
    await manager.query('SET LOCAL search_path = public');
    return checkSnapshot(manager, outside, judgedAt);
  });
}

/** Makes the checks, by default of every invariant, on the snapshot of one transaction. */
export async function checkSnapshot(
  manager: EntityManager,
  outside: Omit<VerifyContext, 'manager' | 'asOf' | 'isAtRest'>,
  judgedAt: NonNullable<VerifyInput['judgedAt']> = 'now',
  wanted: readonly Check[] = CHECKS,
): Promise<Report> {
  const asOf = await instantOf(manager, judgedAt);
  const checks: CheckReport[] = [];
  for (const check of wanted) {
    const context = { manager, asOf, isAtRest: judgedAt === 'last_activity', ...outside };
    const { checked, violations, note, unknown } = await runCheck(check, context);
    const { id, title } = check;
    const examples = violations.slice(0, SHOWN);
    checks.push({
      id,
      title,
      checked,
      violations: violations.length,
      examples,
      ...(note !== undefined && { note }),
      ...(unknown !== undefined && unknown.length > 0 && { unknown }),
    });
  }
  return {
    ok: checks.every(({ violations }) => violations === 0),
    isComplete: checks.every(({ unknown }) => unknown === undefined),
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
    if (!comesAgain(error) && !isOtherSchema(error)) throw error;
    await context.manager.query('ROLLBACK TO SAVEPOINT before_check');
    return { checked: 0, violations: [`cannot be checked: ${faultOf(error)}`] };
  } finally {
    await context.manager.query('RELEASE SAVEPOINT before_check').catch(() => undefined);
  }
}

/**
 * Returns whether the database does not understand a query of ours (SQLSTATE class 42): a table or
 * column is gone, or something beside gives our words another meaning.
 */
function isOtherSchema(error: unknown): boolean {
  return databaseErrorCode(error)?.startsWith('42') === true;
}

/** Reads what is beside the database, before its snapshot; notes who did not answer. */
async function readOutside(input: VerifyInput): Promise<Pick<VerifyContext, 'books' | 'histories' | 'unread'>> {
  const [books, histories] = [await known(readBooks(input)), await known(readHistories(input))];
  const unread = { books: books.unknown, histories: histories.unknown };
  return { books: books.value, histories: histories.value, unread };
}

async function known<T>(asked: Promise<T>): Promise<{ value?: T; unknown?: string }> {
  try {
    return { value: await asked };
  } catch (error) {
    if (!(error instanceof CannotKnow)) throw error;
    return { unknown: error.message };
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
