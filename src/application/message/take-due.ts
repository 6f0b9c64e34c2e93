import type { EntityManager, ObjectLiteral } from 'typeorm';
import { deliveryRetryMs } from '../../contract/retry-times.js';
import { after } from '../../domain/time.js';
import { databaseNow } from '../../persistence/clock.js';

/** A message that is sent again until it is acknowledged. */
interface Deliverable {
  attempts: number;
  /** Null when there is nothing to send. */
  nextAttemptAt: Date | null;
}

/** A message to send now, and the values its row gets for this attempt. */
export interface Due<Row> {
  row: Row;
  now: Date;
  attempt: { attempts: number; nextAttemptAt: Date };
}

/**
 * Locks at most `limit` messages whose next attempt is due, the longest waiting first, and skips
 * those that another keeper has locked. `open` is an SQL condition over `n` for messages that
 * still wait for an acknowledgement. The caller writes `attempt` into each row, so that no second
 * keeper sends the message too.
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
