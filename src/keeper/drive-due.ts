import { DUE_KINDS, type Why, WHYS } from '../application/due/kinds/all.js';
import type { Driver, DueKind } from '../application/due/due-kind.js';
import { type DueNow, readDue } from '../application/due/read-due.js';
import { databaseErrorCode } from '../persistence/unit-of-work.js';

/** How long a round goes on, while there is more: less than the round of a chore may take. */
const ROUND_MS = 30_000;
/** How long what frees no money is driven, before it is asked anew what does. */
const SLICE_MS = 500;
/** The pause before a subject is driven again; it doubles while the subject stays due, but for what frees money. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** SQLSTATE of a lock, or a statement, that took too long (PostgreSQL appendix A). */
const TOOK_TOO_LONG = new Set(['55P03', '57014']);

/** How the rounds end, by kind; the keeper's measures. */
export interface DueWatch {
  driven(why: Why, outcome: 'done' | 'nothing' | 'failed'): void;
  /** A round ended in which nothing of the kind failed. */
  inOrder(why: Why): void;
}

/** A subject that was driven, and may be due still. */
interface Driven {
  pauseMs: number;
  notBeforeMs: number;
}

/** What a round has met so far. */
interface Round {
  endMs: number;
  done: number;
  failures: Map<Why, unknown>;
  /** Cases that wait for a lock. */
  stuck: Set<string>;
}

/**
 * Drives what is due (`DUE_KINDS`), one subject after the other. What frees money goes first, and waits for nothing
 * but the subject that is being driven; of the rest each kind has its turn. A subject that fails, or stays due, is left
 * alone for a pause, which doubles where it frees nothing, so that it stands in nobody's way. Where a case cannot be locked in time, what else
 * is due of it waits for the next round.
 */
export class DueDriving {
  private readonly driven = new Map<string, Driven>();

  constructor(
    private readonly driver: Driver,
    private readonly watch: DueWatch,
    private readonly whys: readonly Why[] = WHYS,
  ) {}

  /**
   * Drives what is due until nothing is left, or the round has lasted long enough. Returns for how many something was
   * done. Rejects at the end with the first failure.
   */
  async round(): Promise<number> {
    const round: Round = { endMs: performance.now() + ROUND_MS, done: 0, failures: new Map(), stuck: new Set() };
    while (performance.now() < round.endMs) {
      const due = await readDue(this.driver.db, this.leftAlone(), this.whys);
      const free = due.filter(({ caseId }) => !round.stuck.has(caseId));
      if (free.length === 0) break;
      await this.drive(free, round);
    }
    for (const why of this.whys) if (!round.failures.has(why)) this.watch.inOrder(why);
    for (const failure of round.failures.values()) throw failure;
    return round.done;
  }

  /** Drives subjects in their order, until the time of the round, or the slice of what frees nothing, is over. */
  private async drive(due: readonly DueNow[], round: Round): Promise<void> {
    const sliceEndMs = Math.min(round.endMs, performance.now() + SLICE_MS);
    for (const subject of due) {
      const kind: DueKind = DUE_KINDS[subject.why];
      if (performance.now() >= (kind.frees === true ? round.endMs : sliceEndMs)) return;
      // What is due for two reasons is driven once.
      if (!round.stuck.has(subject.caseId) && !this.isLeftAlone(subject.id)) await this.driveOne(kind, subject, round);
    }
  }

  private async driveOne(kind: DueKind, subject: DueNow, round: Round): Promise<void> {
    try {
      const isDone = await kind.drive(this.driver, subject);
      round.done += isDone ? 1 : 0;
      this.leaveAlone(subject.id, this.nextPauseMs(kind, subject.id));
      this.watch.driven(subject.why, isDone ? 'done' : 'nothing');
    } catch (error) {
      const waitsForLock = TOOK_TOO_LONG.has(databaseErrorCode(error) ?? '');
      if (waitsForLock) round.stuck.add(subject.caseId);
      this.leaveAlone(subject.id, waitsForLock ? FIRST_PAUSE_MS : this.nextPauseMs(kind, subject.id));
      if (!round.failures.has(subject.why)) round.failures.set(subject.why, error);
      this.watch.driven(subject.why, 'failed');
    }
  }

  private nextPauseMs({ frees }: DueKind, id: string): number {
    if (frees === true) return FIRST_PAUSE_MS;
    const before = this.driven.get(id);
    return before === undefined ? FIRST_PAUSE_MS : Math.min(2 * before.pauseMs, LONGEST_PAUSE_MS);
  }

  private leaveAlone(id: string, pauseMs: number): void {
    this.driven.set(id, { pauseMs, notBeforeMs: performance.now() + pauseMs });
  }

  private isLeftAlone(id: string): boolean {
    return (this.driven.get(id)?.notBeforeMs ?? 0) > performance.now();
  }

  /** Returns the subjects that are left alone now, and forgets those that were not due any more after their pause. */
  private leftAlone(): string[] {
    const nowMs = performance.now();
    for (const [id, { pauseMs, notBeforeMs }] of this.driven)
      if (notBeforeMs + pauseMs + ROUND_MS < nowMs) this.driven.delete(id);
    return [...this.driven].filter(([, { notBeforeMs }]) => notBeforeMs > nowMs).map(([id]) => id);
  }
}
