import { createHash } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { readNotices } from '../../application/notice/read-notices.js';
import type { Notifier, ReceiveCustomerNotice, ReceiveNotice } from '../../application/notice/notice-input.js';
import { receiveCustomerNotice } from '../../application/notice/receive-customer-notice.js';
import { receiveNotice } from '../../application/notice/receive-notice.js';
import { takeCustomerNoticeBack } from '../../application/notice/take-customer-notice-back.js';
import { recordOfficerResult } from '../../application/notice/record-officer-result.js';
import {
  type CustomerNotice,
  NoticeAccepted,
  NoticeBody,
  NoticesView,
  SuspensionResultAccepted,
  SuspensionResultBody,
  NoticeTakenBack,
  TakingBackBody,
} from '../../wire/case/notice.js';
import { CaseReaders, Decides, Roles, SignedBy, SignedByOrRoles } from '../auth/route-access.js';
import { chooseRulebook } from '../auth/choose-rulebook.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import type { SignedCaller } from '../message/signed-caller.js';
import { SignedAnswers } from '../message/signed-answers.js';
import { type ApiSettings, SETTINGS } from '../dependencies.js';
import type { ApiRequest } from '../http/api-request.js';
import { IdempotencyKeyHeader, idempotencyKeyOf } from '../http/idempotency-key.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted, ApiProblem, found } from '../problem/api-problem.js';
import { AfterCommit } from '../../dispatch/after-commit.js';

/** Notices of suspicion under section 6, what victims told their banks (section 7), and what officers found of the suspensions. */
@ApiTags('notices')
@Controller('v1')
export class NoticesController {
  constructor(
    private readonly db: DataSource,
    private readonly afterCommit: AfterCommit,
    private readonly answers: SignedAnswers,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Post('notices')
  @SignedByOrRoles('institution', 'inquiry_officer', 'amlo_officer')
  @Decides()
  @HttpCode(201)
  @ApiOperation({
    summary:
      "An institution's own suspicion (BANK-6A) or what its customer, the victim, told it (VIC-7A), signed by it, or an officer's notice (OFF-6B)",
    description:
      'A notice in the name of AMLO is given by an AMLO officer, one of CCIB or DSI by an inquiry officer. A transfer that is on record is joined to its case and never doubled; the others open one case. What a victim told his own bank (`kind: customer`) only the bank of the debited account sends (`FIELD.NOT_YOURS`): its word confirms the debit, the holds are of section 7, and without a complaint they end 72 hours after the first order. The same `webhook-id`, or the same `Idempotency-Key` of an officer, with the same body is answered as before.',
  })
  @IdempotencyKeyHeader('An officer needs one; an institution signs a `webhook-id` instead.')
  @Returns(201, NoticeAccepted, 'The notice is on record; to an institution the answer is signed')
  @Problems(
    'NOTICE.CALLER',
    'CASE.INTEREST',
    'NOTICE.OFFICE',
    'NOTICE.PERSON_LIMIT',
    'NOTICE.TARGET_LIMIT',
    'NOTICE.CUSTOMER_LIMIT',
    'NOTICE.INVALID',
    'REQUEST.IDEMPOTENCY_KEY',
    'IDEMPOTENCY.OTHER_BODY',
    'INBOX.OTHER_BODY',
    'RULEBOOK.FORBIDDEN',
  )
  async receive(
    @Body({ schema: NoticeBody }) body: NoticeBody,
    @Req() request: ApiRequest,
    @Res() response: Response,
  ): Promise<void> {
    const received = accepted(
      body.kind === 'customer'
        ? await receiveCustomerNotice(this.db, this.customerNoticeOf(body, request))
        : await receiveNotice(this.db, this.noticeOf(body, request)),
    );
    this.afterCommit.start(received.starts);
    for (const look of received.looks) this.afterCommit.signal(look);
    this.answers.send(request, response, 201, 'application/json', received.response);
  }

  @Post('notices/:id/taking-back')
  @SignedBy('institution')
  @HttpCode(201)
  @ApiOperation({
    summary: 'Take back what your customer told you (section 7): a mistake, or the customer withdrew',
    description:
      'Only the bank that gave the notice, by its signature. What rests on the notice alone is let go; a complaint of the customer goes on by its own, and two persons of the centre withdraw that one. The same `webhook-id` with the same body is answered as before.',
  })
  @Returns(201, NoticeTakenBack, 'The word is on record; the answer is signed')
  @Problems('NOTICE.ABSENT', 'NOTICE.TAKEN_BACK', 'IDEMPOTENCY.OTHER_BODY', 'INBOX.OTHER_BODY')
  async takeBack(
    @Param({ schema: IdParams }) { id: noticeId }: IdParams,
    @Body({ schema: TakingBackBody }) body: TakingBackBody,
    @Req() request: ApiRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { signedCaller, rawBody } = request;
    if (signedCaller === undefined) throw new Error('a route of institutions was called by nobody');
    const bodySha256 = createHash('sha256').update(rawBody).digest('hex');
    const message = messageOf(signedCaller, rawBody);
    const taken = accepted(await takeCustomerNoticeBack(this.db, { noticeId, body, bodySha256, message }));
    for (const signal of taken.signals) this.afterCommit.signal(signal);
    this.answers.send(request, response, 201, 'application/json', taken.response);
  }

  @Get('cases/:id/notices')
  @CaseReaders()
  @ApiOperation({ summary: 'The notices of section 6 about the case, and what is suspended by them' })
  @Returns(200, NoticesView, 'Every notice, in order')
  @Problems('CASE.ABSENT')
  async notices(@Param({ schema: IdParams }) { id }: IdParams): Promise<z.infer<typeof NoticesView>> {
    return found(await readNotices(this.db.manager, id), 'CASE.ABSENT');
  }

  @Post('suspensions/:id/result')
  @Roles('inquiry_officer', 'amlo_officer')
  @Decides()
  @HttpCode(201)
  @ApiOperation({
    summary: 'What the officer found of a suspension under section 6, within its time (OFF-6C)',
    description:
      "The id is that of an institution's own suspension, or of a hold that rests on a notice. `lifted`: the suspicion is unfounded, and the institution lifts. `proceeded`: an officer proceeds by law; the suspension still ends at its own time unless an order carries it on. An officer's notice is examined by its own office: `lifted` by an officer for each office whose notice carries the suspension, `proceeded` for one of them. An institution's own suspicion is examined by an inquiry officer or AMLO.",
  })
  @Returns(201, SuspensionResultAccepted, 'The result is on record')
  @Problems(
    'SUSPENSION.ABSENT',
    'CASE.INTEREST',
    'SUSPENSION.SETTLED',
    'SUSPENSION.ENDED',
    'SUSPENSION.OFFICE',
    'HOLD.OWN_FILING',
  )
  async settle(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: SuspensionResultBody }) body: SuspensionResultBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof SuspensionResultAccepted>> {
    const { state, signals } = accepted(await recordOfficerResult(this.db, { suspensionId: id, body, actor: person }));
    for (const signal of signals) this.afterCommit.signal(signal);
    return { id, state };
  }

  private customerNoticeOf(body: CustomerNotice, request: ApiRequest): ReceiveCustomerNotice {
    const { signedCaller, rawBody } = request;
    if (signedCaller === undefined)
      throw new ApiProblem('NOTICE.CALLER', 'the bank of the debited account signs what its customer told it');
    const bodySha256 = createHash('sha256').update(rawBody).digest('hex');
    return { body, bodySha256, message: messageOf(signedCaller, rawBody), rulebook: 'th' };
  }

  private noticeOf(body: Exclude<NoticeBody, CustomerNotice>, request: ApiRequest): ReceiveNotice {
    const bodySha256 = createHash('sha256').update(request.rawBody).digest('hex');
    const { signedCaller, principal } = request;
    if (body.kind === 'suspicion' && signedCaller !== undefined) {
      return { body, bodySha256, notifier: institutionNotifier(signedCaller, request.rawBody), rulebook: 'th' };
    }
    if (body.kind === 'officer' && principal !== undefined) {
      const { office } = body.authority;
      const notifier: Notifier = {
        by: 'officer',
        person: principal,
        office,
        idempotencyKey: idempotencyKeyOf(request),
      };
      return { body, bodySha256, notifier, rulebook: chooseRulebook(principal, this.settings) };
    }
    throw new ApiProblem(
      'NOTICE.CALLER',
      'an institution signs its own suspicion, an officer gives his notice by token',
    );
  }
}

function institutionNotifier(caller: SignedCaller, rawBody: Buffer): Notifier {
  return { by: 'institution', message: messageOf(caller, rawBody) };
}

function messageOf({ party, verdict }: SignedCaller, rawBody: Buffer): ReceiveCustomerNotice['message'] {
  const { webhookId, nonce, expiresAt, proof } = verdict;
  return {
    party,
    channel: 'callback',
    messageKey: webhookId,
    nonce,
    nonceExpiresAt: expiresAt,
    rawBody,
    proof,
    httpStatus: null,
  };
}
