import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { readCaseAppeals } from '../../application/appeal/read-appeals.js';
import { CaseAppeals } from '../../wire/case/appeal.js';
import { Roles } from '../auth/route-access.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { found } from '../problem/api-problem.js';

/** The appeals of one case. */
@ApiTags('appeals')
@Controller('v1/cases/:id')
export class CaseAppealsController {
  constructor(private readonly db: DataSource) {}

  @Get('appeals')
  @Roles('aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor')
  @ApiOperation({ summary: 'The appeals against the holds of a case, answered ones too, oldest first' })
  @Returns(200, CaseAppeals, 'The appeals, without what was said for them')
  @Problems('CASE.ABSENT')
  async appeals(@Param({ schema: IdParams }) { id }: IdParams): Promise<CaseAppeals> {
    return found(await readCaseAppeals(this.db.manager, id), 'CASE.ABSENT');
  }
}
