import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { readQueue } from '../../application/queue/read-queue.js';
import { QueueQuery, QueueView } from '../../wire/office/queue.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { Roles } from '../auth/route-access.js';
import { Returns } from '../openapi/returns.js';

/** The work of the centre, by time left. */
@ApiTags('queue')
@Controller('v1')
export class QueueController {
  constructor(private readonly db: DataSource) {}

  @Get('queue')
  @Roles('aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor')
  @ApiOperation({
    summary: 'The open cases by time left: what is next on each, whose clock runs, and how much money is at risk',
    description:
      'A case stands once in each tab, with the most urgent of its tasks there and all others beside it. `sort=risk` puts first the most money that leaves in a minute, `sort=advice` puts first what was drawn by chance and the highest score, `sort=doubts` the complaints for which most speaks that they are mistaken or false; no order moves a deadline or delays a hold. When `GET /v1/stream` tells of an event of a case, read that case alone (`caseId`) and put it where its `place` says; clocks go on by `asOf`. A page may have fewer cases than its limit and still a `next`: a filter looks at a thousand cases a page.',
  })
  @Returns(
    200,
    QueueView,
    'A page, least time first unless another order is asked for; `next` is the `after` of the next one',
  )
  queue(@Query({ schema: QueueQuery }) query: QueueQuery, @Person() person: Principal): Promise<QueueView> {
    const assignee = query.assignee === 'me' ? person.subject : query.assignee;
    return readQueue(this.db.manager, { ...query, assignee });
  }
}
