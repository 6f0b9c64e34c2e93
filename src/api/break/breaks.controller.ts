import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { readBreaks } from '../../application/break/read-breaks.js';
import { settleBreak } from '../../application/advance/look/settle-break.js';
import { AfterCommit } from '../../dispatch/after-commit.js';
import { BreakList, BreakQuery, BreakSettlementAccepted, BreakSettlementBody } from '../../wire/case/break.js';
import { Decides, Roles } from '../auth/route-access.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted } from '../problem/api-problem.js';

/** Breaks between our database and what institutions say, and their settlement. */
@ApiTags('breaks')
@Controller('v1/breaks')
export class BreaksController {
  constructor(
    private readonly db: DataSource,
    private readonly afterCommit: AfterCommit,
  ) {}

  @Get()
  @Roles('aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor')
  @ApiOperation({
    summary: "Institutions' words that differ from the record, the oldest first: open, overdue or settled",
  })
  @Returns(200, BreakList, 'A page; `next` is the `after` of the next one')
  list(@Query({ schema: BreakQuery }) query: BreakQuery): Promise<BreakList> {
    return readBreaks(this.db.manager, query);
  }

  @Post(':id/settlement')
  @Roles('aoc_supervisor')
  @Decides()
  @ApiOperation({ summary: 'Settle a break with a reason, once it is cleared up with the institution' })
  @Returns(201, BreakSettlementAccepted, 'The break is settled')
  @Problems(
    'BREAK.ABSENT',
    'CASE.INTEREST',
    'BREAK.SETTLED',
    'BREAK.OF_LOST_ORDER',
    'BREAK.NOT_NOTHING_HELD',
    'APPROVAL.ROLE',
  )
  async settle(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: BreakSettlementBody }) body: BreakSettlementBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof BreakSettlementAccepted>> {
    const { closedAt, signals } = accepted(await settleBreak(this.db, { breakId: id, body, actor: person }));
    for (const signal of signals) this.afterCommit.signal(signal);
    return { id, settledAt: closedAt.toISOString() };
  }
}
