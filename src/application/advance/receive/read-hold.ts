import { holdWorkflowId } from '../../../contract/ids.js';
import { HoldOrderRow, HoldRow, ReleaseOrderRow } from '../../../persistence/entities/money/hold.entities.js';
import { ClaimRow } from '../../../persistence/entities/money/ledger.entities.js';
import { InboxMessageRow } from '../../../persistence/entities/traffic/message.entities.js';
import { OutgoingMessageRow } from '../../../persistence/entities/traffic/outgoing.entities.js';
import { markReadSql } from '../../../persistence/outbox/outbox.js';
import { reading, type ReadTogether, rows, value } from '../../../persistence/read-together.js';
import { LEFT_OF_PART } from '../../ledger/suspended-money.js';

/** The rows that tell how far the hold `$1` is. */
export const HOLD_PARTS = {
  holds: rows(HoldRow, 'r.id = $1'),
  orders: rows(HoldOrderRow, 'r.hold_id = $1', 'r.sequence'),
  releases: rows(ReleaseOrderRow, 'r.hold_id = $1 AND NOT r.again'),
  messages: rows(OutgoingMessageRow, 'r.subject_id = $1'),
};

/** What a receipt for the hold `$1` is applied to, besides. */
const RECEIPT_PARTS = {
  claims: rows(ClaimRow, 'r.stolen_sum_id = (SELECT stolen_sum_id FROM hold WHERE id = $1)'),
  leftSatang: value<string>(
    `SELECT ${LEFT_OF_PART} FROM trail_link l WHERE l.id = (SELECT trail_link_id FROM hold WHERE id = $1)`,
  ),
};

/** A hold as one statement of this transaction read it. */
export interface HoldAsRead {
  hold: HoldRow;
  /** All its orders, in order of their sequence. */
  orders: HoldOrderRow[];
  releases: ReleaseOrderRow[];
  /** The messages that bring its orders and releases to the institution. */
  messages: OutgoingMessageRow[];
}

/** A hold as it was read for a receipt. */
export interface HoldForReceipt extends HoldAsRead {
  /** The claims on its sum. */
  claims: ClaimRow[];
  /** How much of its part of the trail is not known to have gone on. */
  leftSatang: bigint;
  /** What the caller has changed of an order and not written; who writes the order takes it. */
  unwritten: { orderId: string; change: Partial<HoldOrderRow> } | null;
}

/** Reads the hold `$1` for a receipt, by one statement. */
export const READ_FOR_RECEIPT = reading({ ...HOLD_PARTS, ...RECEIPT_PARTS });

/**
 * Reads the hold `$1` for the messages that wait for it, by one statement, which also marks the
 * entries of its workflow as read at `$2`: all, or only those that ask it to look (`$3` false).
 */
export const READ_HOLD_NEWS = reading(
  {
    ...HOLD_PARTS,
    ...RECEIPT_PARTS,
    waiting: rows(
      InboxMessageRow,
      `r.case_id = (SELECT case_id FROM hold WHERE id = $1) AND r.processed_at IS NULL
        AND r.party = (SELECT institution FROM hold WHERE id = $1)
        AND (r.subject_id = $1 OR r.subject_id IN (SELECT o.id FROM hold_order o WHERE o.hold_id = $1)
             OR r.subject_id IN (SELECT x.id FROM release_order x WHERE x.hold_id = $1))`,
      'r.received_at, r.id',
    ),
  },
  markReadSql(`'${holdWorkflowId('')}' || $1`, '$2', `($3 OR kind = 'look')`),
);

/** Returns a hold that was read. Throws when there is none of this id: a bug. */
function holdAsRead(read: ReadTogether<typeof HOLD_PARTS>, holdId: string): HoldAsRead {
  const [hold] = read.holds;
  if (hold === undefined) throw new Error(`no hold ${holdId}`);
  return { hold, orders: read.orders, releases: read.releases, messages: read.messages };
}

/** Returns the message that brings an order to its institution. Throws when there is none: a bug. */
export function messageOf(
  { id }: Pick<HoldOrderRow, 'id'>,
  messages: readonly OutgoingMessageRow[],
): OutgoingMessageRow {
  const message = messages.find((each) => each.id === id);
  if (message === undefined) throw new Error(`order ${id} has no message`);
  return message;
}

/** Returns a hold that was read for a receipt. Throws when there is none of this id: a bug. */
export function holdForReceipt(
  read: ReadTogether<typeof HOLD_PARTS & typeof RECEIPT_PARTS>,
  holdId: string,
): HoldForReceipt {
  const { claims, leftSatang } = read;
  return { ...holdAsRead(read, holdId), claims, leftSatang: BigInt(leftSatang), unwritten: null };
}
