import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigurationError } from '../../src/config/environment.js';
import { loadApiConfig, loadKeeperConfig, loadWorkerConfig } from '../../src/config/load.js';
import { loadMigrateConfig } from '../../src/config/migrate-config.js';
import { loadVerifyConfig } from '../../src/config/verify-config.js';
import { generateSigningKey } from '../../src/signing/keys.js';
import { read } from '../deployment/deployment-files.js';
import { documentedReaders } from '../deployment/environment.js';
import { TestAuthority } from '../support/certificates.js';

const LOADERS: Readonly<Record<string, (environment: NodeJS.ProcessEnv) => unknown>> = {
  migrate: loadMigrateConfig,
  api: loadApiConfig,
  worker: loadWorkerConfig,
  keeper: loadKeeperConfig,
  verify: loadVerifyConfig,
};
/** What stands in every wrong value that could be a secret, and must never be printed. */
const SECRET = 'Zq9secret';
const KEY_32 = Buffer.alloc(32, 1).toString('base64');

const dir = mkdtempSync(path.join(tmpdir(), 'rangap-wrong-values-'));
const authority = new TestAuthority();
const client = authority.certify('client');
afterAll(() => {
  authority.remove();
  rmSync(dir, { recursive: true, force: true });
});

function file(name: string, content: string | object): string {
  const at = path.join(dir, name);
  writeFileSync(at, typeof content === 'string' ? content : JSON.stringify(content));
  return at;
}

const pair = generateSigningKey('centre-1');
const other = generateSigningKey('centre-1');
const ABSENT_FILE = path.join(dir, 'absent');
const IN_A_FILE = path.join(file('plain', 'text'), 'folder');
const COMPLETE: NodeJS.ProcessEnv = {
  DATABASE_URL: 'postgres://app:p@127.0.0.1:5432/r',
  MIGRATE_DATABASE_URL: 'postgres://owner:p@127.0.0.1:5432/r',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  RANGAP_CODEC_KEYS: JSON.stringify({ current: 'k', keys: { k: KEY_32 } }),
  RANGAP_SIGNING_KEY_FILE: file('key.json', pair),
  RANGAP_DIRECTORY_FILE: file('directory.json', { parties: [] }),
  RANGAP_PUBLIC_URL: 'https://rangap.example',
  RANGAP_OIDC_ISSUER: 'https://issuer.example',
  RANGAP_OIDC_AUDIENCE: 'rangap',
  RANGAP_WORKFLOW_BUNDLE: file('bundle.js', ''),
  RANGAP_CHECKPOINT_DIR: path.join(dir, 'checkpoints'),
};

const DATABASE = [
  `mysql://u:${SECRET}@h/d`,
  `postgres://u:${SECRET}@h`,
  `postgres://h/${SECRET}`,
  `postgres://u:${SECRET}%zz@h/d`,
  `postgres://u%zz:${SECRET}@h/d`,
  `postgres://u:${SECRET}@h:port/d`,
  `postgres://u:${SECRET}@h/d?sslmode=verify_full`,
  `postgres://u:${SECRET}@h/d?ssl_mode=verify-full`,
  `postgres://u:${SECRET}@h/d?sslrootcert=${ABSENT_FILE}`,
  `postgres://u:${SECRET}@h/d?sslmode=verify-full&sslrootcert=${COMPLETE['RANGAP_SIGNING_KEY_FILE']}`,
  `u:${SECRET}@h/d`,
];
const COUNTS = ['0', '-1', '1.5', '1e3', '0x10', 'ten', '10 s', '10MB', '99999999'];
const HOSTS = ['http://127.0.0.1', '127.0.0.1:7410', '127.0.0.1/8', 'a b', '999.1.1.1'];
const PORTS = ['-1', '70000', '7410.5', '0x1cf2', 'http', '127.0.0.1:7410'];
const ADDRESSES = ['7233', 'host', 'host:', ':7233', 'http://host:7233', 'host:70000', 'host:0', 'a b:7233'];
const FILES = [ABSENT_FILE, dir];
const CERTIFICATES = [...FILES, COMPLETE['RANGAP_SIGNING_KEY_FILE'] ?? '', client.keyFile];
const URLS = [`ftp://${SECRET}.example`, 'rangap.example', 'https:', `mailto:${SECRET}@a.example`];

/** Wrong values of each variable, beside those that are wrong for all: of spaces, and with spaces around. */
const WRONG: Readonly<Record<string, readonly (string | NodeJS.ProcessEnv)[]>> = {
  DATABASE_URL: DATABASE,
  MIGRATE_DATABASE_URL: DATABASE,
  RANGAP_DATABASE_POOL: [...COUNTS, '201'],
  TEMPORAL_ADDRESS: ADDRESSES,
  TEMPORAL_NAMESPACE: ['two words'],
  TEMPORAL_TLS: ['yes', '1', 'TRUE'],
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: CERTIFICATES,
  TEMPORAL_TLS_SERVER_NAME: ['a b', 'https://a.example'],
  TEMPORAL_TLS_CLIENT_CERT_PATH: CERTIFICATES.map((value) => ({
    TEMPORAL_TLS_CLIENT_CERT_PATH: value,
    TEMPORAL_TLS_CLIENT_KEY_PATH: client.keyFile,
  })),
  TEMPORAL_TLS_CLIENT_KEY_PATH: [
    client.keyFile, // without its certificate
    ...[...FILES, client.certFile, authority.certify('server').keyFile, file('word', SECRET)].map((value) => ({
      TEMPORAL_TLS_CLIENT_KEY_PATH: value,
      TEMPORAL_TLS_CLIENT_CERT_PATH: client.certFile,
    })),
  ],
  TEMPORAL_API_KEY: [`${SECRET} ${SECRET}`, `${SECRET}\n`],
  RANGAP_CODEC_KEYS: [
    SECRET,
    `{"current":"${SECRET}`,
    JSON.stringify({ current: 'k', keys: { k: SECRET } }),
    JSON.stringify({ current: SECRET, keys: { k: KEY_32 } }),
    JSON.stringify({ current: 'k', keys: { k: KEY_32, [SECRET]: 7 } }),
    JSON.stringify({ current: 'k', keys: { k: KEY_32, [SECRET]: 'short' } }),
    JSON.stringify({ k: SECRET }),
    '[]',
  ],
  RANGAP_SIGNING_KEY_FILE: [
    ...FILES,
    JSON.stringify({ ...pair, note: SECRET }), // the content where the path belongs
    file('not-json', `{"privateJwk":"${SECRET}`),
    file('pem', client.key.toString()),
    file('rsa.json', { keyId: 'k', privateJwk: { kty: 'RSA', n: SECRET }, publicJwk: { kty: 'RSA' } }),
    file('no-private.json', { ...pair, privateJwk: pair.publicJwk }),
    file('short.json', { ...pair, privateJwk: { ...pair.privateJwk, d: SECRET } }),
    file('public-of-another.json', { ...pair, publicJwk: other.publicJwk }),
    file('private-of-another.json', { ...pair, privateJwk: { ...pair.privateJwk, d: other.privateJwk.d } }),
    file('id.json', { ...pair, keyId: 'two words' }),
  ],
  RANGAP_DIRECTORY_FILE: [...FILES, file('no-parties.json', {}), file('list.json', `["${SECRET}`)],
  RANGAP_ENV: ['prod', 'Production'],
  RANGAP_SESSIONS_PER_PERSON: [...COUNTS, '101'],
  RANGAP_OIDC_ISSUER: URLS,
  RANGAP_OIDC_AUDIENCE: ['two words'],
  RANGAP_OIDC_ROLES_CLAIM: ['two words', 'realm_access..roles', '.roles'],
  RANGAP_OIDC_CLIENT_ID: ['two words'],
  RANGAP_OIDC_CLIENT_SECRET: [`${SECRET}\n`],
  RANGAP_API_HOST: HOSTS,
  RANGAP_API_PORT: PORTS,
  RANGAP_PUBLIC_URL: [
    ...URLS,
    'https://rangap.example/?a=b',
    'https://rangap.example/#a',
    'https://u:p@rangap.example',
  ],
  RANGAP_TRUSTED_PROXIES: ['999.1.1.1', '10.0.0.0/33', '10.0.0.0/', 'proxy.example', '10.0.0.1;10.0.0.2', '10.0.0.1,'],
  RANGAP_CLIENT_CERTIFICATES: ['yes', 'required'],
  RANGAP_LIMIT_PERSON: COUNTS,
  RANGAP_LIMIT_PARTY: COUNTS,
  RANGAP_LIMIT_ADDRESS: COUNTS,
  RANGAP_API_DRAIN_SECONDS: ['-1', '61', '5s', '1e1', '0x5'],
  RANGAP_ENCODER_FILE: [], // without a usable file the lexicon reads, and says so
  RANGAP_CHECKPOINT_DIR: [IN_A_FILE, COMPLETE['RANGAP_SIGNING_KEY_FILE'] ?? ''],
  RANGAP_ATTACHMENTS_DIR: [IN_A_FILE, COMPLETE['RANGAP_SIGNING_KEY_FILE'] ?? ''],
  RANGAP_DEMO_RULEBOOK: ['allowed', 'yes'],
  RANGAP_WORKFLOW_BUNDLE: FILES,
  RANGAP_HEALTH_PORT: [...PORTS, '0'],
  RANGAP_HEALTH_HOST: HOSTS,
  RANGAP_TEMPORAL_METRICS_ADDRESS: ADDRESSES,
  OTEL_EXPORTER_OTLP_ENDPOINT: [`ftp://${SECRET}.example`, 'host:4318', '4318'],
};

const READERS = [...documentedReaders(read('docs/SETTINGS.md'))].flatMap(([name, by]) =>
  (by.includes('all') ? Object.keys(LOADERS) : by).map((reader) => [name, reader] as const),
);

/** Returns the faults that a process finds in an environment. */
function faultsOf(reader: string, environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    LOADERS[reader]?.(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
}

describe('a wrong value', () => {
  it('is tried for every variable of docs/SETTINGS.md, where all others are right', () => {
    expect(Object.keys(WRONG).sort()).toEqual([...new Set(READERS.map(([name]) => name))].sort());
    for (const reader of Object.keys(LOADERS)) expect([reader, faultsOf(reader, COMPLETE)]).toEqual([reader, []]);
  });

  it.each(READERS)('of %s ends the start of %s in a line that names it and no value', (name, reader) => {
    const right = COMPLETE[name] ?? 'x';
    const values = [' ', '\t', ` ${right}`, `${right} `, `${right}\n`, ...(WRONG[name] ?? [])];
    for (const value of values) {
      const given = typeof value === 'string' ? { [name]: value } : value;
      const faults = faultsOf(reader, { ...COMPLETE, ...given });
      expect([given, faults]).toEqual([given, [expect.stringMatching(new RegExp(`^${name}: [^\\n]+$`))]]);
      const told = Object.values(given).filter((text = '') => /[^a-z]/i.test(text.trim()) && text.trim().length > 6);
      const secrets = [SECRET, pair.privateJwk.d, ...told];
      for (const secret of secrets) expect(faults.join()).not.toContain(secret);
    }
  });

  it('that is empty is as if there were none', () => {
    for (const [name, reader] of READERS) {
      const absent = faultsOf(reader, { ...COMPLETE, [name]: undefined });
      expect([name, reader, faultsOf(reader, { ...COMPLETE, [name]: '' })]).toEqual([name, reader, absent]);
      expect([[], [`${name}: is missing`]]).toContainEqual(absent);
    }
  });

  it('is named together with all others', () => {
    const all = { DATABASE_URL: 'x', RANGAP_SIGNING_KEY_FILE: ABSENT_FILE, RANGAP_CODEC_KEYS: '{}' };
    const names = faultsOf('keeper', { ...COMPLETE, ...all }).map((fault) => fault.split(':')[0]);
    expect(names.sort()).toEqual(Object.keys(all).sort());
  });
});
