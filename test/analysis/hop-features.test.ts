import fc from 'fast-check';
import { HOP_FEATURES, readHopFeatures } from '../../src/analysis/features/hop-features.js';
import { reasonOf } from '../../src/analysis/features/hop-words.js';
import { viewHops } from '../../src/analysis/features/hop-view.js';
import { makeReady } from '../../src/analysis/features/history.js';
import {
  type AccountRef,
  type AgencyFact,
  FACT_KINDS,
  type Observed,
  REF_KINDS,
  type Transfer,
} from '../../src/analysis/observed.js';
import { traceTaint } from '../../src/analysis/trace/taint.js';
import { propertyRuns } from '../support/property-runs.js';
import { minute, pay } from './made-up-transfers.js';

/** Returns the features of each account of a trail, by account and name. */
function featuresOf(stolen: Transfer, observed: Observed, asOf: number): Record<string, Record<string, number>> {
  const ready = makeReady(observed);
  const trace = traceTaint({ stolen: [stolen] }, ready.history, asOf);
  if (trace === null) return {};
  const views = viewHops(trace, ready, asOf);
  const rows = readHopFeatures(views);
  const named = (row: readonly number[]) =>
    Object.fromEntries(HOP_FEATURES.map(({ name }, at) => [name, row[at] ?? NaN]));
  return Object.fromEntries(views.map(({ reached }, index) => [reached.account, named(rows[index] ?? [])]));
}

const account = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const someTransfers = fc.array(
  fc.record({
    from: account,
    to: fc.oneof(account, fc.constant(null)),
    baht: fc.integer({ min: 1, max: 9_000 }),
    at: fc.integer({ min: 0, max: 400 }),
  }),
  { maxLength: 60 },
);
const someFacts = fc.array(
  fc.record({
    subject: account,
    kind: fc.constantFrom(...FACT_KINDS),
    value: fc.integer({ min: 0, max: 5 }),
    at: fc.integer({ min: 0, max: 400 }),
  }),
  { maxLength: 20 },
);

const someRefs = fc.array(
  fc.record({
    account: fc.oneof(account, fc.constantFrom('elsewhere-1', 'elsewhere-2')),
    kind: fc.constantFrom(...REF_KINDS),
    ref: fc.constantFrom('1', '2', '3'),
    at: fc.integer({ min: 0, max: 400 }),
  }),
  { maxLength: 20 },
);
const askedAt = fc.integer({ min: 100, max: 300 });

describe('the features of an account of a trail', () => {
  it('are the same when everything later is deleted', () => {
    const stolen = pay('victim', 'a', 5_000, 100);
    const runs = fc.property(someTransfers, someFacts, someRefs, askedAt, (rows, factRows, refRows, now) => {
      const transfers = rows.map(({ from, to, baht, at }) => ({ ...pay(from, 'x', baht, at), to }));
      const facts: AgencyFact[] = factRows.map(({ at, ...fact }) => ({ ...fact, knownAt: minute(at) }));
      const refs: AccountRef[] = refRows.map(({ at, ...ref }) => ({ ...ref, knownAt: minute(at) }));
      const until = {
        transfers: transfers.filter(({ at }) => at <= minute(now)),
        facts: facts.filter(({ knownAt }) => knownAt <= minute(now)),
        refs: refs.filter(({ knownAt }) => knownAt <= minute(now)),
      };
      expect(featuresOf(stolen, { transfers, facts, refs }, minute(now))).toEqual(
        featuresOf(stolen, until, minute(now)),
      );
    });
    fc.assert(runs, { numRuns: propertyRuns(300) });
  });

  it('use no fact before the centre can know it', () => {
    const stolen = pay('victim', 'a', 5_000, 100);
    const fact: AgencyFact = { subject: 'a', kind: 'hr03', value: 2, knownAt: minute(200) };
    const at = (now: number) =>
      featuresOf(stolen, { transfers: [], facts: [fact], refs: [] }, minute(now))['a']?.['hr03'];
    expect(at(199)).toBe(0);
    expect(at(200)).toBe(2);
  });

  it('count the other accounts that one person, telephone or wallet stands behind, and which of them agencies know', () => {
    const stolen = pay('victim', 'a', 5_000, 100);
    const refs: AccountRef[] = [
      { account: 'a', kind: 'sim', ref: '1', knownAt: minute(110) },
      { account: 'elsewhere-1', kind: 'person', ref: '1', knownAt: minute(20) },
      { account: 'elsewhere-2', kind: 'sim', ref: '1', knownAt: minute(130) },
      { account: 'a', kind: 'device', ref: '1', knownAt: minute(110) },
      { account: 'elsewhere-1', kind: 'device', ref: '1', knownAt: minute(110) },
      { account: 'elsewhere-3', kind: 'wallet', ref: '1', knownAt: minute(10) },
    ];
    const facts: AgencyFact[] = [{ subject: 'elsewhere-1', kind: 'hr03', value: 1, knownAt: minute(125) }];
    const at = (now: number) => {
      const found = featuresOf(stolen, { transfers: [], facts, refs }, minute(now))['a'] ?? {};
      return ['joinedPerson', 'joinedDevice', 'joinedWallet', 'joinedKnown'].map((name) =>
        Math.round(Math.expm1(found[name] ?? NaN)),
      );
    };
    // The owner of its SIM is the person whom AMLO has listed for another account; a wallet of the same name is no telephone.
    expect([109, 110, 125, 130].map(at)).toEqual([
      [0, 0, 0, 0],
      [1, 1, 0, 0],
      [1, 1, 0, 1],
      [2, 1, 0, 1],
    ]);
  });

  it('tell a mule that sends money on at once from a shop that keeps it', () => {
    const stolen = pay('victim', 'mule', 5_000, 100);
    const toShop = pay('mule', 'shop', 1_000, 103);
    const transfers = [
      ...[1, 2, 3, 4, 5, 6].map((day) => ({ ...pay(`buyer-${day}`, 'shop', 200, day), rail: 'qr' })),
      pay('mule', 'mule-2', 4_000, 102),
      toShop,
      pay('buyer-7', 'shop', 300, 104),
      pay('mule-2', 'mule-3', 3_900, 105),
    ];
    const found = featuresOf(stolen, { transfers, facts: [], refs: [] }, minute(300));
    expect(found['mule-2']?.['sentOn']).toBeGreaterThan(0.9);
    expect(found['mule-2']?.['matched']).toBe(1);
    expect(found['shop']?.['sentOn']).toBe(0);
    expect(found['shop']?.['shopShare']).toBeGreaterThan(0.5);
    expect(found['shop']?.['concentration']).toBeLessThan(found['mule-2']?.['concentration'] ?? 0);
  });

  it('have no feature of who a person is', () => {
    const banned = /national|province|birth|sex|gender|name|citizen/i;
    expect(HOP_FEATURES.map(({ name }) => name).filter((name) => banned.test(name))).toEqual([]);
    expect([...FACT_KINDS, ...REF_KINDS].filter((kind) => banned.test(kind))).toEqual([]);
  });

  it('each have a sentence in Thai and in English, also where nothing is known', () => {
    for (const { name } of HOP_FEATURES) {
      for (const value of [0, 0.3, 1, NaN]) {
        const { code, th, en } = reasonOf(name, value);
        expect(code).toMatch(/^HOP\.[A-Z0-9_]+$/);
        expect(th).toMatch(/[\u0e00-\u0e7f]/);
        expect(en).toMatch(/[a-z]/);
        expect(`${th}${en}`).not.toMatch(/NaN|undefined|Infinity/);
      }
    }
  });

  it('say in words that a figure is not known, with no figure and no mark in its place', () => {
    for (const { name } of HOP_FEATURES) {
      const { th, en } = reasonOf(name, NaN);
      expect([name, th, en]).toEqual([name, expect.stringMatching(/^ไม่ทราบ/), expect.stringMatching(/not known/)]);
      expect(`${th} ${en}`).not.toMatch(/–|%|ร้อยละ \d/);
    }
    expect(reasonOf('taint', NaN)).toMatchObject({
      th: 'ไม่ทราบว่าเงินที่ถูกหลอกไปมาถึงบัญชีนี้ร้อยละเท่าใด',
      en: 'it is not known what share of the stolen money can have arrived here',
    });
    expect(reasonOf('hr03', NaN).en).toBe('it is not known whether the holder is on a list HR-03 (AMLO)');
  });
});
