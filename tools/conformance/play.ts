import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { ulid } from 'ulid';
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import type { SigningKey } from '../../src/signing/keys.js';
import type { FindKey } from '../../src/signing/verdict.js';
import { DebitConfirmation, type DebitConfirmationRequest } from '../../src/wire/institution/calls/debit-question.js';
import type { HoldOrder } from '../../src/wire/institution/calls/hold-order.js';
import { HoldReceipt } from '../../src/wire/institution/calls/hold-receipt.js';
import { HoldStatement } from '../../src/wire/institution/calls/hold-statement.js';
import { ListingReceipt } from '../../src/wire/institution/calls/listing-notice.js';
import { type ReleaseOrder, ReleaseReceipt } from '../../src/wire/institution/calls/release-order.js';
import { SuspensionResultReceipt } from '../../src/wire/institution/calls/suspension-result.js';
import type { BookedAccount } from './books.js';
import type { Came, Listener } from './listener.js';
import { exchange, type Exchange, type Odd, toldBy } from './wire.js';
import { Unmet, wants } from './unmet.js';

/** What all checks of a run share. */
export interface Kit {
  readonly institution: string;
  readonly accounts: readonly BookedAccount[];
  /** The address under which the institution is enrolled, without a slash at its end. */
  readonly base: string;
  /** The keys with which the kit signs; all are listed, the first is the usual one. */
  readonly keys: readonly [SigningKey, SigningKey];
  readonly findKey: FindKey;
  readonly listener: Listener;
  readonly dispatcher: Dispatcher;
  /** Stops the institution abruptly and starts it again; absent: it cannot be asked to. */
  readonly restart?: () => Promise<void>;
}

/** How long an answer that follows by a callback is waited for, in ms. */
export const CALLBACK_MS = 8_000;

const VIC_7A = [{ ruleId: 'VIC-7A', section: 's.7', instrument: 'decree_2566' }];

/** A page of a statement; what it says of an order as it came is read by the check about it alone. */
const Page = HoldStatement.extend({
  orders: z.array(HoldStatement.shape.orders.element.extend({ asOrdered: z.unknown().optional() })),
});
export type Stated = z.infer<typeof Page>['orders'][number];

/** One check, playing: it sends as the centre does and remembers what was said. */
export class Play {
  readonly exchanges: Exchange[] = [];

  constructor(
    readonly kit: Kit,
    private readonly booked: BookedAccount | undefined,
    /** Is told of each message, once its answer came or none did. */
    private readonly onSaid: (said: Exchange) => void = () => undefined,
  ) {}

  get account(): BookedAccount {
    if (this.booked === undefined) throw new Unmet('the books have no account for this check: prepare them anew');
    return this.booked;
  }

  /** Makes an order for all of the first credit of the account, for a day. */
  order(changes: Partial<HoldOrder> = {}, place = 0): HoldOrder {
    const { accountNo, credits } = this.account;
    const credit = credits[place];
    if (credit === undefined) throw new Error('the account has no such credit');
    const issuedAt = new Date().toISOString();
    const requestedAmountSatang = changes.requestedAmountSatang ?? credit.amountSatang;
    const expiresAt = changes.expiresAt ?? inSeconds(86_400);
    return {
      orderId: ulid(),
      holdId: ulid(),
      caseNo: 'RG2569-0000005-8',
      account: { institution: this.kit.institution, accountNo },
      transfer: {
        fromInstitution: credit.institution,
        reference: credit.reference,
        amountSatang: credit.amountSatang,
        at: credit.at,
      },
      requestedAmountSatang,
      legalBasis: VIC_7A,
      attributionRule: 'LATER_DEBITS_IN_TIME_ORDER',
      issuedAt,
      expiresAt,
      holderNotice: {
        amountSatang: requestedAmountSatang,
        since: issuedAt,
        kind: 'section7',
        orderedBy: 'AOC 1441',
        orderedByTh: 'ศูนย์ AOC 1441',
        basis: { th: 'มาตรา 7', en: 'Section 7' },
        expiresAt,
        reference: 'RG2569-0000005-8/KPST8Q',
        appealSecret: 'K7Q2-M9XD-4T8W',
        appealPhone: '1441',
      },
      ...changes,
    };
  }

  releaseOf(order: HoldOrder, changes: Partial<ReleaseOrder> = {}): ReleaseOrder {
    return {
      releaseOrderId: ulid(),
      holdId: order.holdId,
      orderIds: [order.orderId],
      reason: 'OFFICER_RELEASE',
      legalBasis: VIC_7A,
      issuedAt: new Date().toISOString(),
      ...changes,
    };
  }

  /** Makes the question about a debit of the account, as the victim told it. */
  question(
    place: number,
    changes: Partial<NonNullable<DebitConfirmationRequest['transfer']>> = {},
  ): DebitConfirmationRequest {
    const { accountNo, debits } = this.account;
    const debit = debits[place];
    if (debit === undefined) throw new Error('the account has no such debit');
    const { reference, amountSatang, at, institution } = debit;
    const to = { account: { institution, accountNo: debit.accountNo } };
    return { ...this.asked(accountNo), transfer: { reference, amountSatang, at, to, ...changes } };
  }

  /** Makes a question that looks for a debit of the account. */
  search(search: DebitConfirmationRequest['search']): DebitConfirmationRequest {
    return { ...this.asked(this.account.accountNo), search };
  }

  async post(path: string, body: unknown, odd?: Odd): Promise<Exchange> {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
    return this.say({ method: 'POST', path, body: bytes }, odd);
  }

  async get(path: string, odd?: Odd): Promise<Exchange> {
    return this.say({ method: 'GET', path }, odd);
  }

  /** Sends an order and returns its first receipt that is not PENDING, also when it follows by a callback. */
  async place(order: HoldOrder, odd?: Odd): Promise<HoldReceipt> {
    const said = await this.post('/hold-orders', order, odd);
    return this.answerOf(said, HoldReceipt, ({ message }) =>
      message?.type === 'hold.receipt' && message.data.orderId === order.orderId && message.data.result !== 'PENDING'
        ? message.data
        : undefined,
    );
  }

  /** Sends a release order and returns its receipt. */
  async release(order: ReleaseOrder, odd?: Odd): Promise<ReleaseReceipt> {
    const said = await this.post('/release-orders', order, odd);
    return this.answerOf(said, ReleaseReceipt, ({ message }) =>
      message?.type === 'release.receipt' && message.data.releaseOrderId === order.releaseOrderId
        ? message.data
        : undefined,
    );
  }

  /** Asks about a debit and returns the answer. */
  async ask(question: DebitConfirmationRequest): Promise<DebitConfirmation> {
    const said = await this.post('/debit-confirmations', question);
    return this.answerOf(said, DebitConfirmation, ({ message }) =>
      message?.type === 'debit.confirmation' && message.data.confirmationId === question.confirmationId
        ? message.data
        : undefined,
    );
  }

  /** Sends an officer's result and returns its receipt. */
  async result(body: object): Promise<SuspensionResultReceipt> {
    return this.answerOf(await this.post('/suspension-results', body), SuspensionResultReceipt);
  }

  /** Sends a listing notice and returns its receipt. */
  async notice(body: object): Promise<ListingReceipt> {
    return this.answerOf(await this.post('/listing-notices', body), ListingReceipt);
  }

  /** Reads all pages of a statement. */
  async statement(since?: string): Promise<Stated[]> {
    const orders: Stated[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const query = new URLSearchParams({ ...(since && { since }), ...(after && { after }) });
      const said = await this.get(`/hold-statements?${query.toString()}`);
      wants(said.status === 200, `the statement was answered by ${toldBy(said)}`);
      const page = Page.safeParse(said.json);
      wants(page.success, `the statement breaks the schema: ${faults(page.error)}`);
      orders.push(...page.data.orders);
      after = page.data.next;
    }
    return orders;
  }

  /** Returns what a statement says of an order now. */
  async stated(orderId: string): Promise<Stated | undefined> {
    return (await this.statement()).findLast((order) => order.orderId === orderId);
  }

  /** Waits for a callback about a hold. */
  async callback(type: string, holdId: string, withinMs = CALLBACK_MS): Promise<Came> {
    const came = await this.kit.listener.wait(
      ({ message, status }) =>
        message?.type === type && 'holdId' in message.data && message.data.holdId === holdId && status === 200,
      withinMs,
    );
    wants(came !== undefined, `no ${type} came within ${withinMs} ms`);
    return came;
  }

  /**
   * Sends a message once more under its webhook-id; the answer must be that of the first time, or to a 202 that of now.
   * @param first the answer of the first time
   */
  async again(path: string, message: object, webhookId: string, first: Exchange): Promise<Exchange> {
    const again = await this.post(path, message, { webhookId });
    wants(again.status === first.status || again.status === 200, `the second time it was answered by ${again.status}`);
    wants(first.status === 202 || isDeepStrictEqual(again.json, first.json), 'the second answer says something else');
    return again;
  }

  /** Waits until the end of an order is over by a second. */
  async untilOver({ expiresAt }: HoldOrder): Promise<void> {
    await delay(Math.max(0, Date.parse(expiresAt) - Date.now() + 1_000));
  }

  /** Waits for a callback of a hold that was refused by 503 before: the same bytes and webhook-id, and a new nonce. */
  async callbackAgain(type: string, holdId: string, withinMs: number): Promise<Came> {
    const taken = await this.callback(type, holdId, withinMs);
    const refused = this.kit.listener.came.find(
      ({ status, message }) =>
        status === 503 && message?.type === type && 'holdId' in message.data && message.data.holdId === holdId,
    );
    wants(refused !== undefined, `the kit did not refuse it: ${type} came before the kit waited for it`);
    wants(refused.raw === taken.raw, 'its bytes are others');
    const [one, two] = [refused.verdict, taken.verdict];
    wants(one.ok && two.ok, 'one of the two was not signed well');
    wants(one.webhookId === two.webhookId, `its webhook-id was ${one.webhookId}, and is ${two.webhookId}`);
    wants(one.nonce !== two.nonce, 'its nonce is the same');
    return taken;
  }

  private asked(accountNo: string) {
    const account = { institution: this.kit.institution, accountNo };
    return { confirmationId: ulid(), caseNo: 'RG-TEST-1', account, legalBasis: VIC_7A };
  }

  private async say(message: Parameters<typeof exchange>[1], odd?: Odd): Promise<Exchange> {
    const { base, keys, dispatcher } = this.kit;
    const said = await exchange({ base, key: keys[0], dispatcher }, message, odd);
    this.exchanges.push(said);
    this.onSaid(said);
    return said;
  }

  private async answerOf<Answer>(
    said: Exchange,
    schema: z.ZodType<Answer>,
    ofCallback: (came: Came) => Answer | undefined = () => undefined,
  ): Promise<Answer> {
    if (said.status === 202) {
      const came = await this.kit.listener.wait((one) => ofCallback(one) !== undefined, CALLBACK_MS);
      const answer = came === undefined ? undefined : ofCallback(came);
      wants(answer !== undefined, `202, and no callback within ${CALLBACK_MS} ms`);
      return answer;
    }
    wants(said.status === 200, `it was answered by ${toldBy(said)}`);
    const read = schema.safeParse(said.json);
    wants(read.success, `its answer breaks the schema: ${faults(read.error)}`);
    return read.data;
  }
}

/** Returns an instant so many seconds from now. */
export function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

function faults(error: z.ZodError | undefined): string {
  return error === undefined ? '' : z.prettifyError(error).replace(/\s+/g, ' ').slice(0, 300);
}
