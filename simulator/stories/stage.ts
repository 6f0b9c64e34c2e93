import type { z } from 'zod';
import type { AccountRef } from '../../src/wire/common.js';
import {
  AccountView,
  HoldsView,
  MessagesView,
  NoticesView,
  TransferView,
  type AccountBody,
  type AgencyBehaviourBody,
  type BankBehaviourBody,
  type SuspicionBody,
  type HoldView,
  type TransferBody,
} from '../admin/schemas.js';
import { describe } from './centre.js';
import { askJson } from './http-json.js';

/**
 * The outside world behind its admin listener: who has money where, what agencies know, how parties
 * behave.
 */
export class Stage {
  constructor(private readonly adminUrl: string) {}

  /** Opens an account unless it is open already. */
  async openAccount(account: AccountRef, setUp: Omit<z.input<typeof AccountBody>, 'account'> = {}): Promise<void> {
    await this.post('/accounts', { account, ...setUp });
  }

  /**
   * Moves money, once per reference. Returns the transfer as it really happened, also when that was
   * long ago.
   */
  async pay(transfer: z.input<typeof TransferBody>): Promise<TransferView> {
    return TransferView.parse(await this.post('/transfers', transfer));
  }

  /** Puts a subject on an agency's list. */
  async list(agency: string, listing: unknown): Promise<void> {
    await this.post(`/agencies/${agency}/listings`, listing);
  }

  /** Decides how a party answers about an account, or in general. */
  async behave(behaviour: z.input<typeof BankBehaviourBody> | z.input<typeof AgencyBehaviourBody>): Promise<void> {
    await this.post('/behaviours', behaviour);
  }

  /**
   * Lets an institution suspect a credit by itself: it suspends what is left of it and tells the
   * centre.
   */
  async suspect(suspicion: z.input<typeof SuspicionBody>): Promise<void> {
    await this.post('/suspicions', suspicion);
  }

  async account({ institution, accountNo }: AccountRef): Promise<AccountView> {
    return AccountView.parse(await this.get(`/accounts/${institution}/${accountNo}`));
  }

  /** Holds on an account as its institution sees them, oldest first. */
  async holdsOn({ institution, accountNo }: AccountRef): Promise<HoldView[]> {
    const { holds } = HoldsView.parse(await this.get('/holds'));
    return holds.filter(({ account }) => account.institution === institution && account.accountNo === accountNo);
  }

  /**
   * What the bank of an account has shown its holder, of holds and of releases; with the second
   * secret of each hold.
   */
  async noticesOn({ institution, accountNo }: AccountRef): Promise<NoticesView['notices']> {
    return NoticesView.parse(await this.get(`/accounts/${institution}/${accountNo}/notices`)).notices;
  }

  /** Statuses the institutions answered when an order arrived, oldest first. */
  async answersTo(orderId: string): Promise<number[]> {
    const { messages } = MessagesView.parse(await this.get('/messages'));
    return messages.filter((one) => one.id === orderId && one.method === 'POST').map(({ status }) => status);
  }

  private async post(path: string, body: unknown): Promise<unknown> {
    const answer = await askJson(`${this.adminUrl}${path}`, body);
    if (answer.status >= 300) throw new Error(`the stage cannot be set, POST ${path}: ${describe(answer)}`);
    return answer.body;
  }

  private async get(path: string): Promise<unknown> {
    const answer = await askJson(`${this.adminUrl}${path}`);
    if (answer.status !== 200) throw new Error(`the stage cannot be seen, GET ${path}: ${describe(answer)}`);
    return answer.body;
  }
}
