import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { decideWithdrawal } from '../../application/complaint/correct/decide-withdrawal.js';
import { readWithdrawal } from '../../application/complaint/correct/read-withdrawal.js';
import { requestWithdrawal } from '../../application/complaint/correct/request-withdrawal.js';
import {
  WithdrawalAccepted,
  WithdrawalBody,
  WithdrawalDecided,
  WithdrawalDecisionBody,
  WithdrawalView,
} from '../../wire/case/complaint.js';
import { Decides, Roles } from '../auth/route-access.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted, found } from '../problem/api-problem.js';
import { AfterCommit } from '../../dispatch/after-commit.js';

/**
 * Withdrawals of complaints: one person asks, another confirms. The rulebook (P-WITHDRAW) says who
 * may; the routes only keep other roles out.
 */
@ApiTags('complaints')
@Controller('v1')
export class WithdrawalsController {
  constructor(
    private readonly db: DataSource,
    private readonly afterCommit: AfterCommit,
  ) {}

  @Post('complaints/:id/withdrawal')
  @Roles('hotline_operator', 'aoc_officer')
  @Decides()
  @ApiOperation({
    summary: 'Ask to withdraw a complaint, after a call back to the number recorded at intake',
    description:
      'Nothing ends before another person confirms it. Confirmed, it ends what the complaint gives (section 7) and nothing else.',
  })
  @Returns(201, WithdrawalAccepted, 'The request waits for a second person until `lapsesAt`; the case goes on')
  @Problems(
    'CASE.ABSENT',
    'CASE.INTEREST',
    'CASE.CLOSED',
    'COMPLAINT.ALREADY_WITHDRAWN',
    'APPROVAL.ROLE',
    'APPROVAL.ALREADY_OPEN',
    'WITHDRAWAL.NO_RECORDED_NUMBER',
    'WITHDRAWAL.BANK_TOLD',
    'WITHDRAWAL.CALL_BACK_TIME',
  )
  async request(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: WithdrawalBody }) body: WithdrawalBody,
    @Person() person: Principal,
  ): Promise<WithdrawalAccepted> {
    const asked = accepted(await requestWithdrawal(this.db, { caseId: id, body, actor: person }));
    this.afterCommit.signal(asked.signal);
    return {
      id: asked.id,
      caseId: id,
      state: 'requested',
      requestedAt: asked.requestedAt.toISOString(),
      lapsesAt: asked.lapsesAt.toISOString(),
    };
  }

  @Get('withdrawals/:id')
  @Roles('hotline_operator', 'aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor')
  @ApiOperation({ summary: 'A request for withdrawal, as a second person decides on it' })
  @Returns(200, WithdrawalView, 'The request, and what was decided')
  @Problems('WITHDRAWAL.ABSENT')
  async one(@Param({ schema: IdParams }) { id }: IdParams, @Person() person: Principal): Promise<WithdrawalView> {
    return found(await readWithdrawal(this.db.manager, id, person), 'WITHDRAWAL.ABSENT');
  }

  @Post('withdrawals/:id/decisions')
  @Roles('hotline_operator', 'aoc_officer', 'aoc_supervisor')
  @Decides()
  @ApiOperation({
    summary: 'Confirm or refuse a withdrawal; never who asked for it, nor who took a part of the report',
  })
  @Returns(201, WithdrawalDecided, 'The decision is on record; confirmed, the complaint is withdrawn')
  @Problems(
    'WITHDRAWAL.ABSENT',
    'CASE.INTEREST',
    'APPROVAL.ROLE',
    'APPROVAL.OWN_REQUEST',
    'APPROVAL.MAKER_INTEREST',
    'APPROVAL.OWN_INTAKE',
    'APPROVAL.ALREADY_DECIDED',
    'APPROVAL.EXPIRED',
    'WITHDRAWAL.BANK_TOLD',
  )
  async decide(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: WithdrawalDecisionBody }) body: WithdrawalDecisionBody,
    @Person() person: Principal,
  ): Promise<WithdrawalDecided> {
    const decided = accepted(await decideWithdrawal(this.db, { id: id, body, actor: person }));
    this.afterCommit.signal(decided.signal);
    return { id, caseId: decided.caseId, state: decided.state, decidedAt: decided.decidedAt.toISOString() };
  }
}
