import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { databaseNow } from '../../persistence/clock.js';
import { readAppealStatus, readHolderView } from '../../application/appeal/read-holder-view.js';
import { readReleaseLetter } from '../../application/appeal/read-release-letter.js';
import { holdOfHolder } from '../../application/hold/order/appeal-secret.js';
import { noteAccess } from '../../application/case/privacy/note-access.js';
import type { SubjectHash } from '../../application/case/privacy/subject-hash.js';
import { noteSubjectSearch } from '../../application/suspect/look-up-suspect.js';
import { AppealStatus, AppealStatusBody, HolderSearchBody, HolderView } from '../../wire/case/appeal.js';
import { PublicRoute, Roles } from '../auth/route-access.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { type ApiSettings, CENTRE_KEY, type CentreKey, SETTINGS } from '../dependencies.js';
import { subjectHashOf } from '../subject-hash-of.js';
import type { ApiRequest } from '../http/api-request.js';
import { addressOf } from '../http/caller-address.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted, found } from '../problem/api-problem.js';
import { refuseTooManyTries } from '../problem/too-many-tries.js';
import { releaseLetterPdf } from './release-letter-pdf.js';

/** Reads by an account or a secret. They use POST so that neither stands in a URL or a log. */
@ApiTags('appeals')
@Controller('v1/appeals')
export class HoldersController {
  private readonly hash: SubjectHash;

  constructor(
    private readonly db: DataSource,
    @Inject(CENTRE_KEY) key: CentreKey,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {
    this.hash = subjectHashOf(key);
  }

  @Post('status')
  @PublicRoute()
  @HttpCode(200)
  @ApiOperation({ summary: 'What the holder may see by reference and second secret: the five facts, and his appeal' })
  @Returns(200, AppealStatus, 'The hold as it stands')
  @Problems('APPEAL.UNKNOWN', 'APPEAL.TOO_MANY_TRIES')
  async status(
    @Body({ schema: AppealStatusBody }) { reference, secret }: AppealStatusBody,
    @Req() request: ApiRequest,
  ): Promise<AppealStatus> {
    const { manager } = this.db;
    const now = await databaseNow(manager);
    const { hold } = accepted(
      refuseTooManyTries(await holdOfHolder(manager, { reference, secret, from: addressOf(request) }, now)),
    );
    return readAppealStatus(manager, hold, now);
  }

  @Post('release-letters')
  @PublicRoute()
  @HttpCode(200)
  @ApiOperation({
    summary: 'A letter as a PDF in Thai that a hold is over, by reference and second secret',
    description: 'Its QR code leads to the order, which everybody can verify. It names nobody but the account.',
  })
  // Generators know these bytes, and no PDF.
  @ApiProduces('application/octet-stream')
  @Returns(200, z.string().meta({ format: 'binary' }), 'The letter; its `content-type` is `application/pdf`')
  @Problems('APPEAL.UNKNOWN', 'APPEAL.TOO_MANY_TRIES', 'HOLD.NOT_OVER')
  async releaseLetter(
    @Body({ schema: AppealStatusBody }) { reference, secret }: AppealStatusBody,
    @Req() request: ApiRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { manager } = this.db;
    const now = await databaseNow(manager);
    const { hold } = accepted(
      refuseTooManyTries(await holdOfHolder(manager, { reference, secret, from: addressOf(request) }, now)),
    );
    const { letter } = accepted(await readReleaseLetter(manager, hold, now));
    response
      .set('content-type', 'application/pdf')
      .set('content-disposition', 'attachment; filename="release-letter.pdf"')
      .end(await releaseLetterPdf(letter, this.settings.publicUrl));
  }

  @Post('searches')
  @Roles('hotline_operator', 'unfreeze_desk', 'aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'All holds on one account, over all cases; each look-up is on the audit chain, also one that finds nothing',
    description:
      'By account it counts with the look-ups of the person: 120 an hour, 600 for the hotline, the 1441-2 desk and the auditor.',
  })
  @Returns(200, HolderView, 'The holds, newest first, with their appeals')
  @Problems('HOLD.ABSENT', 'SUSPECT.TOO_MANY_LOOKUPS')
  async search(
    @Body({ schema: HolderSearchBody }) body: HolderSearchBody,
    @Person() person: Principal,
  ): Promise<HolderView> {
    const view = await readHolderView(this.db.manager, body);
    // Also when nothing is found: who tries account after account learns which have no hold.
    const holdIds = view?.holds.map(({ holdId }) => holdId) ?? [];
    const event = { type: 'holds_of_account.read' as const, payload: { by: Object.keys(body)[0], holdIds } };
    if ('account' in body) {
      accepted(await noteSubjectSearch(this.db, { by: body, person, hash: this.hash, found: holdIds, event }));
    } else await noteAccess(this.db, event.type, person.subject, event.payload);
    return found(view, 'HOLD.ABSENT');
  }
}
