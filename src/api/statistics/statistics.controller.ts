import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { readPublicStatistics } from '../../application/statistics/read-public-statistics.js';
import { PublicStatistics } from '../../wire/office/statistics.js';
import { PublicRoute } from '../auth/route-access.js';
import { answerForm } from '../http/answer-form.js';
import type { ApiRequest } from '../http/api-request.js';
import { Problems, Returns } from '../openapi/returns.js';
import { statisticsCsv } from './statistics-csv.js';

/** How long an answer serves everybody. The month moves once a month. */
const FRESH_SECONDS = 900;

/** What the public may know of the centre's work. */
@ApiTags('public')
@Controller('v1/public')
export class StatisticsController {
  private kept: { untilMs: number; statistics: Promise<PublicStatistics> } | undefined;

  constructor(private readonly db: DataSource) {}

  @Get('statistics')
  @PublicRoute()
  @ApiOperation({
    summary: 'Figures on holds, saved money, wrongful holds and releases; as `text/csv` one table with definitions',
    description:
      'The last calendar month that is over for long enough; its figures never change, and what rests on too few cases is left out (P-PUBLIC).',
  })
  @Returns(200, PublicStatistics, 'The figures')
  @Problems('REQUEST.ACCEPT')
  async statistics(@Req() request: ApiRequest, @Res() response: Response): Promise<void> {
    const form = answerForm(request, ['application/json', 'text/csv']);
    const statistics = await this.current();
    response.set('cache-control', `public, max-age=${FRESH_SECONDS}`).set('vary', 'accept');
    if (form === 'application/json') response.json(statistics);
    else response.set('content-type', 'text/csv; charset=utf-8; header=present').end(statisticsCsv(statistics));
  }

  /** Reads the figures once for all who ask within the time; a failed reading is not kept. */
  private current(): Promise<PublicStatistics> {
    const nowMs = performance.now();
    if (this.kept !== undefined && this.kept.untilMs > nowMs) return this.kept.statistics;
    const statistics = readPublicStatistics(this.db);
    const kept = { untilMs: nowMs + FRESH_SECONDS * 1000, statistics };
    this.kept = kept;
    statistics.catch(() => {
      if (this.kept === kept) this.kept = undefined;
    });
    return statistics;
  }
}
