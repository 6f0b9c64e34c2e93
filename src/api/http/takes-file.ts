import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtension } from '@nestjs/swagger';
import { ATTACHMENT_TYPES, MAX_ATTACHMENT_BYTES, UNDECLARED_TYPE } from '../../domain/attachment/attachment.js';
import type { ApiRequest } from './api-request.js';
import { type BodyLimit, readRawBody } from './raw-body.js';

/** Metadata key of a route whose body is a file. */
export const TAKES_FILE = 'rangap:takes file';

/** A telephone on a slow line sends 10 MiB in a minute at 1.4 megabits a second. */
const WITHIN_MS = 60_000;

/** What file a route takes: its largest size, and what it is in a sentence. */
interface FileTaken {
  bytes: number;
  what: string;
}

const ATTACHMENT: FileTaken = {
  bytes: MAX_ATTACHMENT_BYTES,
  what: `What it is, its bytes say: ${ATTACHMENT_TYPES.join(', ')}. Sent under one of these types instead, it must be of that type.`,
};

/**
 * Says that the body of the route is a file as it is. Nothing of it is read before the route calls
 * `readFileOf`, so that a caller who may not add one cannot make us read ten megabytes.
 */
export function TakesFile({ bytes, what }: FileTaken = ATTACHMENT): MethodDecorator {
  return applyDecorators(
    SetMetadata(TAKES_FILE, true),
    // One type, which every generator takes for bytes; several, or `image/png`, most of them refuse.
    ApiConsumes(UNDECLARED_TYPE),
    ApiBody({
      required: true,
      description: `The bytes of one file, at most ${bytes / 1024 / 1024} MiB. ${what} No name is sent, because names of files name people.`,
      schema: { type: 'string', format: 'binary' },
    }),
    ApiExtension('x-max-bytes', bytes),
  );
}

/** Reads the file of a request, `bytes` at most. Throws the problems of `readRawBody`. */
export async function readFileOf(request: ApiRequest, bytes: number = MAX_ATTACHMENT_BYTES): Promise<Buffer> {
  const limit: BodyLimit = { bytes, withinMs: WITHIN_MS };
  await readRawBody(request, limit);
  return request.rawBody;
}
