import { ulid } from 'ulid';
import type { AccountRef } from '../../../src/wire/common.js';
import type { DebitConfirmationRequest } from '../../../src/wire/institution/calls/debit-question.js';
import type { HoldOrder } from '../../../src/wire/institution/calls/hold-order.js';
import type { ReleaseOrder } from '../../../src/wire/institution/calls/release-order.js';
import type { TestWorld } from './test-world.js';

const LEGAL_BASIS = [{ ruleId: 'VIC-7A', section: '7', instrument: 'Emergency Decree B.E. 2566' }];

/** Returns a new account number of ten digits. */
export function newAccountNo(): string {
  return String(Math.floor(1_000_000_000 + Math.random() * 8_999_999_999));
}

/** Opens a new account with money in it (satang). */
export async function openAccount(
  world: TestWorld,
  institution: string,
  openingSatang = '0',
  extra: object = {},
): Promise<AccountRef> {
  const account = { institution, accountNo: newAccountNo() };
  const answer = await world.admin('/accounts', { account, openingSatang, ...extra });
  if (answer.status !== 201) throw new Error(`the account was not opened: ${JSON.stringify(answer.body)}`);
  return account;
}

/** A transfer that was made. */
export interface Moved {
  readonly reference: string;
  readonly from: AccountRef;
  readonly amountSatang: string;
  readonly at: string;
}

/** Moves money; `to` is an account or an object of the admin schema. */
export async function move(
  world: TestWorld,
  from: AccountRef,
  to: AccountRef | { offRail: string } | { promptPay: { kind: string; value: string } },
  amountSatang: string,
  extra: object = {},
): Promise<Moved> {
  const target = 'institution' in to ? { account: to } : to;
  const answer = await world.admin('/transfers', { from, to: target, amountSatang, ...extra });
  if (answer.status !== 201) throw new Error(`the money did not move: ${JSON.stringify(answer.body)}`);
  return answer.body as unknown as Moved;
}

/** Makes a hold order for the whole of a transfer, on the receiving account, for an hour. */
export function holdOrder(account: AccountRef, transfer: Moved, changes: Partial<HoldOrder> = {}): HoldOrder {
  const issuedAt = new Date().toISOString();
  const { reference, amountSatang, at, from } = transfer;
  return {
    orderId: ulid(),
    holdId: ulid(),
    caseNo: 'AOC-2569-000001',
    account,
    transfer: { fromInstitution: from.institution, reference, amountSatang, at },
    requestedAmountSatang: amountSatang,
    legalBasis: LEGAL_BASIS,
    attributionRule: 'LATER_DEBITS_IN_TIME_ORDER',
    issuedAt,
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    holderNotice: {
      amountSatang,
      since: issuedAt,
      kind: 'section7',
      orderedBy: 'AOC 1441',
      orderedByTh: 'ศูนย์ AOC 1441',
      basis: { th: 'มาตรา 7', en: 'Section 7' },
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      reference: 'R-1',
      appealSecret: 'secret',
      appealPhone: '1441',
    },
    ...changes,
  };
}

/** Makes a release of everything that a hold order may have held. */
export function releaseOrder(order: HoldOrder, changes: Partial<ReleaseOrder> = {}): ReleaseOrder {
  return {
    releaseOrderId: ulid(),
    holdId: order.holdId,
    orderIds: [order.orderId],
    reason: 'EXPIRED',
    legalBasis: [{ ruleId: 'LIFT-7E', section: '7', instrument: 'Emergency Decree B.E. 2566' }],
    issuedAt: new Date().toISOString(),
    ...changes,
  };
}

type AskedTransfer = NonNullable<DebitConfirmationRequest['transfer']>;

/** Makes the question whether a transfer to `to` was really debited. */
export function debitQuestion(
  transfer: Moved,
  to: AskedTransfer['to'],
  changes: Partial<DebitConfirmationRequest> = {},
): DebitConfirmationRequest & { transfer: AskedTransfer } {
  const { reference, amountSatang, at, from } = transfer;
  return {
    confirmationId: ulid(),
    caseNo: 'AOC-2569-000001',
    account: from,
    transfer: { reference, amountSatang, at, to },
    legalBasis: LEGAL_BASIS,
    ...changes,
  };
}
