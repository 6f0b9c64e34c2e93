import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import type { SimulatorConfig } from '../../../simulator/config.js';
import { startWorld, type World } from '../../../simulator/world.js';
import { generateSigningKey, loadPrivateKey, loadPublicKey } from '../../../src/signing/keys.js';
import { signRequest } from '../../../src/signing/sign-request.js';
import type { FindKey, KnownKey } from '../../../src/signing/verdict.js';
import { verifyResponse } from '../../../src/signing/verify-response.js';
import { FakeCentre } from './fake-centre.js';

export const BANKS = ['th-002', 'th-004', 'th-006', 'th-014', 'wallet-x', 'asset-x'] as const;
export const AGENCIES = ['mdes', 'ccib', 'dsi', 'amlo', 'bot', 'nbtc', 'sec'] as const;

const ALWAYS = { notBefore: new Date(0), notAfter: new Date('2100-01-01') };

/** An answer of a party, with its JSON body. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  /** False for an answer without signature. */
  readonly signed: boolean;
}

/**
 * A configuration on disk, with the keys of both sides; the world can be started on it several
 * times.
 */
export interface Ground {
  /** Temporary folder of keys and journals. */
  readonly folder: string;
  readonly config: SimulatorConfig;
  readonly centre: FakeCentre;
  readonly findPartyKey: FindKey;
  readonly signWith: ReturnType<typeof centreKey>['signWith'];
}

function centreKey() {
  const pair = generateSigningKey('centre-1');
  return { pair, signWith: { keyId: pair.keyId, privateKey: loadPrivateKey(pair.privateJwk) } };
}

/**
 * Writes keys and configuration to a new temporary folder and opens a fake centre. Ports are 0.
 */
export async function prepareGround(): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'rangap-simulator-'));
  const { pair, signWith } = centreKey();
  const known = new Map<string, KnownKey>();
  const parties: SimulatorConfig['parties'] = [];
  for (const slug of [...BANKS, ...AGENCIES]) {
    const keys = generateSigningKey(`${slug}-1`);
    const privateJwkFile = join(folder, `${slug}.jwk`);
    await writeFile(privateJwkFile, JSON.stringify(keys.privateJwk));
    known.set(keys.keyId, { ...ALWAYS, partyId: slug, publicKey: loadPublicKey(keys.publicJwk) });
    const kind = (AGENCIES as readonly string[]).includes(slug) ? 'agency' : 'institution';
    parties.push({ slug, kind, port: 0, keyId: keys.keyId, privateJwkFile });
  }
  const findPartyKey: FindKey = (keyId) => Promise.resolve(known.get(keyId));
  const centre = await FakeCentre.open(findPartyKey, signWith);
  const centrePublicKeys = [{ keyId: pair.keyId, publicJwk: { ...pair.publicJwk } }];
  const stateDir = join(folder, 'state');
  const config = { stateDir, centreUrl: centre.url, centrePublicKeys, adminPort: 0, parties };
  return { folder, config, centre, findPartyKey, signWith };
}

/** The world on its ground; a test calls it as the centre (signed) and by the admin listener. */
export class TestWorld {
  private readonly agent = new Agent();

  constructor(
    readonly ground: Ground,
    private readonly world: Pick<World, 'adminUrl' | 'partyUrls' | 'stop'>,
  ) {}

  static async start(ground?: Ground): Promise<TestWorld> {
    const prepared = ground ?? (await prepareGround());
    return new TestWorld(prepared, await startWorld(prepared.config));
  }

  get centre(): FakeCentre {
    return this.ground.centre;
  }

  get adminUrl(): string {
    return this.world.adminUrl;
  }

  /** Stops the world; the ground stays. */
  async stop(): Promise<void> {
    await this.world.stop();
    await this.agent.close();
  }

  /** Stops the world and removes its ground. */
  async end(): Promise<void> {
    await this.stop();
    await this.centre.close();
    await rm(this.ground.folder, { recursive: true, force: true });
  }

  /** Sends a signed request as the centre, and verifies that the party signed the answer. */
  async send(party: string, method: 'GET' | 'POST', path: string, body?: unknown, nonce?: string): Promise<Answer> {
    const url = `${this.world.partyUrls.get(party) ?? ''}${path}`;
    const content = Buffer.from(body === undefined ? '' : JSON.stringify(body));
    const plain: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const signing = { method, url, headers: plain, body: content, now: new Date(), nonce: nonce ?? randomUUID() };
    const headers = { ...plain, ...signRequest({ ...signing, key: this.ground.signWith }) };
    const response = await request(url, { method, headers, body: content, dispatcher: this.agent });
    const bytes = Buffer.from(await response.body.arrayBuffer());
    const signed = response.headers['signature'] !== undefined;
    if (signed) {
      const verdict = await verifyResponse({
        status: response.statusCode,
        headers: response.headers,
        body: bytes,
        requestHeaders: headers,
        expectedPartyId: party,
        now: new Date(),
        findKey: this.ground.findPartyKey,
      });
      if (!verdict.ok) throw new Error(`the answer of ${party} is not signed well: ${verdict.code}`);
    }
    return { status: response.statusCode, body: JSON.parse(bytes.toString('utf8')) as Answer['body'], signed };
  }

  post(party: string, path: string, body: unknown): Promise<Answer> {
    return this.send(party, 'POST', path, body);
  }

  get(party: string, path: string): Promise<Answer> {
    return this.send(party, 'GET', path);
  }

  /** Calls the admin listener; without a body it is a GET. */
  async admin(path: string, body?: unknown): Promise<Answer> {
    const response = await request(`${this.world.adminUrl}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      dispatcher: this.agent,
    });
    return { status: response.statusCode, body: (await response.body.json()) as Answer['body'], signed: false };
  }

  /** Returns the URL of a party, for requests without a good signature. */
  urlOf(party: string): string {
    return this.world.partyUrls.get(party) ?? '';
  }
}

/** Calls the check until it returns a value; fails after that time (ms). */
export async function eventually<T>(check: () => T | undefined | Promise<T | undefined>, withinMs = 5_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await check();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`nothing within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
