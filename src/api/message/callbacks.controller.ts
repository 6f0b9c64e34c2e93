import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { keepUnknownMessage } from '../../application/break/keep-unknown-message.js';
import { type Callback, type MessageReceived, receiveMessage } from '../../application/message/receive-message.js';
import { receiveLostReceipt } from '../../application/statement/lost/record-lost-answer.js';
import { AGENCIES, type Agency } from '../../domain/party.js';
import { AGENCY_PROTOCOL, AgencyCallback } from '../../wire/agency/agency-protocol.js';
import { isCleanText } from '../../wire/common.js';
import { InstitutionCallback } from '../../wire/institution/callback.js';
import { CallbackAccepted } from '../../wire/institution/message.js';
import { SignedBy } from '../auth/route-access.js';
import type { ApiRequest } from '../http/api-request.js';
import { Problems, Returns } from '../openapi/returns.js';
import { PartyRoom } from '../limits/party-room.js';
import { accepted } from '../problem/api-problem.js';
import { AfterCommit } from '../../dispatch/after-commit.js';
import { SignedAnswers } from './signed-answers.js';

/** The content of a callback, read by its schema. */
type Message = Pick<Callback, 'kind' | 'subjectId' | 'content'>;

/** Signed callbacks of institutions and agencies. */
@ApiTags('callbacks')
@Controller('v1/callbacks')
export class CallbacksController {
  constructor(
    private readonly db: DataSource,
    private readonly afterCommit: AfterCommit,
    private readonly answers: SignedAnswers,
    private readonly room: PartyRoom,
  ) {}

  @Post('institutions')
  @SignedBy('institution')
  @HttpCode(200)
  @ApiOperation({ summary: 'Receipts, lapses, debit confirmations and credits, from the institution whose key signed' })
  @Returns(200, CallbackAccepted, 'Committed, or known already; the answer is signed')
  @Problems('INBOX.FOREIGN', 'INBOX.OTHER_BODY')
  async institution(
    @Body({ schema: InstitutionCallback }) callback: InstitutionCallback,
    @Req() request: ApiRequest,
    @Res() response: Response,
  ): Promise<void> {
    await this.receive(
      { kind: callback.type, subjectId: subjectOf(callback), content: callback.data },
      request,
      response,
    );
  }

  @Post('agencies')
  @SignedBy('agency')
  @HttpCode(200)
  @ApiOperation({ summary: 'Answers and refusals of agencies to our questions, from the agency whose key signed' })
  @Returns(200, CallbackAccepted, 'Committed, or known already; the answer is signed')
  @Problems('INBOX.FOREIGN', 'INBOX.OTHER_BODY')
  async agency(
    @Body({ schema: AgencyCallback }) callback: AgencyCallback,
    @Req() request: ApiRequest,
    @Res() response: Response,
  ): Promise<void> {
    const party = request.signedCaller?.party;
    const agency = AGENCIES.find((known) => known === party);
    if (agency === undefined) throw new Error(`the agency ${party} has no protocol`);
    // An unreadable answer is kept too, as bytes: it is what the agency sent, and the question
    // stays unanswered.
    const readable = callback.type === 'evidence.declined' || isReadable(agency, callback.data);
    await this.receive(
      {
        kind: readable ? callback.type : 'evidence.unreadable',
        subjectId: callback.data.requestId,
        content: readable ? callback.data : {},
      },
      request,
      response,
    );
  }

  private async receive(message: Message, request: ApiRequest, response: Response): Promise<void> {
    const { signedCaller } = request;
    if (signedCaller === undefined) throw new Error('a callback reached its handler unverified');
    const { party, verdict } = signedCaller;
    const callback: Callback = {
      party,
      channel: 'callback',
      messageKey: verdict.webhookId,
      nonce: verdict.nonce,
      nonceExpiresAt: verdict.expiresAt,
      ...message,
      rawBody: request.rawBody,
      proof: verdict.proof,
      httpStatus: null,
    };
    const received = accepted(await this.room.run(party, () => this.keep(callback)));
    if (received.signal !== null) this.afterCommit.received(received.signal);
    const status = received.duplicate ? 'duplicate' : 'accepted';
    const { id, applied, reason } = received;
    this.answers.send(request, response, 200, 'application/json', { status, id, applied, reason });
  }

  /**
   * Keeps a callback; one about nothing that is on record is refused, and kept for a person. The release of an order
   * that is not on record is: its receipt ends that order.
   */
  private async keep(callback: Callback): Promise<MessageReceived> {
    const received = await receiveMessage(this.db, callback);
    if (received.ok || received.code !== 'INBOX.FOREIGN') return received;
    const ofLost = await receiveLostReceipt(this.db, callback);
    if (ofLost === undefined) await keepUnknownMessage(this.db, callback);
    return ofLost ?? received;
  }
}

/** Returns whether an answer fits its agency's schema and its text can be stored. */
function isReadable(agency: Agency, data: unknown): boolean {
  return AGENCY_PROTOCOL[agency].answer.safeParse(data).success && isStorable(data);
}

/**
 * Returns whether PostgreSQL's JSON can hold a value: it takes neither NUL nor half a surrogate
 * pair.
 */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return isCleanText(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isStorable);
}

/** Returns the id of our row that a callback is about. */
function subjectOf(callback: InstitutionCallback): string {
  switch (callback.type) {
    case 'hold.receipt':
    case 'hold.lapsed':
      return callback.data.orderId;
    case 'release.receipt':
      return callback.data.releaseOrderId;
    case 'debit.confirmation':
      return callback.data.confirmationId;
    case 'account.credited':
    case 'holder.notified':
    case 'hold.reviewed':
      return callback.data.holdId;
  }
}
