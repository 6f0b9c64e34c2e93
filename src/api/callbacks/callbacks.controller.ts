import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { AGENCIES } from '../../domain/party.js';
import { receiveMessage } from '../../persistence/transactions/receive-message.js';
import { AGENCY_PROTOCOL, AgencyCallback } from '../../wire/agency-protocol.js';
import { InstitutionCallback } from '../../wire/institution-protocol.js';
import { CallbackAccepted } from '../../wire/views.js';
import { SignedBy } from '../auth/access.js';
import type { ApiRequest } from '../http/api-request.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted } from '../problem/api-problem.js';
import { FastPath } from '../temporal/fast-path.js';
import { SignedAnswers } from './signed-answers.js';

type Kind = Parameters<typeof receiveMessage>[1]['kind'];

@ApiTags('callbacks')
@Controller('v1/callbacks')
export class CallbacksController {
  constructor(
    private readonly db: DataSource,
    private readonly fastPath: FastPath,
    private readonly answers: SignedAnswers,
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
    await this.receive(callback.type, subjectOf(callback), request, response);
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
    // Nonsense is kept as well: it is what the agency said, and says that the question is not answered.
    const readable =
      callback.type === 'evidence.declined' || AGENCY_PROTOCOL[agency].answer.safeParse(callback.data).success;
    await this.receive(readable ? callback.type : 'evidence.unreadable', callback.data.requestId, request, response);
  }

  private async receive(kind: Kind, subjectId: string, request: ApiRequest, response: Response): Promise<void> {
    const { signedCaller } = request;
    if (signedCaller === undefined) throw new Error('a callback reached its handler unverified');
    const { party, verdict } = signedCaller;
    const received = accepted(
      await receiveMessage(this.db, {
        party,
        keyId: verdict.keyId,
        channel: 'callback',
        messageKey: verdict.webhookId,
        nonce: verdict.nonce,
        nonceExpiresAt: verdict.expiresAt,
        kind,
        subjectId,
        rawBody: request.rawBody,
        proof: verdict.proof,
        httpStatus: null,
      }),
    );
    if (received.signal !== null) this.fastPath.signal(received.signal);
    const status = received.duplicate ? 'duplicate' : 'accepted';
    this.answers.send(request, response, 200, 'application/json', { status, id: received.id });
  }
}

/** The row of ours that a callback speaks of. */
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
      return callback.data.holdId;
  }
}
