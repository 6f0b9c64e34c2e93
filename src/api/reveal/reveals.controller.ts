import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CASE_READERS } from '../../application/case/privacy/note-access.js';
import { readPersons } from '../../application/reveal/personal-fields-of-case.js';
import { readReveals, reveal } from '../../application/reveal/reveal.js';
import { PersonsView, RevealBody, Revealed, RevealList } from '../../wire/case/reveal.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { Decides, Roles } from '../auth/route-access.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted, found } from '../problem/api-problem.js';

/** Personal values of a case: masked to everybody, revealed one by one, with a reason. */
@ApiTags('cases')
@Controller('v1/cases/:id')
export class RevealsController {
  constructor(private readonly db: DataSource) {}

  @Get('persons')
  @Roles(...CASE_READERS['person.revealed'], 'auditor')
  @ApiOperation({
    summary: 'The report: what was said, when, and what it says of victim, reporter, receivers and suspects, masked',
    description: 'Each field has a name, by which `POST /v1/cases/{id}/reveals` reveals it.',
  })
  @Returns(200, PersonsView, 'What was said, and the fields that were reported')
  @Problems('CASE.ABSENT')
  async persons(@Param({ schema: IdParams }) { id }: IdParams): Promise<PersonsView> {
    return found(await readPersons(this.db.manager, id), 'CASE.ABSENT');
  }

  @Post('reveals')
  @Roles(...CASE_READERS['person.revealed'])
  @Decides()
  @ApiOperation({
    summary: 'Reveal one masked value: the number of an account of the trail, or a field of a person',
    description:
      'The reading stands on the audit chain of the case, with its reason on record, before the value is handed out. No act needs it: a request names an account by `partId`. Hotline operators reveal fields of persons, not accounts of the trail.',
  })
  @Returns(201, Revealed, 'The full value')
  @Problems('CASE.ABSENT', 'REVEAL.ABSENT', 'REVEAL.ROLE', 'REVEAL.TOO_MANY')
  async reveal(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: RevealBody }) body: RevealBody,
    @Person() person: Principal,
  ): Promise<Revealed> {
    const revealed = accepted(await reveal(this.db, { caseId: id, body, actor: person }));
    return { id: revealed.id, value: revealed.value, revealedAt: revealed.revealedAt.toISOString() };
  }

  @Get('reveals')
  @Roles('aoc_supervisor', 'auditor')
  @ApiOperation({ summary: 'Who had which value of a case revealed, and why, newest first' })
  @Returns(200, RevealList, 'The readings, without the values')
  @Problems('CASE.ABSENT')
  async list(@Param({ schema: IdParams }) { id }: IdParams): Promise<z.infer<typeof RevealList>> {
    return found(await readReveals(this.db.manager, id), 'CASE.ABSENT');
  }
}
