import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { NewAttachment } from '../../application/attachment/add-attachment.js';
import type { AttachmentStore } from '../../application/attachment/attachment-store.js';
import { removeFilesOfGoneDrafts } from '../../application/attachment/draft-attachments.js';
import { type AttachmentKind, typeOfFile } from '../../domain/attachment/attachment.js';
import { ATTACHMENTS } from '../dependencies.js';
import type { ApiRequest } from '../http/api-request.js';
import { readFileOf } from '../http/takes-file.js';
import { accepted, ApiProblem } from '../problem/api-problem.js';
import { typeOfBytes } from './type-of-bytes.js';

/** How a file that is sent may be refused. */
export const FILE_PROBLEMS = [
  'ATTACHMENT.EMPTY',
  'ATTACHMENT.TYPE',
  'ATTACHMENT.OTHER_TYPE',
  'ATTACHMENT.TOO_MANY',
  'ATTACHMENT.NO_STORE',
  'ATTACHMENT.NO_ROOM',
];

/** Takes files in, and gives the store that keeps them. */
@Injectable()
export class Files {
  constructor(
    private readonly db: DataSource,
    @Inject(ATTACHMENTS) private readonly given: AttachmentStore | null,
  ) {}

  /** The store. Throws `ATTACHMENT.NO_STORE` where this process was given none. */
  get store(): AttachmentStore {
    if (this.given === null) throw new ApiProblem('ATTACHMENT.NO_STORE', 'no folder for files is configured');
    return this.given;
  }

  /** Removes the files of drafts that are gone. */
  async forgetGoneDrafts(): Promise<void> {
    if (this.given !== null) await removeFilesOfGoneDrafts(this.db, this.given);
  }

  /** Reads the file of a request and decides its type. Throws the refusals of `typeOfFile`. */
  async receive(request: ApiRequest, kind: AttachmentKind): Promise<NewAttachment> {
    const [declared = ''] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
    const content = await readFileOf(request);
    const file = { declared: declared.trim(), found: await typeOfBytes(content), bytes: content.length };
    return { kind, mediaType: accepted(typeOfFile(file)).value, content };
  }
}
