import { ulid } from 'ulid';
import { AGENCY_DIALECTS } from '../../../src/agencies/registry.js';
import { advanceCase } from '../../../src/application/advance/look/advance-case.js';
import { advanceHold } from '../../../src/application/advance/look/advance-hold.js';
import type { OrderToSend } from '../../../src/application/case/work/order-to-send.js';
import { AppealAccepted } from '../../../src/wire/case/appeal.js';
import { complaintBody, postComplaint } from '../../api/support/complaints.js';
import type { RunningApi } from '../../api/support/running-api.js';
import { postCallback, postSigned, type CallbackOptions } from '../../api/support/signed-callback.js';
import { takeOrder } from '../../support/outgoing.js';

/**
 * A hold as its bank knows it: with the secret from the first order, which it shows the holder.
 */
export interface HeldAccount {
  caseId: string;
  holdId: string;
  orderId: string;
  reference: string;
  secret: string;
}

export interface HeldOptions {
  accountNo?: string;
  amountSatang?: string;
  receipt?: Record<string, unknown>;
  claims?: Record<string, unknown>;
}

/** Makes holds and appeals by the API's own routes, without Temporal. */
export function appealsOn(api: RunningApi) {
  let reporters = 0;
  return {
    held,
    receipt,
    released,
    lapsed,
    notified,
    continued,
    orderToSend,
    byHolder,
    byBank,
    byBankTogether,
    byDesk,
    decide,
    accepted,
    value,
  };

  /** Makes a complaint whose first hold th-002 has confirmed. */
  async function held({
    accountNo = '5556667778',
    amountSatang = '5000000',
    ...more
  }: HeldOptions = {}): Promise<HeldAccount> {
    const [transfer] = complaintBody().transfers;
    const to = { account: { institution: 'th-002', accountNo } };
    // A new reporter each time: one reporter may not freeze account after account (P-URG).
    reporters += 1;
    const reporter = { ...complaintBody().reporter, phone: `08${String(reporters).padStart(8, '0')}` };
    const changes = { reporter, transfers: [{ ...transfer, to, amountSatang }] };
    const { body } = await postComplaint(api, complaintBody(changes), ulid(), { claims: more.claims ?? {} });
    const caseId = String(body['id']);
    const holdId = await value('SELECT id AS value FROM hold WHERE case_id = $1', caseId);
    const order = await orderToSend(holdId);
    const { orderId, holderNotice } = order ?? fail('the hold has no order');
    await receipt(holdId, orderId, { heldAmountSatang: amountSatang, ...more.receipt });
    return { caseId, holdId, orderId, reference: holderNotice.reference, secret: String(holderNotice.appealSecret) };
  }

  /** Applies a bank's receipt for an order. */
  async function receipt(
    holdId: string,
    orderId: string,
    says: Record<string, unknown>,
    bank = 'th-002',
  ): Promise<void> {
    const at = new Date().toISOString();
    const data = { orderId, receiptSeq: 1, result: 'HELD_FULL', onward: [], at, ...says };
    await saysOf(holdId, { type: 'hold.receipt', data }, bank);
  }

  /** Applies a bank's receipt for a release. */
  async function released(
    holdId: string,
    releaseOrderId: string,
    releasedAmountSatang: string,
    says: Record<string, unknown> = {},
    bank = 'th-002',
  ): Promise<void> {
    const at = new Date().toISOString();
    const data = { releaseOrderId, holdId, result: 'RELEASED', releasedAmountSatang, at, ...says };
    await saysOf(holdId, { type: 'release.receipt', data }, bank);
  }

  /** Applies th-002's report that a hold, or what another authority kept, has ended there. */
  async function lapsed(holdId: string, data: Record<string, unknown>): Promise<void> {
    await saysOf(holdId, { type: 'hold.lapsed', data }, 'th-002');
  }

  /**
   * Applies th-002's report of when it notified the holder of the hold, of a part let go, or of
   * the release.
   */
  async function notified(holdId: string, notifiedAt: string, of?: 'part' | 'release'): Promise<void> {
    await saysOf(holdId, { type: 'holder.notified', data: { holdId, notifiedAt, of } }, 'th-002');
  }

  /** Has the inquiry officer order that a hold goes on (OFF-7D), and carries it out. */
  async function continued({ caseId, holdId }: Pick<HeldAccount, 'caseId' | 'holdId'>, until?: Date): Promise<void> {
    const { status } = await api.call('POST', `/v1/cases/${caseId}/freeze-requests`, {
      roles: ['inquiry_officer'],
      subject: 'inquiry-7',
      body: { kind: 'continue_order', holdId, reason: 'The inquiry goes on.', until: until?.toISOString() },
    });
    expect(status).toBe(201);
    await advanceCase(api.application, caseId, AGENCY_DIALECTS, api.subjectHash);
  }

  async function saysOf(holdId: string, message: unknown, bank: string): Promise<void> {
    expect((await postCallback(api, 'institutions', keyOf(bank), message)).status).toBe(200);
    await advanceHold(api.application, holdId);
  }

  function orderToSend(holdId: string): Promise<OrderToSend | undefined> {
    return takeOrder(api.application, holdId);
  }

  function byHolder(
    { reference, secret }: Pick<HeldAccount, 'reference' | 'secret'>,
    statement = 'I sold him a phone.',
  ) {
    return api.call('POST', '/v1/appeals', { roles: null, body: { reference, secret, statement } });
  }
  function byBank(slug: string, body: Record<string, unknown>, options: CallbackOptions = {}) {
    return postSigned(api, '/v1/appeals', keyOf(slug), { statement: 'A shop of ten years.', ...body }, options);
  }
  function byBankTogether(slug: string, body: Record<string, unknown>, options: CallbackOptions = {}) {
    return postSigned(api, '/v1/appeals/together', keyOf(slug), { statement: 'Both are his shops.', ...body }, options);
  }
  function byDesk(reference: string, key: string = ulid(), statement = 'The holder called and explained.') {
    const headers = { 'idempotency-key': key };
    const desk = { roles: ['hotline_operator'], subject: 'operator-9', headers };
    return api.call('POST', '/v1/appeals', { ...desk, body: { reference, statement } });
  }
  function decide(id: string, body: Record<string, unknown>, subject = 'officer-1', role = 'aoc_officer') {
    return api.call('POST', `/v1/appeals/${id}/decisions`, { roles: [role], subject, body });
  }
  function accepted(answer: { status: number; body: Record<string, unknown> }): AppealAccepted {
    expect(answer.body).not.toHaveProperty('code');
    expect(answer.status).toBe(201);
    return AppealAccepted.parse(answer.body);
  }
  /** Returns the one value of a query, as text. */
  async function value(sql: string, ...parameters: unknown[]): Promise<string> {
    const [row] = await api.db.query<{ value: unknown }[]>(sql, parameters);
    return String(row?.value);
  }
  function keyOf(slug: string) {
    return (api.parties[slug] ?? fail(`no party ${slug}`)).key;
  }
}

function fail(why: string): never {
  throw new Error(why);
}
