import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { decideOnLostOrder } from '../../application/statement/lost/decide-on-lost-order.js';
import { proposeOnLostOrder } from '../../application/statement/lost/propose-on-lost-order.js';
import { readLostOrders } from '../../application/statement/lost/read-lost-orders.js';
import {
  LostOrderDecided,
  LostOrderDecisionBody,
  LostOrderList,
  LostOrderProposalBody,
  LostOrderProposed,
  LostOrderQuery,
} from '../../wire/case/lost-order.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { Decides, Roles } from '../auth/route-access.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted } from '../problem/api-problem.js';

/** Orders by which institutions state that they hold money, and that are not on record: two persons end or keep them. */
@ApiTags('breaks')
@Controller('v1')
export class LostOrdersController {
  constructor(private readonly db: DataSource) {}

  @Get('lost-orders')
  @Roles('aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor')
  @ApiOperation({
    summary: 'Orders that institutions hold money by and that are not on record, with what this person may do',
  })
  @Returns(200, LostOrderList, 'A page; `next` is the `after` of the next one')
  list(@Query({ schema: LostOrderQuery }) query: LostOrderQuery, @Person() actor: Principal): Promise<LostOrderList> {
    return readLostOrders(this.db.manager, query, actor);
  }

  @Post('lost-orders/:id/proposals')
  @Roles('aoc_officer', 'aoc_supervisor', 'inquiry_officer')
  @Decides()
  @ApiOperation({
    summary: 'Propose that an order that is not on record is released, or kept until its time',
    description:
      'Nothing changes before another person approves it. It can be kept only where its institution states when and by which power it was issued, and never longer than the law from then.',
  })
  @Returns(201, LostOrderProposed, 'The proposal waits for a second person')
  @Problems(
    'LOST_ORDER.ABSENT',
    'CASE.INTEREST',
    'APPROVAL.ROLE',
    'LOST_ORDER.OVER',
    'LOST_ORDER.OTHER_AUTHORITY',
    'LOST_ORDER.ADOPTED',
    'LOST_ORDER.NOT_STATED',
    'LOST_ORDER.TIME_OVER',
    'APPROVAL.ALREADY_OPEN',
  )
  async propose(
    @Param({ schema: IdParams }) { id: lostOrderId }: IdParams,
    @Body({ schema: LostOrderProposalBody }) body: LostOrderProposalBody,
    @Person() actor: Principal,
  ): Promise<LostOrderProposed> {
    const { id, requestedAt } = accepted(await proposeOnLostOrder(this.db, { lostOrderId, body, actor }));
    return { id, requestedAt: requestedAt.toISOString() };
  }

  @Post('lost-order-proposals/:id/decisions')
  @Roles('aoc_officer', 'aoc_supervisor', 'inquiry_officer')
  @Decides()
  @ApiOperation({
    summary: 'Approve or refuse a proposal about an order that is not on record; never who proposed it',
    description:
      'Approved, its release is ordered at once, or it is kept until its time and released then. An order of an inquiry officer, or by a warrant, ends before its time only by who may end that power (P-APP).',
  })
  @Returns(201, LostOrderDecided, 'The decision is on record')
  @Problems(
    'LOST_ORDER.REQUEST_ABSENT',
    'CASE.INTEREST',
    'APPROVAL.ROLE',
    'APPROVAL.ALREADY_DECIDED',
    'APPROVAL.OWN_REQUEST',
    'APPROVAL.MAKER_INTEREST',
    'LOST_ORDER.OVER',
    'LOST_ORDER.OTHER_AUTHORITY',
    'LOST_ORDER.ADOPTED',
    'LOST_ORDER.NOT_STATED',
    'LOST_ORDER.TIME_OVER',
  )
  async decide(
    @Param({ schema: IdParams }) { id: requestId }: IdParams,
    @Body({ schema: LostOrderDecisionBody }) body: LostOrderDecisionBody,
    @Person() actor: Principal,
  ): Promise<LostOrderDecided> {
    const { state, decidedAt } = accepted(await decideOnLostOrder(this.db, { requestId, body, actor }));
    return { id: requestId, state, decidedAt: decidedAt.toISOString() };
  }
}
