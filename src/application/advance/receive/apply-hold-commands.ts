import type { HoldCommand } from '../../../domain/hold/hold-command.js';
import type { HoldReceiptMessage } from '../../../domain/hold/messages.js';
import { unreachable } from '../../../domain/result.js';
import { contradiction } from '../../../domain/trail/doubt-answer.js';
import { HoldOrderRow, type HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import type { InboxMessageRow } from '../../../persistence/entities/traffic/message.entities.js';
import { changeOf } from '../../../persistence/insert-together.js';
import { openBreak, openBreakOnce } from '../../break/open-break.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { nameReceivers } from '../../debit/name-receiver.js';
import { changeHold } from '../../hold/change/change-hold.js';
import { noteHolderNotified } from '../../hold/change/note-holder-notified.js';
import { markAmountChanged, refuseOrder } from '../../hold/order/raise-hold.js';
import { orderTakeOver } from '../../hold/order/take-over.js';
import { noteLetGo, noteLetGoBeforeEnd } from '../../hold/release/note-let-go.js';
import { keepBasisOfEnd } from '../../hold/release/read-end-of-time.js';
import { orderRelease, releaseAgain } from '../../hold/release/order-release.js';
import { followMoney } from '../../trail/follow-money.js';
import { answeredAfter } from '../../break/settle-by-itself.js';
import { acknowledgeRelease } from './acknowledge-release.js';
import { keepReceipt, signalCasesOfHold } from './keep-receipt.js';
import type { HoldForReceipt } from './read-hold.js';

/** What commands about a hold are carried out on: the hold, and the message that they come from. */
export interface HoldToChange {
  work: CaseWork;
  hold: HoldRow;
  orders: readonly HoldOrderRow[];
  message: InboxMessageRow;
  /** A receipt for an order, with what only it brings. */
  receipt?: {
    says: HoldReceiptMessage;
    /** The lost orders that its hold is to take over. */
    lostOrderIds: readonly string[];
    /** The hold as this transaction read it for the receipt. */
    asRead: HoldForReceipt | undefined;
  };
}

/** Carries out the commands of one message in their order, each by its file. */
export async function applyHoldCommands(on: HoldToChange, commands: readonly HoldCommand[]): Promise<void> {
  const locked: Locked = { sum: undefined };
  for (const command of commands) await applyCommand(on, command, locked);
}

/** The stolen sum of the hold, once a command has locked it. */
interface Locked {
  sum: StolenSumRow | undefined;
}

async function applyCommand(on: HoldToChange, command: HoldCommand, locked: Locked): Promise<void> {
  const { work, hold, message } = on;
  switch (command.do) {
    case 'keep_receipt':
      keepReceipt(work, message, hold, command);
      return;
    case 'note_no_effect':
      work.audit('receipt.not_applied', { holdId: hold.id, messageId: message.id, reason: command.reason });
      return;
    case 'answer_order':
      return markAnswered(on, orderOf(on, command.orderId), command.receiptSeq);
    case 'refuse_order':
      return refuseOrder(work, hold, orderOf(on, command.orderId));
    case 'mark_amount_changed':
      return markAmountChanged(work, orderOf(on, command.orderId));
    case 'change':
      locked.sum = await changeHold(work, hold, command.change);
      return;
    case 'let_go':
      return noteLetGo(work, hold, command.satang);
    case 'let_go_before_end':
      return noteLetGoBeforeEnd(work, hold, command.satang);
    case 'take_over':
      return orderTakeOver(work, hold, receiptOf(on).lostOrderIds);
    case 'order_release':
      await orderRelease(work, hold, command.reason);
      return;
    case 'release_again':
      return releaseAgain(work, hold);
    case 'acknowledge_release':
      return acknowledgeRelease(work, { holdId: hold.id, ...namedRelease(command.releaseOrderId) });
    case 'keep_basis_of_end':
      return keepBasisOfEnd(work, hold, on.orders, command.reason);
    case 'open_break':
      await (command.once ? openBreakOnce : openBreak)(work, hold, message, command.kind);
      return;
    case 'settle_unanswered':
      return answeredAfter(work, hold.id, 'REDUCTION_UNANSWERED', orderOf(on, command.orderId).issuedAt);
    case 'note_holder_told':
      await noteHolderNotified(work, message, hold, command);
      return;
    case 'name_receivers':
      if (await nameReceivers(work, hold, receiptOf(on).says.onward))
        await openBreakOnce(work, hold, message, contradiction().code);
      return;
    case 'follow_money':
      return followMoneyOf(on, locked);
    case 'look_at_cases':
      return signalCasesOfHold(work, hold, command.waiting ? undefined : on.receipt?.asRead?.claims);
    default:
      return unreachable(command);
  }
}

/** Follows the money that a receipt says went on; what cannot be true of it opens breaks. */
async function followMoneyOf(on: HoldToChange, { sum }: Locked): Promise<void> {
  const { work, hold, message } = on;
  const { says, asRead } = receiptOf(on);
  const doubts = await followMoney(work, hold, says, message.receivedAt, { leftSatang: asRead?.leftSatang, sum });
  // A person who settles one reads all receipts of the order: fifty corrections are one disagreement.
  for (const { code } of doubts) await openBreakOnce(work, hold, message, code);
}

/**
 * Marks an order as answered, with what is not written of it yet; `appliedSeq` is the number of the
 * receipt, if it was applied. The only order of its hold is written with the rest.
 */
async function markAnswered(on: HoldToChange, order: HoldOrderRow, appliedSeq: number | null): Promise<void> {
  const { work, orders } = on;
  const { asRead } = receiptOf(on);
  const change: Partial<HoldOrderRow> = {
    answeredAt: order.answeredAt ?? work.now,
    sentAt: order.sentAt ?? work.now,
  };
  if (order.answeredAt === null) work.acknowledge(order.id);
  if (appliedSeq !== null) change.receiptSeq = appliedSeq;
  if (asRead?.unwritten?.orderId === order.id) {
    Object.assign(change, asRead.unwritten.change);
    asRead.unwritten = null;
  }
  Object.assign(order, change);
  if (orders.length === 1) work.also(changeOf(work.manager, HoldOrderRow, order.id, change));
  else await work.manager.update(HoldOrderRow, { id: order.id }, change);
}

function namedRelease(id: string | null): { id?: string } {
  return id === null ? {} : { id };
}

function orderOf({ hold, orders }: HoldToChange, orderId: string): HoldOrderRow {
  const order = orders.find(({ id }) => id === orderId);
  if (order === undefined) throw new Error(`hold ${hold.id} has no order ${orderId}`);
  return order;
}

function receiptOf({ hold, receipt }: HoldToChange): NonNullable<HoldToChange['receipt']> {
  if (receipt === undefined) throw new Error(`what is decided about hold ${hold.id} comes from no receipt`);
  return receipt;
}
