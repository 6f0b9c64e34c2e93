import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { decideCorrection } from '../../application/complaint/correct/decide-correction.js';
import { readCorrection } from '../../application/complaint/correct/read-correction.js';
import { requestCorrection } from '../../application/complaint/correct/request-correction.js';
import {
  CorrectionAccepted,
  CorrectionBody,
  CorrectionDecided,
  CorrectionDecisionBody,
  CorrectionView,
} from '../../wire/case/complaint.js';
import { Decides, Roles } from '../auth/route-access.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted, found } from '../problem/api-problem.js';
import { AfterCommit } from '../../dispatch/after-commit.js';

/**
 * Corrections of reported transfers: one person where no order changes, else one asks and another
 * confirms. The rulebook (P-CORRECT) says who may; the routes only keep other roles out.
 */
@ApiTags('complaints')
@Controller('v1')
export class CorrectionsController {
  constructor(
    private readonly db: DataSource,
    private readonly afterCommit: AfterCommit,
  ) {}

  @Post('complaints/:id/corrections')
  @Roles('hotline_operator', 'aoc_officer')
  @Decides()
  @ApiOperation({
    summary: 'Correct the amount, reference, receiver, time or debited account of a reported transfer',
    description:
      'The corrected report replaces the mistaken one, which stays on record. Where no order changes, it takes effect at once (`made`). Where a hold would end, change or be ordered, call the reporter back first; then it waits for another person (`requested`), and nothing changes before. Confirmed, it releases what rests on the mistaken report alone (section 7), and the corrected report gives its own order.',
  })
  @Returns(201, CorrectionAccepted, 'The correction took effect, or waits for a second person until `lapsesAt`')
  @Problems(
    'CASE.ABSENT',
    'CASE.INTEREST',
    'CASE.CLOSED',
    'COMPLAINT.ALREADY_WITHDRAWN',
    'COMPLAINT.INVALID',
    'COMPLAINT.REPORTED_ALREADY',
    'CORRECTION.NOT_REPORTED',
    'CORRECTION.DEBIT_CONFIRMED',
    'CORRECTION.NOTHING_NEW',
    'APPROVAL.ROLE',
    'APPROVAL.ALREADY_OPEN',
    'CORRECTION.NO_RECORDED_NUMBER',
    'CORRECTION.CALL_BACK_NEEDED',
    'CORRECTION.CALL_BACK_TIME',
  )
  async request(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: CorrectionBody }) body: CorrectionBody,
    @Person() person: Principal,
  ): Promise<CorrectionAccepted> {
    const asked = accepted(await requestCorrection(this.db, { caseId: id, body, actor: person }));
    this.afterCommit.signal(asked.signal);
    return {
      id: asked.id,
      caseId: id,
      state: asked.state,
      requestedAt: asked.requestedAt.toISOString(),
      lapsesAt: asked.lapsesAt?.toISOString() ?? null,
    };
  }

  @Get('corrections/:id')
  @Roles('hotline_operator', 'aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor')
  @ApiOperation({ summary: 'A correction, as a second person decides on it' })
  @Returns(200, CorrectionView, 'The correction, and what was decided')
  @Problems('CORRECTION.ABSENT')
  async one(@Param({ schema: IdParams }) { id }: IdParams, @Person() person: Principal): Promise<CorrectionView> {
    return found(await readCorrection(this.db.manager, id, person), 'CORRECTION.ABSENT');
  }

  @Post('corrections/:id/decisions')
  @Roles('hotline_operator', 'aoc_officer', 'aoc_supervisor')
  @Decides()
  @ApiOperation({
    summary: 'Confirm or refuse a correction; never who asked for it, nor who took a part of the report',
  })
  @Returns(201, CorrectionDecided, 'The decision is on record; confirmed, the corrected report counts')
  @Problems(
    'CORRECTION.ABSENT',
    'CASE.INTEREST',
    'CASE.CLOSED',
    'COMPLAINT.ALREADY_WITHDRAWN',
    'COMPLAINT.REPORTED_ALREADY',
    'CORRECTION.NOT_REPORTED',
    'CORRECTION.DEBIT_CONFIRMED',
    'CORRECTION.NOTHING_NEW',
    'APPROVAL.ROLE',
    'APPROVAL.OWN_REQUEST',
    'APPROVAL.MAKER_INTEREST',
    'APPROVAL.OWN_INTAKE',
    'APPROVAL.ALREADY_DECIDED',
    'APPROVAL.EXPIRED',
  )
  async decide(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: CorrectionDecisionBody }) body: CorrectionDecisionBody,
    @Person() person: Principal,
  ): Promise<CorrectionDecided> {
    const decided = accepted(await decideCorrection(this.db, { id: id, body, actor: person }));
    this.afterCommit.signal(decided.signal);
    return { id, caseId: decided.caseId, state: decided.state, decidedAt: decided.decidedAt.toISOString() };
  }
}
