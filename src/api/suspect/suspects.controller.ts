import { sign } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { createSubjectHash, type SubjectHash } from '../../application/link/subject-hash.js';
import { lookUpForInstitution, lookUpSuspect, readLookups } from '../../application/suspect/look-up-suspect.js';
import type { Role } from '../../domain/freeze-request/freeze-request.js';
import type { LookedUp } from '../../domain/link/subject.js';
import { LookupList, LookupQuery, OwnSuspectView, SuspectLookupBody, SuspectView } from '../../wire/suspect.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { Roles } from '../auth/route-access.js';
import { CENTRE_KEY, type CentreKey } from '../dependencies.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted } from '../problem/api-problem.js';

/** Roles that look suspects up, in the order in which they are noted for who has several. */
const LOOKERS = ['aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'amlo_officer'] as const satisfies readonly Role[];

/** What the centre knows of an account, a number or a person. */
@ApiTags('suspects')
@Controller('v1')
export class SuspectsController {
  private readonly hash: SubjectHash;

  constructor(
    private readonly db: DataSource,
    @Inject(CENTRE_KEY) { privateKey }: CentreKey,
  ) {
    this.hash = createSubjectHash((bytes) => ({ signature: sign(null, bytes, privateKey).toString('base64') }));
  }

  @Post('suspects/lookup')
  @Roles(...LOOKERS)
  @HttpCode(200)
  @ApiOperation({
    summary: 'What the centre knows of an account, telephone number, PromptPay id or person',
    description:
      'The look-up stands on record with its purpose before anything is handed out, also when nothing is found. One person looks up 120 an hour at most. That a case has somebody is no evidence against them.',
  })
  @Returns(200, SuspectView, 'Cases, holds and listing')
  @Problems('SUSPECT.NOBODY', 'SUSPECT.TOO_MANY_LOOKUPS')
  async lookUp(
    @Body({ schema: SuspectLookupBody }) body: SuspectLookupBody,
    @Person() person: Principal,
  ): Promise<SuspectView> {
    const role = LOOKERS.find((each) => person.roles.includes(each)) ?? LOOKERS[0];
    const looking = { subject: person.subject, role, institution: null };
    const { known } = accepted(await lookUpSuspect(this.db, { ...askedBy(body), person: looking, hash: this.hash }));
    const { found: _found, caseIds: _caseIds, ...view } = known;
    return view as SuspectView;
  }

  @Post('institution/suspects/lookup')
  @Roles('institution_user')
  @HttpCode(200)
  @ApiOperation({
    summary: 'What an institution may know of an account of its own, or of a listed person',
    description:
      'The holds at the own account, and whether the person is on the list that every institution was told of. Nothing of cases, victims or other institutions (section 12). It stands on record with its purpose; 60 an hour at most.',
  })
  @Returns(200, OwnSuspectView, 'Holds and listing')
  @Problems('SUSPECT.NOBODY', 'SUSPECT.NOT_YOURS', 'SUSPECT.TOO_MANY_LOOKUPS')
  async lookUpOwn(
    @Body({ schema: SuspectLookupBody }) body: SuspectLookupBody,
    @Person() { subject, institution }: Principal,
  ): Promise<OwnSuspectView> {
    const looking = { subject, role: 'institution_user' as const, institution };
    const lookUp = { ...askedBy(body), person: looking, hash: this.hash };
    const { known } = accepted(await lookUpForInstitution(this.db, lookUp));
    const { found: _found, caseIds: _caseIds, ...view } = known;
    return view;
  }

  @Get('suspects/lookups')
  @Roles('aoc_supervisor', 'auditor')
  @ApiOperation({ summary: 'Who looked suspects up, and what for, the newest first' })
  @Returns(200, LookupList, 'A page; `next` is the `after` of the next one')
  lookups(@Query({ schema: LookupQuery }) query: LookupQuery): Promise<LookupList> {
    return readLookups(this.db.manager, query);
  }
}

function askedBy({ purpose, ...body }: SuspectLookupBody): { by: LookedUp; purpose: string } {
  if ('citizenId' in body) return { by: { person: { citizenId: body.citizenId } }, purpose };
  if ('passport' in body) return { by: { person: { passport: body.passport } }, purpose };
  return { by: body, purpose };
}
