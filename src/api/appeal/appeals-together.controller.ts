import { createHash } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { readAppealsTogether } from '../../application/appeal/read-appeals.js';
import { CASE_READERS, noteCaseAccess } from '../../application/case/privacy/note-access.js';
import { fileTogether } from '../../application/appeal/file-together.js';
import { AppealsTogether, AppealsTogetherAccepted, AppealTogetherBody } from '../../wire/case/appeal.js';
import { AnyoneSignedByOrRoles, Roles } from '../auth/route-access.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { SignedAnswers } from '../message/signed-answers.js';
import { CENTRE_KEY, type CentreKey } from '../dependencies.js';
import type { ApiRequest } from '../http/api-request.js';
import { IdempotencyKeyHeader } from '../http/idempotency-key.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted, found } from '../problem/api-problem.js';
import { appellantKey, togetherOf } from './appellant.js';
import { refuseTooManyTries } from '../problem/too-many-tries.js';

/**
 * Appeals against several holds of one holder. The holds are linked by the secrets that the holder
 * gives, or by the institution's word, never by a name.
 */
@ApiTags('appeals')
@Controller('v1/appeals')
export class TogetherController {
  constructor(
    private readonly db: DataSource,
    private readonly answers: SignedAnswers,
    @Inject(CENTRE_KEY) private readonly key: CentreKey,
  ) {}

  @Post('together')
  @AnyoneSignedByOrRoles('institution', 'hotline_operator', 'unfreeze_desk', 'aoc_officer')
  @HttpCode(201)
  @ApiOperation({
    summary:
      'One statement of a holder against several holds: by the second secret of each, also at the 1441-2 desk, or by the institution that has them all',
    description:
      'Each hold has an appeal of its own, with its own clock. Sent again it changes nothing; the desk needs an `Idempotency-Key`, an institution signs, gives no secrets, and names holds of one holder.',
  })
  @IdempotencyKeyHeader(
    'A person of the centre needs one; an institution signs a `webhook-id` instead, a holder needs neither.',
  )
  @Returns(201, AppealsTogetherAccepted, 'What became of the appeal against each hold; to an institution it is signed')
  @Problems('APPEAL.UNKNOWN', 'APPEAL.TOO_MANY_TRIES', 'APPEAL.CALLER', 'REQUEST.IDEMPOTENCY_KEY', 'INBOX.OTHER_BODY')
  async file(
    @Body({ schema: AppealTogetherBody }) body: AppealTogetherBody,
    @Req() request: ApiRequest,
    @Res() response: Response,
  ): Promise<void> {
    const appellant = togetherOf(body, request);
    const references = body.holds.map(({ reference }) => reference);
    const bodySha256 = createHash('sha256').update(request.rawBody).digest('hex');
    const phoneKey = appellantKey(body.phone, this.key);
    const filed = await fileTogether(this.db, {
      references,
      appellant,
      statement: body.statement,
      phoneKey,
      bodySha256,
    });
    const { appeals } = accepted(refuseTooManyTries(filed));
    this.answers.send(request, response, 201, 'application/json', { appeals });
  }

  @Get(':id/together')
  @Roles(...CASE_READERS['appeal.read'])
  @ApiOperation({
    summary:
      'An appeal and those against other holds that were brought with it; each reading is on the audit chain of each case',
  })
  @Returns(200, AppealsTogether, 'The appeals, with what is held in all of them')
  @Problems('APPEAL.ABSENT')
  async together(@Param({ schema: IdParams }) { id }: IdParams, @Person() person: Principal): Promise<AppealsTogether> {
    const together = found(await readAppealsTogether(this.db.manager, id), 'APPEAL.ABSENT');
    for (const appeal of together.appeals) {
      await noteCaseAccess(this.db, 'appeal.read', person, { caseId: appeal.caseId, appealId: appeal.id });
    }
    return together;
  }
}
