import type { z } from 'zod';
import type { AccountRef } from '../../src/wire/common.js';
import {
  AccountView,
  HoldsView,
  MessagesView,
  NewKeyView,
  NoticesView,
  StateView,
  TransferView,
  type AccountBody,
  type AgencyBehaviourBody,
  type BankBehaviourBody,
  type SuspicionBody,
  type HoldView,
  type KeysBody,
  type RestoreBody,
  type TransferBody,
} from '../admin/schemas.js';
import { describe } from './centre.js';
import { askJson, type JsonAnswer } from './http-json.js';

/**
 * The outside world by its admin listener: accounts and their money, the lists of agencies, the
 * behaviours of parties.
 */
export class Stage {
  constructor(private readonly adminUrl: string) {}

  /** Opens an account unless it is open already. */
  async openAccount(account: AccountRef, setUp: Omit<z.input<typeof AccountBody>, 'account'> = {}): Promise<void> {
    await this.post('/accounts', { account, ...setUp });
  }

  /**
   * Moves money, once for each reference. Returns the transfer as it happened, also when the
   * reference had moved it before.
   */
  async pay(transfer: z.input<typeof TransferBody>): Promise<TransferView> {
    return TransferView.parse(await this.post('/transfers', transfer));
  }

  /**
   * Moves money, or returns undefined where it cannot move: what it would carry on never came, or a
   * hold keeps it.
   */
  async payIfThere(transfer: z.input<typeof TransferBody>): Promise<TransferView | undefined> {
    const answer = await this.send('/transfers', transfer);
    return answer.status === 422 ? undefined : TransferView.parse(this.done('/transfers', answer));
  }

  /** Puts a subject on an agency's list. */
  async list(agency: string, listing: unknown): Promise<void> {
    await this.post(`/agencies/${agency}/listings`, listing);
  }

  /** Decides how a party answers, in general or about one account. */
  async behave(behaviour: z.input<typeof BankBehaviourBody> | z.input<typeof AgencyBehaviourBody>): Promise<void> {
    await this.post('/behaviours', behaviour);
  }

  /**
   * Lets an institution itself suspect a credit: it suspends what is left of it and sends the
   * centre a notice.
   */
  async suspect(suspicion: z.input<typeof SuspicionBody>): Promise<void> {
    await this.post('/suspicions', suspicion);
  }

  /** Lets an institution lose the holds that were placed since an instant, and their orders. */
  async restore(restored: z.input<typeof RestoreBody>): Promise<void> {
    await this.post('/restores', restored);
  }

  /** Lets a party make a second key, by which it signs nothing yet. */
  async newKey(party: string): Promise<z.output<typeof NewKeyView>> {
    return NewKeyView.parse(await this.post('/keys', { party, use: 'new' }));
  }

  /** Decides by which of its keys a party signs from now on. */
  async signBy(keys: z.input<typeof KeysBody>): Promise<void> {
    await this.post('/keys', keys);
  }

  async account({ institution, accountNo }: AccountRef): Promise<AccountView> {
    return AccountView.parse(await this.get(`/accounts/${institution}/${accountNo}`));
  }

  /** Reads the holds on an account as its institution sees them, oldest first. */
  async holdsOn({ institution, accountNo }: AccountRef): Promise<HoldView[]> {
    const { holds } = HoldsView.parse(await this.get('/holds'));
    return holds.filter(({ account }) => account.institution === institution && account.accountNo === accountNo);
  }

  /**
   * Reads what the bank of an account has shown its holder about holds and releases, with the
   * second secret of each hold.
   */
  async noticesOn({ institution, accountNo }: AccountRef): Promise<NoticesView['notices']> {
    return NoticesView.parse(await this.get(`/accounts/${institution}/${accountNo}/notices`)).notices;
  }

  /** Reads the statuses with which institutions answered an order, oldest first. */
  async answersTo(orderId: string): Promise<number[]> {
    const { messages } = MessagesView.parse(await this.get('/messages'));
    return messages.filter((one) => one.id === orderId && one.method === 'POST').map(({ status }) => status);
  }

  /** Returns how many callbacks the parties still owe. Throws when money was made or lost. */
  async callbacksOwed(): Promise<number> {
    const { institutions, agencies } = StateView.parse(await this.get('/state'));
    return [...institutions, ...agencies].reduce((sum, party) => sum + party.callbacksOwed, 0);
  }

  private async post(path: string, body: unknown): Promise<unknown> {
    return this.done(path, await this.send(path, body));
  }

  private send(path: string, body: unknown): Promise<JsonAnswer> {
    return askJson(`${this.adminUrl}${path}`, body);
  }

  private done(path: string, answer: JsonAnswer): unknown {
    if (answer.status >= 300) throw new Error(`the stage cannot be set, POST ${path}: ${describe(answer)}`);
    return answer.body;
  }

  private async get(path: string): Promise<unknown> {
    const answer = await askJson(`${this.adminUrl}${path}`);
    if (answer.status !== 200) throw new Error(`the stage cannot be seen, GET ${path}: ${describe(answer)}`);
    return answer.body;
  }
}
