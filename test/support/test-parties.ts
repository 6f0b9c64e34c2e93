import { randomUUID, sign } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { answerMessage } from '../../src/application/message/answer-message.js';
import type { Callback } from '../../src/application/message/receive-message.js';
import type { MessageKind, SignedMessage } from '../../src/application/message/signed-message.js';
import { DEMO_PARTIES } from '../../tools/embedded/people/parties.js';
import { enrolDirectory } from '../../src/migrate/migrate-database.js';
import type { NewParty } from '../../src/persistence/party/enrol.js';
import { generateSigningKey, loadPrivateKey, loadPublicKey, type SigningKey } from '../../src/signing/keys.js';
import { signRequest } from '../../src/signing/sign-request.js';
import { signResponse } from '../../src/signing/sign-response.js';
import type { FindKey } from '../../src/signing/verdict.js';
import { verifyRequest } from '../../src/signing/verify-request.js';
import { verifyResponse } from '../../src/signing/verify-response.js';

const AUTHORITY = 'centre.example';
const CALLBACKS = '/v1/callbacks/institutions';
const JSON_HEADERS = { 'content-type': 'application/json' };
const DAY_MS = 24 * 3_600_000;

/**
 * The banks, the wallet and the agencies of the demonstration, and the centre, each with a key of
 * its own; their signatures are real.
 */
export interface TestParties {
  /** Signs what a party sends to the centre's callback address. */
  callback(slug: string, kind: MessageKind, subjectId: string, data: object, webhookId?: string): Promise<Callback>;
  /** Signs what a party answers at once to a call of the centre. */
  answer(slug: string, kind: MessageKind, subjectId: string, body: object, httpStatus?: number): Promise<SignedMessage>;
  /** Signs bytes as the centre. */
  signBytes(bytes: Uint8Array): { signature: string; keyId: string };
}

/** Makes the parties and enrols them in a database. */
export async function enrolTestParties(db: DataSource): Promise<TestParties> {
  const centre = generateSigningKey('centre-test-1');
  const pairs = new Map(DEMO_PARTIES.map(({ slug }) => [slug, generateSigningKey(`${slug}-test-1`)]));
  const validity = { notBefore: new Date(Date.now() - DAY_MS), notAfter: new Date(Date.now() + DAY_MS) };
  const parties = DEMO_PARTIES.map((party): NewParty => {
    const { keyId, publicJwk } = pairOf(pairs, party.slug);
    return {
      ...party,
      baseUrl: `http://${party.slug}.example`,
      accountDigits: [...(party.accountDigits ?? [])],
      keys: [{ keyId, publicJwk: { ...publicJwk }, ...validity }],
    };
  });
  await enrolDirectory(db, parties, { keyId: centre.keyId, publicJwk: { ...centre.publicJwk } });

  const findKey: FindKey = (keyId) => {
    const found = [...pairs].find(([, pair]) => pair.keyId === keyId);
    return Promise.resolve(
      found && { partyId: found[0], publicKey: loadPublicKey(found[1].publicJwk), ...validity, revokedAt: null },
    );
  };
  const keyOf = (slug: string): SigningKey => privateKeyOf(pairOf(pairs, slug));
  const centreKey = privateKeyOf(centre);
  return {
    callback: (...message) => signedCallback(keyOf(message[0]), findKey, ...message),
    answer: (...message) => signedAnswer(keyOf(message[0]), centreKey, findKey, ...message),
    signBytes: (bytes) => ({
      signature: sign(null, bytes, centreKey.privateKey).toString('base64'),
      keyId: centre.keyId,
    }),
  };
}

type Pair = ReturnType<typeof generateSigningKey>;

function pairOf(pairs: ReadonlyMap<string, Pair>, slug: string): Pair {
  const pair = pairs.get(slug);
  if (pair === undefined) throw new Error(`no party ${slug} in the tests`);
  return pair;
}

function privateKeyOf({ keyId, privateJwk }: Pair): SigningKey {
  return { keyId, privateKey: loadPrivateKey(privateJwk) };
}

async function signedCallback(
  key: SigningKey,
  findKey: FindKey,
  slug: string,
  kind: MessageKind,
  subjectId: string,
  data: object,
  webhookId: string = randomUUID(),
): Promise<Callback> {
  const body = Buffer.from(JSON.stringify({ type: kind, data }));
  const request = { method: 'POST', headers: { ...JSON_HEADERS, 'webhook-id': webhookId }, body };
  const now = new Date();
  const signed = signRequest({ ...request, url: `https://${AUTHORITY}${CALLBACKS}`, key, now, nonce: randomUUID() });
  const verdict = await verifyRequest({
    ...request,
    url: CALLBACKS,
    authority: AUTHORITY,
    headers: { ...request.headers, ...signed },
    now,
    findKey,
  });
  if (!verdict.ok) throw new Error(verdict.detail);
  return {
    party: slug,
    channel: 'callback',
    messageKey: webhookId,
    kind,
    subjectId,
    rawBody: body,
    content: data,
    httpStatus: null,
    proof: verdict.proof,
    nonce: verdict.nonce,
    nonceExpiresAt: verdict.expiresAt,
  };
}

async function signedAnswer(
  key: SigningKey,
  centreKey: SigningKey,
  findKey: FindKey,
  slug: string,
  kind: MessageKind,
  subjectId: string,
  content: object,
  httpStatus = 200,
): Promise<SignedMessage> {
  const now = new Date();
  const question = { method: 'POST', headers: JSON_HEADERS, body: Buffer.from('{}') };
  const asked = signRequest({ ...question, url: `http://${slug}.example/`, key: centreKey, now, nonce: randomUUID() });
  const requestHeaders = { ...JSON_HEADERS, ...asked };
  const rawBody = Buffer.from(JSON.stringify(content));
  const answer = { status: httpStatus, headers: JSON_HEADERS, body: rawBody, requestHeaders };
  const headers = { ...JSON_HEADERS, ...signResponse({ ...answer, key, now }) };
  const verdict = await verifyResponse({ ...answer, headers, now, findKey, expectedPartyId: slug });
  if (!verdict.ok) throw new Error(verdict.detail);
  return answerMessage(slug, kind, subjectId, { httpStatus, rawBody, proof: verdict.proof }, content);
}
