import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { decideOwnFinding, readOwnFindings } from '../../application/appeal/own-findings.js';
import { answerBreak } from '../../application/handling/answer-break.js';
import { readOwnBreaks } from '../../application/break/read-breaks.js';
import { declareInterestAtInstitution } from '../../application/handling/declare-interest.js';
import type { OwnReader } from '../../application/case/privacy/own-interest.js';
import { readOwnHold, readOwnHolds } from '../../application/hold/view/read-own-holds.js';
import { readParties } from '../../application/party/read-parties.js';
import { DECLARES_AT_OWN_INSTITUTION } from '../../domain/interest/interest.js';
import { InterestBody, InterestDeclared } from '../../wire/case/handling.js';
import {
  BreakStatementAccepted,
  BreakStatementBody,
  OwnBreakList,
  OwnBreakQuery,
  OwnFindingList,
  OwnFindingQuery,
  OwnHold,
  OwnHoldList,
  OwnHoldQuery,
} from '../../wire/office/own-institution.js';
import { PartyView } from '../../wire/office/party.js';
import { AppealDecisionAccepted, AppealDecisionBody } from '../../wire/case/appeal.js';
import { AfterCommit } from '../../dispatch/after-commit.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { Decides, Roles } from '../auth/route-access.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted, found } from '../problem/api-problem.js';

const DECLARED =
  'Every act by which you would answer for that money, or for that of a case that claims the same money, is refused with `CASE.INTEREST` from then on: a statement about a break, a decision on a finding. A colleague acts. Nobody takes it back.';

/**
 * What a person of an institution sees: what the centre told this institution, what it answered,
 * and its keys; what such a person says of a break, and decides of its own suspicions. The institution comes from the sign-in, never from the request.
 */
@ApiTags('institutions')
@Controller('v1/institution')
export class OwnInstitutionController {
  constructor(
    private readonly db: DataSource,
    private readonly afterCommit: AfterCommit,
  ) {}

  @Get('holds')
  @Roles('institution_user')
  @ApiOperation({ summary: "The holds at the caller's institution, with orders, releases and receipts" })
  @Returns(200, OwnHoldList, 'A page, the newest first; `next` is the `after` of the next one')
  holds(@Query({ schema: OwnHoldQuery }) query: OwnHoldQuery, @Person() person: Principal): Promise<OwnHoldList> {
    return readOwnHolds(this.db.manager, readerOf(person), query);
  }

  @Get('holds/:id')
  @Roles('institution_user')
  @ApiOperation({ summary: "A hold at the caller's institution" })
  @Returns(200, OwnHold, 'The hold')
  @Problems('HOLD.ABSENT')
  async hold(@Param({ schema: IdParams }) { id }: IdParams, @Person() person: Principal): Promise<OwnHold> {
    return found(await readOwnHold(this.db.manager, readerOf(person), id), 'HOLD.ABSENT');
  }

  @Get('breaks')
  @Roles('institution_user')
  @ApiOperation({ summary: "Words of the caller's institution that differ from the record, the oldest first" })
  @Returns(200, OwnBreakList, 'A page; `next` is the `after` of the next one')
  breaks(@Query({ schema: OwnBreakQuery }) query: OwnBreakQuery, @Person() person: Principal): Promise<OwnBreakList> {
    return readOwnBreaks(this.db.manager, readerOf(person), query);
  }

  @Post('breaks/:id/statements')
  @Roles('institution_user')
  @ApiOperation({
    summary: 'Say what is so about a break of the own institution; it changes nothing by itself',
  })
  @Returns(201, BreakStatementAccepted, 'The statement is kept, for the person who settles the break')
  @Problems('BREAK.ABSENT', 'BREAK.SETTLED', 'BREAK.SAID_ENOUGH', 'CASE.INTEREST')
  async answer(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: BreakStatementBody }) { text }: BreakStatementBody,
    @Person() person: Principal,
  ): Promise<BreakStatementAccepted> {
    const by = { actor: person, institution: institutionOf(person) };
    const kept = accepted(await answerBreak(this.db, { breakId: id, text, ...by }));
    return { id: kept.id, saidAt: kept.saidAt.toISOString() };
  }

  @Post('holds/:id/interests')
  @HttpCode(201)
  @Roles(DECLARES_AT_OWN_INSTITUTION)
  @ApiOperation({
    summary: "Declare an interest of your own in the money of a hold at the caller's institution",
    description: DECLARED,
  })
  @Returns(201, InterestDeclared, 'The interest is on record')
  @Problems('HOLD.ABSENT')
  holdInterest(
    @Param({ schema: IdParams }) { id: holdId }: IdParams,
    @Body({ schema: InterestBody }) { reason }: InterestBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof InterestDeclared>> {
    return this.declare({ holdId }, reason, person);
  }

  @Post('breaks/:id/interests')
  @HttpCode(201)
  @Roles(DECLARES_AT_OWN_INSTITUTION)
  @ApiOperation({
    summary: "Declare an interest of your own in the money of a break of the caller's institution",
    description: DECLARED,
  })
  @Returns(201, InterestDeclared, 'The interest is on record')
  @Problems('BREAK.ABSENT')
  breakInterest(
    @Param({ schema: IdParams }) { id: breakId }: IdParams,
    @Body({ schema: InterestBody }) { reason }: InterestBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof InterestDeclared>> {
    return this.declare({ breakId }, reason, person);
  }

  private async declare(
    of: { holdId: string } | { breakId: string },
    reason: string,
    person: Principal,
  ): Promise<z.infer<typeof InterestDeclared>> {
    const by = { institution: institutionOf(person), actor: person };
    const declared = accepted(await declareInterestAtInstitution(this.db, { of, reason, ...by }));
    return { id: declared.id, since: declared.since.toISOString() };
  }

  @Get('findings')
  @Roles('institution_user')
  @ApiOperation({
    summary: "Findings of officers for holders whose money only the caller's institution suspects (section 6)",
  })
  @Returns(200, OwnFindingList, 'A page, the oldest first; `next` is the `after` of the next one')
  findings(
    @Query({ schema: OwnFindingQuery }) query: OwnFindingQuery,
    @Person() person: Principal,
  ): Promise<OwnFindingList> {
    return readOwnFindings(this.db.manager, readerOf(person), query);
  }

  @Post('findings/:id/decisions')
  @Roles('institution_user')
  @Decides()
  @HttpCode(201)
  @ApiOperation({
    summary: 'Lift or keep the own suspicion of the institution, after an officer found for the holder',
    description:
      '`uphold` orders the release of the hold, `uphold_in_part` an order for the rest; `refuse` keeps it, and the holder may bring it to the police once. The two-person way back of a release by mistake (P-BACK) is open.',
  })
  @Returns(201, AppealDecisionAccepted, 'The decision is on record, and what it gives is ordered')
  @Problems(
    'APPEAL.ABSENT',
    'APPEAL.ROLE',
    'APPEAL.OWN_HOLD',
    'APPEAL.OWN_ANSWER',
    'APPEAL.ANSWERED',
    'APPEAL.NO_REASON',
    'APPEAL.PART',
    'CASE.INTEREST',
    'HOLD.RELEASE_ORDERED',
    'HOLD.ENDED',
  )
  async decide(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: AppealDecisionBody }) body: AppealDecisionBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof AppealDecisionAccepted>> {
    institutionOf(person);
    const decided = accepted(await decideOwnFinding(this.db, { appealId: id, body, actor: person }));
    for (const signal of decided.signals) this.afterCommit.signal(signal);
    return { id: decided.id, appealId: id, state: decided.state, releaseOrderId: decided.releaseOrderId };
  }

  @Get('keys')
  @Roles('institution_user')
  @ApiOperation({
    summary: "The caller's institution as it is enrolled: its address and its keys, those of before too",
  })
  @Returns(200, PartyView, 'The institution')
  @Problems('PARTY.ABSENT')
  async keys(@Person() person: Principal): Promise<PartyView> {
    const own = institutionOf(person);
    const parties = await readParties(this.db.manager);
    return found(
      parties.find(({ slug, kind }) => slug === own && kind === 'institution'),
      'PARTY.ABSENT',
    );
  }
}

/** Returns who reads, for which institution. */
function readerOf(person: Principal): OwnReader {
  return { institution: institutionOf(person), subject: person.subject };
}

/** Returns the institution of a person. Throws for a person of the centre, which is a bug. */
function institutionOf({ institution }: Principal): string {
  if (institution === null) throw new Error('a person of the centre came to the page of an institution');
  return institution;
}
