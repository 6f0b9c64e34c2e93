import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { readDuties } from '../../application/judgement/read-duties.js';
import { readFindings } from '../../application/judgement/read-findings.js';
import { DutiesView, FindingsQuery, FindingsView } from '../../wire/case/judgement.js';
import { CaseReaders } from '../auth/route-access.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { found } from '../problem/api-problem.js';

/** The findings of a case and the duties that follow from them. */
@ApiTags('cases')
@Controller('v1/cases')
export class JudgementController {
  constructor(private readonly db: DataSource) {}

  @Get(':id/findings')
  @CaseReaders()
  @ApiOperation({
    operationId: 'cases.findings',
    summary: 'Which powers the rules give, with reasons in Thai and English',
  })
  @Returns(200, FindingsView, 'The newest judgement: what blocks first')
  @Problems('CASE.ABSENT')
  async findings(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Query({ schema: FindingsQuery }) asked: FindingsQuery,
  ): Promise<z.infer<typeof FindingsView>> {
    return found(await readFindings(this.db.manager, id, asked), 'CASE.ABSENT');
  }

  @Get(':id/duties')
  @CaseReaders()
  @ApiOperation({
    operationId: 'cases.duties',
    summary: 'Who owes what until when by the rules in force, overdue duties first',
  })
  @Returns(200, DutiesView, 'Every duty that the newest judgement and the messages of the case give rise to')
  @Problems('CASE.ABSENT')
  async duties(@Param({ schema: IdParams }) { id }: IdParams): Promise<z.infer<typeof DutiesView>> {
    return found(await readDuties(this.db.manager, id), 'CASE.ABSENT');
  }
}
