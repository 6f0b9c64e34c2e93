import { contentDigest } from '../../../src/signing/content-digest.js';
import { collectHeaders, singleHeader } from '../../../src/signing/headers.js';
import { parseSignatureParams } from '../../../src/signing/signature-params.js';
import type { FindKey } from '../../../src/signing/verdict.js';
import { verifyResponse } from '../../../src/signing/verify-response.js';
import type { Chapter, Check } from '../check.js';
import type { Play } from '../play.js';
import type { Exchange } from '../wire.js';
import { wants } from '../unmet.js';

/** What an answer's signature says of itself. */
interface Said {
  readonly components: readonly string[];
  readonly params: ReadonlyMap<string, string | number>;
}

/** What a look needs of a signed message. */
type Signed = Pick<Exchange, 'headers' | 'raw'>;

function header({ headers }: Signed, name: string): string {
  const found = singleHeader(collectHeaders(headers), name);
  wants(found.found === 'one', `the header ${name} came ${found.found === 'none' ? 'not' : 'more than once'}`);
  return found.value;
}

function read(signed: Signed): Said {
  const input = header(signed, 'signature-input');
  const parsed = parseSignatureParams(input.replace(/^[^=]*=/, ''));
  wants(parsed !== undefined, `signature-input is ${input}`);
  return parsed;
}

/** Who signs an answer, and the public keys that are known of it. */
export interface Signer {
  readonly name: string;
  readonly findKey: FindKey;
}

/** Verifies an answer as of when it says that it was signed, so that clocks are judged apart. */
export async function verdict(signer: Signer, answer: Exchange) {
  const { status = 0, headers, raw, requestHeaders } = answer;
  const asked = { status, headers, body: raw, requestHeaders, expectedPartyId: signer.name };
  return verifyResponse({ ...asked, now: signedAt(answer), findKey: signer.findKey });
}

/** When a message says that it was signed. */
export function signedAt(signed: Signed): Date {
  return new Date(Number(read(signed).params.get('created') ?? 0) * 1000);
}

type Look<Message> = readonly [
  id: string,
  says: string,
  expects: string,
  look: (said: Message, signer: Signer) => void | Promise<void>,
];

/** What is right of every signed message, question or answer, whoever signs it. */
export const LOOKS_OF_ALL: readonly Look<Signed>[] = [
  [
    'label',
    'sign-label',
    'It carries exactly one signature, under the label sig1.',
    (said) => {
      const [input, signature] = [header(said, 'signature-input'), header(said, 'signature')];
      wants(input.startsWith('sig1=(') && /^sig1=:[A-Za-z0-9+/]{86}==:$/.test(signature), `${input}; ${signature}`);
    },
  ],
  [
    'parameters',
    'sign-parameters',
    'It has the parameters of the profile and no other.',
    (said) => {
      const { params } = read(said);
      const known = ['created', 'expires', 'nonce', 'keyid', 'alg', 'tag'];
      const isWhole = ['created', 'expires', 'keyid', 'alg', 'tag'].every((name) => params.has(name));
      const isKnown = [...params.keys()].every((name) => known.includes(name));
      wants(isWhole && isKnown, `its parameters are ${[...params.keys()].join(', ')}`);
      wants(params.get('alg') === 'ed25519' && params.get('tag') === 'rangap', 'alg or tag is another');
    },
  ],
  [
    'key',
    'sign-keyid',
    'It names a key of its signer.',
    async (said, signer) => {
      const keyId = String(read(said).params.get('keyid'));
      wants(
        (await signer.findKey(keyId)) !== undefined,
        `it names ${keyId}, and no such key of ${signer.name} is known`,
      );
    },
  ],
  [
    'digest',
    'sign-raw',
    'Its content-digest is that of the bytes that came.',
    (said) => {
      const digest = header(said, 'content-digest');
      wants(
        digest === contentDigest(said.raw),
        `content-digest is ${digest}, and the body has ${contentDigest(said.raw)}`,
      );
    },
  ],
  [
    'not-ahead',
    'sign-time',
    'It was signed at most 60 seconds ahead of the clock of the kit.',
    (said) => {
      const ahead = Number(read(said).params.get('created')) - Date.now() / 1000;
      wants(ahead <= 60, `it was signed ${Math.round(ahead)} seconds ahead`);
    },
  ],
  [
    'not-over',
    'sign-time',
    'Its signature is not over when it comes.',
    (said) => {
      const over = Date.now() / 1000 - Number(read(said).params.get('expires'));
      wants(over <= 0, `it was over ${Math.round(over)} seconds before`);
    },
  ],
  [
    'life',
    'sign-time',
    'Its signature lives at most 300 seconds.',
    (said) => {
      const { params } = read(said);
      const life = Number(params.get('expires')) - Number(params.get('created'));
      wants(life > 0 && life <= 300, `it lives ${life} seconds`);
    },
  ],
  [
    'json',
    'form-json',
    'Its content-type is application/json.',
    (said) => {
      const type = header(said, 'content-type');
      wants(type.split(';')[0]?.trim() === 'application/json', `content-type is ${type}`);
    },
  ],
];

/** What is right of every signed answer. */
export const LOOKS: readonly Look<Exchange>[] = [
  ...LOOKS_OF_ALL,
  [
    'covers',
    'sign-answer-covers',
    'It covers the status, the digest and the signature of the request.',
    (said) => {
      const covered = read(said).components;
      const needed = ['"@status"', '"content-digest"', '"signature";req;key="sig1"'];
      wants(
        needed.every((component) => covered.includes(component)),
        `it covers ${covered.join(' ')}`,
      );
    },
  ],
  [
    'fits',
    'sign-answer-covers',
    'Its signature fits it, and the request that it answers.',
    async (said, signer) => {
      const seen = await verdict(signer, said);
      wants(seen.ok || seen.code === 'SIGNATURE.DIGEST', seen.ok ? '' : `${seen.code}: ${seen.detail}`);
    },
  ],
];

function signerOf({ kit }: Play): Signer {
  return { name: kit.institution, findKey: kit.findKey };
}

const looks = LOOKS.map(([id, says, expects, look]): Check => ({
  id: `answer-${id}`,
  says,
  expects,
  books: 'whole',
  run: async (play) => look(await play.post('/hold-orders', play.order()), signerOf(play)),
}));

export const answers: Chapter = {
  title: 'How an answer is signed',
  checks: [
    ...looks,
    {
      id: 'answer-refusal',
      says: 'sign-refusals',
      expects: 'A refusal of a believed request is signed too.',
      run: async (play) => {
        const said = await play.post('/hold-orders', { orderId: 'none' });
        wants(said.status === 400, `it was answered by ${said.status}`);
        const seen = await verdict(signerOf(play), said);
        wants(seen.ok, seen.ok ? '' : seen.code);
      },
    },
    {
      id: 'answer-anew',
      says: 'once-same-answer',
      expects: 'The answer to a repetition is signed anew, for the request that repeats.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        await play.post('/hold-orders', order);
        const seen = await verdict(signerOf(play), await play.post('/hold-orders', order));
        wants(seen.ok, seen.ok ? '' : seen.code);
      },
    },
    {
      id: 'answer-not-json',
      says: 'form-schema',
      expects: 'A signed body that is not JSON is refused by a signed 400.',
      run: async (play) => {
        const said = await play.post('/hold-orders', Buffer.from('{"orderId":'));
        wants(said.status === 400, `it was answered by ${said.status}`);
        const seen = await verdict(signerOf(play), said);
        wants(seen.ok, seen.ok ? '' : seen.code);
      },
    },
  ],
};
