import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import {
  ChainContradicted,
  type KeptOutside,
  type SignBytes,
  writeCheckpoint,
  type WrittenCheckpoint,
} from '../persistence/audit/checkpoint.js';
import type { KeptCheckpoints } from '../persistence/audit/kept-checkpoint.js';
import { inTransaction } from '../persistence/unit-of-work.js';

/**
 * How long one round goes on; what it leaves, the next round signs. With the last checkpoint it
 * stays below what ends the process (`repeatChore`), even where the database is slow.
 */
const ROUND_MS = 10_000;

/**
 * Signs checkpoints, and keeps the last one that it saw outside the database. Where the chain of the
 * database is not the one that it kept, it signs nothing until a person has said why.
 */
export class CheckpointSigner {
  /** Why nothing is signed now; undefined while all is well. */
  stoppedBy: ChainContradicted | undefined;
  /** What the database's clock said at the last look, and when that was by a clock that never steps. */
  private look: { readonly now: Date; readonly atMs: number } | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly sign: SignBytes,
    private readonly kept: KeptCheckpoints,
    private readonly logger: Pick<Logger, 'error' | 'warn'>,
  ) {}

  /**
   * Signs checkpoints until all chains' heads are under one, each in a transaction of its own.
   * Returns how many it wrote. Rejects with `ChainContradicted` while the signing is stopped, and
   * when what was kept cannot be read or written.
   */
  async round(): Promise<number> {
    const endMs = performance.now() + ROUND_MS;
    for (let count = 0; ;) {
      const look = this.look && { now: this.look.now, passedMs: performance.now() - this.look.atMs };
      const outside = { last: this.kept.last(), acknowledgement: this.kept.acknowledgement(), look };
      const written = await this.write(outside);
      this.look = { now: written.now, atMs: performance.now() };
      // After the commit: a checkpoint that was rolled back is none that was seen.
      const { newest, checkpoint } = written;
      if (newest !== undefined && newest.hash !== outside.last?.hash) this.kept.keep(newest);
      if (written.tookWord === true) this.kept.taken();
      if (written.toldGap === true)
        this.logger.warn({ checkpoint: checkpoint?.number }, 'events are signed late, as a gap: nobody saw them grow');
      if (written.toldClock === true)
        this.logger.error(
          { checkpoint: checkpoint?.number },
          "the database's clock went back: set it right, and say so",
        );
      count += checkpoint === undefined ? 0 : 1;
      if (!written.hasMore || performance.now() >= endMs) return count;
    }
  }

  private async write(kept: KeptOutside): Promise<WrittenCheckpoint> {
    try {
      const written = await inTransaction(this.db, (manager) => writeCheckpoint(manager, this.sign, { kept }));
      this.stoppedBy = undefined;
      return written;
    } catch (error) {
      if (error instanceof ChainContradicted) {
        this.stoppedBy = error;
        this.logger.error({ fault: error.fault }, 'no checkpoint is signed any more until a person has said why');
      }
      throw error;
    }
  }
}
