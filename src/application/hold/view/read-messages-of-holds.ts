import { type EntityManager, In } from 'typeorm';
import { HoldOrderRow, ReceiptRow, ReleaseOrderRow } from '../../../persistence/entities/money/hold.entities.js';
import { OutgoingMessageRow } from '../../../persistence/entities/traffic/outgoing.entities.js';
import { groupBy } from '../../case/work/read-rows.js';
import { creditsOfHolds } from './hold.queries.js';

/**
 * Reads what was sent and received about holds, by hold: orders in their sequence, receipts and
 * releases as they came, how often each release was sent, and the credit that each hold is about.
 */
export async function readMessagesOfHolds(manager: EntityManager, holdIds: readonly string[]) {
  const where = { holdId: In([...holdIds]) };
  return {
    orders: groupBy(await manager.find(HoldOrderRow, { where, order: { sequence: 'ASC' } }), holdOf),
    receipts: groupBy(await manager.find(ReceiptRow, { where, order: { id: 'ASC' } }), holdOf),
    releases: groupBy(await manager.find(ReleaseOrderRow, { where, order: { id: 'ASC' } }), holdOf),
    attempts: new Map(
      (await manager.findBy(OutgoingMessageRow, { subjectId: In([...holdIds]) })).map(({ id, attempts }) => [
        id,
        attempts,
      ]),
    ),
    credits: groupBy(await creditsOfHolds(manager, holdIds), holdOf),
  };
}

/** Returns the hold that a row is of. */
export function holdOf(row: { readonly holdId: string }): string {
  return row.holdId;
}
