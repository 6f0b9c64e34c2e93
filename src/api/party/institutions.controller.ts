import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { readOwnStatement } from '../../application/statement/read-own-statement.js';
import { ROLES } from '../../domain/freeze-request/freeze-request.js';
import { loadPartyDirectory, type Party } from '../../persistence/party/party-directory.js';
import { HoldStatement, HoldStatementQuery } from '../../wire/institution/calls/hold-statement.js';
import { InstitutionList } from '../../wire/office/party.js';
import { SignedBy, SignedByOrRoles } from '../auth/route-access.js';
import type { ApiRequest } from '../http/api-request.js';
import { SignedAnswers } from '../message/signed-answers.js';
import { Returns } from '../openapi/returns.js';

/** The institutions that take part, for whoever fills in an account number. */
@ApiTags('institutions')
@Controller('v1/institutions')
export class InstitutionsController {
  constructor(
    private readonly db: DataSource,
    private readonly answers: SignedAnswers,
  ) {}

  @Get()
  @SignedByOrRoles('party', ...ROLES)
  @ApiOperation({
    summary: 'Every institution that the centre can send an order to, with its slug',
    description: 'For persons with any role, and for parties by their signature; the answer to a party is signed.',
  })
  @Returns(200, InstitutionList, 'In order of slug')
  async list(@Req() request: ApiRequest, @Res() response: Response): Promise<void> {
    const directory = await loadPartyDirectory(this.db.manager);
    const answer: InstitutionList = { institutions: directory.ofKind('institution').map(viewOf) };
    this.answers.send(request, response, 200, 'application/json', answer);
  }

  @Get('self/hold-statements')
  @SignedBy('institution')
  @ApiOperation({
    summary: 'The orders that the institution whose key signed got from the centre, as the centre has them',
    description:
      'The same question and answer as the centre asks an institution for (GET /hold-statements of its protocol), so that both can compare their books. It changes nothing. The answer is signed.',
  })
  @Returns(200, HoldStatement, 'A page; `next` is the `after` of the next one')
  async statement(
    @Query({ schema: HoldStatementQuery }) query: HoldStatementQuery,
    @Req() request: ApiRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { signedCaller } = request;
    if (signedCaller === undefined) throw new Error('a question for a statement reached its handler unverified');
    const answer = await readOwnStatement(this.db.manager, signedCaller.party, query);
    this.answers.send(request, response, 200, 'application/json', answer satisfies HoldStatement);
  }
}

function viewOf(party: Party): InstitutionList['institutions'][number] {
  const { slug, nameTh, nameEn, institutionKind, bankCode, accountDigits } = party;
  if (institutionKind === null) throw new Error(`the institution ${slug} has no kind`);
  return { slug, nameTh, nameEn, kind: institutionKind, bankCode, accountDigits };
}
