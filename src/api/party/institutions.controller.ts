import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { ROLES } from '../../domain/freeze-request/freeze-request.js';
import { loadPartyDirectory, type Party } from '../../persistence/party/party-directory.js';
import { InstitutionList } from '../../wire/office/party.js';
import { SignedByOrRoles } from '../auth/route-access.js';
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
}

function viewOf(party: Party): InstitutionList['institutions'][number] {
  const { slug, nameTh, nameEn, institutionKind, bankCode, accountDigits } = party;
  if (institutionKind === null) throw new Error(`the institution ${slug} has no kind`);
  return { slug, nameTh, nameEn, kind: institutionKind, bankCode, accountDigits };
}
