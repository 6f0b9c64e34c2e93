import { createHash } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { keepUnknownMessage } from '../../application/break/keep-unknown-message.js';
import type { Counted } from '../../application/sheet/count-row.js';
import { decideSheet } from '../../application/sheet/decide-sheet.js';
import { noteWorkbookGiven } from '../../application/sheet/give-workbook.js';
import { readSheets } from '../../application/sheet/read-sheets.js';
import { type SheetPerson, takeSheet } from '../../application/sheet/take-sheet.js';
import { AfterCommit } from '../../dispatch/after-commit.js';
import { MAX_WORKBOOK_BYTES } from '../../institutions/spreadsheet/read-workbook.js';
import { WORKBOOK_FORMATS, writeWorkbook } from '../../institutions/spreadsheet/write-workbook.js';
import { noteHandedOut, recordByHand, rowsToHandOut } from '../../outgoing/by-hand.js';
import { loadPartyDirectory } from '../../persistence/party/party-directory.js';
import {
  SheetDecisionBody,
  SheetList,
  SheetQuery,
  SheetUploaded,
  SheetView,
  WorkbookBody,
} from '../../wire/office/sheet.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { Decides, Roles } from '../auth/route-access.js';
import type { ApiRequest } from '../http/api-request.js';
import { IdParams } from '../http/id-params.js';
import { readFileOf, TakesFile } from '../http/takes-file.js';
import { Turns } from '../limits/turns.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted, ApiProblem, found } from '../problem/api-problem.js';
import { WorkbookReader } from './workbook-reader.js';

/** Workbooks of one institution that may be under way or wait at a process: each takes it some 100 ms. */
const UNDER_WAY = 4;
const WAYS = ['SHEET.OTHER_WAY', 'SHEET.NO_SESSION'];

/**
 * Workbooks of an institution without an address: it gets the centre's messages as rows of a file, and answers by
 * filling and uploading it. The session of the person is the proof, so a token alone does not do.
 */
@ApiTags('institutions')
@Controller('v1/institution')
export class SheetsController {
  private readonly turns = new Turns(UNDER_WAY);

  constructor(
    private readonly db: DataSource,
    private readonly afterCommit: AfterCommit,
    private readonly workbooks: WorkbookReader,
  ) {}

  @Post('workbooks')
  @HttpCode(200)
  @Roles('institution_user')
  @ApiOperation({
    summary: "Everything that the caller's institution owes an answer to, as a file to fill in",
    description:
      'Taking it counts as having the orders and questions in it: silence about a debit counts from then (P-URG).',
  })
  // Generators know these bytes, and no spreadsheet.
  @ApiProduces('application/octet-stream')
  @Returns(200, z.string().meta({ format: 'binary' }), 'The file')
  @Problems(...WAYS)
  async give(
    @Body({ schema: WorkbookBody }) { format }: WorkbookBody,
    @Person() person: Principal,
    @Res() response: Response,
  ): Promise<void> {
    const by = await this.bySheet(person);
    const file = await this.turns.run(by.institution, async () => {
      const { rows, messages } = await rowsToHandOut(this.db, by.institution);
      const written = writeWorkbook(rows, format);
      const messageIds = messages.map(({ id }) => id);
      await noteWorkbookGiven(this.db, { by, format, messageIds, fileSha256: sha256(written) });
      await noteHandedOut(this.db, messages);
      return written;
    });
    response
      .set('content-type', WORKBOOK_FORMATS[format])
      .set('content-disposition', `attachment; filename="rangap-${by.institution}.${format}"`)
      .end(file);
  }

  @Post('sheets')
  @Roles('institution_user')
  @Decides()
  @TakesFile({ bytes: MAX_WORKBOOK_BYTES, what: 'A workbook of the centre, filled in: XLSX or CSV, as its bytes say.' })
  @ApiOperation({
    summary: "Answers of the caller's institution in a filled workbook, each row by itself",
    description:
      'A row counts as if the institution had signed it; the same row again changes nothing. No formula is computed: its row is refused. What is about P-SHEET or more waits for a second person.',
  })
  @Returns(201, SheetUploaded, 'What became of each row')
  @Problems(...WAYS, 'SHEET.UNREADABLE', 'SHEET.WRONG_SHEET', 'SHEET.TOO_LARGE', 'SHEET.TOO_MANY_ROWS')
  async take(@Req() request: ApiRequest, @Person() person: Principal): Promise<SheetUploaded> {
    const by = await this.bySheet(person);
    return this.turns.run(by.institution, async () => {
      const file = await readFileOf(request, MAX_WORKBOOK_BYTES);
      const read = await this.workbooks.read(file, by.institution);
      if (!read.ok) throw new ApiProblem(read.code, read.detail);
      const { answers, faults, openRows } = read;
      const taken = accepted(await takeSheet(this.db, { by, fileSha256: sha256(file), answers, faults }));
      await this.follow(by.institution, taken.counted);
      return { sheet: await this.sheet(by, taken.uploadId), openRows };
    });
  }

  @Get('sheets')
  @Roles('institution_user')
  @ApiOperation({ summary: "Workbooks that the caller's institution uploaded, with what became of each row" })
  @Returns(200, SheetList, 'A page, the newest first; `next` is the `after` of the next one')
  async list(@Query({ schema: SheetQuery }) query: SheetQuery, @Person() person: Principal): Promise<SheetList> {
    const { institution } = person;
    if (institution === null) throw new Error('a person of the centre came to the page of an institution');
    return readSheets(this.db.manager, { institution, subject: person.subject }, query);
  }

  @Post('sheets/:id/decisions')
  @Roles('institution_user')
  @Decides()
  @ApiOperation({
    summary: 'Confirm or decline the rows of an upload that wait for a second person (P-SHEET)',
    description: 'All of them at once. Whoever uploaded the file does not confirm it.',
  })
  @Returns(201, SheetView, 'The upload as it is now')
  @Problems(...WAYS, 'SHEET.ABSENT', 'SHEET.OWN_UPLOAD', 'SHEET.NOTHING_WAITS', 'CASE.INTEREST')
  async decide(
    @Param({ schema: IdParams }) { id: uploadId }: IdParams,
    @Body({ schema: SheetDecisionBody }) decision: SheetDecisionBody,
    @Person() person: Principal,
  ): Promise<SheetView> {
    const by = await this.bySheet(person);
    const decided = accepted(await decideSheet(this.db, { by, uploadId, ...decision }));
    await this.follow(by.institution, decided.counted);
    return this.sheet(by, uploadId);
  }

  /** Does what follows from rows that count; what is left undone is done when the rows come again. */
  private async follow(institution: string, counted: readonly Counted[]): Promise<void> {
    for (const one of counted) {
      if (one.by === 'signal') this.afterCommit.received(one.signal);
      else if (one.by === 'unknown') await keepUnknownMessage(this.db, one.message);
      else await recordByHand(this.db, { ...one, institution });
    }
  }

  private async sheet(by: SheetPerson, id: string): Promise<SheetView> {
    const { sheets } = await readSheets(this.db.manager, by, { limit: 1, id });
    return found(sheets[0], 'SHEET.ABSENT');
  }

  /** Returns the person and the session. Throws `SHEET.NO_SESSION`, and `SHEET.OTHER_WAY` where the institution signs. */
  private async bySheet({ institution, subject, session }: Principal): Promise<SheetPerson> {
    if (institution === null) throw new Error('a person of the centre came to the page of an institution');
    const party = (await loadPartyDirectory(this.db.manager)).find(institution);
    if (party?.exchangesBy !== 'spreadsheet')
      throw new ApiProblem('SHEET.OTHER_WAY', 'this institution answers by signed messages');
    if (session === undefined)
      throw new ApiProblem('SHEET.NO_SESSION', 'sign in with a browser: the session is the proof');
    return { institution, subject, sessionId: session.id };
  }
}

function sha256(file: Uint8Array): string {
  return createHash('sha256').update(file).digest('hex');
}
