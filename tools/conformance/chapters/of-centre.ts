import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import { z } from 'zod';
import { HoldStatement } from '../../../src/wire/institution/calls/hold-statement.js';
import type { CentrePlay } from '../centre-play.js';
import { wants } from '../unmet.js';
import type { Exchange } from '../wire.js';
import { LOOKS, verdict } from './answers.js';
import { ODD } from './requests.js';

/** One check of a centre, which the kit calls as an institution does. */
export interface CentreCheck {
  readonly id: string;
  readonly says: string;
  readonly expects: string;
  run(centre: CentrePlay): Promise<void>;
}

const Refusal = z.object({ status: z.number(), code: z.string() });

/** Throws unless an answer is the refusal of this status and code. */
function isRefused(said: Exchange, status: number, code: RegExp): void {
  const read = Refusal.safeParse(said.json);
  wants(said.status === status && read.success && code.test(read.data.code), `${said.status}: ${read.data?.code}`);
}

const refused = ODD.map(([id, says, what, odd]): CentreCheck => ({
  id: `centre-request-${id}`,
  says,
  expects: `A callback ${what} is refused by 401, with the code of its fault.`,
  run: async (centre) => isRefused(await centre.callback(centre.receipt(), odd(centre.key)), 401, /^SIGNATURE\./),
}));

const signed = LOOKS.filter(([id]) => id !== 'json').map(([id, says, expects, look]): CentreCheck => ({
  id: `centre-answer-${id}`,
  says,
  expects: `The answer to a callback: ${expects}`,
  run: async (centre) => look(await centre.callback(centre.receipt()), centre.signer),
}));

const STATEMENT = '/v1/institutions/self/hold-statements';

/** Takes the signed page of what the centre has of the institution. */
async function statement(centre: CentrePlay, query = ''): Promise<HoldStatement> {
  const said = await centre.get(`${STATEMENT}${query}`);
  const page = HoldStatement.safeParse(said.json);
  wants(said.status === 200 && page.success, `${said.status}: ${said.raw.toString().slice(0, 200)}`);
  const seen = await verdict(centre.signer, said);
  wants(seen.ok, seen.ok ? '' : seen.code);
  return page.data;
}

export const OF_CENTRE: readonly { readonly title: string; readonly checks: readonly CentreCheck[] }[] = [
  {
    title: 'Which callback is believed',
    checks: [
      ...refused,
      {
        id: 'centre-request-nonce',
        says: 'sign-nonce',
        expects: 'The same bytes with the same nonce are refused the second time: INBOX.NONCE_REUSED.',
        run: async (centre) => {
          const [message, odd] = [centre.receipt(), { nonce: randomUUID(), webhookId: ulid() }];
          await centre.callback(message, odd);
          isRefused(await centre.callback(message, odd), 401, /^INBOX\.NONCE_REUSED$/);
        },
      },
      {
        id: 'centre-request-personal',
        says: 'sign-webhook-id',
        expects: 'A webhook-id that may be the number of a person or account is refused: SIGNATURE.PERSONAL_ID.',
        run: async (centre) => {
          const said = await centre.callback(centre.receipt(), { webhookId: 'receipt-9014103164' });
          isRefused(said, 401, /^SIGNATURE\.PERSONAL_ID$/);
        },
      },
    ],
  },
  { title: 'How the centre answers', checks: signed },
  {
    title: 'What the centre says of a callback',
    checks: [
      {
        id: 'centre-foreign',
        says: 'centre-foreign',
        expects: 'A callback about an order that is not on record is a signed 404: INBOX.FOREIGN.',
        run: async (centre) => {
          const said = await centre.callback(centre.receipt());
          isRefused(said, 404, /^INBOX\.FOREIGN$/);
          const seen = await verdict(centre.signer, said);
          wants(seen.ok, seen.ok ? '' : seen.code);
        },
      },
      {
        id: 'centre-schema',
        says: 'centre-schema',
        expects: 'A callback that breaks its schema is a 400 whose errors name the field: REQUEST.SCHEMA.',
        run: async (centre) => {
          const { orderId: _, ...data } = centre.receipt().data;
          const said = await centre.callback({ type: 'hold.receipt', data });
          isRefused(said, 400, /^REQUEST\.SCHEMA$/);
          wants(said.raw.includes('/data/orderId'), 'no error names /data/orderId');
        },
      },
      {
        id: 'centre-value',
        says: 'centre-schema',
        expects: 'A result that no version lists is a 400: REQUEST.SCHEMA.',
        run: async (centre) => {
          const { data } = centre.receipt();
          const said = await centre.callback({ type: 'hold.receipt', data: { ...data, result: 'KIT_ADDED_THIS' } });
          isRefused(said, 400, /^REQUEST\.SCHEMA$/);
        },
      },
      {
        id: 'centre-unknown-field',
        says: 'unknown-fields',
        expects: 'A field that the centre does not know is ignored.',
        run: async (centre) => {
          const { data } = centre.receipt();
          const message = { type: 'hold.receipt', data: { ...data, kitAddedThis: { depth: 1 } }, kitAddedThat: 1 };
          isRefused(await centre.callback(message), 404, /^INBOX\.FOREIGN$/);
        },
      },
      {
        id: 'centre-not-json',
        says: 'form-schema',
        expects: 'A callback that is not JSON is a signed 400.',
        run: async (centre) => isRefused(await centre.callback(Buffer.from('{"type":')), 400, /^REQUEST\./),
      },
      {
        id: 'centre-media-type',
        says: 'centre-media-type',
        expects: 'A callback under another content-type is a 415.',
        run: async (centre) => {
          const said = await centre.callback(centre.receipt(), { contentType: 'text/plain' });
          isRefused(said, 415, /^REQUEST\.MEDIA_TYPE$/);
        },
      },
      {
        id: 'centre-too-large',
        says: 'centre-too-large',
        expects: 'A callback of more than 256 KiB is a 413.',
        run: async (centre) => {
          const { data } = centre.receipt();
          const message = { type: 'hold.receipt', data: { ...data, refusalReason: 'x'.repeat(300_000) } };
          isRefused(await centre.callback(message), 413, /^REQUEST\.TOO_LARGE$/);
        },
      },
      {
        id: 'centre-number',
        says: 'form-money',
        expects: 'An amount that is a number is a 400.',
        run: async (centre) => {
          const { data } = centre.receipt();
          const said = await centre.callback({ type: 'hold.receipt', data: { ...data, heldAmountSatang: 1 } });
          isRefused(said, 400, /^REQUEST\.SCHEMA$/);
        },
      },
    ],
  },
  {
    title: 'Keys and the book of the centre',
    checks: [
      {
        id: 'centre-keys',
        says: 'two-keys',
        expects: 'GET /v1/keys lists Ed25519 keys with their ids, and no private half.',
        run: async (centre) => {
          const said = await centre.get('/v1/keys');
          const Key = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string() });
          const read = z.object({ keys: z.array(Key).min(1) }).safeParse(said.json);
          wants(said.status === 200 && read.success, `${said.status}: ${said.raw.toString().slice(0, 200)}`);
          wants(!said.raw.toString().includes('"d"'), 'it has a private half');
        },
      },
      {
        id: 'centre-statement',
        says: 'centre-statement',
        expects: 'The signed question what the centre has of you is answered by a signed page.',
        run: async (centre) => void (await statement(centre)),
      },
      {
        id: 'centre-statement-sorted',
        says: 'statement-sorted',
        expects: 'Its page is in the order of changedAt.',
        run: async (centre) => {
          const times = (await statement(centre)).orders.map(({ changedAt }) => Date.parse(changedAt));
          wants(
            times.every((time, at) => at === 0 || time >= (times[at - 1] ?? 0)),
            'it is not',
          );
        },
      },
      {
        id: 'centre-statement-since',
        says: 'statement-since',
        expects: 'What changed since tomorrow is nothing.',
        run: async (centre) => {
          const since = new Date(Date.now() + 86_400_000).toISOString();
          const { orders, next } = await statement(centre, `?${new URLSearchParams({ since }).toString()}`);
          wants(orders.length === 0 && next === null, `it names ${orders.length} orders`);
        },
      },
      {
        id: 'centre-statement-unsigned',
        says: 'sign-all',
        expects: 'Without a signature the question is refused by 401.',
        run: async (centre) => {
          const said = await centre.get(STATEMENT, { afterwards: () => ({ headers: {} }) });
          wants(said.status === 401, `it was answered by ${said.status}`);
        },
      },
    ],
  },
];
