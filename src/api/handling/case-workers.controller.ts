import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { CASE_WORKERS } from '../../application/handling/assign-case.js';
import { readCaseWorkers } from '../../application/handling/read-case-workers.js';
import { CaseWorkerList } from '../../wire/handling.js';
import { Roles } from '../auth/route-access.js';
import { Returns } from '../openapi/returns.js';

/** The persons to whom a case may be handed over. */
@ApiTags('queue')
@Controller('v1/case-workers')
export class CaseWorkersController {
  constructor(private readonly db: DataSource) {}

  @Get()
  @Roles(...CASE_WORKERS)
  @ApiOperation({
    summary: 'Who may take a case over: persons of the centre with a role for cases who signed in within a month',
  })
  @Returns(200, CaseWorkerList, 'The persons, by name')
  async list(): Promise<CaseWorkerList> {
    return { persons: await readCaseWorkers(this.db.manager) };
  }
}
