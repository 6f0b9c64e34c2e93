import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { readTrail } from '../../application/trail/read-trail.js';
import { TrailQuery, TrailView } from '../../wire/case/trail.js';
import { CaseReaders } from '../auth/route-access.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { found } from '../problem/api-problem.js';

/** The trail of the stolen money of a case. */
@ApiTags('cases')
@Controller('v1/cases')
export class TrailController {
  constructor(private readonly db: DataSource) {}

  @Get(':id/trail')
  @CaseReaders()
  @ApiOperation({
    operationId: 'cases.trail',
    summary:
      'Where the stolen money went, and what became of it at each account; with `victims=all` of all victims who meet there',
  })
  @Returns(200, TrailView, 'The parts of the trail, by hop, and the graph of them')
  @Problems('CASE.ABSENT')
  async trail(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Query({ schema: TrailQuery }) { victims }: TrailQuery,
  ): Promise<z.infer<typeof TrailView>> {
    return found(await readTrail(this.db.manager, id, victims), 'CASE.ABSENT');
  }
}
