import type { EntityManager } from 'typeorm';
import type { BankHold } from './bank-books.js';
import type { LogPart } from './log-files.js';
import type { RecordedHistory } from './recorded-histories.js';
import type { WorkflowLookup } from './workflow-lookup.js';

/** What a check looks at: one unchanging view of the record. */
export interface VerifyContext {
  /**
   * Bound to one read-only transaction that sees a single snapshot, so that a running system cannot
   * change between two queries.
   */
  readonly manager: EntityManager;
  /**
   * The instant by which deadlines are judged: the database's clock, or the record's last activity
   * when nothing was running since.
   */
  readonly asOf: Date;
  /** Absent when no Temporal is known: then only the record is looked at. */
  readonly workflows?: WorkflowLookup;
  /**
   * Some of what Temporal keeps, with what of it cannot be replayed; `replayed` is absent without
   * the keys of the payloads.
   */
  readonly histories?: { readonly recorded: readonly RecordedHistory[]; readonly replayed?: readonly string[] };
  /** The newest part of each log file, where they are at hand. */
  readonly logs?: readonly LogPart[];
  /** What the institutions hold by their own books, read before the record. */
  readonly books?: { readonly holds: readonly BankHold[]; readonly readAt: Date };
}

/**
 * How many things were looked at, and one line for each that breaks the invariant: its id and why.
 */
export interface CheckResult {
  checked: number;
  violations: string[];
  /** What could not be looked at, or only in part, and why. */
  note?: string;
}

/** One invariant. */
export interface Check {
  readonly id: string;
  readonly title: string;
  run(context: VerifyContext): Promise<CheckResult>;
}
