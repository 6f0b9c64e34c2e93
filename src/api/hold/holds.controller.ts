import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { releaseByOfficer } from '../../application/hold/release/release-by-officer.js';
import { releaseInPart } from '../../application/hold/release/release-in-part.js';
import { PartialReleaseAccepted, PartialReleaseBody, ReleaseAccepted, ReleaseBody } from '../../wire/case/hold.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { Decides, Roles } from '../auth/route-access.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted } from '../problem/api-problem.js';
import { AfterCommit } from '../../dispatch/after-commit.js';

/** The release of a hold by an officer, whole or in part. */
@ApiTags('holds')
@Controller('v1/holds')
export class HoldsController {
  constructor(
    private readonly db: DataSource,
    private readonly afterCommit: AfterCommit,
  ) {}

  @Post(':id/release')
  @Roles('aoc_officer', 'aoc_supervisor', 'inquiry_officer')
  @Decides()
  @ApiOperation({ summary: 'Let the money go; one officer is enough, of those who hold the power of the hold (P-APP)' })
  @Returns(201, ReleaseAccepted, 'The release is ordered and will be repeated until the institution acknowledges it')
  @Problems(
    'HOLD.ABSENT',
    'CASE.INTEREST',
    'APPROVAL.ROLE',
    'HOLD.ENDED',
    'HOLD.RELEASE_ORDERED',
    'HOLD.OWN_FILING',
    'SUSPENSION.OFFICE',
    'COURT_ORDER.DAY',
    'COURT_ORDER.DOCUMENT',
  )
  async release(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: ReleaseBody }) body: ReleaseBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof ReleaseAccepted>> {
    const released = accepted(await releaseByOfficer(this.db, { holdId: id, body, actor: person }));
    this.afterCommit.signal(released.signal);
    return { releaseOrderId: released.releaseOrderId, holdId: id, state: released.state };
  }

  @Post(':id/partial-release')
  @Roles('aoc_officer', 'aoc_supervisor', 'inquiry_officer')
  @Decides()
  @ApiOperation({ summary: 'Let a part of the money go: an order for what stays takes the place of the newest one' })
  @Returns(
    201,
    PartialReleaseAccepted,
    "The order is on its way; the institution's receipt proves that the rest was let go",
  )
  @Problems(
    'HOLD.ABSENT',
    'CASE.INTEREST',
    'APPROVAL.ROLE',
    'HOLD.ENDED',
    'HOLD.RELEASE_ORDERED',
    'HOLD.NOT_CONFIRMED',
    'HOLD.PART',
    'HOLD.OWN_FILING',
    'SUSPENSION.OFFICE',
  )
  async releaseInPart(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: PartialReleaseBody }) body: PartialReleaseBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof PartialReleaseAccepted>> {
    const released = accepted(await releaseInPart(this.db, { holdId: id, body, actor: person }));
    const { partialReleaseId, orderId, state, signal } = released;
    this.afterCommit.signal(signal);
    return { id: partialReleaseId, orderId, holdId: id, keepSatang: body.keepSatang, state };
  }
}
