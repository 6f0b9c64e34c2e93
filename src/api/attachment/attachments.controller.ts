import { Body, Controller, Get, Headers, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  attachToAppeal,
  attachToCase,
  openAppealOf,
  type AddedBy,
} from '../../application/attachment/add-attachment.js';
import { acceptProof } from '../../application/attachment/accept-proof.js';
import { giveDraftFiles } from '../../application/attachment/draft-attachments.js';
import {
  findAttachment,
  listAttachmentsOfAppeal,
  listAttachmentsOfCase,
} from '../../application/attachment/read-attachments.js';
import { caseExists } from '../../application/case/work/case.queries.js';
import { CASE_READERS, noteCaseAccess } from '../../application/case/privacy/note-access.js';
import { holdOfHolder } from '../../application/hold/order/appeal-secret.js';
import { fileName } from '../../domain/attachment/attachment.js';
import type { Role } from '../../domain/freeze-request/freeze-request.js';
import { databaseNow } from '../../persistence/clock.js';
import {
  AttachmentList,
  AttachmentQuery,
  AttachmentView,
  DraftFilesBody,
  ProofAccepted,
  ProofBody,
} from '../../wire/case/attachment.js';
import { refuseTooManyTries } from '../problem/too-many-tries.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { Decides, PublicRoute, Roles } from '../auth/route-access.js';
import type { ApiRequest } from '../http/api-request.js';
import { addressOf } from '../http/caller-address.js';
import { IdParams } from '../http/id-params.js';
import { TakesFile } from '../http/takes-file.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted, ApiProblem, found } from '../problem/api-problem.js';
import { FILE_PROBLEMS, Files } from './receive-file.js';

/** Roles that add files to a case, in the order in which they are noted for who has several. */
const CASE_ADDERS = ['hotline_operator', 'aoc_officer', 'aoc_supervisor', 'inquiry_officer'] as const;
const APPEAL_ADDERS = ['hotline_operator', 'unfreeze_desk', 'aoc_officer'] as const;
/** The desk sees files of appeals only. */
const CASE_FILE_READERS: readonly Role[] = CASE_READERS['attachment.read'].filter((role) => role !== 'unfreeze_desk');

/** Slips, chats and documents of a case or an appeal. They are handed out, and never shown as a page. */
@ApiTags('attachments')
@Controller('v1')
export class AttachmentsController {
  constructor(
    private readonly db: DataSource,
    private readonly files: Files,
  ) {}

  @Post('cases/:id/attachments')
  @Roles(...CASE_ADDERS)
  @TakesFile()
  @ApiOperation({
    summary: 'Add a file to a case: a slip, a chat or a document',
    description: 'What the file is, its bytes say. It is never changed or removed.',
  })
  @Returns(201, AttachmentView, 'The file is kept')
  @Problems('CASE.ABSENT', ...FILE_PROBLEMS)
  async addToCase(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Query({ schema: AttachmentQuery }) { kind }: AttachmentQuery,
    @Req() request: ApiRequest,
    @Person() person: Principal,
  ): Promise<AttachmentView> {
    const { store } = this.files;
    found((await caseExists(this.db.manager, id)) || undefined, 'CASE.ABSENT');
    const by = byPerson(person, CASE_ADDERS);
    const added = await this.files.receive({ request, kind, from: person.subject }, (file) =>
      attachToCase(this.db, store, { caseId: id, file, by }),
    );
    return accepted(added).attachment;
  }

  @Post('cases/:id/attachments/from-draft')
  @Roles('hotline_operator')
  @ApiOperation({
    summary: 'Give the files of your draft to the case that its complaint has opened',
    description:
      'Call it after the complaint is received and before the draft is discarded. Repeated, it gives what is left.',
  })
  @Returns(201, AttachmentList, 'The files that the case got')
  @Problems('CASE.ABSENT', 'DRAFT.ABSENT', 'DRAFT.OTHER_CASE', 'ATTACHMENT.TOO_MANY')
  async addFromDraft(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: DraftFilesBody }) { draftId }: z.infer<typeof DraftFilesBody>,
    @Person() person: Principal,
  ): Promise<AttachmentList> {
    const { attachments } = accepted(await giveDraftFiles(this.db, { caseId: id, draftId, owner: person.subject }));
    return { attachments };
  }

  @Get('cases/:id/attachments')
  @Roles(...CASE_FILE_READERS)
  @ApiOperation({ summary: 'The files of a case and of its appeals, with their hashes, without what they show' })
  @Returns(200, AttachmentList, 'The files')
  @Problems('CASE.ABSENT')
  async ofCase(@Param({ schema: IdParams }) { id }: IdParams): Promise<AttachmentList> {
    return found(await listAttachmentsOfCase(this.db.manager, id), 'CASE.ABSENT');
  }

  @Post('appeals/attachments')
  @PublicRoute()
  @TakesFile()
  @ApiOperation({
    summary: 'Add a file to the own appeal, by the reference and the second secret of the holder notice',
    description:
      'File the appeal first. Reference and secret stand in headers, because the body is the file; nothing of it is read before they are right.',
  })
  @ApiHeader({
    name: 'rangap-reference',
    required: true,
    description: 'Reference of the holder notice',
    schema: { type: 'string', maxLength: 40 },
  })
  @ApiHeader({
    name: 'rangap-secret',
    required: true,
    description: 'Second secret of the holder notice',
    schema: { type: 'string', maxLength: 40 },
  })
  @Returns(201, AttachmentView, 'The file is kept')
  @Problems('APPEAL.UNKNOWN', 'APPEAL.TOO_MANY_TRIES', 'APPEAL.ABSENT', 'APPEAL.ANSWERED', ...FILE_PROBLEMS)
  async addByHolder(
    @Query({ schema: AttachmentQuery }) { kind }: AttachmentQuery,
    @Headers('rangap-reference') reference: string | undefined,
    @Headers('rangap-secret') secret: string | undefined,
    @Req() request: ApiRequest,
  ): Promise<AttachmentView> {
    const { store } = this.files;
    const shown = { reference: reference ?? '', secret: secret ?? '', from: addressOf(request) };
    const now = await databaseNow(this.db.manager);
    const { hold } = accepted(refuseTooManyTries(await holdOfHolder(this.db.manager, shown, now)));
    const appealId = found(await openAppealOf(this.db.manager, hold.id), 'APPEAL.ABSENT');
    const by = { addedBy: 'holder', addedRole: 'holder' as const };
    const added = await this.files.receive({ request, kind, from: `holder ${hold.id}` }, (file) =>
      attachToAppeal(this.db, store, { appealId, file, by }),
    );
    return accepted(added).attachment;
  }

  @Post('appeals/:id/attachments')
  @Roles(...APPEAL_ADDERS)
  @TakesFile()
  @ApiOperation({ summary: 'Add a file to an appeal that waits for an answer' })
  @Returns(201, AttachmentView, 'The file is kept')
  @Problems('APPEAL.ABSENT', 'APPEAL.ANSWERED', ...FILE_PROBLEMS)
  async addToAppeal(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Query({ schema: AttachmentQuery }) { kind }: AttachmentQuery,
    @Req() request: ApiRequest,
    @Person() person: Principal,
  ): Promise<AttachmentView> {
    const { store } = this.files;
    const by = byPerson(person, APPEAL_ADDERS);
    const added = await this.files.receive({ request, kind, from: person.subject }, (file) =>
      attachToAppeal(this.db, store, { appealId: id, file, by }),
    );
    return accepted(added).attachment;
  }

  @Get('appeals/:id/attachments')
  @Roles(...CASE_READERS['appeal.read'])
  @ApiOperation({ summary: 'The files of an appeal, with their hashes, without what they show' })
  @Returns(200, AttachmentList, 'The files')
  @Problems('APPEAL.ABSENT')
  async ofAppeal(@Param({ schema: IdParams }) { id }: IdParams): Promise<AttachmentList> {
    return found(await listAttachmentsOfAppeal(this.db.manager, id), 'APPEAL.ABSENT');
  }

  @Post('appeals/:id/proofs')
  @Roles('aoc_officer', 'aoc_supervisor')
  @Decides()
  @ApiOperation({
    summary: 'Accept files of an appeal as proof that the account has nothing to do with the crime (AOC-85C)',
    description:
      'With reasons, and never by who had a part in the hold, brought the appeal or added the file. The case is judged anew; the centre then owes to revoke its own suspension. No other power ends by it.',
  })
  @Returns(201, ProofAccepted, 'It is on record with the hashes of the files')
  @Problems(
    'APPEAL.ABSENT',
    'CASE.INTEREST',
    'APPEAL.OWN_HOLD',
    'APPEAL.ANSWERED',
    'PROOF.ACCEPTED',
    'PROOF.NO_FILE',
    'PROOF.OWN_APPEAL',
    'PROOF.OWN_FILE',
  )
  async acceptProof(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: ProofBody }) body: ProofBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof ProofAccepted>> {
    return { id: accepted(await acceptProof(this.db, { appealId: id, body, actor: person })).id };
  }

  @Get('attachments/:id')
  @Roles(...CASE_READERS['attachment.read'])
  @ApiOperation({
    summary: 'The bytes of a file, to save; each reading is on the audit chain of the case',
    description:
      'It comes as an attachment of exactly its type, in a sandbox, so that no browser runs or shows it as a page. The unfreeze desk reads files of appeals.',
  })
  @ApiProduces('application/octet-stream')
  @Returns(200, z.string().meta({ format: 'binary' }), 'The file; its `content-type` is its `mediaType`')
  @Problems('ATTACHMENT.ABSENT', 'ATTACHMENT.MISSING', 'ATTACHMENT.ALTERED', 'ATTACHMENT.NO_STORE')
  async content(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Person() person: Principal,
    @Res() response: Response,
  ): Promise<void> {
    const { store } = this.files;
    const row = await findAttachment(this.db.manager, id);
    const mayRead =
      row !== null && (row.appealId !== null || person.roles.some((role) => CASE_FILE_READERS.includes(role)));
    const { caseId, kind, mediaType } = found(mayRead ? row : undefined, 'ATTACHMENT.ABSENT');
    await noteCaseAccess(this.db, 'attachment.read', person, { caseId, attachmentId: id });
    const stored = await store.get(id);
    if (stored.is !== 'there') throw notThere(stored.is);
    response.set({
      'content-type': mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType,
      'content-disposition': `attachment; filename="${fileName(id, kind, mediaType)}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    response.send(stored.content);
  }
}

function notThere(is: 'missing' | 'altered'): ApiProblem {
  return is === 'missing'
    ? new ApiProblem('ATTACHMENT.MISSING', 'the file is on record and not in the store; npm run verify says which are')
    : new ApiProblem('ATTACHMENT.ALTERED', 'the file in the store is not the one that was kept');
}

/** Returns who adds a file, in the first of their roles that may. Throws without one: a bug of the route. */
function byPerson(person: Principal, allowed: readonly Role[]): AddedBy {
  const addedRole = allowed.find((role) => person.roles.includes(role));
  if (addedRole === undefined) throw new Error('a person without a role for files adds one');
  return { addedBy: person.subject, addedRole };
}
