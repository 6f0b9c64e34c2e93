import { createHash } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { readAppeal, readAppealQueue } from '../../application/appeal/read-appeals.js';
import { type AppealAnswered, answerAppeal } from '../../application/appeal/answer-appeal.js';
import { receiveAppeal } from '../../application/appeal/file-appeal.js';
import { CASE_READERS, noteCaseAccess } from '../../application/case/privacy/note-access.js';
import {
  AppealAccepted,
  AppealBody,
  AppealDecisionAccepted,
  AppealDecisionBody,
  AppealQueue,
  AppealRound,
  AppealRoundBody,
  AppealView,
} from '../../wire/case/appeal.js';
import { Ulid, wholeNumber } from '../../wire/common.js';
import { AnyoneSignedByOrRoles, Decides, Roles } from '../auth/route-access.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { SignedAnswers } from '../message/signed-answers.js';
import { CENTRE_KEY, type CentreKey } from '../dependencies.js';
import type { ApiRequest } from '../http/api-request.js';
import { IdempotencyKeyHeader } from '../http/idempotency-key.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted, found } from '../problem/api-problem.js';
import { AfterCommit } from '../../dispatch/after-commit.js';
import { answerRound } from './answer-round.js';
import { appellantKey, appellantOf } from './appellant.js';
import { refuseTooManyTries } from '../problem/too-many-tries.js';

const QueueQuery = z.strictObject({
  tier: z.enum(['centre', 'police', 'authority']).optional(),
  after: Ulid.optional(),
  limit: wholeNumber(1, 200).default(50),
});
type QueueQuery = z.infer<typeof QueueQuery>;

/** Appeals against a hold, and their answers. */
@ApiTags('appeals')
@Controller('v1/appeals')
export class AppealsController {
  constructor(
    private readonly db: DataSource,
    private readonly afterCommit: AfterCommit,
    private readonly answers: SignedAnswers,
    @Inject(CENTRE_KEY) private readonly key: CentreKey,
  ) {}

  @Post()
  @AnyoneSignedByOrRoles('institution', 'hotline_operator', 'unfreeze_desk', 'aoc_officer')
  @HttpCode(201)
  @ApiOperation({
    summary:
      'An appeal against a hold: by the holder with its second secret, by his institution, or by the 1441-2 desk',
    description:
      'An open appeal of the same hold is joined; after an answer the next tier hears it. The same `webhook-id`, or the same `Idempotency-Key` of the desk, with the same body is answered as before; a holder needs neither.',
  })
  @IdempotencyKeyHeader(
    'A person of the centre needs one; an institution signs a `webhook-id` instead, a holder needs neither.',
  )
  @Returns(
    201,
    AppealAccepted,
    'The appeal is on record, with the times of its answer; to an institution the answer is signed',
  )
  @Problems(
    'APPEAL.UNKNOWN',
    'APPEAL.TOO_MANY_TRIES',
    'APPEAL.TOO_MANY_FILINGS',
    'APPEAL.NO_FURTHER_TIER',
    'APPEAL.CALLER',
    'HOLD.RELEASE_ORDERED',
    'HOLD.ENDED',
    'REQUEST.IDEMPOTENCY_KEY',
    'IDEMPOTENCY.OTHER_BODY',
    'INBOX.OTHER_BODY',
  )
  async file(
    @Body({ schema: AppealBody }) body: AppealBody,
    @Req() request: ApiRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { reference, statement, phone } = body;
    const bodySha256 = createHash('sha256').update(request.rawBody).digest('hex');
    const filed = await receiveAppeal(this.db, {
      reference,
      statement,
      phoneKey: appellantKey(phone, this.key),
      bodySha256,
      appellant: appellantOf(body, request),
    });
    const { response: answer } = accepted(refuseTooManyTries(filed));
    this.answers.send(request, response, 201, 'application/json', answer);
  }

  @Get()
  @Roles('unfreeze_desk', 'aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor', 'amlo_officer')
  @ApiOperation({
    summary:
      'Appeals that wait for an answer, by triage: broken promises, low sums, regular merchants, the oldest first',
  })
  @Returns(200, AppealQueue, 'A page; `next` is the `after` of the next one')
  queue(@Query({ schema: QueueQuery }) query: QueueQuery, @Person() person: Principal): Promise<AppealQueue> {
    // AMLO sees what waits for an authority, and nothing of the centre's own work.
    const ofAmlo = person.roles.every((role) => role === 'amlo_officer');
    return readAppealQueue(this.db.manager, ofAmlo ? { ...query, tier: 'authority' } : query);
  }

  @Get(':id')
  @Roles(...CASE_READERS['appeal.read'])
  @ApiOperation({
    summary: 'An appeal with all that was said for it and answered; each reading is on the audit chain of the case',
  })
  @Returns(200, AppealView, 'The appeal')
  @Problems('APPEAL.ABSENT')
  async one(@Param({ schema: IdParams }) { id }: IdParams, @Person() person: Principal): Promise<AppealView> {
    const appeal = found(await readAppeal(this.db.manager, id), 'APPEAL.ABSENT');
    await noteCaseAccess(this.db, 'appeal.read', person, { caseId: appeal.caseId, appealId: id });
    return appeal;
  }

  @Post(':id/decisions')
  @Roles('aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'amlo_officer')
  @Decides()
  @HttpCode(201)
  @ApiOperation({
    summary: 'Take an appeal up, or answer it with reasons; never who had a hand in the hold',
    description:
      'Officers of the centre answer first, then an inquiry officer. `uphold` orders the release of the hold and of what section 7 holds downstream; `uphold_in_part` orders the institution to keep only `keepSatang`. Where the person does not hold the power of the hold, the finding goes to who does (tier `authority`), whose person lifts or keeps within the time of P-POL.',
  })
  @Returns(201, AppealDecisionAccepted, 'The decision is on record, and what it gives is ordered')
  @Problems(
    'APPEAL.ABSENT',
    'CASE.INTEREST',
    'APPEAL.ROLE',
    'APPEAL.OWN_HOLD',
    'APPEAL.OWN_ANSWER',
    'APPEAL.POWER',
    'APPEAL.ANSWERED',
    'APPEAL.NO_REASON',
    'APPEAL.PART',
    'HOLD.RELEASE_ORDERED',
    'HOLD.ENDED',
  )
  async decide(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: AppealDecisionBody }) body: AppealDecisionBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof AppealDecisionAccepted>> {
    const answered = accepted(await this.answer(id, body, person));
    return { id: answered.id, appealId: id, state: answered.state, releaseOrderId: answered.releaseOrderId };
  }

  @Post('decisions')
  @Roles('aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'amlo_officer')
  @Decides()
  @HttpCode(200)
  @ApiOperation({
    summary: 'The same act on several appeals, such as a round of low sums; each is judged and committed by itself',
    description:
      'At most a hundred. Each appeal gets a decision, audit and release of its own, and is judged for itself: who had a hand in one of the holds is refused for that one. The same round again is answered as before, and judges what was left.',
  })
  @Returns(200, AppealRound, 'What became of each, in the order asked for: its new state, or the code of the refusal')
  async round(
    @Body({ schema: AppealRoundBody }) { appealIds, decision }: AppealRoundBody,
    @Person() person: Principal,
  ): Promise<AppealRound> {
    return answerRound(appealIds, (appealId) => this.answer(appealId, decision, person));
  }

  private async answer(appealId: string, body: AppealDecisionBody, actor: Principal): Promise<AppealAnswered> {
    const answered = await answerAppeal(this.db, { appealId, body, actor });
    if (answered.ok) for (const signal of answered.signals) this.afterCommit.signal(signal);
    return answered;
  }
}
