import { createPrivateKey, X509Certificate } from 'node:crypto';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readMasterKeys } from '../encryption/sealed-bytes.js';
import { assertKeyId, loadPrivateKey } from '../signing/keys.js';

/** How a schema of a setting says what is wrong with it: never by its value. */
interface Told {
  addIssue(issue: { code: 'custom'; message: string; continue: boolean }): void;
}

/** Notes a fault, after which nothing more is asked of the value; returns what zod takes for none. */
function refuse(told: Told, message: string): never {
  told.addIssue({ code: 'custom', message, continue: false });
  return z.NEVER;
}

/** Returns the content of a file; undefined where it cannot be read. */
function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).type === 'private';
  } catch {
    return false;
  }
}

/** Returns what is wrong with a file of which something is expected; undefined: nothing. */
function faultOfFile(file: string, expected: { is: (content: string) => boolean; words: string }): string | undefined {
  const content = contentOf(file);
  if (content === undefined) return 'names a file that cannot be read';
  return expected.is(content) ? undefined : `names a file that is not ${expected.words}`;
}

const CERTIFICATE = { is: isCertificate, words: 'a certificate in PEM' };
const PRIVATE_KEY = { is: isPrivateKey, words: 'a private key in PEM' };

const fileThat = (expected: Parameters<typeof faultOfFile>[1]) =>
  z.string().superRefine((file, told) => {
    const fault = faultOfFile(file, expected);
    if (fault !== undefined) refuse(told, fault);
  });

/** The path of a PEM file with a certificate. */
export const CertificateFile = fileThat(CERTIFICATE);

/** The path of a PEM file with a private key. */
export const KeyFile = fileThat(PRIVATE_KEY);

/** The path of any file that can be read. */
export const ReadableFile = fileThat({ is: () => true, words: '' });

/** Returns whether a certificate's file and a key's belong together. */
export function belongTogether(certificateFile: string, keyFile: string): boolean {
  return new X509Certificate(readFileSync(certificateFile)).checkPrivateKey(createPrivateKey(readFileSync(keyFile)));
}

/** The path of a file of JSON, with its content. */
export const JsonFile = z.string().transform((file, told): unknown => {
  const content = contentOf(file);
  if (content === undefined) return refuse(told, 'names a file that cannot be read');
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return refuse(told, 'names a file that is not JSON');
  }
});

const Ed25519 = { kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() };
const KeyPair = z.object({
  keyId: z.string(),
  privateJwk: z.object({ ...Ed25519, d: z.string() }).loose(),
  publicJwk: z.object(Ed25519).loose(),
});
/** The content of the file with the centre's signing key. */
export type SigningKeyPair = z.infer<typeof KeyPair>;

function isUsable({ keyId, privateJwk, publicJwk }: SigningKeyPair): boolean {
  try {
    assertKeyId(keyId);
    loadPrivateKey(privateJwk);
  } catch {
    return false;
  }
  // Parties are given the public half: what they cannot verify, they refuse.
  return publicJwk.x === privateJwk.x;
}

/** The path of the file with the centre's signing key, with its content. */
export const SigningKeyFile = JsonFile.transform((content, told): SigningKeyPair => {
  const parsed = KeyPair.safeParse(content);
  if (parsed.success && isUsable(parsed.data)) return parsed.data;
  return refuse(told, 'names a file that is not an Ed25519 key pair with its id');
});

const CodecKeys = z.object({ current: z.string(), keys: z.record(z.string(), z.string()) });

/** The keys of the payload codec, as JSON. */
export const CodecKeysText = z.string().transform((text, told): z.infer<typeof CodecKeys> => {
  try {
    const keys = CodecKeys.parse(JSON.parse(text));
    readMasterKeys(keys);
    return keys;
  } catch {
    return refuse(told, 'must be JSON {"current","keys"}, each key 32 bytes in base64, the current one among them');
  }
});

/** Returns the nearest folder on a path that exists. */
function nearestOf(folder: string): string {
  for (let at = path.resolve(folder); ; at = path.dirname(at))
    if (statSync(at, { throwIfNoEntry: false }) !== undefined || at === path.dirname(at)) return at;
}

/** Returns what is wrong with a folder that is there, or is to be made; undefined: nothing. */
function faultOfFolder(folder: string, mode: number): string | undefined {
  try {
    const nearest = nearestOf(folder);
    if (!statSync(nearest).isDirectory()) return 'names no folder';
    accessSync(nearest, mode);
    return undefined;
  } catch {
    return 'names a folder that this process may not use';
  }
}

const folderFor = (mode: number) =>
  z.string().superRefine((folder, told) => {
    const fault = faultOfFolder(folder, mode);
    if (fault !== undefined) refuse(told, fault);
  });

/** The path of a folder that is read; it may be absent yet. */
export const FolderToRead = folderFor(constants.R_OK | constants.X_OK);

/** The path of a folder that is written; it may be absent yet. */
export const FolderToWrite = folderFor(constants.R_OK | constants.W_OK | constants.X_OK);

const SSL_MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];
const SSL_FILES = { sslrootcert: CERTIFICATE, sslcert: CERTIFICATE, sslkey: PRIVATE_KEY } as const;
const SSL_PARAMETERS = ['sslmode', 'sslnegotiation', ...Object.keys(SSL_FILES)];

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Returns what is wrong with the address of a database; undefined: nothing. */
function faultOfDatabase(text: string): string | undefined {
  if (!URL.canParse(text)) return 'must be postgres://role:password@host:port/database';
  const { protocol, username, password, hostname, pathname, searchParams } = new URL(text);
  const isNamed = username !== '' && pathname.length > 1 && (hostname !== '' || searchParams.has('host'));
  if (!/^postgres(ql)?:$/.test(protocol) || !isNamed) return 'must be postgres://role:password@host:port/database';
  if ([username, password, pathname].some((part) => decoded(part) === undefined))
    return 'has a % that encodes nothing: percent-encode role and password';
  // PostgreSQL's client passes over what it does not know, and would connect in the clear.
  if ([...searchParams.keys()].some((name) => name.startsWith('ssl') && !SSL_PARAMETERS.includes(name)))
    return `knows of TLS only ${SSL_PARAMETERS.join(', ')}`;
  const mode = searchParams.get('sslmode');
  if (mode !== null && !SSL_MODES.includes(mode)) return `sslmode must be one of ${SSL_MODES.join(', ')}`;
  for (const [name, expected] of Object.entries(SSL_FILES)) {
    const file = searchParams.get(name);
    const fault = file === null ? undefined : faultOfFile(file, expected);
    if (fault !== undefined) return `${name} ${fault}`;
  }
  return undefined;
}

/** The address of a database, as a role of it. */
export const DatabaseUrl = z.string().superRefine((text, told) => {
  const fault = faultOfDatabase(text);
  if (fault !== undefined) refuse(told, fault);
});
