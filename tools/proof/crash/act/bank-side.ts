import { z } from 'zod';
import { BankHolds, type BankBooks, type BankHold } from '../../../verify/read/bank-books.js';
import type { AccountRef } from '../../../../src/wire/common.js';
import { sumSatang } from '../../../../src/domain/money.js';
import { orderArrivals, questionArrivals } from '../../bench/measure/order-arrivals.js';
import { sendJson, type Answer } from './send-json.js';

const Overdrawn = z.object({ accounts: z.array(z.object({ institution: z.string(), accountNo: z.string() })) });
const Owed = z.object({ party: z.string(), callbacksOwed: z.number() });
const State = z.object({ institutions: z.array(Owed), agencies: z.array(Owed) });

const TRIES = 3;

/** A payment to make. */
export interface Payment {
  readonly from: AccountRef;
  readonly to: { readonly account: AccountRef };
  readonly amountSatang: string;
  readonly reference: string;
  readonly at: string;
}

/** The institutions and agencies, through the simulator's admin listener. */
export class BankSide implements BankBooks {
  constructor(private readonly adminUrl: string) {}

  async openAccount(account: AccountRef, openingSatang = '0'): Promise<void> {
    await this.post('/accounts', { account, openingSatang });
  }

  async pay(payment: Payment): Promise<void> {
    await this.post('/transfers', payment);
  }

  /** Sets how an institution answers about one account. */
  async behave(account: AccountRef, { mode, delayMs }: { mode: string; delayMs: number }): Promise<void> {
    await this.post('/behaviours', { party: account.institution, accountNo: account.accountNo, mode, delayMs });
  }

  async list(agency: string, listing: unknown): Promise<void> {
    await this.post(`/agencies/${agency}/listings`, listing);
  }

  async read(): Promise<BankHolds> {
    return BankHolds.parse(await this.get('/holds'));
  }

  /** Returns when each hold order first reached its institution, in epoch ms, by order id. */
  async orderArrivals(): Promise<Map<string, number>> {
    return orderArrivals(await this.get('/messages'));
  }

  /** Returns when each question about a debit first reached its institution, likewise. */
  async questionArrivals(): Promise<Map<string, number>> {
    return questionArrivals(await this.get('/messages'));
  }

  /** Returns a line for each account that holds more than its balance. */
  async overdrawn(): Promise<string[]> {
    const { accounts } = Overdrawn.parse(await this.get('/overdrawn'));
    return accounts.map(({ institution }) => `an account at ${institution} is overdrawn by what is held on it`);
  }

  /** Returns how many callbacks the parties still owe. Throws when money was made or lost. */
  async callbacksOwed(): Promise<number> {
    const { institutions, agencies } = State.parse(await this.get('/state'));
    return [...institutions, ...agencies].reduce((sum, party) => sum + party.callbacksOwed, 0);
  }

  private async post(path: string, body: unknown): Promise<void> {
    const answer = await this.send(path, body);
    if (answer === undefined || answer.status >= 300)
      throw new Error(`the simulator answered POST ${path} with ${answer?.status ?? 'nothing'}`);
  }

  private async get(path: string): Promise<unknown> {
    const answer = await this.send(path);
    if (answer?.status !== 200)
      throw new Error(`the simulator answered GET ${path} with ${answer?.status ?? 'nothing'}`);
    return answer.body;
  }

  /**
   * Sends a request, again if it gets no answer: the other side may just have closed the kept
   * connection. Every request may be repeated.
   */
  private async send(path: string, body?: unknown): Promise<Answer | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await sendJson({ url: `${this.adminUrl}${path}`, body });
      if (answer !== undefined || attempt >= TRIES) return answer;
    }
  }
}

/**
 * Returns a line for each transfer of which more is held than it brought: the same money is held
 * twice. Several holds on one transfer are lawful, because it may carry parts of several stolen
 * sums, or of one that split and merged again.
 */
export function heldTwice(holds: readonly BankHold[]): string[] {
  const byTransfer = new Map<string, BankHold[]>();
  for (const hold of holds.filter(({ state }) => state === 'active')) {
    const key = `${hold.account.institution} transfer ${hold.transferRef}`;
    byTransfer.set(key, [...(byTransfer.get(key) ?? []), hold]);
  }
  return [...byTransfer].flatMap(([key, active]) => {
    const brought = BigInt(active[0]?.transferSatang ?? '0');
    const held = sumSatang(active.map(({ heldSatang }) => BigInt(heldSatang)));
    if (held <= brought) return [];
    return [`${key}: ${held} satang held of ${brought}, holds ${active.map(({ holdId }) => holdId).join(', ')}`];
  });
}
