import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { endSessions } from '../../application/session/end-sessions.js';
import { readSessions } from '../../application/session/read-sessions.js';
import { ROLES } from '../../domain/freeze-request/freeze-request.js';
import { SessionList, SessionsEnded, SessionsOfPersonBody, SignOutBody } from '../../wire/office/session.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { SessionWatch } from '../auth/session-watch.js';
import { Decides, Roles } from '../auth/route-access.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { ApiProblem } from '../problem/api-problem.js';

/** The browsers in which persons are signed in. */
@ApiTags('session')
@Controller('v1/sessions')
export class SessionsController {
  constructor(
    private readonly db: DataSource,
    private readonly watch: SessionWatch,
  ) {}

  @Get()
  @Roles(...ROLES)
  @ApiOperation({ summary: "The caller's own sessions of the last month" })
  @Returns(200, SessionList, 'The newest first')
  async own(@Person() { subject }: Principal): Promise<SessionList> {
    return { sessions: await readSessions(this.db.manager, subject) };
  }

  @Post(':id/end')
  @Roles(...ROLES)
  @HttpCode(200)
  @ApiOperation({ summary: "End one of the caller's own sessions, at once" })
  @Returns(200, SessionsEnded, 'It has ended')
  @Problems('SESSION.ABSENT')
  async endOwn(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: SignOutBody }) _body: SignOutBody,
    @Person() { subject }: Principal,
  ): Promise<SessionsEnded> {
    const ended = await endSessions(this.db, { id, subject }, { reason: 'ended_by_person', by: subject });
    this.watch.look();
    if (ended === 0) throw new ApiProblem('SESSION.ABSENT', 'there is no such open session of yours');
    return { ended };
  }

  @Post('searches')
  @Roles('administrator', 'auditor')
  @HttpCode(200)
  @ApiOperation({ summary: 'The sessions of a person in the last month' })
  @Returns(200, SessionList, 'The newest first')
  async ofPerson(@Body({ schema: SessionsOfPersonBody }) { person }: SessionsOfPersonBody): Promise<SessionList> {
    return { sessions: await readSessions(this.db.manager, person) };
  }

  @Post('end')
  @Roles('administrator')
  @Decides()
  @HttpCode(200)
  @ApiOperation({
    summary: 'End all open sessions of a person, at once',
    description:
      'For somebody whose browser is lost, or who may not go on. Take the roles or the account away at the provider first: otherwise the person signs in again. A bearer token goes on until its own end.',
  })
  @Returns(200, SessionsEnded, 'How many ended')
  async endAll(
    @Body({ schema: SessionsOfPersonBody }) { person }: SessionsOfPersonBody,
    @Person() { subject }: Principal,
  ): Promise<SessionsEnded> {
    const end = { reason: 'ended_by_administrator', by: subject } as const;
    const ended = await endSessions(this.db, { subject: person }, end);
    this.watch.look();
    return { ended };
  }
}
