import { createHash } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { Signal } from '../../application/case/work/signal.js';
import type { OrdersOfDecision } from '../../application/freeze-request/carry-out-freeze-requests.js';
import { decideFreezeRequest } from '../../application/freeze-request/decide-freeze-request.js';
import { tryBlastRadius } from '../../application/freeze-request/read-blast-radius.js';
import { readFreezeRequests } from '../../application/freeze-request/read-freeze-requests.js';
import { requestFreeze } from '../../application/freeze-request/request-freeze.js';
import { holdWorkflowId } from '../../contract/ids.js';
import {
  BlastRadiusBody,
  BlastRadiusView,
  DecisionAccepted,
  DecisionBody,
  FreezeRequestAccepted,
  FreezeRequestBody,
  FreezeRequestView,
} from '../../wire/case/freeze-request.js';
import { Decides, Roles } from '../auth/route-access.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import type { ApiRequest } from '../http/api-request.js';
import { IdParams } from '../http/id-params.js';
import { idempotencyKeyIfAny, IdempotencyKeyHeader } from '../http/idempotency-key.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted, found } from '../problem/api-problem.js';
import { AfterCommit } from '../../dispatch/after-commit.js';

/**
 * Freeze requests and their decisions. The rulebook (P-APP) says which officer may ask for and
 * decide on which order; the routes only keep other roles out.
 */
@ApiTags('freeze requests')
@Controller('v1')
export class FreezeRequestsController {
  constructor(
    private readonly db: DataSource,
    private readonly afterCommit: AfterCommit,
  ) {}

  @Post('cases/:id/freeze-requests')
  @Roles('aoc_officer', 'aoc_supervisor', 'inquiry_officer')
  @Decides()
  @ApiOperation({
    summary: 'Ask for an order that section 7 does not give by itself',
    description: 'The same `Idempotency-Key` with the same body is answered as before, whatever became of the request.',
  })
  @IdempotencyKeyHeader('It may be left out.')
  @Returns(201, FreezeRequestAccepted, 'The request waits for approval, or is approved by its own power')
  @Problems(
    'CASE.ABSENT',
    'CASE.INTEREST',
    'HOLD.ABSENT',
    'CASE.CLOSED',
    'CASE.CLAIMED_BY_ANOTHER',
    'REQUEST.NO_SUBJECT',
    'REQUEST.NOT_ON_TRAIL',
    'REQUEST.NOTHING_THERE',
    'APPROVAL.ROLE',
    'APPROVAL.OWN_INTAKE',
    'APPROVAL.ANOTHER_PERSON',
    'APPROVAL.TARGET_LIMIT',
    'APPROVAL.PERSON_LIMIT',
    'APPROVAL.ALREADY_OPEN',
    'APPROVAL.THRESHOLD_NOT_MET',
    'APPROVAL.NO_LIVE_HOLD',
    'APPROVAL.NOT_CONTINUABLE',
    'APPROVAL.NOT_RENEWED',
    'APPROVAL.TOO_LATE',
    'APPROVAL.UNTIL_PAST',
    'APPROVAL.UNTIL_TOO_FAR',
    'APPROVAL.UNTIL_MISSING',
    'APPROVAL.NO_COMPLAINT',
    'APPROVAL.NO_WARRANT',
    'WARRANT.NUMBER',
    'WARRANT.AUTHORITY',
    'WARRANT.DAY',
    'WARRANT.DOCUMENT',
    'REINSTATEMENT.NOT_RELEASED',
    'REINSTATEMENT.NO_GROUND',
    'REINSTATEMENT.EXPIRED',
    'REINSTATEMENT.TOO_LATE',
    'REINSTATEMENT.HELD_AGAIN',
    'REINSTATEMENT.HOLD_ENDED',
    'REINSTATEMENT.NOTHING_FREE',
    'REQUEST.IDEMPOTENCY_KEY',
    'IDEMPOTENCY.OTHER_BODY',
  )
  async request(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: FreezeRequestBody }) body: FreezeRequestBody,
    @Person() person: Principal,
    @Req() request: ApiRequest,
  ): Promise<z.infer<typeof FreezeRequestAccepted>> {
    const key = idempotencyKeyIfAny(request);
    const bodySha256 = createHash('sha256').update(request.rawBody).digest('hex');
    const idempotency = key === undefined ? undefined : { key, bodySha256 };
    const requested = accepted(await requestFreeze(this.db, { caseId: id, body, actor: person, idempotency }));
    this.passOn(requested);
    return requested.response;
  }

  @Post('cases/:id/blast-radius')
  @Roles('aoc_officer', 'aoc_supervisor', 'inquiry_officer')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Whom an order would touch, before anybody asks for it: holders, sums, other holds, colours, likely innocent merchants',
  })
  @Returns(200, BlastRadiusView, 'The blast radius by the record as it is; nothing is asked for')
  @Problems('CASE.ABSENT', 'HOLD.ABSENT', 'REINSTATEMENT.NOT_RELEASED', 'REQUEST.NO_SUBJECT', 'REQUEST.NOT_ON_TRAIL')
  async blastRadius(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: BlastRadiusBody }) body: BlastRadiusBody,
  ): Promise<BlastRadiusView> {
    return accepted(await tryBlastRadius(this.db.manager, id, body)).radius;
  }

  @Get('freeze-requests/:id')
  @Roles('aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor')
  @ApiOperation({ summary: 'A freeze request with its decisions and whom the order would touch' })
  @Returns(200, FreezeRequestView, 'The request')
  @Problems('REQUEST.ABSENT')
  async one(@Param({ schema: IdParams }) { id }: IdParams): Promise<FreezeRequestView> {
    const [request] = await readFreezeRequests(this.db.manager, { id });
    return found(request, 'REQUEST.ABSENT');
  }

  @Post('freeze-requests/:id/decisions')
  @Roles('aoc_supervisor', 'inquiry_officer')
  @Decides()
  @ApiOperation({ summary: 'Approve or refuse a freeze request, on the evidence that the officer saw' })
  @Returns(201, DecisionAccepted, 'The decision is on record')
  @Problems(
    'REQUEST.ABSENT',
    'CASE.INTEREST',
    'APPROVAL.ROLE',
    'APPROVAL.OWN_REQUEST',
    'APPROVAL.OWN_INTAKE',
    'APPROVAL.TWICE',
    'APPROVAL.AUTHORITY',
    'APPROVAL.ALREADY_DECIDED',
    'APPROVAL.EXPIRED',
    'APPROVAL.EVIDENCE_CHANGED',
    'APPROVAL.THRESHOLD_NOT_MET',
    'APPROVAL.BLAST_RADIUS_CHANGED',
    'APPROVAL.OWN_RELEASE',
    'REINSTATEMENT.NO_GROUND',
    'REINSTATEMENT.EXPIRED',
    'REINSTATEMENT.HELD_AGAIN',
    'REINSTATEMENT.HOLD_ENDED',
    'REINSTATEMENT.NOTHING_FREE',
  )
  async decide(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: DecisionBody }) body: DecisionBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof DecisionAccepted>> {
    const decided = accepted(await decideFreezeRequest(this.db, { freezeRequestId: id, body, actor: person }));
    this.passOn(decided);
    return { id: decided.id, freezeRequestId: id, state: decided.state };
  }

  /** Tells of a committed request or decision: the case looks, and its orders go out. */
  private passOn({ signal, signalHolds, startHolds }: OrdersOfDecision & { signal: Signal }): void {
    for (const { holdId, message, rowId } of signalHolds)
      this.afterCommit.signal({ workflowId: holdWorkflowId(holdId), message, rowId });
    this.afterCommit.start(
      startHolds.map(({ holdId, institution }) => ({
        workflowId: holdWorkflowId(holdId),
        kind: 'hold' as const,
        id: holdId,
        institution,
      })),
    );
    this.afterCommit.signal(signal);
  }
}
