import type { DataSource } from 'typeorm';

/** Something that must be looked at now, and why. */
export interface Due {
  /** The name of its kind. */
  readonly why: string;
  readonly id: string;
  readonly caseId: string;
}

/** What a process does, that drives what is due, besides writing the record. */
export interface Driver {
  readonly db: DataSource;
  /** Looks at a case, and passes on what was committed. Resolves with true if work remains. */
  readonly look: (caseId: string) => Promise<boolean>;
  /** Advances a hold, and passes on what was committed. */
  readonly advanceHold: (holdId: string) => Promise<unknown>;
  /** Sends what is committed about holds. */
  readonly sendAboutHolds: (holdIds: readonly string[]) => void;
  /** A case was not looked at in time, and work remains: its workflow seems to be gone. */
  readonly missesWorkflow: (caseId: string) => void;
}

/**
 * A kind of what becomes due: where its instant stands, and what is done then. The transaction that knows the instant
 * wrote it, as the domain decided; what is still to be done then, `drive` has the domain decide again.
 */
export interface DueKind {
  /** SQL of the rows that may become due: a table and a condition, which has an index on `at`. */
  readonly from: string;
  /** SQL of what names the subject. */
  readonly id: string;
  readonly caseId: string;
  /** SQL of the instant, as the index has it. */
  readonly at: string;
  /** How long after its instant another has the time to act that is nearer: a workflow, or the process that committed. */
  readonly othersMs?: number;
  /** So many at most are read at once. */
  readonly atMost: number;
  /** It frees money: it goes before what does not. */
  readonly frees?: true;
  /** Does what is due, under the lock of the case. Resolves with whether anything was. */
  readonly drive: (driver: Driver, due: Due) => Promise<boolean>;
}

/** Reads at most so many of a kind that frees nothing. */
export const AT_MOST = 100;
