import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { readHolds } from '../../application/hold/view/read-holds.js';
import { HoldList } from '../../wire/case/hold.js';
import { CaseReaders } from '../auth/route-access.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { found } from '../problem/api-problem.js';

/** The holds of a case. */
@ApiTags('cases')
@Controller('v1/cases')
export class CaseHoldsController {
  constructor(private readonly db: DataSource) {}

  @Get(':id/holds')
  @CaseReaders()
  @ApiOperation({ operationId: 'cases.holds', summary: 'The holds with their orders, receipts and releases' })
  @Returns(200, HoldList, 'Every hold, by hop')
  @Problems('CASE.ABSENT')
  async holds(@Param({ schema: IdParams }) { id }: IdParams): Promise<z.infer<typeof HoldList>> {
    return found(await readHolds(this.db.manager, id), 'CASE.ABSENT');
  }
}
