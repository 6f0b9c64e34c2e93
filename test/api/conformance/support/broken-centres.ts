import { generateSigningKey, loadPrivateKey } from '../../../../src/signing/keys.js';
import type { HoldOrder } from '../../../../src/wire/institution/calls/hold-order.js';
import type { HoldStatement } from '../../../../src/wire/institution/calls/hold-statement.js';
import type { Breaks, Changed, OnItsWay } from './way-to-centre.js';

const stranger = generateSigningKey('centre-1');
const strangersKey = { keyId: stranger.keyId, privateKey: loadPrivateKey(stranger.privateJwk) };

/** Changes what every order says. */
function ofOrders(change: (order: HoldOrder) => HoldOrder): Breaks['request'] {
  return ({ method, path, body }) => {
    if (method !== 'POST' || path !== '/hold-orders') return undefined;
    return { body: Buffer.from(JSON.stringify(change(JSON.parse(body.toString()) as HoldOrder))) };
  };
}

/** Changes every request that has a body. */
function ofMessages(change: (message: OnItsWay) => Changed | undefined): Breaks['request'] {
  return (message) => (message.method === 'POST' ? change(message) : undefined);
}

function anHourLater(at: string): string {
  return new Date(Date.parse(at) + 3_600_000).toISOString();
}

/** Centres that are each wrong in one way, and the checks that say so: these and no other. */
export const BROKEN: readonly (readonly [what: string, breaks: Breaks, fails: readonly string[]])[] = [
  [
    'signs with a stale signature',
    { request: ofMessages(() => ({ now: new Date(Date.now() - 600_000) })) },
    ['centre-order-not-over'],
  ],
  [
    'signs with a foreign key',
    { request: ofMessages(() => ({ key: strangersKey })) },
    ['centre-all-signed', 'centre-order-fits', 'centre-release-signed'],
  ],
  [
    'has one nonce for all',
    { request: () => ({ nonce: 'always-the-same' }) },
    [
      'centre-again-503',
      'centre-again-stranger',
      'centre-again-unsigned',
      'centre-all-nonces',
      'centre-question-again',
      'centre-release-503',
      'centre-release-less',
      'centre-release-refused',
    ],
  ],
  [
    'writes the body again after it was signed',
    {
      request: ofMessages(({ body }) => ({
        afterwards: Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, 1)),
      })),
    },
    ['centre-all-signed', 'centre-order-digest', 'centre-release-signed'],
  ],
  [
    'asks for another amount than was reported',
    {
      request: ofOrders((order) => ({
        ...order,
        requestedAmountSatang: (BigInt(order.requestedAmountSatang) - 1n).toString(),
      })),
    },
    [
      'centre-callback-applied',
      'centre-order-amount',
      'centre-order-notice',
      'centre-order-onward',
      'centre-receipt-more',
      'centre-receipt-newer',
      'centre-release',
      'centre-release-503',
      'centre-release-less',
      'centre-release-once',
      'centre-release-refused',
      'centre-release-signed',
      'centre-stated-held',
      'centre-stated-released',
    ],
  ],
  [
    'orders for an hour too long',
    {
      request: ofOrders(({ expiresAt, holderNotice, ...order }) => ({
        ...order,
        expiresAt: anHourLater(expiresAt),
        holderNotice: { ...holderNotice, expiresAt: anHourLater(expiresAt) },
      })),
    },
    ['centre-order-end', 'centre-stated-held'],
  ],
  [
    'repeats under another id',
    {
      request: ofMessages(({ before, webhookId }) =>
        before === 0 ? undefined : { webhookId: `${webhookId}-${before}` },
      ),
    },
    [
      'centre-again-503',
      'centre-again-stranger',
      'centre-again-unsigned',
      'centre-question-again',
      'centre-release-503',
      'centre-release-less',
      'centre-release-refused',
    ],
  ],
  [
    'orders again what was answered',
    { repeats: ({ path, before }) => path === '/hold-orders' && before === 0 },
    ['centre-order-once', 'centre-order-refused'],
  ],
  [
    'never sends a release',
    { request: ({ path }) => (path === '/release-orders' ? 'lost' : undefined) },
    [
      'centre-release',
      'centre-release-503',
      'centre-release-less',
      'centre-release-once',
      'centre-release-refused',
      'centre-release-signed',
      'centre-stated-released',
    ],
  ],
  [
    'believes an answer that nobody signed',
    { believes: (_message, status) => status === 422 },
    ['centre-again-stranger', 'centre-again-unsigned'],
  ],
  [
    'lies in its statement',
    {
      answer: ({ path }, status, body) => {
        if (status !== 200 || !path.startsWith('/v1/institutions/self/hold-statements')) return undefined;
        const page = JSON.parse(body.toString()) as HoldStatement;
        const orders = page.orders.map((order) => ({ ...order, askedSatang: '1' }));
        return { body: Buffer.from(JSON.stringify({ ...page, orders })) };
      },
    },
    ['centre-stated-held'],
  ],
  [
    'says of every callback that it took effect',
    {
      answer: ({ path }, status, body) => {
        if (status !== 200 || path !== '/v1/callbacks/institutions') return undefined;
        const said = JSON.parse(body.toString()) as object;
        return { body: Buffer.from(JSON.stringify({ ...said, applied: true, reason: null })) };
      },
    },
    ['centre-receipt-more'],
  ],
];
