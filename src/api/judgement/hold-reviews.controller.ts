import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { reviewHold } from '../../application/judgement/review-hold.js';
import { HoldReviewAccepted, HoldReviewBody } from '../../wire/case/hold.js';
import { Decides, Roles } from '../auth/route-access.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted } from '../problem/api-problem.js';

/** Reviews of holds that outlast a withdrawal. */
@ApiTags('holds')
@Controller('v1/holds')
export class HoldReviewsController {
  constructor(private readonly db: DataSource) {}

  @Post(':id/reviews')
  @Roles('aoc_supervisor', 'inquiry_officer')
  @Decides()
  @ApiOperation({
    summary: 'Record that a hold which outlasts a withdrawal was reviewed, and that it stands',
    description:
      'It ends the duty to review (P-WITHDRAW); so does a release, whole or in part. Whoever holds the power reviews: never who had a part in the withdrawal, nor who asked for an order that another person approved.',
  })
  @Returns(201, HoldReviewAccepted, 'The review is on record, and the duty is fulfilled')
  @Problems(
    'HOLD.ABSENT',
    'CASE.INTEREST',
    'REVIEW.NOT_DUE',
    'REVIEW.OWN_WITHDRAWAL',
    'APPROVAL.ROLE',
    'APPROVAL.OWN_REQUEST',
  )
  async review(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: HoldReviewBody }) body: HoldReviewBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof HoldReviewAccepted>> {
    const reviewed = accepted(await reviewHold(this.db, { holdId: id, body, actor: person }));
    return { id: reviewed.id, holdId: id, reviewedAt: reviewed.reviewedAt.toISOString() };
  }
}
