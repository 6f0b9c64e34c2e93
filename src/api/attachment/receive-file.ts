import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { NewAttachment } from '../../application/attachment/add-attachment.js';
import type { AttachmentStore } from '../../application/attachment/attachment-store.js';
import { removeFilesOfGoneDrafts } from '../../application/attachment/draft-attachments.js';
import { type AttachmentKind, typeOfFile } from '../../domain/attachment/attachment.js';
import { ATTACHMENTS } from '../dependencies.js';
import type { ApiRequest } from '../http/api-request.js';
import { readFileOf } from '../http/takes-file.js';
import { Turns } from '../limits/turns.js';
import { accepted, ApiProblem } from '../problem/api-problem.js';
import { typeOfBytes } from './type-of-bytes.js';

/** Files of one sender that may be under way or wait at a process: more than a form adds at once. */
const UNDER_WAY = 20;

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
  private readonly turns = new Turns(UNDER_WAY);

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

  /**
   * Reads the file of a request, decides its type and keeps it by `keep`. Files of one sender `from`
   * come one after the other, and nothing is read of the next: ten megabytes take the process a while
   * to hash and encrypt, and its memory. Throws the refusals of `typeOfFile`, and `REQUEST.TOO_MANY`.
   */
  receive<T>(
    { request, kind, from }: { request: ApiRequest; kind: AttachmentKind; from: string },
    keep: (file: NewAttachment) => Promise<T>,
  ): Promise<T> {
    return this.turns.run(from, async () => keep(await this.read(request, kind)));
  }

  private async read(request: ApiRequest, kind: AttachmentKind): Promise<NewAttachment> {
    const [declared = ''] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
    const content = await readFileOf(request);
    const file = { declared: declared.trim(), found: await typeOfBytes(content), bytes: content.length };
    return { kind, mediaType: accepted(typeOfFile(file)).value, content };
  }
}
