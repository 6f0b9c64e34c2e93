import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openEvaluator, tokensOf } from '../../simulator/agencies/person-tokens.js';
import { makeNation } from '../../simulator/world/nation.js';
import { readParameters } from '../../simulator/world/persons/parameters.js';
import { worldSettings } from '../../simulator/world/settings.js';
import { type JoinedAccounts, joinedWith, joinsOf } from '../../src/analysis/features/joins.js';
import type { AccountRef } from '../../src/analysis/observed.js';

const FILE = path.join(__dirname, '../../simulator/world/persons/country-of-persons.json');
const EVALUATOR = openEvaluator(Buffer.alloc(32, 3));
const PURPOSE = 'case-links-1';
/** As many persons as one answer may name. */
const AT_ONCE = 100;

describe('a country whose agencies name persons by tokens', () => {
  const settings = { accounts: 600, days: 14, gangs: 2 };
  const persons = readParameters(readFileSync(FILE, 'utf8'));
  const nation = makeNation(worldSettings(3, { persons, ...settings }));
  const namesPerson = ({ kind }: AccountRef) => kind === 'person' || kind === 'sim';
  let tokens: ReadonlyMap<string, string>;
  beforeAll(async () => {
    const refs = [...new Set(nation.refs.filter(namesPerson).map(({ ref }) => ref))];
    const key = { purpose: PURPOSE, publicKey: await EVALUATOR.publicKey(PURPOSE) };
    const made: [string, string][] = [];
    for (let from = 0; from < refs.length; from += AT_ONCE) {
      const some = await tokensOf(refs.slice(from, from + AT_ONCE), key, EVALUATOR);
      made.push(...some.tokens);
    }
    tokens = new Map(made);
  }, 240_000);

  const joined = (refs: readonly AccountRef[], asOf: number): [string, JoinedAccounts][] => {
    const joins = joinsOf(refs);
    return nation.accounts.map(({ key }) => [key, joinedWith(joins, key, asOf)]);
  };

  it('has the same accounts joined, at every time, as one that names them by plain references', () => {
    const byToken = nation.refs.map((one) =>
      namesPerson(one) ? { ...one, ref: tokens.get(one.ref) ?? 'nobody' } : one,
    );
    expect(new Set(tokens.values()).size).toBe(tokens.size);
    let most = 0;
    for (const share of [0, 0.5, 1]) {
      const asOf = nation.settings.startsAt + share * (nation.endsAt - nation.settings.startsAt);
      const plain = joined(nation.refs, asOf);
      expect(joined(byToken, asOf)).toEqual(plain);
      most = Math.max(most, plain.filter(([, { person }]) => person.size > 0).length);
    }
    expect(most).toBeGreaterThan(20);
  });

  it('joins nothing across a new key: what was said before and after it does not meet', () => {
    const changed = makeNation(worldSettings(3, { persons: { ...persons, 'agencies.keyDays': 7 }, ...settings }));
    expect(changed.payments.length).toBe(nation.payments.length);
    const pairs = (refs: readonly AccountRef[]) =>
      joined(refs, nation.endsAt).reduce((sum, [, { person }]) => sum + person.size, 0);
    expect(pairs(changed.refs)).toBeLessThan(pairs(nation.refs));
    expect(pairs(changed.refs.filter((one) => !namesPerson(one)))).toBe(0);
    const devices = (refs: readonly AccountRef[]) => refs.filter(({ kind }) => kind === 'device');
    expect(devices(changed.refs)).toEqual(devices(nation.refs));
  });
});
