import { generateSigningKey, loadPrivateKey, type SigningKey } from '../../../src/signing/keys.js';
import type { Chapter, Check } from '../check.js';
import type { Play } from '../play.js';
import { type Odd, toldBy } from '../wire.js';
import { wants } from '../unmet.js';

/** Returns a key that nobody listed, under an id of its own or under another's. */
function stranger(keyId: string) {
  return { keyId, privateKey: loadPrivateKey(generateSigningKey(keyId).privateJwk) };
}

/** Requests that nobody may believe: how each differs from a good one, and the sentence that forbids it. */
export const ODD: readonly (readonly [id: string, says: string, what: string, odd: (usual: SigningKey) => Odd])[] = [
  [
    'unsigned',
    'sign-all',
    'without a signature',
    () => ({ afterwards: ({ headers }) => ({ headers: pick(headers, 'content-type', 'webhook-id') }) }),
  ],
  ['label', 'sign-label', 'with another label', () => ({ label: 'sig2' })],
  ['two', 'sign-all', 'with two signatures', () => ({ afterwards: twice })],
  ['alg', 'sign-parameters', 'with another alg', () => ({ params: swap('alg="ed25519"', 'alg="rsa-v1_5-sha256"') })],
  ['tag', 'sign-parameters', 'with another tag', () => ({ params: swap('tag="rangap"', 'tag="other"') })],
  ['no-tag', 'sign-parameters', 'without a tag', () => ({ params: swap(';tag="rangap"', '') })],
  ['more', 'sign-parameters', 'with a parameter more', () => ({ params: (text) => `${text};more="1"` })],
  ['no-nonce', 'sign-parameters', 'without a nonce', () => ({ params: swap(/;nonce="[^"]*"/, '') })],
  ['no-expires', 'sign-parameters', 'without expires', () => ({ params: swap(/;expires=\d+/, '') })],
  ['method', 'sign-covers', 'that does not cover @method', () => ({ without: '"@method"' })],
  ['authority', 'sign-covers', 'that does not cover @authority', () => ({ without: '"@authority"' })],
  ['path', 'sign-covers', 'that does not cover @path', () => ({ without: '"@path"' })],
  ['query', 'sign-covers', 'that does not cover @query', () => ({ without: '"@query"' })],
  ['digest', 'sign-covers', 'that does not cover content-digest', () => ({ without: '"content-digest"' })],
  ['type', 'sign-covers', 'that does not cover content-type', () => ({ without: '"content-type"' })],
  ['webhook', 'sign-covers', 'that does not cover webhook-id', () => ({ without: '"webhook-id"' })],
  [
    'body',
    'sign-raw',
    'whose body was changed after it was signed',
    () => ({ afterwards: ({ body }) => ({ body: Buffer.concat([body, Buffer.from(' ')]) }) }),
  ],
  [
    'elsewhere',
    'sign-covers',
    'signed for another query',
    () => ({ afterwards: ({ url }) => ({ url: `${url}?all=1` }) }),
  ],
  ['expired', 'sign-time', 'whose signature is over', () => ({ signedIn: -400 })],
  ['future', 'sign-time', 'signed ten minutes ahead', () => ({ signedIn: 600 })],
  ['long', 'sign-time', 'whose signature lives an hour', () => ({ livesFor: 3_600 })],
  ['stranger', 'sign-keyid', 'of a key that the centre does not list', () => ({ key: stranger('kit-nobody') })],
  ['forged', 'sign-keyid', 'of another key under the id of a listed one', (usual) => ({ key: stranger(usual.keyId) })],
];

const refused = ODD.map(([id, says, what, odd]): Check => ({
  id: `request-${id}`,
  says,
  expects: `An order ${what} is refused by 401, and holds nothing.`,
  books: 'whole',
  run: async (play) => {
    const order = play.order();
    const said = await play.post('/hold-orders', order, odd(play.kit.keys[0]));
    wants(said.status === 401, `it was answered by ${said.status}`);
    await wantsNoRecord(play, order.orderId);
  },
}));

/** Spellings of the same JSON. */
const SPELLINGS: readonly (readonly [id: string, what: string, write: (text: string) => string])[] = [
  ['blanks', 'with blanks and line breaks', (text) => JSON.stringify(JSON.parse(text), null, 2)],
  ['escapes', 'whose Thai letters are escaped', escaped],
];

export const requests: Chapter = {
  title: 'Which request is believed',
  checks: [
    ...refused,
    {
      id: 'request-question',
      says: 'sign-all',
      expects: 'A question (GET) without a signature is refused by 401.',
      run: async (play) => {
        const said = await play.get('/hold-statements', { afterwards: () => ({ headers: {} }) });
        wants(said.status === 401, `it was answered by ${said.status}`);
      },
    },
    {
      id: 'request-nonce',
      says: 'sign-nonce',
      expects: 'The same bytes with the same nonce are refused by 401 the second time.',
      books: 'whole',
      run: async (play) => {
        const odd = { nonce: `kit-${play.account.accountNo}-a`, webhookId: 'kit-nonce' };
        const order = play.order();
        const first = await play.post('/hold-orders', order, odd);
        wants(first.status === 200 || first.status === 202, `the first time it was answered by ${first.status}`);
        const second = await play.post('/hold-orders', order, odd);
        wants(second.status === 401, `the second time it was answered by ${second.status}`);
      },
    },
    {
      id: 'request-second-key',
      says: 'two-keys',
      expects: 'What the second listed key of the centre signed is believed, as what the first one signed.',
      books: 'whole',
      run: async (play) => {
        const receipt = await play.place(play.order(), { key: play.kit.keys[1] });
        wants(receipt.result === 'HELD_FULL', `the receipt says ${receipt.result}`);
      },
    },
    {
      id: 'request-behind',
      says: 'sign-time',
      expects: 'A request that was four minutes under way is believed: its signature is not over.',
      books: 'whole',
      run: async (play) => {
        const receipt = await play.place(play.order(), { signedIn: -240 });
        wants(receipt.result === 'HELD_FULL', `the receipt says ${receipt.result}`);
      },
    },
    {
      id: 'request-ahead',
      says: 'sign-time',
      expects: 'A request of a clock that is thirty seconds ahead is believed.',
      books: 'whole',
      run: async (play) => {
        const receipt = await play.place(play.order(), { signedIn: 30 });
        wants(receipt.result === 'HELD_FULL', `the receipt says ${receipt.result}`);
      },
    },
    {
      id: 'request-order-of-parameters',
      says: 'sign-parameters',
      expects: 'Parameters in another order are believed.',
      books: 'whole',
      run: async (play) => {
        const odd: Odd = { params: (text) => text.replace(/(;created=\d+)(.*)(;tag="rangap")$/, '$3$2$1') };
        const receipt = await play.place(play.order(), odd);
        wants(receipt.result === 'HELD_FULL', `the receipt says ${receipt.result}`);
      },
    },
    ...SPELLINGS.map(([id, what, write]): Check => ({
      id: `request-raw-${id}`,
      says: 'sign-raw',
      expects: `An order ${what} is believed: the digest is that of the raw bytes.`,
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        const text = write(JSON.stringify(order));
        const said = await play.post('/hold-orders', Buffer.from(text));
        wants(said.status === 200 || said.status === 202, `it was answered by ${said.status}`);
      },
    })),
  ],
};

function swap(from: string | RegExp, to: string): (text: string) => string {
  return (text) => text.replace(from, to);
}

function pick(headers: Record<string, string | string[]>, ...names: string[]) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name)));
}

function twice({ headers }: { headers: Record<string, string | string[]> }) {
  const [input, signature] = [String(headers['signature-input']), String(headers['signature'])];
  return {
    headers: {
      ...headers,
      'signature-input': `${input}, ${input.replace('sig1', 'sig2')}`,
      signature: `${signature}, ${signature.replace('sig1', 'sig2')}`,
    },
  };
}

/** Writes every character beyond ASCII as an escape, as some libraries do. */
function escaped(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Wants an order not to be on record. */
async function wantsNoRecord(play: Play, orderId: string): Promise<void> {
  const asked = await play.get(`/hold-orders/${orderId}`);
  const seen =
    asked.status === 200
      ? 'the order is on record'
      : `GET /hold-orders/{orderId} was answered by ${toldBy(asked)}, so nobody sees that the order is not on record`;
  wants(asked.status === 404, seen);
}
