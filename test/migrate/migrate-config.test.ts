import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadMigrateConfig } from '../../src/config/migrate-config.js';
import { generateSigningKey } from '../../src/signing/keys.js';

describe('the configuration of the migration', () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'rangap-migrate-'));
  const keyFile = path.join(dir, 'centre-1.json');
  const directoryFile = path.join(dir, 'directory.json');
  const environment: NodeJS.ProcessEnv = {
    RANGAP_ENV: 'test',
    MIGRATE_DATABASE_URL: 'postgres://owner:secret@127.0.0.1:1/rangap',
    DATABASE_URL: 'postgres://the%20app:secret@127.0.0.1:1/rangap',
    RANGAP_DIRECTORY_FILE: directoryFile,
    RANGAP_SIGNING_KEY_FILE: keyFile,
  };
  const { publicJwk, privateJwk } = generateSigningKey('th-004-1');

  beforeAll(() => writeFileSync(keyFile, JSON.stringify(generateSigningKey('centre-1'))));
  afterAll(() => rmSync(dir, { recursive: true }));

  const party = (change: object = {}) => ({
    slug: 'th-004',
    kind: 'institution',
    institutionKind: 'bank',
    bankCode: '004',
    nameEn: 'Kasikornbank',
    nameTh: 'ธนาคารกสิกรไทย',
    baseUrl: 'http://127.0.0.1:1',
    keys: [{ keyId: 'th-004-1', publicJwk, notBefore: '2026-01-01T00:00:00Z', notAfter: '2027-01-01T00:00:00Z' }],
    ...change,
  });
  const load = (...parties: object[]) => {
    writeFileSync(directoryFile, JSON.stringify({ parties }));
    return loadMigrateConfig(environment);
  };
  const loadInProduction = (...parties: object[]) => {
    writeFileSync(directoryFile, JSON.stringify({ parties }));
    return loadMigrateConfig({ ...environment, RANGAP_ENV: 'production' });
  };

  it('is read from the environment and the files it names', () => {
    const { applicationRole, directory, signingKey } = load(party());
    expect(applicationRole).toBe('the app');
    expect(signingKey.keyId).toBe('centre-1');
    expect(directory.parties).toMatchObject([
      { slug: 'th-004', accountDigits: [], keys: [{ keyId: 'th-004-1', notBefore: new Date('2026-01-01T00:00:00Z') }] },
    ]);
  });

  it.each([
    ['a private key', { keys: [{ ...party().keys[0], publicJwk: privateJwk }] }, 'is a private key'],
    ['a slug with capitals', { slug: 'TH-004' }, 'must be small letters'],
    ['the slug of the centre', { slug: 'centre' }, 'is the slug of the centre itself'],
    ['an institution without its kind', { institutionKind: undefined }, 'is given for institutions'],
    [
      'a key that ends before it begins',
      { keys: [{ ...party().keys[0], notAfter: '2025-01-01T00:00:00Z' }] },
      'ends before',
    ],
  ])('refuses a party with %s, in one line that says where', (_what, change, message) => {
    expect(() => load(party(change))).toThrow(new RegExp(`RANGAP_DIRECTORY_FILE: parties\\.0\\..*${message}`));
  });

  it('refuses in production, which is the default, a party with an http address, and names its place', () => {
    const safe = party({ slug: 'th-002', bankCode: '002', baseUrl: 'https://bank.example' });
    expect(() => loadInProduction(safe, party())).toThrow(/parties\.1\.baseUrl: must be https in production$/);
    expect(loadInProduction(safe).directory.parties).toHaveLength(1);
    expect(() => loadMigrateConfig({ ...environment, RANGAP_ENV: undefined })).not.toThrow();
  });

  it('reads which keys of the centre are revoked, by default none, and refuses what is no key id', () => {
    expect(load(party()).directory.revokedCentreKeys).toEqual([]);
    const withRevoked = (...revokedCentreKeys: string[]) => {
      writeFileSync(directoryFile, JSON.stringify({ parties: [], revokedCentreKeys }));
      return loadMigrateConfig(environment);
    };
    expect(withRevoked('centre-0').directory.revokedCentreKeys).toEqual(['centre-0']);
    expect(() => withRevoked('centre-0', 'a b')).toThrow(/RANGAP_DIRECTORY_FILE: revokedCentreKeys\.1: /);
  });

  it('refuses a slug given twice', () => {
    expect(() => load(party(), party())).toThrow('name a slug twice');
  });

  it.each([
    ['is missing', () => rmSync(directoryFile, { force: true }), 'cannot be read'],
    ['is not JSON', () => writeFileSync(directoryFile, '{'), 'is not JSON'],
  ])('names the directory file when it %s', (_what, spoil, message) => {
    spoil();
    expect(() => loadMigrateConfig(environment)).toThrow(`RANGAP_DIRECTORY_FILE: names a file that ${message}`);
  });

  it('names every variable that is missing, and never a value', () => {
    const attempt = () => loadMigrateConfig({ DATABASE_URL: 'mysql://user:secret@host/x' });
    expect(attempt).toThrow(/DATABASE_URL[^]*RANGAP_SIGNING_KEY_FILE[^]*RANGAP_DIRECTORY_FILE/);
    expect(attempt).not.toThrow(/secret/);
  });
});
