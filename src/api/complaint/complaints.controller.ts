import { createHash } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { AGENCY_DIALECTS } from '../../agencies/registry.js';
import { askFirstQuestions } from '../../application/evidence/ask-questions.js';
import { CASE_READERS, noteAccess, noteCaseAccess } from '../../application/case/privacy/note-access.js';
import { readCallRecord } from '../../application/complaint/view/read-call-record.js';
import { readReportActs } from '../../application/complaint/view/read-report-acts.js';
import { readComplaintStatus } from '../../application/complaint/view/read-complaint-status.js';
import { searchComplaints } from '../../application/complaint/view/search-complaints.js';
import type { ComplaintSearch } from '../../application/complaint/view/complaint.queries.js';
import { linkKeyOfAccount } from '../../application/link/note-subjects.js';
import { createSubjectHash } from '../../application/case/privacy/subject-hash.js';
import { noteSubjectSearch } from '../../application/suspect/look-up-suspect.js';
import { receiveComplaint } from '../../application/complaint/intake/receive-complaint.js';
import { ReportActs } from '../../wire/case/case-acts.js';
import {
  CallRecordView,
  ComplaintAccepted,
  ComplaintBody,
  ComplaintSearchBody,
  ComplaintsFound,
  ComplaintStatus,
} from '../../wire/case/complaint.js';
import { Roles } from '../auth/route-access.js';
import { chooseRulebook } from '../auth/choose-rulebook.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { type ApiSettings, CENTRE_KEY, type CentreKey, SETTINGS } from '../dependencies.js';
import type { ApiRequest } from '../http/api-request.js';
import { IdParams } from '../http/id-params.js';
import { IdempotencyKey, IdempotencyKeyHeader } from '../http/idempotency-key.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted, found } from '../problem/api-problem.js';
import { AfterCommit } from '../../dispatch/after-commit.js';
import { recordPdf } from './record-pdf.js';
import { signAsCentre } from './sign-as-centre.js';

/** Complaints: intake, what the operator may read out, and the record of section 8. */
@ApiTags('complaints')
@Controller('v1/complaints')
export class ComplaintsController {
  constructor(
    private readonly db: DataSource,
    private readonly afterCommit: AfterCommit,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
    @Inject(CENTRE_KEY) private readonly key: CentreKey,
  ) {}

  @Post()
  @Roles('hotline_operator')
  @ApiOperation({ summary: "Take down a victim's report; where section 7 applies the first holds are ordered with it" })
  @IdempotencyKeyHeader()
  @Returns(201, ComplaintAccepted, 'The complaint is on record; a refused one may leave a gap in the case numbers')
  @Problems('REQUEST.IDEMPOTENCY_KEY', 'RULEBOOK.FORBIDDEN', 'COMPLAINT.INVALID', 'IDEMPOTENCY.OTHER_BODY')
  async receive(
    @Body({ schema: ComplaintBody }) body: ComplaintBody,
    @IdempotencyKey() idempotencyKey: string,
    @Person() person: Principal,
    @Req() request: ApiRequest,
  ): Promise<ComplaintAccepted> {
    const received = accepted(
      await receiveComplaint(this.db, {
        body,
        bodySha256: createHash('sha256').update(request.rawBody).digest('hex'),
        idempotencyKey,
        actor: person,
        rulebook: chooseRulebook(person, this.settings),
        sendsOrders: this.afterCommit.sendsOrders,
        askAgencies: (work, subjects) => askFirstQuestions(work, subjects, AGENCY_DIALECTS.writeQuestion),
        signRecord: (bytes) => this.sign(bytes),
      }),
    );
    this.afterCommit.start(received.starts);
    return received.response;
  }

  @Post('searches')
  @Roles('hotline_operator', 'aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Find complaints by case number, Bank Case ID, phone, account or PromptPay id, or those that one took down oneself',
    description:
      'Each search is on the audit chain, also one that finds nothing: by what, and the ids of what it found. By account or PromptPay id it counts with the look-ups of the person: 120 an hour, 600 for the hotline, the 1441-2 desk and the auditor.',
  })
  @Returns(200, ComplaintsFound, 'The complaints, newest first, at most fifty')
  @Problems('SUSPECT.TOO_MANY_LOOKUPS')
  async search(
    @Body({ schema: ComplaintSearchBody }) body: ComplaintSearchBody,
    @Person() person: Principal,
  ): Promise<ComplaintsFound> {
    const { subject } = person;
    const found = await searchComplaints(this.db.manager, this.searchOf(body, subject));
    const caseIds = found.complaints.map(({ id }) => id);
    const event = { type: 'complaints.searched' as const, payload: { by: Object.keys(body)[0], caseIds } };
    if ('account' in body || 'promptPay' in body) {
      const hash = createSubjectHash((bytes) => this.sign(bytes));
      accepted(await noteSubjectSearch(this.db, { by: body, person, hash, found: caseIds, event }));
    } else await noteAccess(this.db, event.type, subject, event.payload);
    return found;
  }

  @Get(':id')
  @Roles('hotline_operator', 'aoc_officer', 'aoc_supervisor', 'inquiry_officer')
  @ApiOperation({ summary: 'What the operator may read out to the victim' })
  @Returns(200, ComplaintStatus, 'The state of the complaint')
  @Problems('COMPLAINT.ABSENT')
  async status(@Param({ schema: IdParams }) { id }: IdParams): Promise<ComplaintStatus> {
    return found(await readComplaintStatus(this.db.manager, id), 'COMPLAINT.ABSENT');
  }

  @Get(':id/acts')
  @Roles('hotline_operator', 'aoc_officer', 'aoc_supervisor', 'inquiry_officer')
  @ApiOperation({
    summary: 'What the person who asks can do on the report now, and why not the rest',
    description: 'Every answer comes from the rule that judges the act itself.',
  })
  @Returns(200, ReportActs, 'To tell again, add, withdraw, correct, and to decide on what waits')
  @Problems('COMPLAINT.ABSENT')
  async acts(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Person() person: Principal,
  ): Promise<z.infer<typeof ReportActs>> {
    return found(await readReportActs(this.db.manager, id, person), 'COMPLAINT.ABSENT');
  }

  @Get(':id/record')
  @Roles(...CASE_READERS['call_record.read'])
  @ApiOperation({
    summary: 'The signed written record of the notice (section 8); each reading is on the audit chain of the case',
  })
  @Returns(200, CallRecordView, 'The record as it was signed')
  @Problems('COMPLAINT.ABSENT')
  async record(@Param({ schema: IdParams }) { id }: IdParams, @Person() person: Principal): Promise<CallRecord> {
    const record = found(await readCallRecord(this.db.manager, id), 'COMPLAINT.ABSENT');
    await noteCaseAccess(this.db, 'call_record.read', person, { caseId: id });
    return record;
  }

  @Get(':id/record/document')
  @Roles(...CASE_READERS['call_record.read'])
  @ApiOperation({
    summary: 'The written record of the notice as a PDF in Thai, to be given to who gave notice (section 8)',
    description: 'It says all that the signed record says. Each reading is on the audit chain of the case.',
  })
  // Generators know these bytes, and no PDF.
  @ApiProduces('application/octet-stream')
  @Returns(200, z.string().meta({ format: 'binary' }), 'The document; its `content-type` is `application/pdf`')
  @Problems('COMPLAINT.ABSENT')
  async recordDocument(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Person() person: Principal,
    @Res() response: Response,
  ): Promise<void> {
    const { document, lines } = found(await readCallRecord(this.db.manager, id), 'COMPLAINT.ABSENT');
    await noteCaseAccess(this.db, 'call_record.read', person, { caseId: id });
    response
      .set('content-type', 'application/pdf')
      .set('content-disposition', `inline; filename="record-${id}.pdf"`)
      .end(await recordPdf(String(document['caseNo']), lines));
  }

  private searchOf(body: ComplaintSearchBody, subject: string): ComplaintSearch {
    if ('takenBy' in body) return { takenBy: subject };
    if (!('account' in body)) return body;
    const hash = createSubjectHash((bytes) => this.sign(bytes));
    return { account: body.account, linkKey: linkKeyOfAccount(body.account, hash) };
  }

  private sign(bytes: Uint8Array): { signature: string; keyId: string } {
    return signAsCentre(this.key, bytes);
  }
}

type CallRecord = NonNullable<Awaited<ReturnType<typeof readCallRecord>>>;
