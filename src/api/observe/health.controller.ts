import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { PublicRoute } from '../auth/route-access.js';
import { databaseTakesWrites } from '../../observe/database-takes-writes.js';
import { type RecoveryWatch, refuseUnrecovered } from './refuse-unrecovered.js';
import { Serving } from './serving.js';
import { RECOVERY } from '../dependencies.js';
import { Problems, Returns } from '../openapi/returns.js';
import { ApiProblem } from '../problem/api-problem.js';
import { TEMPORAL_PROBE, type TemporalProbe } from '../temporal/temporal-client.js';

const Live = z.object({ status: z.literal('live') });
const Ready = z.object({ status: z.literal('ready'), database: z.literal('up'), temporal: z.enum(['up', 'down']) });

/**
 * Health of this process, open to everybody. Its measures are on the health port, which the proxy
 * does not reach (main.ts): they tell how much is done, by which routes and how well.
 */
@ApiTags('operation')
@Controller()
export class HealthController {
  constructor(
    private readonly db: DataSource,
    private readonly serving: Serving,
    @Inject(RECOVERY) private readonly recovery: RecoveryWatch,
    @Inject(TEMPORAL_PROBE) private readonly temporalAnswers: TemporalProbe,
  ) {}

  @Get('health/live')
  @PublicRoute()
  @ApiOperation({ summary: 'The process runs' })
  @Returns(200, Live, 'It does')
  live(): z.infer<typeof Live> {
    return { status: 'live' };
  }

  @Get('health/ready')
  @PublicRoute()
  @ApiOperation({ summary: 'Complaints can be taken: the database answers. Temporal is told of, but not needed' })
  @Returns(200, Ready, 'They can')
  @Problems('SERVICE.DATABASE', 'SERVICE.STOPPING', 'SERVICE.NOT_RECOVERED')
  async ready(): Promise<z.infer<typeof Ready>> {
    if (this.serving.isStopping) throw new ApiProblem('SERVICE.STOPPING', 'this process is stopping');
    if (!(await databaseTakesWrites(this.db)))
      throw new ApiProblem('SERVICE.DATABASE', 'the record does not answer in time');
    await refuseUnrecovered(this.recovery);
    return { status: 'ready', database: 'up', temporal: (await this.temporalAnswers()) ? 'up' : 'down' };
  }
}
