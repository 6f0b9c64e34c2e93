import type { Agency } from '../agencies/agency.js';
import type { Bank } from '../banks/bank.js';
import type { Hold } from '../banks/hold-book.js';
import { available, type Account, type Debit } from '../banks/ledger.js';
import { countMoney } from '../rails/conservation.js';
import type { AccountView, HoldView, StateView, TransferView } from './schemas.js';

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
  const { orderIds, holdId, caseNo, accountNo, transfer, requested, held, state, expiresAt } = hold;
  return {
    party,
    orderIds: [...orderIds],
    holdId,
    caseNo,
    account: { institution: party, accountNo },
    transferRef: transfer.reference,
    requestedSatang: requested.toString(),
    heldSatang: held.toString(),
    state,
    expiresAt: new Date(expiresAt).toISOString(),
  };
}

/** The whole world in numbers. Throws when money was made or lost. */
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
