import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { decidePapers } from '../../application/complaint/papers/decide-papers.js';
import { proposePapers } from '../../application/complaint/papers/propose-papers.js';
import { readHolderPapers } from '../../application/complaint/papers/read-holder-papers.js';
import { AfterCommit } from '../../dispatch/after-commit.js';
import {
  HolderPapersAccepted,
  HolderPapersBody,
  HolderPapersDecided,
  HolderPapersDecisionBody,
  HolderPapersView,
} from '../../wire/case/complaint.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { Decides, Roles } from '../auth/route-access.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted, found } from '../problem/api-problem.js';

/**
 * Findings by papers about who holds a debited account: one person proposes, another confirms. The
 * rulebook (P-PAPERS) says who may; the routes only keep other roles out.
 */
@ApiTags('complaints')
@Controller('v1')
export class HolderPapersController {
  constructor(
    private readonly db: DataSource,
    private readonly afterCommit: AfterCommit,
  ) {}

  @Post('cases/:id/holder-papers')
  @Roles('aoc_officer', 'aoc_supervisor')
  @Decides()
  @ApiOperation({
    summary: 'Propose that, by a paper, the reporter and a debited account belong together, or take that back',
    description:
      'For a reporter whom the bank cannot match by number: a renewed passport, a company, an account of two, or no number at all. Nothing changes before another person confirms it. Nobody proposes or confirms who took a part of the report.',
  })
  @Returns(201, HolderPapersAccepted, 'The finding waits for a second person until `lapsesAt`')
  @Problems(
    'CASE.ABSENT',
    'CASE.INTEREST',
    'APPROVAL.ROLE',
    'CASE.CLOSED',
    'COMPLAINT.ALREADY_WITHDRAWN',
    'APPROVAL.OWN_INTAKE',
    'HOLDER_PAPERS.NO_ACCOUNT',
    'HOLDER_PAPERS.NOT_HOLDER',
    'HOLDER_PAPERS.KNOWN_ALREADY',
    'HOLDER_PAPERS.NOT_KNOWN',
    'APPROVAL.ALREADY_OPEN',
    'HOLDER_PAPERS.DOCUMENT_ABSENT',
  )
  async propose(
    @Param({ schema: IdParams }) { id: caseId }: IdParams,
    @Body({ schema: HolderPapersBody }) body: HolderPapersBody,
    @Person() actor: Principal,
  ): Promise<HolderPapersAccepted> {
    const { id, requestedAt, lapsesAt, signal } = accepted(await proposePapers(this.db, { caseId, body, actor }));
    this.afterCommit.signal(signal);
    return {
      id,
      caseId,
      state: 'requested',
      requestedAt: requestedAt.toISOString(),
      lapsesAt: lapsesAt.toISOString(),
    };
  }

  @Get('holder-papers/:id')
  @Roles('aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor')
  @ApiOperation({ summary: 'A finding about a holder, as a second person decides on it' })
  @Returns(200, HolderPapersView, 'The finding, and what was decided')
  @Problems('HOLDER_PAPERS.ABSENT')
  async one(@Param({ schema: IdParams }) { id }: IdParams): Promise<HolderPapersView> {
    return found(await readHolderPapers(this.db.manager, id), 'HOLDER_PAPERS.ABSENT');
  }

  @Post('holder-papers/:id/decisions')
  @Roles('aoc_officer', 'aoc_supervisor')
  @Decides()
  @ApiOperation({
    summary: 'Confirm or refuse a finding about a holder; never who proposed it, nor who took a part of the report',
    description:
      'Confirmed, it counts as the word of the bank that they belong together: what the bank found is adopted, its sums may be told, and where it had said that another person holds the account it is asked again about the debit alone. It confirms no debit.',
  })
  @Returns(201, HolderPapersDecided, 'The decision is on record')
  @Problems(
    'HOLDER_PAPERS.ABSENT',
    'CASE.INTEREST',
    'APPROVAL.ROLE',
    'APPROVAL.OWN_REQUEST',
    'APPROVAL.MAKER_INTEREST',
    'APPROVAL.OWN_INTAKE',
    'APPROVAL.ALREADY_DECIDED',
    'APPROVAL.EXPIRED',
  )
  async decide(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: HolderPapersDecisionBody }) body: HolderPapersDecisionBody,
    @Person() actor: Principal,
  ): Promise<HolderPapersDecided> {
    const { caseId, state, decidedAt, signal } = accepted(await decidePapers(this.db, { id: id, body, actor }));
    this.afterCommit.signal(signal);
    return { id, caseId, state, decidedAt: decidedAt.toISOString() };
  }
}
