import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { readExchanges } from '../../application/exchange/read-exchanges.js';
import { ExchangesView } from '../../wire/office/exchange.js';
import { CaseReaders } from '../auth/route-access.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { found } from '../problem/api-problem.js';

/** The exchanges of a case: each disclosure between parties under section 4. */
@ApiTags('cases')
@Controller('v1/cases')
export class CaseExchangesController {
  constructor(private readonly db: DataSource) {}

  @Get(':id/exchanges')
  @CaseReaders()
  @ApiOperation({
    operationId: 'cases.exchanges',
    summary: 'Every disclosure between parties (section 4), with its legal basis and purpose',
  })
  @Returns(200, ExchangesView, 'Every exchange, in order')
  @Problems('CASE.ABSENT')
  async exchanges(@Param({ schema: IdParams }) { id }: IdParams): Promise<z.infer<typeof ExchangesView>> {
    return found(await readExchanges(this.db.manager, id), 'CASE.ABSENT');
  }
}
