import { Agenda } from './agenda.js';
import type { Random } from './random.js';
import type { Population, WorldAccount } from './population.js';

/** How money moves; by the last three it leaves the accounts of the country. */
export type Rail = 'promptpay' | 'transfer' | 'qr' | 'payroll' | 'cash' | 'card' | 'crypto';

/** A payment as the world made it. */
export interface Payment {
  /** Its place in the order of time; also its id. */
  index: number;
  from: WorldAccount;
  /** Null when the money left the accounts of the country. */
  to: WorldAccount | null;
  amountSatang: number;
  at: number;
  rail: Rail;
  /** A wage, or goods from a shop, as the paying institution can say it. */
  paidTo: 'merchant' | 'payroll' | null;
}

/**
 * The accounts with their balances, the payments so far, and what is still to happen. Nobody pays
 * more than is there, so stolen money that did not leave an account is still in it.
 */
export class Books extends Agenda {
  readonly payments: Payment[] = [];
  private readonly balances: Float64Array;

  constructor(
    readonly population: Population,
    readonly startsAt: number,
    endsAt: number,
  ) {
    super(startsAt, endsAt);
    this.balances = Float64Array.from(population.accounts, (account) => account.openingSatang);
  }

  account(index: number): WorldAccount {
    const account = this.population.accounts[index];
    if (account === undefined) throw new RangeError(`the world has no account ${index}`);
    return account;
  }

  balance(index: number): number {
    return this.balances[index] ?? 0;
  }

  /**
   * Moves money now and returns the payment; null when the account has too little, when it would
   * pay itself, or when the amount is nothing.
   */
  pay(from: number, to: number | null, amountSatang: number, rail: Rail): Payment | null {
    if (amountSatang < 1 || from === to || this.balance(from) < amountSatang) return null;
    const receiver = to === null ? null : this.account(to);
    this.balances[from] = this.balance(from) - amountSatang;
    if (to !== null) this.balances[to] = this.balance(to) + amountSatang;
    const payment: Payment = {
      index: this.payments.length,
      from: this.account(from),
      to: receiver,
      amountSatang,
      at: this.now,
      rail,
      paidTo: paidTo(receiver, rail),
    };
    this.payments.push(payment);
    return payment;
  }

  /** Adds money from outside the accounts of the country, such as a deposit of savings in cash. */
  deposit(to: number, amountSatang: number): void {
    this.balances[to] = this.balance(to) + amountSatang;
  }
}

function paidTo(receiver: WorldAccount | null, rail: Rail): Payment['paidTo'] {
  if (rail === 'payroll') return 'payroll';
  return receiver?.role === 'merchant' && rail === 'qr' ? 'merchant' : null;
}

/** How lively each hour of a day is, from midnight in Bangkok. */
const HOURS = [8, 4, 2, 2, 2, 4, 12, 30, 45, 50, 52, 60, 75, 62, 52, 50, 52, 66, 85, 90, 82, 65, 42, 20];

/** Returns an instant of a day, more often at noon and in the evening than at night. */
export function timeOfDay(dayStartsAt: number, random: Random): number {
  return dayStartsAt + (random.weighted(HOURS) + random.next()) * 3_600_000;
}
