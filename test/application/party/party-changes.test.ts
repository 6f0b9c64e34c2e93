import type { DataSource } from 'typeorm';
import type { Role } from '../../../src/domain/freeze-request/freeze-request.js';
import type { PartyChange } from '../../../src/domain/party-change/party-change.js';
import { decidePartyChange } from '../../../src/application/party/decide-party-change.js';
import { requestPartyChange } from '../../../src/application/party/request-party-change.js';
import { enrolDirectory } from '../../../src/migrate/migrate-database.js';
import { PartyKeyRow, PartyRow } from '../../../src/persistence/entities/traffic/party.entities.js';
import type { NewParty } from '../../../src/persistence/party/enrol.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { HOUR_MS } from '../../../src/domain/time.js';

const person = (subject: string, role: Role) => ({ subject, name: 'Test', roles: [role] });
const ADMINISTRATOR = person('admin-1', 'administrator');
const SUPERVISOR = person('supervisor-1', 'aoc_supervisor');
const jwk = (letter: string) => ({ kty: 'OKP', crv: 'Ed25519', x: letter.repeat(43) });
const hours = (count: number) => new Date(Date.now() + count * HOUR_MS);
const VALID = { notBefore: hours(-1), notAfter: hours(100) };
const key = (keyId: string, letter: string) => ({ keyId, publicJwk: jwk(letter), ...VALID });
const revoke = (keyId: string, lastKeyReason: string | null = null): PartyChange => ({
  kind: 'revoke_key',
  keyId,
  lastKeyReason,
});
const THIRD: PartyChange = { kind: 'add_key', ...key('th-004-3', 'e') };

const bank: NewParty = {
  slug: 'th-004',
  kind: 'institution',
  institutionKind: 'bank',
  nameEn: 'Bank',
  nameTh: 'ธนาคาร',
  baseUrl: 'https://old.test',
  accountDigits: [10],
  keys: [key('th-004-1', 'a'), key('th-004-2', 'b')],
};

describe('a change of a party in the database', () => {
  let database: FreshDatabase;
  let db: DataSource;
  const enrol = (...parties: NewParty[]) => enrolDirectory(db, parties, { keyId: 'centre-1', publicJwk: jwk('c') });

  beforeEach(async () => {
    database = await freshDatabase();
    db = database.dataSource;
    await enrol(bank, { ...bank, slug: 'th-006', keys: [key('th-006-1', 'f')] });
  });
  afterEach(() => database.drop());

  async function request(change: PartyChange, party = 'th-004', actor = ADMINISTRATOR): Promise<string> {
    const requested = await requestPartyChange(db, { body: { party, change, reason: 'They called.' }, actor });
    return requested.ok ? requested.id : requested.code;
  }
  const decide = (id: string, actor = SUPERVISOR, verdict: 'approve' | 'refuse' = 'approve') =>
    decidePartyChange(db, { id, body: { verdict, reason: 'Called back.' }, actor });
  const keyOf = (keyId: string) => db.manager.findOneBy(PartyKeyRow, { keyId });

  it('adds a key, and revokes one, when a second person approves it, and not before', async () => {
    const added = await request(THIRD);
    const revoked = await request(revoke('th-004-1'));
    expect(await keyOf('th-004-3')).toBeNull();
    expect(await keyOf('th-004-1')).toMatchObject({ revokedAt: null });
    expect(await decide(added)).toEqual({ ok: true, state: 'approved' });
    expect(await decide(revoked)).toEqual({ ok: true, state: 'approved' });
    expect(await keyOf('th-004-3')).toMatchObject({ party: 'th-004', addedByChange: added, revokedAt: null });
    const one = await keyOf('th-004-1');
    expect(one?.revokedByChange).toBe(revoked);
    expect(one?.revokedAt).toBeInstanceOf(Date);
  });

  it('changes nothing when it is refused, and may be asked for again', async () => {
    const id = await request(revoke('th-004-1'));
    expect(await request(revoke('th-004-1'))).toBe('PARTY_CHANGE.ALREADY_OPEN');
    expect(await decide(id, SUPERVISOR, 'refuse')).toEqual({ ok: true, state: 'refused' });
    expect(await keyOf('th-004-1')).toMatchObject({ revokedAt: null });
    expect(await request(revoke('th-004-1'))).toHaveLength(26);
  });

  it('is on the audit chain of the system, with both persons and all that it does, but not their words', async () => {
    const id = await request(THIRD);
    await decide(id);
    const events = await db.query<{ type: string; actor: string; payload: Record<string, unknown> }[]>(
      `SELECT type, actor, payload FROM audit_event WHERE chain = 'system' AND type LIKE 'party_change.%' ORDER BY sequence`,
    );
    expect(events.map(({ type, actor }) => [type, actor])).toEqual([
      ['party_change.requested', 'admin-1'],
      ['party_change.decided', 'supervisor-1'],
    ]);
    for (const { payload } of events)
      expect(payload).toMatchObject({
        partyChangeId: id,
        party: 'th-004',
        keyId: 'th-004-3',
        publicKey: 'e'.repeat(43),
      });
    expect(JSON.stringify(events)).not.toMatch(/called/i);
  });

  it('cannot be approved by who asked for it, in whatever role: the application and the database refuse it', async () => {
    const id = await request(revoke('th-004-1'));
    const both = { ...ADMINISTRATOR, roles: ['administrator', 'aoc_supervisor'] as Role[] };
    expect(await decide(id, both)).toMatchObject({ code: 'APPROVAL.OWN_REQUEST' });
    const forged = `UPDATE party_change SET state = 'approved', decided_by = requested_by, decided_role = 'administrator',
                           decision_reason = 'x', decided_at = now()`;
    await expect(db.query(forged)).rejects.toThrow('party_change_four_eyes');
    const unapproved = `UPDATE party_key SET revoked_at = now(), revoked_by_change = '${id}' WHERE key_id = 'th-004-1'`;
    await expect(db.query(unapproved)).rejects.toThrow('two persons did not make');
    const address = `UPDATE party SET base_url = 'https://thief.test', address_change = '${id}' WHERE slug = 'th-004'`;
    await expect(db.query(address)).rejects.toThrow('two persons did not make');
  });

  it('is decided once when persons decide at the same moment', async () => {
    const id = await request(THIRD);
    const outcomes = await Promise.all([
      decide(id),
      decide(id, person('admin-2', 'administrator')),
      decide(id, person('supervisor-2', 'aoc_supervisor'), 'refuse'),
    ]);
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.code)).sort()).toEqual([
      'APPROVAL.ALREADY_DECIDED',
      'APPROVAL.ALREADY_DECIDED',
      'ok',
    ]);
  });

  it('never leaves a party without a key unseen: of two revocations at once the second wants a reason', async () => {
    const both = [await request(revoke('th-004-1')), await request(revoke('th-004-2'))];
    const outcomes = await Promise.all(both.map((id) => decide(id)));
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.code)).sort()).toEqual([
      'PARTY_CHANGE.LAST_KEY',
      'ok',
    ]);
    const left = await db.query<{ count: number }[]>(
      `SELECT count(*)::integer AS count FROM party_key WHERE party = 'th-004' AND revoked_at IS NULL`,
    );
    expect(left).toEqual([{ count: 1 }]);
  });

  it('enrols a public key once, though two parties ask for it at once', async () => {
    const own = await request(THIRD);
    const others = await request({ ...THIRD, keyId: 'th-006-3' }, 'th-006');
    const outcomes = await Promise.all([decide(own), decide(others)]);
    const codes = outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.code)).sort();
    expect(codes[1]).toBe('ok');
    expect(['PARTY_CHANGE.KEY_KNOWN', 'PARTY_CHANGE.KEY_REUSED']).toContain(codes[0]);
  });

  it('is never rewritten, removed or decided again, and a revoked key never comes back', async () => {
    const id = await request(revoke('th-004-1'));
    await expect(db.query(`UPDATE party_change SET key_id = 'th-004-2'`)).rejects.toThrow('never rewritten');
    await decide(id);
    await expect(db.query(`UPDATE party_change SET state = 'refused'`)).rejects.toThrow('decided once');
    await expect(db.query('DELETE FROM party_change')).rejects.toThrow('never rewritten');
    await expect(db.query('TRUNCATE party_change CASCADE')).rejects.toThrow('append-only');
    await expect(db.query(`UPDATE party_key SET revoked_at = NULL`)).rejects.toThrow('for good');
    await expect(db.query(`DELETE FROM party_key WHERE key_id = 'th-004-2'`)).rejects.toThrow('never removed');
  });

  it('stays when the directory file is enrolled again, which says so', async () => {
    await decide(await request(THIRD));
    await decide(await request(revoke('th-004-1')));
    const address = await request({ kind: 'change_address', baseUrl: 'https://new.test' });
    await decide(address);
    const again = await enrol(bank);
    expect(again).toEqual({
      revoked: [],
      stayRevoked: [{ keyId: 'th-004-1', party: 'th-004' }],
      besideEntries: [{ keyId: 'th-004-3', party: 'th-004' }],
      keptAddresses: [{ party: 'th-004', changeId: address }],
    });
    expect(await keyOf('th-004-3')).toMatchObject({ revokedAt: null });
    expect(await db.manager.findOneByOrFail(PartyRow, { slug: 'th-004' })).toMatchObject({
      baseUrl: 'https://new.test',
      addressChange: address,
    });
    const followed = await enrol({ ...bank, baseUrl: 'https://new.test', keys: [...bank.keys, key('th-004-3', 'e')] });
    expect(followed).toMatchObject({ besideEntries: [], keptAddresses: [] });
  });

  it('is asked for of a party that is enrolled, and decided where it exists', async () => {
    expect(await request(THIRD, 'th-099')).toBe('PARTY_CHANGE.PARTY_ABSENT');
    expect(await request(THIRD, 'th-004', SUPERVISOR)).toBe('APPROVAL.ROLE');
    expect(await decide('01K00000000000000000000000')).toMatchObject({ code: 'PARTY_CHANGE.ABSENT' });
  });
});
