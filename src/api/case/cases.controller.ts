import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { CASE_READERS, noteCaseAccess } from '../../application/case/note-access.js';
import { readCaseAccounts } from '../../application/case/read-case-accounts.js';
import { readEvidence } from '../../application/evidence/read-evidence.js';
import { readExchanges } from '../../application/exchange/read-exchanges.js';
import { readHolds } from '../../application/hold/read-holds.js';
import { readDuties } from '../../application/judgement/read-duties.js';
import { readFindings } from '../../application/judgement/read-findings.js';
import { readLinks } from '../../application/link/read-case-links.js';
import { listCases } from '../../application/overview/read-case-list.js';
import { readCaseView } from '../../application/overview/read-case-view.js';
import { readTimeline } from '../../application/overview/read-timeline.js';
import { readTrail } from '../../application/trail/read-trail.js';
import { CaseAccounts, CaseList, CaseView } from '../../wire/case.js';
import { Ulid } from '../../wire/common.js';
import { EvidenceView } from '../../wire/evidence.js';
import { ExchangesView } from '../../wire/exchange.js';
import { HoldList } from '../../wire/hold.js';
import { DutiesView, FindingsView } from '../../wire/judgement.js';
import { LinksView } from '../../wire/link.js';
import { TimelineView } from '../../wire/overview.js';
import { TrailQuery, TrailView } from '../../wire/trail.js';
import { Roles } from '../auth/access.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { found } from '../problem/api-problem.js';

const CaseQuery = z.object({
  /** Only cases linked directly with this one. */
  linkedTo: Ulid.optional(),
  /** Only cases that are linked with another. */
  linked: z.literal('yes').optional(),
  status: z.enum(['open', 'received', 'holding', 'awaiting_decision', 'releasing', 'closed']).optional(),
  after: Ulid.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
type CaseQuery = z.infer<typeof CaseQuery>;

const Readers = () => Roles('aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor');

@ApiTags('cases')
@Controller('v1/cases')
export class CasesController {
  constructor(private readonly db: DataSource) {}

  @Get()
  @Readers()
  @ApiOperation({
    summary:
      'Cases, newest first; `next` is the `after` of the next page, `open` every status but `closed`, `linkedTo` and `linked` those with links (P-LINK)',
  })
  @Returns(200, CaseList, 'A page of cases')
  list(@Query({ schema: CaseQuery }) query: CaseQuery): Promise<z.infer<typeof CaseList>> {
    return listCases(this.db.manager, query);
  }

  @Get(':id')
  @Readers()
  @ApiOperation({
    summary: 'A case with its freeze requests, the accounts of its trail, masked, and the hash of its evidence',
  })
  @Returns(200, CaseView, 'The case')
  @Problems('CASE.ABSENT')
  view(@Param({ schema: IdParams }) params: IdParams): Promise<CaseView> {
    return this.read(params, readCaseView);
  }

  @Get(':id/accounts')
  @Roles(...CASE_READERS['accounts.read'])
  @ApiOperation({
    summary:
      'The accounts of its trail in full, to name one in a request; each reading is on the audit chain of the case',
  })
  @Returns(200, CaseAccounts, 'The accounts, by hop')
  @Problems('CASE.ABSENT')
  async accounts(
    @Param({ schema: IdParams }) params: IdParams,
    @Person() person: Principal,
  ): Promise<z.infer<typeof CaseAccounts>> {
    const accounts = await this.read(params, readCaseAccounts);
    await noteCaseAccess(this.db, 'accounts.read', person, { caseId: params.id });
    return accounts;
  }

  @Get(':id/trail')
  @Readers()
  @ApiOperation({
    summary:
      'Where the stolen money went, and what became of it at each account; with `victims=all` of all victims who meet there',
  })
  @Returns(200, TrailView, 'The parts of the trail, by hop, and the graph of them')
  @Problems('CASE.ABSENT')
  trail(
    @Param({ schema: IdParams }) params: IdParams,
    @Query({ schema: TrailQuery }) { victims }: TrailQuery,
  ): Promise<z.infer<typeof TrailView>> {
    return this.read(params, (manager, caseId) => readTrail(manager, caseId, victims));
  }

  @Get(':id/evidence')
  @Roles(...CASE_READERS['evidence.read'])
  @ApiOperation({
    summary:
      "What agencies and the victim's institution were asked and answered; each reading is on the audit chain of the case",
  })
  @Returns(200, EvidenceView, 'Questions with every version of their answers')
  @Problems('CASE.ABSENT')
  async evidence(
    @Param({ schema: IdParams }) params: IdParams,
    @Person() person: Principal,
  ): Promise<z.infer<typeof EvidenceView>> {
    const evidence = await this.read(params, readEvidence);
    const evidenceIds = evidence.requests.flatMap(({ answers }) => answers.map(({ id }) => id));
    await noteCaseAccess(this.db, 'evidence.read', person, { caseId: params.id, evidenceIds });
    return evidence;
  }

  @Get(':id/findings')
  @Readers()
  @ApiOperation({ summary: 'Which powers the rules give, with reasons in Thai and English' })
  @Returns(200, FindingsView, 'The newest judgement')
  @Problems('CASE.ABSENT')
  findings(@Param({ schema: IdParams }) params: IdParams): Promise<z.infer<typeof FindingsView>> {
    return this.read(params, readFindings);
  }

  @Get(':id/duties')
  @Readers()
  @ApiOperation({ summary: 'Who owes what until when by the rules in force, overdue duties first' })
  @Returns(200, DutiesView, 'Every duty that the newest judgement and the messages of the case give rise to')
  @Problems('CASE.ABSENT')
  duties(@Param({ schema: IdParams }) params: IdParams): Promise<z.infer<typeof DutiesView>> {
    return this.read(params, readDuties);
  }

  @Get(':id/timeline')
  @Readers()
  @ApiOperation({ summary: "The case's audit chain" })
  @Returns(200, TimelineView, 'Every event, in order')
  @Problems('CASE.ABSENT')
  timeline(@Param({ schema: IdParams }) params: IdParams): Promise<z.infer<typeof TimelineView>> {
    return this.read(params, readTimeline);
  }

  @Get(':id/holds')
  @Readers()
  @ApiOperation({ summary: 'The holds with their orders, receipts and releases' })
  @Returns(200, HoldList, 'Every hold, by hop')
  @Problems('CASE.ABSENT')
  holds(@Param({ schema: IdParams }) params: IdParams): Promise<z.infer<typeof HoldList>> {
    return this.read(params, readHolds);
  }

  @Get(':id/links')
  @Readers()
  @ApiOperation({ summary: 'What the case has in common with others, and the group that they form (P-LINK)' })
  @Returns(200, LinksView, 'Its subjects, the cases linked with it, and the totals of the group')
  @Problems('CASE.ABSENT')
  links(@Param({ schema: IdParams }) params: IdParams, @Person() person: Principal): Promise<LinksView> {
    return this.read(params, (manager, caseId) => readLinks(manager, caseId, person.subject));
  }

  @Get(':id/exchanges')
  @Readers()
  @ApiOperation({ summary: 'Every disclosure between parties (section 4), with its legal basis and purpose' })
  @Returns(200, ExchangesView, 'Every exchange, in order')
  @Problems('CASE.ABSENT')
  exchanges(@Param({ schema: IdParams }) params: IdParams): Promise<z.infer<typeof ExchangesView>> {
    return this.read(params, readExchanges);
  }

  private async read<T>(
    { id }: IdParams,
    reader: (manager: EntityManager, caseId: string) => Promise<T | undefined>,
  ): Promise<T> {
    return found(await reader(this.db.manager, id), 'CASE.ABSENT');
  }
}
