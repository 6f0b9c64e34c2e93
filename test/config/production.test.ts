import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigurationError } from '../../src/config/environment.js';
import { loadApiConfig } from '../../src/config/load.js';
import { generateSigningKey } from '../../src/signing/keys.js';

const dir = mkdtempSync(path.join(tmpdir(), 'rangap-production-'));
const keyFile = path.join(dir, 'key.json');
writeFileSync(keyFile, JSON.stringify(generateSigningKey('centre-1')));
afterAll(() => rmSync(dir, { recursive: true }));

const PRODUCTION: NodeJS.ProcessEnv = {
  DATABASE_URL: 'postgres://app:p@127.0.0.1:5432/r',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  RANGAP_CODEC_KEYS: JSON.stringify({ current: 'k', keys: { k: Buffer.alloc(32).toString('base64') } }),
  RANGAP_SIGNING_KEY_FILE: keyFile,
  RANGAP_PUBLIC_URL: 'https://rangap.example',
  RANGAP_OIDC_ISSUER: 'https://issuer.example',
  RANGAP_OIDC_AUDIENCE: 'rangap',
};

/** Returns the faults of a configuration. */
function faultsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadApiConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
}

describe('the configuration of an API in production, which is the default', () => {
  it('names addresses with https, and the rulebook of the law', () => {
    expect(faultsOf(PRODUCTION)).toEqual([]);
  });

  it.each([
    ['RANGAP_PUBLIC_URL', 'http://rangap.example', 'must be https in production'],
    ['RANGAP_OIDC_ISSUER', 'http://issuer.example', 'must be https in production'],
    ['RANGAP_OIDC_ISSUER', 'ftp://issuer.example', 'must be an address that begins with https:// or http://'],
    ['RANGAP_DEMO_RULEBOOK', 'allowed', 'must be forbidden in production: demonstration deadlines are not law'],
  ])('refuses %s=%s', (name, value, fault) => {
    expect(faultsOf({ ...PRODUCTION, [name]: value })).toEqual([`${name}: ${fault}`]);
    expect(faultsOf({ ...PRODUCTION, [name]: value, RANGAP_ENV: 'production' })).toEqual([`${name}: ${fault}`]);
    if (!value.startsWith('ftp'))
      expect(faultsOf({ ...PRODUCTION, [name]: value, RANGAP_ENV: 'embedded' })).toEqual([]);
  });

  it('names all its faults at once', () => {
    const open = { RANGAP_PUBLIC_URL: 'http://rangap.example', RANGAP_OIDC_ISSUER: 'http://issuer.example' };
    expect(faultsOf({ ...PRODUCTION, ...open })).toHaveLength(2);
  });
});
