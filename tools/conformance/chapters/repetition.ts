import { isDeepStrictEqual } from 'node:util';
import { ulid } from 'ulid';
import { STOLEN } from '../books.js';
import type { Chapter, Check } from '../check.js';
import type { Play } from '../play.js';
import { wants } from '../unmet.js';

/** The messages that have an id: how each is made, and how it is made to say something else. */
const MESSAGES: readonly (readonly [
  id: string,
  what: string,
  path: string,
  make: (play: Play) => Promise<object> | object,
  other: (message: object) => object,
])[] = [
  [
    'order',
    'hold order',
    '/hold-orders',
    (play) => play.order(),
    (message) => ({ ...message, requestedAmountSatang: '100' }),
  ],
  [
    'release',
    'release order',
    '/release-orders',
    async (play) => {
      const order = play.order();
      await play.place(order);
      return play.releaseOf(order);
    },
    (message) => ({ ...message, holdId: ulid() }),
  ],
  [
    'question',
    'question about a debit',
    '/debit-confirmations',
    (play) => ({
      confirmationId: ulid(),
      caseNo: 'RG-TEST-1',
      account: { institution: play.kit.institution, accountNo: play.account.accountNo },
      search: { amountSatang: '123' },
      legalBasis: [{ ruleId: 'SHARE-85', section: 's.8/5(5)', instrument: 'decree_2566_as_amended' }],
    }),
    (message) => ({ ...message, caseNo: 'RG-TEST-2' }),
  ],
  [
    'result',
    "officer's result",
    '/suspension-results',
    (play) => suspensionResult(play, 'UNFOUNDED'),
    (message) => ({ ...message, result: 'LAWFUL_ACTION' }),
  ],
];

/** Makes an officer's result about the credit of the account. */
export function suspensionResult(play: Play, result: 'UNFOUNDED' | 'LAWFUL_ACTION'): object {
  const { caseNo, account, transfer, legalBasis } = play.order();
  return { resultId: ulid(), caseNo, account, transfer, result, legalBasis, decidedAt: new Date().toISOString() };
}

const same = MESSAGES.map(([id, what, path, make]): Check => ({
  id: `again-${id}`,
  says: 'once-same-answer',
  expects: `A repeated ${what} gets the answer of the first time.`,
  books: 'whole',
  run: async (play) => {
    const message = await make(play);
    const webhookId = `kit-${id}-${ulid()}`;
    const first = await play.post(path, message, { webhookId });
    wants(first.status === 200 || first.status === 202, `the first time it was answered by ${first.status}`);
    await play.again(path, message, webhookId, first);
  },
}));

const reused = MESSAGES.map(([id, what, path, make, other]): Check => ({
  id: `reused-${id}`,
  says: 'once-reused',
  expects: `A ${what} under the id of another one is refused by 409.`,
  books: 'whole',
  run: async (play) => {
    const message = await make(play);
    await play.post(path, message);
    const said = await play.post(path, other(message));
    wants(said.status === 409, `it was answered by ${said.status}`);
  },
}));

export const repetition: Chapter = {
  title: 'Each message once',
  checks: [
    ...same,
    ...reused,
    {
      id: 'again-holds-once',
      says: 'once-id',
      expects: 'A repeated order holds nothing more: the other money of the account stays free.',
      books: 'both',
      run: async (play) => {
        const order = play.order({ requestedAmountSatang: '2000000' });
        await play.place(order);
        await play.post('/hold-orders', order);
        await play.post('/hold-orders', order);
        const released = await play.release(play.releaseOf(order));
        wants(
          released.releasedAmountSatang === '2000000',
          `the release let go ${released.releasedAmountSatang} satang`,
        );
      },
    },
    {
      id: 'again-at-once',
      says: 'once-id',
      expects: 'Five copies of an order that come at the same time are one hold.',
      books: 'whole',
      run: async (play) => {
        const order = play.order({ requestedAmountSatang: '1000000' });
        const said = await Promise.all(Array.from({ length: 5 }, () => play.post('/hold-orders', order)));
        const bad = said.filter(({ status }) => status !== 200 && status !== 202);
        wants(bad.length === 0, `one copy was answered by ${bad[0]?.status}`);
        const released = await play.release(play.releaseOf(order));
        wants(
          released.releasedAmountSatang === '1000000',
          `the release let go ${released.releasedAmountSatang} satang`,
        );
      },
    },
    {
      id: 'again-without-secret',
      says: 'once-notice',
      expects: 'An order that comes again without the secret of its notice is the same order.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        const first = await play.place(order);
        const { appealSecret: _, ...holderNotice } = order.holderNotice;
        const again = await play.place({ ...order, holderNotice });
        wants(isDeepStrictEqual(again, first), `it says ${again.result}, ${again.heldAmountSatang}`);
      },
    },
    {
      id: 'again-read',
      says: 'read-order',
      expects: 'GET /hold-orders/{orderId} gives the newest receipt.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        const receipt = await play.place(order);
        const read = await play.get(`/hold-orders/${order.orderId}`);
        wants(
          read.status === 200 && isDeepStrictEqual(withoutDefaults(read.json), withoutDefaults(receipt)),
          `${read.status}: ${read.raw.toString().slice(0, 200)}`,
        );
      },
    },
    {
      id: 'again-unknown',
      says: 'read-unknown',
      expects: 'GET /hold-orders/{orderId} of an order that never came is a 404.',
      run: async (play) => {
        const read = await play.get(`/hold-orders/${ulid()}`);
        wants(read.status === 404, `it was answered by ${read.status}`);
      },
    },
    {
      id: 'commit-read',
      says: 'answer-after-commit',
      expects: 'What was answered is on record: the receipt can be read at once after the answer.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        await play.place(order);
        const read = await play.get(`/hold-orders/${order.orderId}`);
        wants(read.status === 200, `it was answered by ${read.status}`);
      },
    },
    {
      id: 'commit-stated',
      says: 'answer-after-commit',
      expects: 'The statement that is asked for at once after the answer names the order.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        const receipt = await play.place(order);
        const stated = await play.stated(order.orderId);
        wants(stated !== undefined, `it does not name the order, answered with ${receipt.result}`);
        wants(BigInt(stated.heldSatang) <= STOLEN, `it says ${stated.heldSatang}`);
      },
    },
  ],
};

/** A receipt without what may be left out: an empty list of debits says the same as none. */
function withoutDefaults(receipt: unknown): unknown {
  return { onward: [], ...(receipt as object) };
}
