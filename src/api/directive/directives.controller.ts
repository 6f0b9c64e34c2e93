import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { readCaseDirectives, readDirectives } from '../../application/directive/read-directives.js';
import { decideDirective } from '../../application/directive/decide-directive.js';
import { requestDirective } from '../../application/directive/request-directive.js';
import { Ulid, wholeNumber } from '../../wire/common.js';
import {
  DirectiveAccepted,
  DirectiveBody,
  DirectiveDecided,
  DirectiveDecisionBody,
  DirectiveKind,
  DirectiveList,
  DirectiveState,
  DirectivesView,
} from '../../wire/office/directive.js';
import { CaseReaders, Decides, Roles } from '../auth/route-access.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted, found } from '../problem/api-problem.js';

const ListQuery = z.strictObject({
  kind: DirectiveKind.optional(),
  state: DirectiveState.optional(),
  /** Only listings in force. */
  inForce: z.literal('yes').optional(),
  after: Ulid.optional(),
  limit: wholeNumber(1, 200).default(50),
});
type ListQuery = z.infer<typeof ListQuery>;

/**
 * Directives: numbers sent to NBTC, and listings sent to every institution. One person asks,
 * another decides.
 */
@ApiTags('directives')
@Controller('v1')
export class DirectivesController {
  constructor(private readonly db: DataSource) {}

  @Post('cases/:id/directives')
  @Roles('aoc_officer')
  @Decides()
  @ApiOperation({
    summary:
      'Ask to have the numbers of a case cut off through NBTC or given back (NBTC-5), or to list or delist a person or wallet',
  })
  @Returns(201, DirectiveAccepted, 'It waits for a supervisor; nobody has been told')
  @Problems(
    'CASE.ABSENT',
    'CASE.INTEREST',
    'CASE.CLAIMED_BY_ANOTHER',
    'APPROVAL.OWN_INTAKE',
    'APPROVAL.ALREADY_OPEN',
    'DIRECTIVE.NO_POWER',
    'DIRECTIVE.NO_CRITERIA',
    'DIRECTIVE.UNKNOWN',
    'DIRECTIVE.NOT_MET',
    'DIRECTIVE.NO_NUMBER',
    'DIRECTIVE.SUBJECT',
    'DIRECTIVE.NOT_IN_FORCE',
  )
  async request(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: DirectiveBody }) body: DirectiveBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof DirectiveAccepted>> {
    const asked = accepted(await requestDirective(this.db, { caseId: id, body, actor: person }));
    return { id: asked.id, state: 'requested' };
  }

  @Get('cases/:id/directives')
  @CaseReaders()
  @ApiOperation({ summary: 'The directives of a case, and what each party said to them' })
  @Returns(200, DirectivesView, 'Newest first')
  @Problems('CASE.ABSENT')
  async ofCase(@Param({ schema: IdParams }) { id }: IdParams): Promise<z.infer<typeof DirectivesView>> {
    return found(await readCaseDirectives(this.db.manager, id), 'CASE.ABSENT');
  }

  @Get('directives')
  @CaseReaders()
  @ApiOperation({
    summary:
      'Directives of all cases: `state=requested` is what waits for a supervisor, `inForce=yes` the list as it stands',
  })
  @Returns(200, DirectiveList, 'A page, newest first; persons and wallets are masked')
  list(@Query({ schema: ListQuery }) query: ListQuery): Promise<DirectiveList> {
    return readDirectives(this.db.manager, query);
  }

  @Post('directives/:id/decisions')
  @Roles('aoc_supervisor')
  @Decides()
  @ApiOperation({ summary: 'Approve or refuse a directive; never who asked for it or took a part of the report' })
  @Returns(
    201,
    DirectiveDecided,
    'The decision is on record; approved, the messages go out until each party acknowledges',
  )
  @Problems(
    'DIRECTIVE.ABSENT',
    'CASE.INTEREST',
    'APPROVAL.OWN_REQUEST',
    'APPROVAL.MAKER_INTEREST',
    'APPROVAL.OWN_INTAKE',
    'APPROVAL.ALREADY_DECIDED',
    'DIRECTIVE.UNKNOWN',
    'DIRECTIVE.NOT_MET',
    'DIRECTIVE.NO_NUMBER',
    'DIRECTIVE.NOT_IN_FORCE',
  )
  async decide(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: DirectiveDecisionBody }) body: DirectiveDecisionBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof DirectiveDecided>> {
    const { state, notices } = accepted(await decideDirective(this.db, { id, body, actor: person }));
    return { directiveId: id, state, notices };
  }
}
