import { Controller, Delete, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { attachToDraft, listDraftFiles, removeDraftFile } from '../../application/attachment/draft-attachments.js';
import {
  AttachmentQuery,
  DraftFile,
  DraftFileList,
  DraftFileParams,
  DraftFileRemoved,
} from '../../wire/case/attachment.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { Roles } from '../auth/route-access.js';
import type { ApiRequest } from '../http/api-request.js';
import { IdParams } from '../http/id-params.js';
import { TakesFile } from '../http/takes-file.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted, found } from '../problem/api-problem.js';
import { FILE_PROBLEMS, Files } from './receive-file.js';

/** Files of a draft: they go to the case with the complaint, or go with the draft. */
@ApiTags('attachments')
@Controller('v1/drafts/:id/attachments')
export class DraftFilesController {
  constructor(
    private readonly db: DataSource,
    private readonly files: Files,
  ) {}

  @Post()
  @Roles('hotline_operator')
  @TakesFile()
  @ApiOperation({
    summary: 'Add a file to your draft; the case gets it by `POST /v1/cases/{id}/attachments/from-draft`',
  })
  @Returns(201, DraftFile, 'The file is kept as long as the draft')
  @Problems('DRAFT.ABSENT', ...FILE_PROBLEMS)
  async add(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Query({ schema: AttachmentQuery }) { kind }: AttachmentQuery,
    @Req() request: ApiRequest,
    @Person() person: Principal,
  ): Promise<DraftFile> {
    const { store } = this.files;
    const owner = person.subject;
    const added = await this.files.receive({ request, kind, from: owner }, (file) =>
      attachToDraft(this.db, store, { draftId: id, owner, file }),
    );
    return accepted(added).attachment;
  }

  @Get()
  @Roles('hotline_operator')
  @ApiOperation({ summary: 'The files of your draft, without what they show' })
  @Returns(200, DraftFileList, 'The files')
  @Problems('DRAFT.ABSENT')
  async list(@Param({ schema: IdParams }) { id }: IdParams, @Person() person: Principal): Promise<DraftFileList> {
    return found(await listDraftFiles(this.db.manager, id, person.subject), 'DRAFT.ABSENT');
  }

  @Delete(':attachmentId')
  @Roles('hotline_operator')
  @ApiOperation({ summary: 'Remove a file from your draft' })
  @Returns(200, DraftFileRemoved, 'The draft has no such file any more')
  @Problems('DRAFT.ABSENT', 'ATTACHMENT.ABSENT', 'ATTACHMENT.NO_STORE')
  async remove(
    @Param({ schema: DraftFileParams }) { id, attachmentId }: DraftFileParams,
    @Person() person: Principal,
  ): Promise<z.infer<typeof DraftFileRemoved>> {
    const removal = { draftId: id, id: attachmentId, owner: person.subject };
    accepted(await removeDraftFile(this.db, this.files.store, removal));
    return { id: attachmentId };
  }
}
