import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { Logger } from 'pino';

/** Forms of an export, besides the JSON page. */
export type ExportForm = 'application/x-ndjson' | 'text/csv';

/** An export: `name` is that of its file, without the ending; `lines` come in pieces of a page. */
interface Export {
  name: string;
  form: ExportForm;
  lines: AsyncIterable<string>;
  /** For the log, when it breaks off. */
  requestId: string;
}

/** Sends an export as a file to save; it is made while it is sent, so it may be long. */
export async function sendExport(response: Response, logger: Logger, sent: Export): Promise<void> {
  const { name, form, lines, requestId } = sent;
  response.set({
    'content-type': form === 'text/csv' ? 'text/csv; charset=utf-8; header=present' : form,
    'content-disposition': `attachment; filename="${name}.${form === 'text/csv' ? 'csv' : 'ndjson'}"`,
    'cache-control': 'no-store',
  });
  await pipeline(Readable.from(lines), response).catch((error: unknown) => {
    // The answer has begun: a client that disconnects is no fault of ours, and a client that stays
    // sees that the stream was cut off.
    logger.warn({ requestId, err: error }, 'an export was broken off');
  });
}
