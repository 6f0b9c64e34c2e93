import { createHash, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { AGENCY_DIALECTS } from '../../src/agencies/registry.js';
import { advanceCase } from '../../src/application/advance/look/advance-case.js';
import { advanceHold } from '../../src/application/advance/look/advance-hold.js';
import { type OrderDelivery, recordDelivery } from '../../src/application/advance/send/deliver-hold-order.js';
import { recordRelease } from '../../src/application/advance/send/record-release.js';
import type { ActingPerson } from '../../src/application/case/work/acting-person.js';
import { askFirstQuestions } from '../../src/application/evidence/ask-questions.js';
import type { ReceiveComplaint } from '../../src/application/complaint/intake/complaint-input.js';
import { receiveComplaint } from '../../src/application/complaint/intake/receive-complaint.js';
import type { Written } from '../../src/application/complaint/intake/write-complaint.js';
import { recordConfirmation } from '../../src/application/debit/deliver-debit-question.js';
import { recordQuestion } from '../../src/application/evidence/deliver-questions.js';
import {
  type CustomerNoticeTakenBack,
  type TakeCustomerNoticeBack,
  takeCustomerNoticeBack,
} from '../../src/application/notice/take-customer-notice-back.js';
import { evidenceHash } from '../../src/application/evidence/evidence-hash.js';
import { decideFreezeRequest } from '../../src/application/freeze-request/decide-freeze-request.js';
import { readFreezeRequests } from '../../src/application/freeze-request/read-freeze-requests.js';
import type { OrderToSend } from '../../src/application/case/work/order-to-send.js';
import { createSubjectHash, type SubjectHash } from '../../src/application/case/privacy/subject-hash.js';
import { type MessageReceived, receiveMessage } from '../../src/application/message/receive-message.js';
import type { MessageKind, SignedMessage } from '../../src/application/message/signed-message.js';
import type { CustomerNoticeInput, NoticeInput, NoticeResponse } from '../../src/application/notice/notice-input.js';
import {
  type CustomerNoticeReceived,
  receiveCustomerNotice,
} from '../../src/application/notice/receive-customer-notice.js';
import { receiveNotice } from '../../src/application/notice/receive-notice.js';
import type { CaseOutcome, HoldOutcome } from '../../src/contract/outcomes.js';
import type { Role } from '../../src/domain/freeze-request/freeze-request.js';
import type { HoldReceiptMessage, OnwardMessage } from '../../src/domain/hold/messages.js';
import type { Account, Agency } from '../../src/domain/party.js';
import type { RulebookName } from '../../src/domain/rulebook/build.js';
import { DebitConfirmationRow } from '../../src/persistence/entities/money/debit.entities.js';
import { EvidenceRequestRow } from '../../src/persistence/entities/findings/evidence.entities.js';
import { HoldOrderRow, HoldRow, ReleaseOrderRow } from '../../src/persistence/entities/money/hold.entities.js';
import { ComplaintBody } from '../../src/wire/case/complaint.js';
import { complaintBody, type ComplaintChanges } from './complaint-body.js';
import type { FreshDatabase } from './postgres.js';
import { enrolTestParties, type TestParties } from './test-parties.js';
import { takeOrder, takeRelease } from './outgoing.js';

/** Makes up a person of the centre. */
export function person(subject: string, ...roles: Role[]): { subject: string; name: string; roles: Role[] } {
  return { subject, name: `Test Person ${subject}`, roles };
}

export const OPERATOR = person('operator-1', 'hotline_operator');
export const OFFICER = person('officer-1', 'aoc_officer');
export const SUPERVISOR = person('supervisor-1', 'aoc_supervisor');
export const OTHER_SUPERVISOR = person('supervisor-2', 'aoc_supervisor');
export const INQUIRY_OFFICER = person('inquiry-1', 'inquiry_officer');

/** What a receipt says; other fields are filled in. */
export type ReceiptSays = Partial<Omit<HoldReceiptMessage, 'orderId' | 'onward'>> & { onward?: OnwardMessage[] };

/** Writes the first questions to agencies, as the API does. */
export const askAgencies: ReceiveComplaint['askAgencies'] = (work, subjects) =>
  askFirstQuestions(work, subjects, AGENCY_DIALECTS.writeQuestion);

/**
 * Makes real data: every row comes from the product's own transactions, and every message is
 * signed by its party. Nothing runs by itself; a test says who acts when.
 */
export class RecordBuilder {
  readonly hash: SubjectHash;

  private constructor(
    /** As the application's role. */
    readonly db: DataSource,
    /** As the owner: for what a test arranges and the product may not do. */
    readonly owner: DataSource,
    readonly parties: TestParties,
  ) {
    this.hash = createSubjectHash((bytes) => parties.signBytes(bytes));
  }

  /** Enrols the parties of the demonstration in an empty database; all else the product writes. */
  static async on({ application, dataSource }: FreshDatabase): Promise<RecordBuilder> {
    return new RecordBuilder(application, dataSource, await enrolTestParties(dataSource));
  }

  /** Returns the same through another pool, as another process has one. */
  through(db: DataSource): RecordBuilder {
    return new RecordBuilder(db, this.owner, this.parties);
  }

  /**
   * Takes a complaint, by default from a holder who paid 1,000.00 baht to an account at th-014.
   * `sendsOrders`: the caller sends its orders right after. Throws when it is refused.
   */
  async complain(
    changes: ComplaintChanges = {},
    rulebook: RulebookName = 'th',
    sendsOrders = false,
  ): Promise<{ caseId: string; holdIds: string[]; starts: Written['starts'] }> {
    const body = ComplaintBody.parse(complaintBody(changes));
    const received = await receiveComplaint(this.db, {
      body,
      bodySha256: createHash('sha256').update(JSON.stringify(body)).digest('hex'),
      idempotencyKey: randomUUID(),
      actor: OPERATOR,
      rulebook,
      sendsOrders,
      askAgencies,
      signRecord: (bytes) => this.parties.signBytes(bytes),
    });
    if (!received.ok) throw new Error(`${received.code} ${JSON.stringify(received.faults ?? [])}`);
    const { response, starts } = received;
    const holdIds = starts.filter(({ kind }) => kind === 'hold').map(({ id }) => id);
    return { caseId: response.id, holdIds, starts };
  }

  /** Advances a case, as the complaint workflow's activity does. */
  advanceCase(caseId: string): Promise<CaseOutcome> {
    return advanceCase(this.db, caseId, AGENCY_DIALECTS, this.hash);
  }

  /** Advances a hold, as the hold workflow's activity does. */
  advanceHold(holdId: string): Promise<HoldOutcome> {
    return advanceHold(this.db, holdId);
  }

  /** Sends a hold's orders; the institution answers each as `says`, or only accepts them. */
  async send(holdId: string, says?: ReceiptSays): Promise<HoldOutcome> {
    let step: HoldOutcome | undefined;
    for (;;) {
      const order = await takeOrder(this.db, holdId);
      if (order === undefined) return step ?? this.advanceHold(holdId);
      step = await recordDelivery(this.db, holdId, await this.delivery(order, says));
    }
  }

  private async delivery(order: OrderToSend, says: ReceiptSays | undefined): Promise<OrderDelivery> {
    const { orderId, account, requestedAmountSatang } = order;
    if (says === undefined) return { orderId, outcome: 'accepted' };
    const receipt = receiptOf(orderId, requestedAmountSatang, says);
    const message = await this.parties.answer(account.institution, 'hold.receipt', orderId, receipt);
    return { orderId, outcome: 'answered', message };
  }

  /**
   * Receives an institution's callback about a hold's newest order (or the one of `sequence`),
   * without applying it.
   */
  async receipt(holdId: string, says: ReceiptSays = {}, sequence?: number): Promise<MessageReceived> {
    const hold = await this.hold(holdId);
    const orders = await this.db.manager.find(HoldOrderRow, { where: { holdId }, order: { sequence: 'ASC' } });
    const order = sequence === undefined ? orders.at(-1) : orders.find((candidate) => candidate.sequence === sequence);
    if (order === undefined) throw new Error(`hold ${holdId} has no such order`);
    const receipt = receiptOf(order.id, order.requestedSatang.toString(), says);
    return this.callback(hold.institution, 'hold.receipt', order.id, receipt);
  }

  /** Sends the release order; the institution acknowledges it, or does not answer. */
  async release(holdId: string, acknowledged = true): Promise<HoldOutcome> {
    const release = await takeRelease(this.db, holdId);
    if (release === undefined) throw new Error(`hold ${holdId} has no release to send`);
    const hold = await this.hold(holdId);
    const { releaseOrderId } = release.order;
    const receipt = {
      releaseOrderId,
      holdId,
      result: hold.heldSatang > 0n ? 'RELEASED' : 'NOTHING_HELD',
      releasedAmountSatang: hold.heldSatang.toString(),
      at: new Date().toISOString(),
    };
    const message = acknowledged
      ? await this.parties.answer(release.institution, 'release.receipt', releaseOrderId, receipt)
      : null;
    return recordRelease(this.db, holdId, message);
  }

  /**
   * Lets the victim's institution give one answer about every debit of a case. It is applied when
   * the case is advanced.
   */
  async debits(caseId: string, result: 'CONFIRMED' | 'DENIED', to?: Account): Promise<void> {
    const rows = await this.db.manager.findBy(DebitConfirmationRow, { caseId });
    for (const { id, institution } of rows) {
      const reason = result === 'DENIED' ? { reason: 'NO_SUCH_TRANSFER' } : {};
      const answer = { confirmationId: id, result, ...reason, ...(to && { to }), at: new Date().toISOString() };
      await recordConfirmation(
        this.db,
        { confirmationId: id, caseId },
        await this.parties.answer(institution, 'debit.confirmation', id, answer),
      );
    }
  }

  /** Lets the question about every debit of a case come to its institution, which only takes it. */
  async taken(caseId: string): Promise<void> {
    for (const { id: confirmationId } of await this.db.manager.findBy(DebitConfirmationRow, { caseId }))
      await recordConfirmation(this.db, { confirmationId, caseId }, null);
  }

  /**
   * Lets an agency answer its newest question about a case with the fields of its own schema. The
   * answer is applied when the case is advanced.
   */
  async agencyAnswers(caseId: string, agency: Agency, fields: object): Promise<void> {
    const { id } = await this.question(caseId, agency);
    const message = await this.parties.answer(agency, 'evidence.answer', id, { requestId: id, ...fields });
    await recordQuestion(this.db, { requestId: id, caseId }, message);
  }

  /**
   * Approves a freeze request as a person, on the evidence and the blast radius as they are now.
   * Throws when the person may not.
   */
  async approve(freezeRequestId: string, actor: ActingPerson): Promise<void> {
    const [request] = await readFreezeRequests(this.db.manager, { id: freezeRequestId });
    if (request === undefined) throw new Error(`no freeze request ${freezeRequestId}`);
    const hash = await evidenceHash(this.db.manager, request.caseId);
    const seen = { evidenceHash: hash, blastRadiusSha256: request.blastRadius?.sha256 ?? '' };
    const body = { verdict: 'approve' as const, reason: 'agreed', ...seen };
    const decided = await decideFreezeRequest(this.db, { freezeRequestId, body, actor });
    if (!decided.ok) throw new Error(decided.code);
  }

  /** Decides a freeze request on the evidence and the blast radius that it was bound to. */
  async decide(freezeRequestId: string, actor: ActingPerson, verdict: 'approve' | 'refuse' = 'approve') {
    const [request] = await readFreezeRequests(this.db.manager, { id: freezeRequestId });
    const seen = { evidenceHash: request?.evidenceHash ?? '', blastRadiusSha256: request?.blastRadius?.sha256 ?? '' };
    return decideFreezeRequest(this.db, { freezeRequestId, body: { verdict, reason: 'synthetic', ...seen }, actor });
  }

  /** Receives a party's callback and commits it. */
  async callback(slug: string, kind: MessageKind, subjectId: string, data: object): Promise<MessageReceived> {
    return receiveMessage(this.db, await this.parties.callback(slug, kind, subjectId, data));
  }

  /** Receives an institution's own notice of suspicion (section 6); throws when it is refused. */
  async suspect(slug: string, body: NoticeInput): Promise<NoticeResponse> {
    const {
      kind: _kind,
      subjectId: _subject,
      ...message
    } = await this.parties.callback(...([slug, 'suspicion.notice', 'notice', body] as const));
    const bodySha256 = createHash('sha256').update(message.rawBody).digest('hex');
    const notifier = { by: 'institution' as const, message };
    const received = await receiveNotice(this.db, { body, bodySha256, notifier, rulebook: 'th' });
    if (!received.ok) throw new Error(`${received.code} ${JSON.stringify(received.faults ?? [])}`);
    return received.response;
  }

  /** Sends what a victim told his own bank (section 7); returns the answer, or the refusal. */
  async customerTold(slug: string, body: CustomerNoticeInput): Promise<CustomerNoticeReceived> {
    const {
      kind: _kind,
      subjectId: _subject,
      ...message
    } = await this.parties.callback(...([slug, 'customer.notice', 'notice', body] as const));
    const bodySha256 = createHash('sha256').update(message.rawBody).digest('hex');
    return receiveCustomerNotice(this.db, { body, bodySha256, message, rulebook: 'th' });
  }

  /** Lets a bank take back what it gave notice of as told by its customer. */
  async takenBack(
    slug: string,
    noticeId: string,
    body: TakeCustomerNoticeBack['body'],
  ): Promise<CustomerNoticeTakenBack> {
    const {
      kind: _kind,
      subjectId: _subject,
      ...message
    } = await this.parties.callback(...([slug, 'customer.withdrawn', noticeId, body] as const));
    const bodySha256 = createHash('sha256').update(message.rawBody).digest('hex');
    return takeCustomerNoticeBack(this.db, { noticeId, body, bodySha256, message });
  }

  /** Signs a party's answer, for transactions that a test calls itself. */
  answer(slug: string, kind: MessageKind, subjectId: string, body: object): Promise<SignedMessage> {
    return this.parties.answer(slug, kind, subjectId, body);
  }

  hold(holdId: string): Promise<HoldRow> {
    return this.db.manager.findOneByOrFail(HoldRow, { id: holdId });
  }

  /** Reads all holds of a case, first hop first. */
  holds(caseId: string): Promise<HoldRow[]> {
    return this.db.manager.find(HoldRow, { where: { caseId }, order: { hop: 'ASC', id: 'ASC' } });
  }

  releaseOrder(holdId: string): Promise<ReleaseOrderRow> {
    return this.db.manager.findOneByOrFail(ReleaseOrderRow, { holdId });
  }

  question(caseId: string, agency: Agency): Promise<EvidenceRequestRow> {
    return this.db.manager.findOneOrFail(EvidenceRequestRow, { where: { caseId, agency }, order: { wave: 'DESC' } });
  }
}

/** Returns a receipt for all that an order asks for, with the given changes. */
export function receiptOf(orderId: string, requested: string, says: ReceiptSays): HoldReceiptMessage {
  return {
    orderId,
    receiptSeq: 1,
    result: 'HELD_FULL',
    heldAmountSatang: requested,
    onward: [],
    at: new Date().toISOString(),
    ...says,
  };
}
