import type { Agency } from '../agencies/agency.js';
import type { Bank } from '../banks/bank.js';
import type { Hold } from '../banks/hold-book.js';
import { available, type Account, type Debit } from '../banks/ledger.js';
import { countMoney } from '../rails/conservation.js';
import type { AccountRef } from '../../src/wire/common.js';
import type { AccountView, HoldView, NoticesView, StateView, TransferView } from './schemas.js';

export function accountView(institution: string, account: Account): AccountView {
  const { accountNo, status, balance, held } = account;
  return {
    account: { institution, accountNo },
    status,
    balanceSatang: balance.toString(),
    heldSatang: held.toString(),
    availableSatang: available(account).toString(),
  };
}

export function transferView(institution: string, debit: Debit): TransferView {
  const { accountNo, reference, to, amount, at } = debit;
  const from = { institution, accountNo };
  return { reference, from, to, amountSatang: amount.toString(), at: new Date(at).toISOString() };
}

export function holdView(party: string, hold: Hold): HoldView {
  const { orderIds, holdId, caseNo, accountNo, transfer, requested, held, state, expiresAt, reviewOwedSince } = hold;
  return {
    party,
    orderIds: [...orderIds],
    holdId,
    caseNo,
    account: { institution: party, accountNo },
    transferRef: transfer.reference,
    transferSatang: transfer.amountSatang,
    requestedSatang: requested.toString(),
    heldSatang: held.toString(),
    state,
    expiresAt: new Date(expiresAt).toISOString(),
    reviewOwedSince,
  };
}

/** Returns the whole world in numbers. Throws when money was made or lost. */
export function stateView(banks: ReadonlyMap<string, Bank>, agencies: ReadonlyMap<string, Agency>): StateView {
  const money = countMoney(banks);
  return {
    money: {
      openedSatang: money.opened.toString(),
      inAccountsSatang: money.inAccounts.toString(),
      heldSatang: money.held.toString(),
      inTransitSatang: money.inTransit.toString(),
      offRailSatang: money.offRail.toString(),
    },
    institutions: [...banks.values()].map((bank) => ({
      party: bank.slug,
      accounts: bank.ledger.accounts.size,
      orders: bank.book.orders.size,
      activeHolds: [...bank.book.holds.values()].filter(({ state }) => state === 'active').length,
      callbacksOwed: bank.outbox.owedCount,
    })),
    agencies: [...agencies.values()].map((agency) => ({
      party: agency.slug,
      listings: agency.register.size,
      questions: agency.questions.size,
      callbacksOwed: agency.outbox.owedCount,
    })),
  };
}

/**
 * Returns the accounts that hold back more than they have. The books of each bank make sure that
 * there are none.
 */
export function overdrawnView(banks: ReadonlyMap<string, Bank>): AccountRef[] {
  return [...banks.values()].flatMap((bank) =>
    [...bank.ledger.accounts.values()]
      .filter((account) => available(account) < 0n)
      .map(({ accountNo }) => ({ institution: bank.slug, accountNo })),
  );
}

/**
 * Returns the notices that the holder of an account was shown, oldest first: of each hold, and of
 * its release.
 */
export function noticesView(bank: Bank | undefined, accountNo: string): NoticesView['notices'] {
  const orders = [...(bank?.book.orders.values() ?? [])].filter(({ order }) => order.account.accountNo === accountNo);
  const holdIds = new Set(orders.map(({ order }) => order.holdId));
  const releases = [...(bank?.book.releases.values() ?? [])].filter(({ order }) => holdIds.has(order.holdId));
  return [
    ...orders.flatMap(({ order, receipts }) => {
      const amountSatang = receipts.at(-1)?.receipt.heldAmountSatang ?? '0';
      return amountSatang === '0' ? [] : [{ of: 'hold' as const, notice: { ...order.holderNotice, amountSatang } }];
    }),
    ...releases.flatMap(({ order, receipt }) =>
      order.holderNotice === undefined || receipt.result === 'NOTHING_HELD'
        ? []
        : [{ of: 'release' as const, notice: order.holderNotice }],
    ),
  ];
}
