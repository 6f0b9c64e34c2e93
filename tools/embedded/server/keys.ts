import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { generateSigningKey, type SigningKeyPair } from '../../../src/signing/keys.js';
import { errorCode, StartRefusal } from '../refusal.js';

const StoredKey = z.object({
  keyId: z.string(),
  privateJwk: z.object({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    x: z.string(),
    kid: z.string(),
    use: z.literal('sig'),
    d: z.string(),
  }),
  publicJwk: z.object({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    x: z.string(),
    kid: z.string(),
    use: z.literal('sig'),
  }),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
});
const CodecKeys = z.object({ current: z.string(), keys: z.record(z.string(), z.string()) });

/** A signing key of this home, with its file and the time in which it is valid. */
export interface HomeKey extends SigningKeyPair {
  /** `{ keyId, privateJwk, publicJwk, ... }`, mode 0600. */
  readonly file: string;
  /** The private JWK alone, mode 0600. */
  readonly privateJwkFile: string;
  readonly notBefore: string;
  readonly notAfter: string;
}

const DAY_MS = 86_400_000;

/**
 * Returns the signing key of this id and creates it on the first start: signatures must stay
 * verifiable after a restart.
 */
export function homeKey(keysDir: string, keyId: string, now: Date): HomeKey {
  const file = path.join(keysDir, `${keyId}.json`);
  const stored = readOrCreate(file, StoredKey, () => ({
    ...generateSigningKey(keyId),
    notBefore: new Date(now.getTime() - DAY_MS).toISOString(),
    notAfter: new Date(now.getTime() + 3_650 * DAY_MS).toISOString(),
  }));
  const privateJwkFile = path.join(keysDir, `${keyId}.jwk.json`);
  readOrCreate(privateJwkFile, StoredKey.shape.privateJwk, () => stored.privateJwk);
  return { ...stored, file, privateJwkFile };
}

/**
 * Returns the keys of the Temporal codec in the form of RANGAP_CODEC_KEYS and creates them on the
 * first start. Without them no open workflow can be read again.
 */
export function codecKeys(keysDir: string): z.infer<typeof CodecKeys> {
  const create = () => ({ current: 'k1', keys: { k1: randomBytes(32).toString('base64') } });
  return readOrCreate(path.join(keysDir, 'codec.json'), CodecKeys, create);
}

/**
 * Reads a JSON file, or creates it (mode 0600, complete or not at all). Throws StartRefusal for a
 * file that exists but cannot be used: it is never replaced, because everything made with the old
 * key would be lost.
 */
export function readOrCreate<T extends z.ZodType>(file: string, schema: T, create: () => z.infer<T>): z.infer<T> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw new StartRefusal(`${file} cannot be read (${errorCode(error)}).`);
    const created = create();
    writeJson(file, created);
    return created;
  }
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new StartRefusal(
    `${file} is damaged. Restore it from a copy, or move the whole data folder away to begin anew.`,
  );
}

/**
 * Writes JSON that only this user may read; a reader sees the old or the new file, never a part.
 */
export function writeJson(file: string, value: unknown): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // every schema refuses it
  }
}
