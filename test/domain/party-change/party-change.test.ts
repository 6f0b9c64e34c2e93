import type { Role } from '../../../src/domain/freeze-request/freeze-request.js';
import {
  checkPartyChange,
  type EnrolledKey,
  mayDecidePartyChange,
  mayRequestPartyChange,
  type PartyChange,
  type PartyChangeState,
} from '../../../src/domain/party-change/party-change.js';
import { NOW, hoursAfter, hoursBefore } from '../support.js';

const jwk = (letter: string) => ({ kty: 'OKP', crv: 'Ed25519', x: letter.repeat(43) });
const FIRST: EnrolledKey = {
  keyId: 'th-014-1',
  party: 'th-014',
  publicJwk: jwk('a'),
  notBefore: hoursBefore(NOW, 1),
  notAfter: hoursAfter(NOW, 1),
  revokedAt: null,
};
const SECOND: EnrolledKey = { ...FIRST, keyId: 'th-014-2', publicJwk: jwk('b') };
const OTHERS: EnrolledKey = { ...FIRST, keyId: 'th-004-1', publicJwk: jwk('d'), party: 'th-004' };
const NEW: PartyChange = {
  kind: 'add_key',
  keyId: 'th-014-9',
  publicJwk: jwk('z'),
  notBefore: NOW,
  notAfter: hoursAfter(NOW, 9),
};
const revoke = (keyId: string, lastKeyReason: string | null = null): PartyChange => ({
  kind: 'revoke_key',
  keyId,
  lastKeyReason,
});

function verdict(keys: readonly EnrolledKey[], change: PartyChange, kind: 'institution' | 'centre' = 'institution') {
  const party = { slug: 'th-014', kind, baseUrl: 'https://bank.test', keys: [...keys, OTHERS] };
  const result = checkPartyChange(party, change, NOW);
  return result.ok ? 'ok' : result.code;
}

describe('a new key of a party', () => {
  it.each<[string, Partial<typeof NEW>, string]>([
    ['is taken', {}, 'ok'],
    ['may begin later', { notBefore: hoursAfter(NOW, 1) }, 'ok'],
    ['needs an id that nobody has', { keyId: 'th-004-1' }, 'PARTY_CHANGE.KEY_KNOWN'],
    ['is no key that is enrolled under another id', { publicJwk: jwk('a') }, 'PARTY_CHANGE.KEY_REUSED'],
    ['is no key of another party', { publicJwk: jwk('d') }, 'PARTY_CHANGE.KEY_REUSED'],
    ['ends after it begins', { notAfter: NOW }, 'PARTY_CHANGE.KEY_PERIOD'],
    ['has not ended', { notBefore: hoursBefore(NOW, 2), notAfter: hoursBefore(NOW, 1) }, 'PARTY_CHANGE.KEY_PERIOD'],
  ])('%s', (_name, over, expected) => {
    expect(verdict([FIRST], { ...NEW, ...over })).toBe(expected);
  });

  it('is no revoked key under a new id', () => {
    const revoked = { ...FIRST, revokedAt: hoursBefore(NOW, 1) };
    expect(verdict([revoked, SECOND], { ...NEW, publicJwk: FIRST.publicJwk })).toBe('PARTY_CHANGE.KEY_REUSED');
  });
});

describe('the revocation of a key', () => {
  const gone = { ...FIRST, revokedAt: hoursBefore(NOW, 1) };
  const notYet = { ...SECOND, notBefore: hoursAfter(NOW, 1), notAfter: hoursAfter(NOW, 2) };
  const noMore = { ...SECOND, notBefore: hoursBefore(NOW, 2), notAfter: NOW };

  it.each<[string, readonly EnrolledKey[], PartyChange, string]>([
    ['beside another', [FIRST, SECOND], revoke('th-014-1'), 'ok'],
    ['of the last one', [FIRST], revoke('th-014-1'), 'PARTY_CHANGE.LAST_KEY'],
    ['of the last one, with the reason', [FIRST], revoke('th-014-1', 'Stolen.'), 'ok'],
    ['beside a revoked one', [gone, SECOND], revoke('th-014-2'), 'PARTY_CHANGE.LAST_KEY'],
    ['beside one that does not count yet', [FIRST, notYet], revoke('th-014-1'), 'PARTY_CHANGE.LAST_KEY'],
    ['beside one that counts no more', [FIRST, noMore], revoke('th-014-1'), 'PARTY_CHANGE.LAST_KEY'],
    ['of one that counts no more', [noMore], revoke('th-014-2'), 'ok'],
    ['of a revoked one', [gone, SECOND], revoke('th-014-1'), 'PARTY_CHANGE.KEY_REVOKED'],
    ["of another party's", [FIRST, SECOND], revoke('th-004-1'), 'PARTY_CHANGE.KEY_ABSENT'],
    ['of none', [FIRST, SECOND], revoke('th-014-7'), 'PARTY_CHANGE.KEY_ABSENT'],
  ])('%s', (_name, keys, change, expected) => {
    expect(verdict(keys, change)).toBe(expected);
  });
});

describe('a change of address', () => {
  it('is one to another address', () => {
    expect(verdict([], { kind: 'change_address', baseUrl: 'https://new.test' })).toBe('ok');
    expect(verdict([], { kind: 'change_address', baseUrl: 'https://bank.test' })).toBe('PARTY_CHANGE.NOTHING');
  });
});

it('the centre itself is changed by its configuration only', () => {
  expect(verdict([FIRST, SECOND], revoke('th-014-1'), 'centre')).toBe('PARTY_CHANGE.CENTRE');
});

describe('who changes a party', () => {
  it.each<[Role, string]>([
    ['administrator', 'administrator'],
    ['aoc_supervisor', 'APPROVAL.ROLE'],
    ['auditor', 'APPROVAL.ROLE'],
    ['aoc_officer', 'APPROVAL.ROLE'],
  ])('asked for by the role %s: %s', (role, expected) => {
    const result = mayRequestPartyChange({ subject: 'somebody', roles: [role] });
    expect(result.ok ? result.value : result.code).toBe(expected);
  });

  it.each<[string, Role, string, PartyChangeState, string]>([
    ['another administrator', 'administrator', 'admin-2', 'requested', 'administrator'],
    ['a supervisor', 'aoc_supervisor', 'supervisor-1', 'requested', 'aoc_supervisor'],
    ['who asked for it', 'administrator', 'admin-1', 'requested', 'APPROVAL.OWN_REQUEST'],
    ['who asked for it, in another role', 'aoc_supervisor', 'admin-1', 'requested', 'APPROVAL.OWN_REQUEST'],
    ['an auditor', 'auditor', 'auditor-1', 'requested', 'APPROVAL.ROLE'],
    ['somebody who comes second', 'aoc_supervisor', 'supervisor-1', 'approved', 'APPROVAL.ALREADY_DECIDED'],
  ])('decided by %s', (_name, role, subject, state, expected) => {
    const result = mayDecidePartyChange({ state, requestedBy: 'admin-1' }, { subject, roles: [role] });
    expect(result.ok ? result.value : result.code).toBe(expected);
  });
});
