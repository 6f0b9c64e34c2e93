import type { EntityManager } from 'typeorm';
import type { NamedCheckpoint } from '../../src/persistence/audit/kept-checkpoint.js';
import type { AttachmentFiles } from './read/attachment-files.js';
import type { BankHolds } from './read/bank-books.js';
import type { LogPart } from './read/log-files.js';
import type { RecordedHistory } from './read/recorded-histories.js';
import type { WitnessFile } from './read/witness-file.js';
import type { WorkflowLookup } from './read/workflow-lookup.js';

/** What a check reads: one snapshot of the database, and what is known beside it. */
export interface VerifyContext {
  /**
   * Reads within one read-only transaction on one snapshot, so that a running system changes
   * nothing between two queries.
   */
  readonly manager: EntityManager;
  /**
   * The instant by which deadlines are judged: the database's time, or that of its last event when
   * no system has run since.
   */
  readonly asOf: Date;
  /** Absent when no Temporal is known: then only the database is checked. */
  readonly workflows?: WorkflowLookup;
  /** True when no system runs on the database: then nothing can drive a case. */
  readonly isAtRest?: boolean;
  /**
   * Some histories that Temporal keeps, and those that cannot be replayed; `replayed` is absent
   * without the keys of the payloads.
   */
  readonly histories?: { readonly recorded: readonly RecordedHistory[]; readonly replayed?: readonly string[] };
  /** What was named beside the database and did not answer, by the check that needs it, in words. */
  readonly unread?: { readonly histories?: string; readonly books?: string };
  /** The newest part of each log file; absent when there are none to read. */
  readonly logs?: readonly LogPart[];
  /** The checkpoints that a witness outside keeps; absent when none of its files was given. */
  readonly witness?: readonly WitnessFile[];
  /** The last checkpoint that a keeper keeps outside the database; absent when none is at hand. */
  readonly kept?: NamedCheckpoint;
  /** The files of attachments; absent when no folder is known. */
  readonly files?: AttachmentFiles;
  /** What the institutions hold by their own books; read before the snapshot. */
  readonly books?: BankHolds & { readonly readAt: Date };
}

/** What a check found. */
export interface CheckResult {
  /** How many rows or items were checked. */
  checked: number;
  /** One line for each that breaks the invariant: its id and the reason. */
  violations: string[];
  /** What was not checked, or only in part, and why, where nobody asked for more. */
  note?: string;
  /**
   * What this check cannot know, a line each: who would tell was not named, or did not answer. It
   * is no violation, and no silence either: the report does not say that everything holds.
   */
  unknown?: string[];
}

/** An invariant and how it is checked. */
export interface Check {
  readonly id: string;
  readonly title: string;
  run(context: VerifyContext): Promise<CheckResult>;
}
