import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { listCases } from '../../application/overview/read-case-list.js';
import { readCaseActs } from '../../application/overview/read-case-acts.js';
import { readCaseView } from '../../application/overview/read-case-view.js';
import { readTimeline } from '../../application/overview/read-timeline.js';
import { CaseActs } from '../../wire/case/case-acts.js';
import { CaseList, CaseView } from '../../wire/case/case.js';
import { Ulid, wholeNumber } from '../../wire/common.js';
import { TimelineView } from '../../wire/office/overview.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { CaseReaders } from '../auth/route-access.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { found } from '../problem/api-problem.js';

const CaseQuery = z.strictObject({
  /** Only cases linked directly with this one. */
  linkedTo: Ulid.optional(),
  /** Only cases that are linked with another case. */
  linked: z.literal('yes').optional(),
  status: z.enum(['open', 'received', 'holding', 'awaiting_decision', 'releasing', 'closed']).optional(),
  after: Ulid.optional(),
  limit: wholeNumber(1, 200).default(50),
});
type CaseQuery = z.infer<typeof CaseQuery>;

const TimelineQuery = z.strictObject({
  /** So many of the last events; absent: all. */
  newest: wholeNumber(1, 1_000).optional(),
});
type TimelineQuery = z.infer<typeof TimelineQuery>;

/**
 * Cases as officers and auditors read them: the list, a case and its audit chain.
 */
@ApiTags('cases')
@Controller('v1/cases')
export class CasesController {
  constructor(private readonly db: DataSource) {}

  @Get()
  @CaseReaders()
  @ApiOperation({
    summary:
      'Cases, newest first; `next` is the `after` of the next page, `open` every status but `closed`, `linkedTo` and `linked` those with links (P-LINK)',
  })
  @Returns(200, CaseList, 'A page of cases')
  list(@Query({ schema: CaseQuery }) query: CaseQuery): Promise<z.infer<typeof CaseList>> {
    return listCases(this.db.manager, query);
  }

  @Get(':id')
  @CaseReaders()
  @ApiOperation({
    summary: 'A case with its freeze requests, the accounts of its trail, masked, and the hash of its evidence',
  })
  @Returns(200, CaseView, 'The case')
  @Problems('CASE.ABSENT')
  view(@Param({ schema: IdParams }) params: IdParams): Promise<CaseView> {
    return this.read(params, readCaseView);
  }

  @Get(':id/acts')
  @CaseReaders()
  @ApiOperation({
    summary: 'What the person who asks can do on the case now, for how much, until when, and why not the rest',
    description:
      'Every answer comes from the rule that judges the act itself, so what is offered is accepted until something changes.',
  })
  @Returns(200, CaseActs, 'Orders, releases, decisions and answers to appeals')
  @Problems('CASE.ABSENT')
  acts(@Param({ schema: IdParams }) params: IdParams, @Person() person: Principal): Promise<z.infer<typeof CaseActs>> {
    return this.read(params, (manager, caseId) => readCaseActs(manager, caseId, person));
  }

  @Get(':id/timeline')
  @CaseReaders()
  @ApiOperation({
    summary: "The case's audit chain; `newest` gives so many of its last events, and what happened to the money of all",
  })
  @Returns(200, TimelineView, 'The events, in order')
  @Problems('CASE.ABSENT')
  timeline(
    @Param({ schema: IdParams }) params: IdParams,
    @Query({ schema: TimelineQuery }) { newest }: TimelineQuery,
    @Person() { roles }: Principal,
  ): Promise<z.infer<typeof TimelineView>> {
    return this.read(params, (manager, caseId) => readTimeline(manager, caseId, roles, newest));
  }

  private async read<T>(
    { id }: IdParams,
    reader: (manager: EntityManager, caseId: string) => Promise<T | undefined>,
  ): Promise<T> {
    return found(await reader(this.db.manager, id), 'CASE.ABSENT');
  }
}
