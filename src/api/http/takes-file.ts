import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtension } from '@nestjs/swagger';
import { ATTACHMENT_TYPES, MAX_ATTACHMENT_BYTES, UNDECLARED_TYPE } from '../../domain/attachment/attachment.js';
import type { ApiRequest } from './api-request.js';
import { type BodyLimit, readRawBody } from './raw-body.js';

/** Metadata key of a route whose body is a file. */
export const TAKES_FILE = 'rangap:takes file';

/** A telephone on a slow line sends 10 MiB in a minute at 1.4 megabits a second. */
const FILE_LIMIT: BodyLimit = { bytes: MAX_ATTACHMENT_BYTES, withinMs: 60_000 };

/**
 * Says that the body of the route is a file as it is. Nothing of it is read before the route calls
 * `readFileOf`, so that a caller who may not add one cannot make us read ten megabytes.
 */
export function TakesFile(): MethodDecorator {
  return applyDecorators(
    SetMetadata(TAKES_FILE, true),
    // One type, which every generator takes for bytes; several, or `image/png`, most of them refuse.
    ApiConsumes(UNDECLARED_TYPE),
    ApiBody({
      required: true,
      description: `The bytes of one file, at most ${MAX_ATTACHMENT_BYTES / 1024 / 1024} MiB. What it is, its bytes say: ${ATTACHMENT_TYPES.join(', ')}. Sent under one of these types instead, it must be of that type. No name is sent, because names of files name people.`,
      schema: { type: 'string', format: 'binary' },
    }),
    ApiExtension('x-max-bytes', MAX_ATTACHMENT_BYTES),
  );
}

/** Reads the file of a request. Throws the problems of `readRawBody`. */
export async function readFileOf(request: ApiRequest): Promise<Buffer> {
  await readRawBody(request, FILE_LIMIT);
  return request.rawBody;
}
