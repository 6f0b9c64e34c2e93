import type { EntityManager } from 'typeorm';
import type { WorkflowLookup } from './workflow-lookup.js';

/** What a check looks at: one unchanging view of the record. */
export interface VerifyContext {
  /** Bound to one read-only transaction that sees a single snapshot, so that a running system cannot change between two queries. */
  readonly manager: EntityManager;
  /** The instant by which deadlines are judged: the database's clock, or the record's last activity when nothing was running since. */
  readonly asOf: Date;
  /** Absent when no Temporal is known: then only the record is looked at. */
  readonly workflows?: WorkflowLookup;
}

/** How many things were looked at, and one line for each that breaks the invariant: its id and why. */
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
