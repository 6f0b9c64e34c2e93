import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { CASE_READERS, noteCaseAccess } from '../../application/case/privacy/note-access.js';
import { assignCase } from '../../application/handling/assign-case.js';
import { CASE_WORKERS } from '../../domain/session/case-workers.js';
import { declareInterest } from '../../application/handling/declare-interest.js';
import { MAY_DECLARE_INTEREST } from '../../domain/interest/interest.js';
import { noteOnCase, readNotes } from '../../application/handling/note-on-case.js';
import { readHandling } from '../../application/handling/read-handling.js';
import { claimCase, endClaim } from '../../application/handling/work-claim.js';
import {
  AssignmentAccepted,
  AssignmentBody,
  ClaimAccepted,
  ClaimBody,
  ClaimEnded,
  HandlingView,
  InterestBody,
  InterestDeclared,
  NoteAccepted,
  NoteBody,
  NoteList,
} from '../../wire/case/handling.js';
import { CaseReaders, Roles } from '../auth/route-access.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted, found } from '../problem/api-problem.js';

/** Who works on a case: claims, assignments and notes. */
@ApiTags('queue')
@Controller('v1/cases/:id')
export class HandlingController {
  constructor(private readonly db: DataSource) {}

  @Post('claim')
  @HttpCode(200)
  @Roles(...CASE_WORKERS)
  @ApiOperation({
    summary: 'Claim a case, or renew your claim: 15 minutes from now (P-WORK)',
    description:
      'Others read on, release, break the glass, decide and continue a hold. A suspension, the order for a whole account, a listing and a telecom cut-off that another person asks for meanwhile are refused with `CASE.CLAIMED_BY_ANOTHER`.',
  })
  @Returns(200, ClaimAccepted, 'The case is yours until then')
  @Problems('CASE.ABSENT', 'CASE.CLOSED', 'CASE.CLAIMED_BY_ANOTHER', 'CASE.INTEREST')
  async claim(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: ClaimBody }) _body: z.infer<typeof ClaimBody>,
    @Person() person: Principal,
  ): Promise<z.infer<typeof ClaimAccepted>> {
    const { claimedAt, untilAt } = accepted(await claimCase(this.db, { caseId: id, actor: person }));
    return { caseId: id, claimedAt: claimedAt.toISOString(), until: untilAt.toISOString() };
  }

  @Delete('claim')
  @Roles(...CASE_WORKERS)
  @ApiOperation({ summary: 'End your claim; without one nothing happens' })
  @Returns(200, ClaimEnded, 'You have no claim on the case')
  @Problems('CASE.ABSENT')
  async endClaim(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Person() person: Principal,
  ): Promise<z.infer<typeof ClaimEnded>> {
    accepted(await endClaim(this.db, { caseId: id, actor: person }));
    return { caseId: id };
  }

  @Get('handling')
  @CaseReaders()
  @ApiOperation({ summary: 'Who works on a case, and to whom it was assigned, newest first' })
  @Returns(200, HandlingView, 'The claim and the assignments')
  @Problems('CASE.ABSENT')
  async handling(@Param({ schema: IdParams }) { id }: IdParams, @Person() person: Principal): Promise<HandlingView> {
    return found(await readHandling(this.db.manager, id, person.roles), 'CASE.ABSENT');
  }

  @Post('assignments')
  @Roles(...CASE_WORKERS)
  @ApiOperation({
    summary: 'Assign a case to a person, or hand it over with a note',
    description: 'It ends your claim. The assignment of a supervisor ends the claim of any other person.',
  })
  @Returns(201, AssignmentAccepted, 'The case is assigned')
  @Problems('CASE.ABSENT', 'CASE.CLOSED', 'CASE.ASSIGNEE_UNKNOWN', 'CASE.INTEREST')
  async assign(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: AssignmentBody }) body: AssignmentBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof AssignmentAccepted>> {
    const assigned = accepted(await assignCase(this.db, { caseId: id, body, actor: person }));
    return { id: assigned.id, assignedAt: assigned.assignedAt.toISOString() };
  }

  @Post('interests')
  @HttpCode(201)
  @Roles(...MAY_DECLARE_INTEREST)
  @ApiOperation({
    summary: 'Declare an interest of your own in a case: you decide nothing of it any more',
    description:
      'Every act by which you would decide about its money, or about that of a case that claims the same money, is refused with `CASE.INTEREST` from then on, and a claim of yours on it ends. Nobody takes it back.',
  })
  @Returns(201, InterestDeclared, 'The interest is on record')
  @Problems('CASE.ABSENT')
  async interest(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: InterestBody }) { reason }: InterestBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof InterestDeclared>> {
    const declared = accepted(await declareInterest(this.db, { caseId: id, reason, actor: person }));
    return { id: declared.id, since: declared.since.toISOString() };
  }

  @Post('notes')
  @Roles(...CASE_WORKERS)
  @ApiOperation({ summary: 'Note something about a case; a note is never changed' })
  @Returns(201, NoteAccepted, 'The note is kept')
  @Problems('CASE.ABSENT')
  async note(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: NoteBody }) body: NoteBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof NoteAccepted>> {
    const noted = accepted(await noteOnCase(this.db, { caseId: id, text: body.text, actor: person }));
    return { id: noted.id, notedAt: noted.notedAt.toISOString() };
  }

  @Get('notes')
  @Roles(...CASE_READERS['notes.read'])
  @ApiOperation({ summary: 'The notes of a case, oldest first; each reading is on its audit chain' })
  @Returns(200, NoteList, 'The notes')
  @Problems('CASE.ABSENT')
  async notes(@Param({ schema: IdParams }) { id }: IdParams, @Person() person: Principal): Promise<NoteList> {
    const list = found(await readNotes(this.db.manager, id), 'CASE.ABSENT');
    await noteCaseAccess(this.db, 'notes.read', person, { caseId: id });
    return list;
  }
}
