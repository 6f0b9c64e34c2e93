import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { readStats } from '../../application/overview/read-stats.js';
import { CENTRE_ROLES } from '../../domain/freeze-request/freeze-request.js';
import { Stats } from '../../wire/office/overview.js';
import { Roles } from '../auth/route-access.js';
import { Returns } from '../openapi/returns.js';

/** Counts and sums over all cases. */
@ApiTags('operation')
@Controller('v1')
export class StatsController {
  constructor(private readonly db: DataSource) {}

  @Get('stats')
  @Roles(...CENTRE_ROLES)
  @ApiOperation({ operationId: 'public.stats', summary: 'Counts and sums over the whole record' })
  @Returns(200, Stats, 'The figures at this moment')
  stats(): Promise<z.infer<typeof Stats>> {
    return readStats(this.db.manager);
  }
}
