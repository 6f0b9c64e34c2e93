import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import {
  beginDraft,
  discardDraft,
  type DraftKept as Kept,
  listDrafts,
  readDraft,
  saveDraft,
} from '../../application/draft/keep-draft.js';
import { DraftBody, DraftDiscarded, DraftKept, DraftList, DraftSaveBody, DraftView } from '../../wire/case/draft.js';
import { Files } from '../attachment/receive-file.js';
import { Roles } from '../auth/route-access.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { BeginningKeyHeader, IdempotencyKey } from '../http/idempotency-key.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted, found } from '../problem/api-problem.js';

/** Drafts of complaints: what an operator typed survives a crash. Each person sees only their own. */
@ApiTags('complaints')
@Controller('v1/drafts')
export class DraftsController {
  constructor(
    private readonly db: DataSource,
    private readonly files: Files,
  ) {}

  @Post()
  @Roles('hotline_operator')
  @ApiOperation({
    summary: 'Begin a draft of a complaint; nothing in it is checked',
    description: 'It is kept for seven days after the last save (P-DRAFT). Post the complaint, then discard the draft.',
  })
  @BeginningKeyHeader(
    'A key begins one draft of a person. While that draft is kept, the same key is answered as before and writes nothing, whatever the body: save what was typed since upon the revision of the answer.',
  )
  @Returns(201, DraftKept, 'The draft is kept')
  @Problems('DRAFT.TOO_MANY', 'REQUEST.IDEMPOTENCY_KEY')
  async begin(
    @Body({ schema: DraftBody }) { content }: DraftBody,
    @IdempotencyKey() key: string,
    @Person() person: Principal,
  ): Promise<z.infer<typeof DraftKept>> {
    const kept = toKept(await beginDraft(this.db, { owner: person.subject, key, content }));
    await this.files.forgetGoneDrafts();
    return kept;
  }

  @Get()
  @Roles('hotline_operator')
  @ApiOperation({ summary: 'Your drafts, the one saved last first' })
  @Returns(200, DraftList, 'The drafts, without what they say')
  list(@Person() person: Principal): Promise<DraftList> {
    return listDrafts(this.db.manager, person.subject);
  }

  @Get(':id')
  @Roles('hotline_operator')
  @ApiOperation({ summary: 'One of your drafts' })
  @Returns(200, DraftView, 'The draft')
  @Problems('DRAFT.ABSENT')
  async view(@Param({ schema: IdParams }) { id }: IdParams, @Person() person: Principal): Promise<DraftView> {
    return found(await readDraft(this.db.manager, id, person.subject), 'DRAFT.ABSENT');
  }

  @Post(':id')
  @HttpCode(200)
  @Roles('hotline_operator')
  @ApiOperation({ summary: 'Save your draft; a save from a second window is refused and overwrites nothing' })
  @Returns(200, DraftKept, 'The draft is kept')
  @Problems('DRAFT.ABSENT', 'DRAFT.CHANGED')
  async save(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: DraftSaveBody }) body: DraftSaveBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof DraftKept>> {
    return toKept(await saveDraft(this.db, { id, owner: person.subject, ...body }));
  }

  @Delete(':id')
  @Roles('hotline_operator')
  @ApiOperation({ summary: 'Discard your draft, with its files; without one nothing happens' })
  @Returns(200, DraftDiscarded, 'You have no such draft')
  async discard(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Person() person: Principal,
  ): Promise<z.infer<typeof DraftDiscarded>> {
    await discardDraft(this.db, { id, owner: person.subject });
    await this.files.forgetGoneDrafts();
    return { id };
  }
}

function toKept(outcome: Kept): z.infer<typeof DraftKept> {
  const { id, revision, savedAt, expiresAt } = accepted(outcome);
  return { id, revision, savedAt: savedAt.toISOString(), expiresAt: expiresAt.toISOString() };
}
