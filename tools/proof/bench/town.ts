import { randomInt } from 'node:crypto';
import { request } from 'undici';
import type { z } from 'zod';
import type { ComplaintBody } from '../../../src/wire/case/complaint.js';
import { orderArrivals, questionArrivals } from './measure/order-arrivals.js';
import type { Layout } from './trail/layout.js';

/**
 * A complaint to post: its money has moved at the simulated institutions, and no other complaint
 * has its accounts, telephone or passport.
 */
export type Theft = z.input<typeof ComplaintBody>;

/** The banks that receive stolen money, in turns. */
export const RECEIVERS = ['th-002', 'th-006', 'th-014'] as const;
const VICTIMS_BANK = 'th-004';
const AMOUNT_SATANG = '1500000';
/** The delay of an answer by callback: long enough for the 202 to be stored before it. */
const CALLBACK_AFTER_MS = 300;
/** How many liars report again and again. */
const BUSY_LIARS = 4;
/** When the money of a lie is said to have left. */
const LIED_AGO_MS = 60_000;
/** How long ago half of a theft's money moved on. */
const MOVED_ON_AGO_MS = 30_000;
/** Longer than any caller waits for a dead bank. */
const DEAD_MS = 600_000;
/** How long ago the money of a trail was stolen; all of it has run on since. */
const TRAIL_BEGAN_MS = 3_600_000;

/** The simulated world, through the simulator's admin listener. */
export class Town {
  private made = 0;
  private readonly run = randomInt(1_000, 10_000);

  constructor(private readonly adminUrl: string) {}

  /**
   * Makes a theft of one transfer happen. With `callback` the receiving institution accepts the
   * order first and sends its receipt later.
   */
  async theft(answers: 'at_once' | 'callback', amountSatang = AMOUNT_SATANG, agoMs = 60_000): Promise<Theft> {
    const number = String(this.made++).padStart(5, '0');
    const institution = RECEIVERS[this.made % RECEIVERS.length] ?? RECEIVERS[0];
    const victimAccount = { institution: VICTIMS_BANK, accountNo: `8${this.run}${number}` };
    const account = { institution, accountNo: `7${this.run}${number}` };
    await this.post('/accounts', { account: victimAccount, openingSatang: amountSatang });
    await this.post('/accounts', { account });
    if (answers === 'callback') {
      const behaviour = { act: 'hold', mode: 'callback', delayMs: CALLBACK_AFTER_MS };
      await this.post('/behaviours', { party: institution, accountNo: account.accountNo, ...behaviour });
    }
    const reference = `BENCH${this.run}${number}`;
    const at = new Date(Date.now() - agoMs).toISOString();
    await this.post('/transfers', { from: victimAccount, to: { account }, amountSatang, reference, at });
    const phone = `08${String(this.run).slice(-3)}${number}`;
    return {
      ...report(phone, victimAccount),
      transfers: [{ to: { account }, amountSatang, transferredAt: at, reference }],
      suspectContacts: [{ kind: 'phone', value: `09${String(this.run).slice(-3)}${number}` }],
    };
  }

  /**
   * Makes up a complaint: its transfer never happened. Every second liar is one of a few who report
   * much, every third names one debited account, and every fifth accuses `accused`, the account of a
   * true theft; the others accuse somebody who got nothing.
   */
  async lie(number: number, accused: Theft): Promise<Theft> {
    const unique = `${this.run}${String(this.made++).padStart(5, '0')}`;
    const phone = number % 2 === 0 ? `0800${this.run}0${(number / 2) % BUSY_LIARS}` : `06${unique.slice(-8)}`;
    const institution = RECEIVERS[number % RECEIVERS.length] ?? RECEIVERS[0];
    const account = number % 5 === 0 ? receiverOf(accused) : { institution, accountNo: `4${unique}` };
    if (number % 5 !== 0) await this.post('/accounts', { account });
    const accountNo = number % 3 === 0 ? `3${this.run}00000` : `3${unique}`;
    const transferredAt = new Date(Date.now() - LIED_AGO_MS).toISOString();
    const transfer = { to: { account }, amountSatang: AMOUNT_SATANG, transferredAt, reference: `LIE${unique}` };
    return {
      ...report(phone, { institution: VICTIMS_BANK, accountNo }),
      transfers: [transfer],
      suspectContacts: [],
    };
  }

  /**
   * Makes a theft happen of which half has moved on to a second bank. The first bank sends its
   * receipt by callback.
   */
  async movedOn(): Promise<Theft> {
    const theft = await this.theft('callback');
    const from = receiverOf(theft);
    const institution = RECEIVERS.find((bank) => bank !== from.institution) ?? RECEIVERS[0];
    const to = { account: { institution, accountNo: from.accountNo.replace(/^7/, '5') } };
    await this.post('/accounts', to);
    const amountSatang = String(BigInt(AMOUNT_SATANG) / 2n);
    const at = new Date(Date.now() - MOVED_ON_AGO_MS).toISOString();
    await this.post('/transfers', { from, to, amountSatang, reference: `NEXT${from.accountNo}`, at });
    return theft;
  }

  /** Returns the bank that got the money of a theft. */
  receiverOf(theft: Theft): string {
    return receiverOf(theft).institution;
  }

  /** Lets a bank take connections and say nothing for an hour, or answer again. */
  async setDead(bank: string, isDead: boolean): Promise<void> {
    const behaviour = isDead ? { mode: 'slow', delayMs: DEAD_MS } : { mode: 'sync' };
    await this.post('/behaviours', { party: bank, act: 'hold', ...behaviour });
  }

  /** Makes a theft happen whose money runs on through other accounts, as the layout says. */
  async trail(accounts: number, { stolenSatang, steps }: Layout): Promise<Theft> {
    const theft = await this.theft('at_once', stolenSatang.toString(), TRAIL_BEGAN_MS);
    const known = [receiverOf(theft)];
    const run = `${this.run}${String(this.made++).padStart(2, '0')}`.slice(-6);
    for (let number = 1; number < accounts; number++) {
      const institution = RECEIVERS[number % RECEIVERS.length] ?? RECEIVERS[0];
      known.push({ institution, accountNo: `6${run}${String(number).padStart(3, '0')}` });
    }
    for (const account of known.slice(1)) await this.post('/accounts', { account });
    for (const [index, { from, to, amountSatang, minute }] of steps.entries()) {
      const at = new Date(Date.now() - TRAIL_BEGAN_MS + minute * 60_000).toISOString();
      const payment = { from: known[from], to: { account: known[to] }, amountSatang: amountSatang.toString(), at };
      await this.post('/transfers', { ...payment, reference: `TRAIL${run}${String(index).padStart(4, '0')}` });
    }
    return theft;
  }

  /** Returns when each hold order first reached its institution, in epoch ms, by order id. */
  async orderArrivals(sinceMs: number): Promise<Map<string, number>> {
    return orderArrivals(await this.messages(sinceMs));
  }

  /** The same for the questions about debits, by confirmation id. */
  async questionArrivals(sinceMs: number): Promise<Map<string, number>> {
    return questionArrivals(await this.messages(sinceMs));
  }

  private async messages(sinceMs: number): Promise<unknown> {
    const response = await request(`${this.adminUrl}/messages?since=${sinceMs}`);
    return response.body.json();
  }

  private async post(path: string, body: unknown): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const response = await request(`${this.adminUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const text = await response.body.text();
    if (response.statusCode >= 300) throw new Error(`the simulator refused POST ${path}: ${text}`);
  }
}

/** Returns a complaint without what was paid. */
function report(phone: string, victimAccount: Theft['victimAccount']): Omit<Theft, 'transfers' | 'suspectContacts'> {
  return {
    reporter: { name: 'Bench Reporter', phone, holdsVictimAccount: true },
    victim: { name: 'Bench Reporter', passportNo: `SYN${phone}`, phone },
    victimAccount,
    channel: 'phone',
    noticeGivenAt: new Date(Date.now() - 10_000).toISOString(),
    caseType: 'call_centre',
    narrative: 'A made-up complaint of the bench.',
    language: 'en',
  };
}

/** Returns the account to which a theft's one transfer went. */
function receiverOf({ transfers: [first] }: Theft): { institution: string; accountNo: string } {
  if (first === undefined || !('account' in first.to)) throw new Error('a theft has one transfer to an account');
  return first.to.account;
}
