import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { PayloadCodec } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { z } from 'zod';
import { readEnvironment, TemporalVariables } from '../../../src/config/environment.js';
import { createPayloadCodec } from '../../../src/temporal/codec.js';

const BODY_BYTES_MAX = 8 * 1024 * 1024;

/**
 * Creates Temporal's remote codec (docs.temporal.io, "Codec Server"): `POST /decode` and `POST
 * /encode` take and return `{ payloads: [{ metadata, data }] }` with base64 fields. A caller can
 * read every payload, so the server listens on loopback only, and answers a browser only for pages
 * of `allowedOrigin`, Temporal's web UI.
 */
export function createCodecEndpoint(codec: PayloadCodec, allowedOrigin: string): Server {
  return createServer((request, response) => {
    answer(codec, allowedOrigin, request, response).catch((error: unknown) => {
      response.statusCode = 400;
      response.end(error instanceof Error ? error.message : 'the payloads could not be read');
    });
  });
}

async function answer(
  codec: PayloadCodec,
  allowedOrigin: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isLoopback(request.headers.host)) {
    response.statusCode = 421;
    return void response.end('only a name of this machine may be asked');
  }
  const origin = request.headers.origin;
  if (origin !== undefined && !isSameOrigin(origin, allowedOrigin)) {
    response.statusCode = 403;
    return void response.end('only the Temporal web UI may ask');
  }
  if (origin !== undefined) {
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Allow-Methods', 'POST, OPTIONS');
    response.setHeader('Access-Control-Allow-Headers', 'content-type, x-namespace, authorization');
    response.setHeader('Access-Control-Allow-Private-Network', 'true');
    response.setHeader('Vary', 'Origin');
  }
  if (request.method === 'OPTIONS') {
    response.statusCode = 204;
    return void response.end();
  }
  const isDecode = request.url?.endsWith('/decode') ?? false;
  if (request.method !== 'POST' || (!isDecode && !request.url?.endsWith('/encode'))) {
    response.statusCode = 404;
    return void response.end();
  }
  const { payloads } = temporal.api.common.v1.Payloads.fromObject(JSON.parse(await readBody(request)) as object);
  const context = { type: 'workflow', namespace: 'default', workflowId: '' } as const;
  const result = isDecode ? await codec.decode(payloads, context) : await codec.encode(payloads, context);
  const body = temporal.api.common.v1.Payloads.toObject(temporal.api.common.v1.Payloads.create({ payloads: result }), {
    bytes: String,
  });
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(body));
}

/**
 * Refuses a foreign name that was made to lead here (DNS rebinding); such a page sends no Origin.
 */
function isLoopback(host: string | undefined): boolean {
  return host !== undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i.test(host);
}

/** Compares origins; the UI opens under both names of loopback. */
function isSameOrigin(origin: string, allowed: string): boolean {
  return origin === allowed || origin === allowed.replace('127.0.0.1', 'localhost');
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) throw new Error('the payloads are too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Runs it as a process of `npm start`; prints `ready` when it listens. */
function main(): void {
  const variables = readEnvironment(
    z.object({
      RANGAP_CODEC_KEYS: TemporalVariables.shape.RANGAP_CODEC_KEYS,
      RANGAP_CODEC_PORT: z.coerce.number().int(),
      RANGAP_CODEC_ORIGIN: z.url(),
    }),
  );
  const server = createCodecEndpoint(createPayloadCodec(variables.RANGAP_CODEC_KEYS), variables.RANGAP_CODEC_ORIGIN);
  server.listen(variables.RANGAP_CODEC_PORT, '127.0.0.1', () => console.log('ready'));
}

if (require.main === module) main();
