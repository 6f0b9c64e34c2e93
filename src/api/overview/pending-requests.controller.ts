import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { readPendingRequests } from '../../application/overview/read-pending-requests.js';
import { PendingList, PendingQuery } from '../../wire/office/overview.js';
import { Roles } from '../auth/route-access.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { Returns } from '../openapi/returns.js';

/** What waits for a second person. */
@ApiTags('cases')
@Controller('v1')
export class PendingRequestsController {
  constructor(private readonly db: DataSource) {}

  @Get('pending-requests')
  @Roles('hotline_operator', 'aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor')
  @ApiOperation({
    summary:
      'Everything that waits for a second person, over all cases: freeze requests, withdrawals, corrections, findings about a holder, directives',
    description: 'A hotline operator sees withdrawals and corrections. Each is read and decided on by its own routes.',
  })
  @Returns(200, PendingList, 'A page, oldest first; `next` is the `after` of the next one')
  list(@Query({ schema: PendingQuery }) query: PendingQuery, @Person() person: Principal): Promise<PendingList> {
    return readPendingRequests(this.db.manager, query, person);
  }
}
