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
 * those that another keeper has locked. At most half of them are for one party: one that is away
 * leaves room for the others. `open` is an SQL condition over `n` for messages that still wait for
 * an acknowledgement, and `party` the property that names the party. The caller writes `attempt`
 * into each row, so that no second keeper sends the message too.
 */
export async function takeDue<Row extends Deliverable & ObjectLiteral>(
  manager: EntityManager,
  message: new () => Row,
  { open, party }: { open: string; party: keyof Row & string },
  limit: number,
): Promise<Due<Row>[]> {
  const now = await databaseNow(manager);
  const isDue = `${open} AND n.nextAttemptAt <= :now`;
  const chosen = await manager
    .createQueryBuilder()
    .select('due.id', 'id')
    .from(
      (query) =>
        query
          .select('n.id', 'id')
          .addSelect('n.nextAttemptAt', 'at')
          .addSelect(`row_number() OVER (PARTITION BY n.${party} ORDER BY n.nextAttemptAt)`, 'place')
          .from(message, 'n')
          .where(isDue, { now }),
      'due',
    )
    .where('due.place <= :ofParty', { ofParty: Math.ceil(limit / 2) })
    .orderBy('due.at')
    .limit(limit)
    .getRawMany<{ id: string }>();
  if (chosen.length === 0) return [];
  const rows = await manager
    .createQueryBuilder(message, 'n')
    .where(`n.id IN (:...ids) AND ${isDue}`, { ids: chosen.map(({ id }) => id), now })
    .orderBy('n.nextAttemptAt')
    .setLock('pessimistic_write')
    .setOnLocked('skip_locked')
    .getMany();
  return rows.map((row) => {
    const attempts = row.attempts + 1;
    return { row, now, attempt: { attempts, nextAttemptAt: after(now, deliveryRetryMs(attempts)) } };
  });
}
