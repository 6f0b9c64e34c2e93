import type { Random } from './random.js';
import type { Population, WorldAccount } from './population.js';

/** How money moves; the last four leave the accounts of the country, or come from outside. */
export const RAILS = ['promptpay', 'transfer', 'qr', 'payroll', 'cash', 'card', 'crypto', 'savings'] as const;
export type Rail = (typeof RAILS)[number];

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

/** What is to happen at an instant. */
interface Due {
  at: number;
  order: number;
  act: () => void;
}

/**
 * The accounts with their balances, the payments so far, and what is still to happen. Nobody pays
 * more than is there, so stolen money that did not leave an account is still in it.
 */
export class Books {
  readonly payments: Payment[] = [];
  private readonly balances: Float64Array;
  private readonly due: Due[] = [];
  private scheduled = 0;
  now: number;

  constructor(
    readonly population: Population,
    startsAt: number,
    private readonly endsAt: number,
  ) {
    this.now = startsAt;
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

  /** Does something at an instant; never, when the world has ended by then. */
  schedule(at: number, act: () => void): void {
    const instant = Math.max(Math.round(at), this.now);
    if (instant >= this.endsAt) return;
    this.scheduled += 1;
    push(this.due, { at: instant, order: this.scheduled, act });
  }

  /** Does everything that is due, in order of time. */
  play(): void {
    for (let next = pop(this.due); next !== undefined; next = pop(this.due)) {
      this.now = next.at;
      next.act();
    }
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

function isBefore(one: Due, other: Due): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/** Adds to a binary heap whose first item is the earliest. */
function push(heap: Due[], item: Due): void {
  let place = heap.push(item) - 1;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || !isBefore(item, above)) break;
    heap[place] = above;
    place = parent;
  }
  heap[place] = item;
}

/** Takes the earliest item. */
function pop(heap: Due[]): Due | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    let below = heap[child];
    const right = heap[child + 1];
    if (below !== undefined && right !== undefined && isBefore(right, below)) {
      child += 1;
      below = right;
    }
    if (below === undefined || !isBefore(below, last)) break;
    heap[place] = below;
    place = child;
  }
  heap[place] = last;
  return first;
}
