import { createHash } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { readAppealsTogether } from '../../persistence/reads/appeals.js';
import { fileTogether } from '../../persistence/transactions/file-together.js';
import { AppealsTogether, AppealsTogetherAccepted, AppealTogetherBody } from '../../wire/appeal.js';
import { AnyoneSignedByOrRoles, Roles } from '../auth/access.js';
import type { ApiRequest } from '../http/api-request.js';
import { idempotencyKeyOf } from '../http/idempotency-key.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted, ApiProblem, found } from '../problem/api-problem.js';
import { refuseTooManyTries } from './appellant.js';

/** Several holds of one person, linked by the secrets that he gave and never by a name. */
@ApiTags('appeals')
@Controller('v1/appeals')
export class TogetherController {
  constructor(private readonly db: DataSource) {}

  @Post('together')
  @AnyoneSignedByOrRoles('institution', 'hotline_operator', 'aoc_officer')
  @HttpCode(201)
  @ApiOperation({
    summary: 'One statement of a holder against several holds, by the second secret of each; also by the 1441-2 desk',
    description:
      'Each hold has an appeal of its own, with its own clock. Sent again it changes nothing; the desk needs an `Idempotency-Key`.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'needed of the desk',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,128}$' },
  })
  @Returns(201, AppealsTogetherAccepted, 'What became of the appeal against each hold')
  @Problems('APPEAL.UNKNOWN', 'APPEAL.TOO_MANY_TRIES', 'APPEAL.CALLER', 'REQUEST.IDEMPOTENCY_KEY')
  async file(
    @Body({ schema: AppealTogetherBody }) { holds, statement }: AppealTogetherBody,
    @Req() request: ApiRequest,
  ): Promise<AppealsTogetherAccepted> {
    const { principal, signedCaller, rawBody } = request;
    if (signedCaller !== undefined)
      throw new ApiProblem('APPEAL.CALLER', 'an institution knows its own holder: it appeals against each hold');
    const desk = principal === undefined ? null : { person: principal, idempotencyKey: idempotencyKeyOf(request) };
    const bodySha256 = createHash('sha256').update(rawBody).digest('hex');
    const filed = await fileTogether(this.db, { holds, statement, bodySha256, desk });
    return { appeals: accepted(refuseTooManyTries(filed)).appeals };
  }

  @Get(':id/together')
  @Roles('hotline_operator', 'aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor')
  @ApiOperation({ summary: 'An appeal and those against other holds that were brought with it, in one view' })
  @Returns(200, AppealsTogether, 'The appeals, with what is held in all of them')
  @Problems('APPEAL.ABSENT')
  async together(@Param({ schema: IdParams }) { id }: IdParams): Promise<AppealsTogether> {
    return found(await readAppealsTogether(this.db.manager, id), 'APPEAL.ABSENT');
  }
}
