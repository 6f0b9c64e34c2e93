import { PartyKeyRow, PartyRow } from '../../../src/persistence/entities/traffic/party.entities.js';
import { enrolDirectory } from '../../../src/migrate/migrate-database.js';
import { CENTRE, CentreKeyRefused, refuseUnusableCentreKey } from '../../../src/persistence/party/centre.js';
import { endpointOf } from '../../../src/persistence/party/endpoint.js';
import { EnrolmentRefused, type NewParty } from '../../../src/persistence/party/enrol.js';
import { loadPartyDirectory } from '../../../src/persistence/party/party-directory.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { AT, LATER } from '../../application/support/seed.js';

const jwk = (letter: string) => ({ kty: 'OKP', crv: 'Ed25519', x: letter.repeat(43) });
const CENTRE_KEY = { keyId: 'centre-1', publicJwk: jwk('c') };
const key = (keyId: string, letter: string) => ({ keyId, publicJwk: jwk(letter), notBefore: AT, notAfter: LATER });

/** Nothing was changed by two persons. */
const UNTOUCHED = { besideEntries: [], keptAddresses: [] };

function bank(change: Partial<NewParty> = {}): NewParty {
  return {
    slug: 'th-004',
    kind: 'institution',
    institutionKind: 'bank',
    bankCode: '004',
    nameEn: 'Kasikornbank',
    nameTh: 'ธนาคารกสิกรไทย',
    baseUrl: 'http://127.0.0.1:1',
    accountDigits: [10, 12],
    keys: [key('th-004-1', 'a')],
    ...change,
  };
}

describe('enrolment', () => {
  let database: FreshDatabase;
  const manager = () => database.dataSource.manager;
  const enrol = (...parties: NewParty[]) => enrolDirectory(database.dataSource, parties, CENTRE_KEY);

  beforeEach(async () => {
    database = await freshDatabase(3);
  });
  afterEach(() => database.drop());

  it('adds parties, their keys and the centre with its own key', async () => {
    await enrol(
      bank(),
      bank({ slug: 'amlo', kind: 'agency', institutionKind: undefined, bankCode: undefined, keys: [] }),
    );
    const directory = await loadPartyDirectory(manager());
    expect(directory.find('th-004')).toMatchObject({ bankCode: '004', institutionKind: 'bank' });
    expect(directory.find('amlo')).toMatchObject({ kind: 'agency', bankCode: null });
    expect(directory.findKey('th-004-1')).toEqual({
      partyId: 'th-004',
      publicJwk: jwk('a'),
      notBefore: AT,
      notAfter: LATER,
      revokedAt: null,
    });
    expect(directory.keysOf(CENTRE)).toMatchObject([{ keyId: 'centre-1', publicJwk: jwk('c') }]);
    expect(directory.findKey('nobody-1')).toBeUndefined();
    expect([...directory.accountDigits]).toEqual([['th-004', [10, 12]]]);
  });

  it('changes an address, adds a key, and leaves a revoked key revoked', async () => {
    await enrol(bank());
    await manager().update(PartyKeyRow, { keyId: 'th-004-1' }, { revokedAt: LATER });
    await enrol(bank({ baseUrl: 'http://127.0.0.1:2', keys: [key('th-004-1', 'a'), key('th-004-2', 'b')] }));
    expect((await manager().findOneByOrFail(PartyRow, { slug: 'th-004' })).baseUrl).toBe('http://127.0.0.1:2');
    const keys = await manager().find(PartyKeyRow, { where: { party: 'th-004' }, order: { keyId: 'ASC' } });
    expect(keys.map(({ keyId, revokedAt }) => [keyId, revokedAt])).toEqual([
      ['th-004-1', LATER],
      ['th-004-2', null],
    ]);
  });

  it('keeps the time of a key that it knows, whatever the file says later', async () => {
    await enrol(bank());
    await enrol(bank({ keys: [{ ...key('th-004-1', 'a'), notAfter: new Date('2030-01-01T00:00:00Z') }] }));
    expect((await manager().findOneByOrFail(PartyKeyRow, { keyId: 'th-004-1' })).notAfter).toEqual(LATER);
  });

  it('revokes a key that leaves the entry of its party, on the audit chain, and says which stay revoked', async () => {
    await enrol(bank(), bank({ slug: 'th-006', keys: [key('th-006-1', 'd')] }));
    const rotated = await enrol(bank({ keys: [key('th-004-2', 'b')] }));
    expect(rotated).toEqual({ revoked: [{ keyId: 'th-004-1', party: 'th-004' }], stayRevoked: [], ...UNTOUCHED });
    const keys = await manager().find(PartyKeyRow, { order: { keyId: 'ASC' } });
    expect(keys.map(({ keyId, revokedAt }) => [keyId, revokedAt !== null])).toEqual([
      ['centre-1', false],
      ['th-004-1', true],
      ['th-004-2', false],
      ['th-006-1', false],
    ]);
    const events: unknown = await manager().query(
      `SELECT payload FROM audit_event WHERE chain = 'system' AND type = 'party_key.revoked'`,
    );
    expect(events).toEqual([{ payload: { keyId: 'th-004-1', party: 'th-004' } }]);
    const again = await enrol(bank({ keys: [key('th-004-1', 'a'), key('th-004-2', 'b')] }));
    expect(again).toEqual({ revoked: [], stayRevoked: [{ keyId: 'th-004-1', party: 'th-004' }], ...UNTOUCHED });
  });

  it("keeps the centre's keys of before when its key changes", async () => {
    await enrol(bank());
    await enrolDirectory(database.dataSource, [bank()], { keyId: 'centre-2', publicJwk: jwk('e') });
    const keys = (await loadPartyDirectory(manager())).keysOf(CENTRE);
    expect(keys.map(({ keyId, revokedAt }) => [keyId, revokedAt])).toEqual([
      ['centre-1', null],
      ['centre-2', null],
    ]);
  });

  it('revokes a key of the centre that the file names, once, on the audit chain, and keeps what it signed verifiable', async () => {
    await enrol(bank());
    const changed = () =>
      enrolDirectory(database.dataSource, [bank()], { keyId: 'centre-2', publicJwk: jwk('e') }, ['centre-1']);
    expect((await changed()).revoked).toEqual([{ keyId: 'centre-1', party: CENTRE }]);
    const revoked = await manager().findOneByOrFail(PartyKeyRow, { keyId: 'centre-1' });
    expect(revoked).toMatchObject({ revokedAt: expect.any(Date) as Date, publicJwk: jwk('c') });
    const events: unknown = await manager().query(
      `SELECT payload, seals IS NOT NULL AS sealed FROM audit_event WHERE chain = 'system' AND type = 'party_key.revoked'`,
    );
    expect(events).toEqual([{ payload: { keyId: 'centre-1', party: CENTRE }, sealed: true }]);
    expect((await changed()).revoked).toEqual([]);
    expect(await manager().findOneByOrFail(PartyKeyRow, { keyId: 'centre-1' })).toEqual(revoked);
  });

  it("enrols nothing under a signing key that is revoked, and revokes no key that is not the centre's", async () => {
    await enrol(bank());
    const own = enrolDirectory(database.dataSource, [bank()], CENTRE_KEY, ['centre-1']);
    await expect(own).rejects.toThrow('SIGNING_KEY_REVOKED: centre-1 is revoked for good; name the file of a new key');
    const others = enrolDirectory(database.dataSource, [bank()], CENTRE_KEY, ['th-004-1']);
    await expect(others).rejects.toThrow(new EnrolmentRefused('revokedCentreKeys: th-004-1 is no key of the centre'));
    const keys = await manager().find(PartyKeyRow);
    expect(keys.map(({ revokedAt }) => revokedAt)).toEqual([null, null]);
  });

  it('a serving process takes a signing key that is enrolled and not revoked, and no other', async () => {
    await enrol(bank());
    await refuseUnusableCentreKey(manager(), 'centre-1');
    for (const keyId of ['centre-2', 'th-004-1'])
      await expect(refuseUnusableCentreKey(manager(), keyId)).rejects.toThrow(
        `SIGNING_KEY_NOT_ENROLLED: run migrate with the file of ${keyId} first`,
      );
    await enrolDirectory(database.dataSource, [], { keyId: 'centre-2', publicJwk: jwk('e') }, ['centre-1']);
    await refuseUnusableCentreKey(manager(), 'centre-2');
    await expect(refuseUnusableCentreKey(manager(), 'centre-1')).rejects.toThrow(CentreKeyRefused);
  });

  it('refuses another public key under a known id, and changes nothing at all', async () => {
    await enrol(bank());
    const refused = enrol(bank({ baseUrl: 'http://127.0.0.1:2', keys: [key('th-004-1', 'z')] }));
    await expect(refused).rejects.toThrow(EnrolmentRefused);
    await expect(refused).rejects.toThrow('key th-004-1 of th-004 is enrolled with another public key');
    expect((await manager().findOneByOrFail(PartyRow, { slug: 'th-004' })).baseUrl).toBe('http://127.0.0.1:1');
  });

  it('refuses a public key under a second id, with which a revoked key would be in use again', async () => {
    await enrol(bank());
    await enrol(bank({ keys: [key('th-004-2', 'b')] }));
    await expect(enrol(bank({ keys: [key('th-004-2', 'b'), key('th-004-3', 'a')] }))).rejects.toThrow(
      'key th-004-3 of th-004 is the public key of th-004-1 of th-004: make a new key',
    );
  });

  it('refuses a key id that another party has', async () => {
    await expect(enrol(bank(), bank({ slug: 'th-006' }))).rejects.toThrow(
      'key th-004-1 of th-006 is already a key of th-004',
    );
    expect(await manager().count(PartyRow)).toBe(0);
  });

  it('shows a change in the directory within half a minute, not at once', async () => {
    await enrol(bank());
    const clock = jest.spyOn(performance, 'now').mockReturnValue(1_000_000);
    try {
      await loadPartyDirectory(manager());
      await enrol(bank({ nameEn: 'Renamed' }));
      clock.mockReturnValue(1_029_999);
      expect((await loadPartyDirectory(manager())).find('th-004')?.nameEn).toBe('Kasikornbank');
      clock.mockReturnValue(1_030_001);
      expect((await loadPartyDirectory(manager())).find('th-004')?.nameEn).toBe('Renamed');
    } finally {
      clock.mockRestore();
    }
  });

  it('counts the half minute from before the directory is read, however long that takes', async () => {
    await enrol(bank());
    let now = 1_000_000;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);
    const rows = await manager().find(PartyRow);
    const slow = jest.spyOn(manager(), 'find').mockImplementationOnce(() => {
      now += 10_000;
      return Promise.resolve(rows);
    });
    try {
      await loadPartyDirectory(manager());
      slow.mockRestore();
      await enrol(bank({ nameEn: 'Renamed' }));
      now = 1_030_001;
      expect((await loadPartyDirectory(manager())).find('th-004')?.nameEn).toBe('Renamed');
    } finally {
      slow.mockRestore();
      clock.mockRestore();
    }
  });

  it('refuses within a minute what a process reads as the answer of a party under a key that another revoked', async () => {
    await enrol(bank());
    const db = manager().dataSource;
    const clock = jest.spyOn(performance, 'now').mockReturnValue(1_000_000);
    try {
      const endpoint = await endpointOf(db, 'th-004');
      expect(await endpoint.findKey('th-004-1')).toMatchObject({ revokedAt: null });
      await manager().update(PartyKeyRow, { keyId: 'th-004-1' }, { revokedAt: new Date() });
      // The endpoint of a call that is under way reads the key when the answer is there.
      clock.mockReturnValue(1_060_000);
      expect(await endpoint.findKey('th-004-1')).toMatchObject({ revokedAt: expect.any(Date) as Date });
    } finally {
      clock.mockRestore();
    }
  });
});
