import type { z } from 'zod';
import type { DebitConfirmation } from '../../src/wire/institution/calls/debit-question.js';
import type { HoldOrder } from '../../src/wire/institution/calls/hold-order.js';
import type { HoldReceipt } from '../../src/wire/institution/calls/hold-receipt.js';
import type { ReleaseOrder, ReleaseReceipt } from '../../src/wire/institution/calls/release-order.js';

export type Receipt = z.infer<typeof HoldReceipt>;

/** A receipt and the instant (epoch ms) from which the bank sends it. */
export interface TimedReceipt {
  readonly receipt: Receipt;
  readonly from: number;
}

/** Journal entries about what the centre ordered and asked. */
export type HoldEvent =
  | {
      readonly type: 'order.taken';
      readonly order: HoldOrder;
      readonly receivedAt: number;
      /** Oldest first; the last one is final, the others are sent before it. */
      readonly receipts: readonly TimedReceipt[];
      /**
       * True if the order governs its hold from now on; false if it was refused or found no
       * account.
       */
      readonly placed: boolean;
    }
  | {
      readonly type: 'release.taken';
      readonly order: ReleaseOrder;
      readonly receipt: ReleaseReceipt;
      readonly receivedAt: number;
    }
  | { readonly type: 'hold.lapsed'; readonly holdId: string; readonly at: number }
  /** The bank is as its copy of an instant (epoch ms) says: it has lost the holds since, and their orders. */
  | { readonly type: 'book.restored'; readonly since: number }
  | {
      readonly type: 'debit.asked';
      /** JSON of the request: the same id with another request is refused. */
      readonly request: string;
      readonly confirmation: DebitConfirmation;
      readonly receivedAt: number;
      /** Epoch ms from which the bank sends it. */
      readonly from: number;
    };
