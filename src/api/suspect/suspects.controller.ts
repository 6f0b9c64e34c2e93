import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { noteAccess } from '../../application/case/privacy/note-access.js';
import type { SubjectHash } from '../../application/case/privacy/subject-hash.js';
import {
  lookUpForInstitution,
  lookUpSuspect,
  readLookupPages,
  readLookups,
} from '../../application/suspect/look-up-suspect.js';
import type { LookedUp } from '../../domain/link/subject.js';
import { LOOKERS } from '../../domain/suspect/lookup.js';
import { LookupList, LookupQuery, OwnSuspectView, SuspectLookupBody, SuspectView } from '../../wire/office/suspect.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { Roles } from '../auth/route-access.js';
import { CENTRE_KEY, type CentreKey, LOGGER } from '../dependencies.js';
import { subjectHashOf } from '../subject-hash-of.js';
import { answerForm } from '../http/answer-form.js';
import type { ApiRequest } from '../http/api-request.js';
import { sendExport } from '../http/send-export.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted } from '../problem/api-problem.js';
import { exportLookups } from './export-lookups.js';

/** So many look-ups are read at a time for an export. */
const EXPORT_PAGE = 500;

/** What the centre knows of an account, a number or a person. */
@ApiTags('suspects')
@Controller('v1')
export class SuspectsController {
  private readonly hash: SubjectHash;

  constructor(
    private readonly db: DataSource,
    @Inject(CENTRE_KEY) key: CentreKey,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.hash = subjectHashOf(key);
  }

  @Post('suspects/lookup')
  @Roles(...LOOKERS)
  @HttpCode(200)
  @ApiOperation({
    summary: 'What the centre knows of an account, telephone number, PromptPay id or person',
    description:
      'The look-up stands on record with its purpose before anything is handed out, also when nothing is found. One person looks up 120 an hour at most, searches by account or PromptPay id included. That a case has somebody is no evidence against them.',
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
  @ApiOperation({
    summary: 'Who looked suspects up, and what for, or searched by account or PromptPay id, the newest first',
    description:
      '`from` counts, `to` does not. As `application/json` a page; as `text/csv` all of it as a stream, which `after` and `limit` do not touch, and that is on the audit chain.',
  })
  @Returns(200, LookupList, 'A page; `next` is the `after` of the next one')
  @Problems('REQUEST.ACCEPT')
  async lookups(
    @Query({ schema: LookupQuery }) query: LookupQuery,
    @Person() person: Principal,
    @Req() request: ApiRequest,
    @Res() response: Response,
  ): Promise<void> {
    const form = answerForm(request, ['application/json', 'text/csv']);
    const { from, to, after, limit, ...equal } = query;
    const instant = (text: string | undefined) => (text === undefined ? undefined : new Date(text));
    const filter = { ...equal, from: instant(from), to: instant(to) };
    if (form === 'application/json') {
      response.json(await readLookups(this.db.manager, { ...filter, after, limit }));
      return;
    }
    await noteAccess(this.db, 'suspect_lookups.read', person.subject, { form, ...equal, from, to });
    const lines = exportLookups(readLookupPages(this.db.manager, filter, EXPORT_PAGE));
    await sendExport(response, this.logger, { name: 'look-ups', form, lines, requestId: request.id });
  }
}

function askedBy({ purpose, ...body }: SuspectLookupBody): { by: LookedUp; purpose: string } {
  if ('citizenId' in body) return { by: { person: { citizenId: body.citizenId } }, purpose };
  if ('passport' in body) return { by: { person: { passport: body.passport } }, purpose };
  return { by: body, purpose };
}
