import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { noteAccess } from '../../application/case/privacy/note-access.js';
import { readMonthlyReport } from '../../application/overview/read-monthly-report.js';
import { MonthlyReport } from '../../wire/office/overview.js';
import { Roles } from '../auth/route-access.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { answerForm } from '../http/answer-form.js';
import type { ApiRequest } from '../http/api-request.js';
import { Problems, Returns } from '../openapi/returns.js';
import { reportCsv } from './report-csv.js';
import { reportMonth } from './report-month.js';

const ReportQuery = z.strictObject({
  month: z.string().regex(/^(20[0-9]{2}|25[0-9]{2}|26[0-9]{2})-(0[1-9]|1[0-2])$/, {
    error: 'must be a month such as 2026-11, or 2569-11 of the Buddhist era',
  }),
});
type ReportQuery = z.infer<typeof ReportQuery>;

/** The centre's monthly report (section 8/5(9)). */
@ApiTags('reports')
@Controller('v1/reports')
export class ReportsController {
  constructor(private readonly db: DataSource) {}

  @Get('monthly')
  @Roles('auditor', 'aoc_supervisor')
  @ApiOperation({
    summary: 'The report of a month under section 8/5(9); as `text/csv` one table of measures',
    description: 'A month of Bangkok, of the common or the Buddhist era. Each reading is on the audit chain.',
  })
  @Returns(200, MonthlyReport, 'Counts and sums of the month')
  @Problems('REQUEST.ACCEPT')
  async monthly(
    @Query({ schema: ReportQuery }) query: ReportQuery,
    @Person() person: Principal,
    @Req() request: ApiRequest,
    @Res() response: Response,
  ): Promise<void> {
    const form = answerForm(request, ['application/json', 'text/csv']);
    const { month, monthBuddhist, from, to } = reportMonth(query.month);
    await noteAccess(this.db, 'monthly_report.read', person.subject, { form, month });
    const report = { month, monthBuddhist, ...(await readMonthlyReport(this.db.manager, { from, to })) };
    if (form === 'application/json') response.json(report);
    else response.set('content-type', 'text/csv; charset=utf-8; header=present').end(reportCsv(report));
  }
}
