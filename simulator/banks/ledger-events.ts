import type { z } from 'zod';
import type { AccountRef, PromptPayRef } from '../../src/wire/common.js';
import type { HoldReceipt, OnwardTransfer } from '../../src/wire/institution/calls/hold-receipt.js';

export type PromptPay = z.infer<typeof PromptPayRef>;
export type HolderKind = 'person' | 'merchant' | 'juristic';
export type AccountStatus = 'open' | 'closed' | 'restrained';
export type Channel = OnwardTransfer['channel'];
/**
 * What the paying bank knows about an ordinary payment: it settles for the merchant, or it ran the
 * payroll.
 */
export type PaidTo = OnwardTransfer['paidTo'];

/** Where a debit went: an account somewhere, or out of the banking system. */
export type DebitTarget = Exclude<OnwardTransfer['to'], { promptPay: unknown }>;

/** Journal entries that move money. Amounts are decimal satang strings, times epoch ms. */
export type LedgerEvent =
  | {
      readonly type: 'account.opened';
      readonly accountNo: string;
      readonly holderKind: HolderKind;
      /** The money that the account starts with; no other money enters the world. */
      readonly openingSatang: string;
      readonly promptPayIds: readonly PromptPay[];
      /** The devices that use the account, as the bank names them; absent in older journals. */
      readonly deviceIds?: readonly string[];
      /** RFC 3339; absent where the bank says nothing of it. */
      readonly openedAt?: string | undefined;
      readonly simOwner?: HoldReceipt['simOwner'];
      /** Citizen id or passport number of its holder; absent where the bank has none on record. */
      readonly holderNo?: string | undefined;
    }
  | { readonly type: 'account.status'; readonly accountNo: string; readonly status: AccountStatus }
  | {
      readonly type: 'account.restrained';
      readonly accountNo: string;
      /** What AMLO keeps of the balance from now on, in all. */
      readonly amountSatang: string;
    }
  | {
      readonly type: 'account.debited';
      readonly accountNo: string;
      /** Unique within the sending institution. */
      readonly reference: string;
      readonly amountSatang: string;
      readonly at: number;
      readonly channel: Channel;
      readonly to: DebitTarget;
      /** The PromptPay id that the payer gave. */
      readonly alias?: PromptPay;
      readonly paidTo?: PaidTo;
    }
  | {
      readonly type: 'account.credited';
      readonly accountNo: string;
      readonly from: AccountRef;
      /** The reference the sending institution gave. */
      readonly reference: string;
      readonly amountSatang: string;
      readonly at: number;
      readonly channel: Channel;
    };
