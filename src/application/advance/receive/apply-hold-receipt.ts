import { In, LessThan, MoreThan } from 'typeorm';
import { decideReceipt } from '../../../domain/hold/decide-message.js';
import type { HoldReceiptMessage } from '../../../domain/hold/messages.js';
import type { ReceiptWords } from '../../../domain/hold/receipt-effect.js';
import { HoldOrderRow, type HoldRow, ReceiptRow } from '../../../persistence/entities/money/hold.entities.js';
import type { InboxMessageRow } from '../../../persistence/entities/traffic/message.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { readTakeOver } from '../../hold/order/take-over.js';
import { applyHoldCommands } from './apply-hold-commands.js';
import type { HoldForReceipt } from './read-hold.js';

/**
 * Applies an institution's receipt for a hold order: reads what the record knows of it, and carries out what the
 * domain decides (`decideReceipt`). Returns the code of its outcome. Throws on an order of another
 * hold: a bug. `asRead`: the hold as this transaction read it for the receipt.
 */
export async function applyHoldReceipt(
  work: CaseWork,
  message: InboxMessageRow,
  hold: HoldRow,
  receipt: HoldReceiptMessage,
  asRead?: HoldForReceipt,
): Promise<string> {
  const orders =
    asRead?.orders ??
    (await work.manager.find(HoldOrderRow, { where: { holdId: hold.id }, order: { sequence: 'ASC' } }));
  const order = orders.find((row) => row.id === receipt.orderId);
  if (order === undefined) throw new Error(`receipt of another hold's order ${receipt.orderId}`);

  const takeOver = await readTakeOver(work, hold, orders, order, receipt);
  const beside = {
    orderId: order.id,
    takesOver: takeOver?.when ?? null,
    afterLetGo: hold.state === 'released' && (await isAfterLetGo(work, hold, receipt)),
    namesMore: hold.state === 'no_funds' && receipt.onward.length > 0 && (await isStillFollowed(work, hold)),
    saidBefore: await saidUnderNumber(work, order, receipt.receiptSeq),
    isOutdated: await isOutdated(work, orders, order, receipt.receiptSeq),
  };
  const { code, commands } = decideReceipt({ hold, orders }, receipt, beside, work.rulebook);
  const said = { says: receipt, lostOrderIds: takeOver?.orderIds ?? [], asRead };
  await applyHoldCommands({ work, hold, orders, message, receipt: said }, commands);
  return code;
}

/**
 * Returns whether the money of a hold that found nothing is still followed by what its institution says of
 * it: no later hold is on its part, and the debit of the victim is not denied.
 */
async function isStillFollowed({ manager }: CaseWork, hold: HoldRow): Promise<boolean> {
  const [row] = await manager.query<{ isFollowed: boolean }[]>(
    `SELECT NOT EXISTS (SELECT FROM hold later WHERE later.trail_link_id = $1 AND later.id > $2)
        AND NOT EXISTS (SELECT FROM stolen_sum s JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
                         WHERE s.id = $3 AND d.state = 'denied') AS "isFollowed"`,
    [hold.trailLinkId, hold.id, hold.stolenSumId],
  );
  return row?.isFollowed === true;
}

/** Returns whether a receipt is later than its institution's word that it let the hold go. */
async function isAfterLetGo(work: CaseWork, hold: HoldRow, receipt: HoldReceiptMessage): Promise<boolean> {
  const letGo = { holdId: hold.id, kind: In(['release', 'lapse']), at: LessThan(new Date(receipt.at)) };
  return work.manager.existsBy(ReceiptRow, letGo);
}

/**
 * Returns whether a later word of the institution had no effect: for the order by a higher number, or for a newer order,
 * while the answer to a still newer one was to decide.
 */
async function isOutdated(
  { manager }: CaseWork,
  orders: readonly HoldOrderRow[],
  { id, holdId, sequence }: HoldOrderRow,
  receiptSeq: number,
): Promise<boolean> {
  // Only a newer order keeps a word from its effect.
  if (orders.length === sequence) return false;
  const newer = orders.filter((order) => order.sequence > sequence).map((order) => order.id);
  const superseded = { holdId, kind: 'hold', notAppliedReason: 'SUPERSEDED' } as const;
  return manager.existsBy(ReceiptRow, [
    { ...superseded, orderId: id, receiptSeq: MoreThan(receiptSeq) },
    { ...superseded, orderId: In(newer) },
  ]);
}

/** Reads what the first answer to an order under a number says, if there is one. */
async function saidUnderNumber(
  work: CaseWork,
  order: HoldOrderRow,
  receiptSeq: number,
): Promise<ReceiptWords | undefined> {
  if (order.answeredAt === null) return undefined;
  const [first] = await work.manager.query<{ said: HoldReceiptMessage }[]>(
    `SELECT m.content AS said FROM receipt r JOIN inbox_message m ON m.id = r.inbox_message_id
      WHERE r.hold_id = $1 AND r.order_id = $2 AND r.kind = 'hold' AND r.receipt_seq = $3 AND r.result <> 'PENDING'
      ORDER BY r.id LIMIT 1`,
    [order.holdId, order.id, receiptSeq],
  );
  return first?.said;
}
