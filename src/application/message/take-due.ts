import type { EntityManager, ObjectLiteral } from 'typeorm';
import { deliveryRetryMs } from '../../contract/retry-times.js';
import { after } from '../../domain/time.js';
import { databaseNow } from '../../persistence/clock.js';

/** A message that is sent until it is acknowledged. */
interface Deliverable {
  attempts: number;
  /** Null where nothing is to be sent. */
  nextAttemptAt: Date | null;
}

/** A message to send now, and what its row says once this attempt counts. */
export interface Due<Row> {
  row: Row;
  now: Date;
  attempt: { attempts: number; nextAttemptAt: Date };
}

/**
 * Locks messages whose next attempt is due, the longest waiting first, at most `limit`; those that
 * another keeper has locked are left to it. `open` says in SQL over `n` which still wait for an
 * acknowledgement. The caller writes `attempt` into each row, so that no second keeper sends it as
 * well.
 */
export async function takeDue<Row extends Deliverable & ObjectLiteral>(
  manager: EntityManager,
  message: new () => Row,
  open: string,
  limit: number,
): Promise<Due<Row>[]> {
  const now = await databaseNow(manager);
  const rows = await manager
    .createQueryBuilder(message, 'n')
    .where(`${open} AND n.nextAttemptAt <= :now`, { now })
    .orderBy('n.nextAttemptAt')
    .limit(limit)
    .setLock('pessimistic_write')
    .setOnLocked('skip_locked')
    .getMany();
  return rows.map((row) => {
    const attempts = row.attempts + 1;
    return { row, now, attempt: { attempts, nextAttemptAt: after(now, deliveryRetryMs(attempts)) } };
  });
}
