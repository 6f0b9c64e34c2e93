import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { readOptions } from '../../lab/options.js';
import { type Nation, makeNation } from '../../simulator/world/nation.js';
import { type PersonParameters, readParameters } from '../../simulator/world/persons/parameters.js';
import { worldSettings } from '../../simulator/world/settings.js';
import { citizenIdFault } from '../../src/domain/identifiers/citizen-id.js';
import { PersonReader, PERSON_VIEWS } from '../../tools/proof/training/person-cases.js';

const FILE = path.join(__dirname, '../../simulator/world/persons/country-of-persons.json');
const TEXT = readFileSync(FILE, 'utf8');
const SMALL = { accounts: 1_500, days: 14, gangs: 2 };
const HOUR_MS = 3_600_000;

const made = new Map<string, Nation>();

/** Makes a country of persons that is quick to make; the same one once. */
function countryOf(seed: number, changes: Partial<PersonParameters> = {}): Nation {
  const name = JSON.stringify([seed, changes]);
  const nation = made.get(name) ?? newCountryOf(seed, changes);
  made.set(name, nation);
  return nation;
}

function newCountryOf(seed: number, changes: Partial<PersonParameters> = {}): Nation {
  return makeNation(worldSettings(seed, { persons: { ...readParameters(TEXT), ...changes }, ...SMALL }));
}

describe('the parameters of a country of persons', () => {
  it('stand in one file, each with where it comes from', () => {
    expect(readParameters(TEXT)['mules.accounts']).toBeGreaterThan(1);
  });

  it.each<[string, (file: Record<string, { value?: unknown; source?: unknown }>) => void]>([
    ['amlo.lists is missing', (file) => delete file['amlo.lists']],
    ['no such parameter: amlo.guesses', (file) => (file['amlo.guesses'] = { value: 1, source: 'nobody' })],
    ['amlo.lists has no source', (file) => (file['amlo.lists'] = { value: 0.1, source: ' ' })],
    ['amlo.lists is a share, and above 1', (file) => (file['amlo.lists'] = { value: 1.1, source: 'nobody' })],
    ['amlo.lists is no number', (file) => (file['amlo.lists'] = { value: -0.1, source: 'nobody' })],
    ['mules.accounts is no number', (file) => (file['mules.accounts'] = { value: 'many', source: 'nobody' })],
  ])('are refused: %s', (fault, change) => {
    const file = JSON.parse(TEXT) as Record<string, { value?: unknown; source?: unknown }>;
    change(file);
    expect(() => readParameters(JSON.stringify(file))).toThrow(fault);
  });

  it('are named to the lab together with a folder, so that no other country writes over its page', () => {
    expect(readOptions(['--world', FILE])).toBeUndefined();
    expect(readOptions(['--world', FILE, '--out', 'elsewhere'])).toMatchObject({ world: FILE, out: 'elsewhere' });
    expect(readOptions([])).toMatchObject({ world: undefined, out: 'docs/lab' });
  });
});

describe('a country of persons', () => {
  const nation = countryOf(3);
  const { persons } = nation.truth;
  if (persons === null) throw new Error('the country has no persons');
  const holderOf = (account: number) => persons.holderOf[account];

  it('is the same for the same seed, and a country of accounts has no persons', () => {
    const brief = ({ payments, facts, refs, labels }: Nation) =>
      JSON.stringify([payments.map(({ at, from, amountSatang }) => [at, from.key, amountSatang]), facts, refs, labels]);
    expect(brief(newCountryOf(3))).toBe(brief(nation));
    expect(brief(countryOf(5))).not.toBe(brief(nation));
    const accountsAlone = makeNation(worldSettings(4, SMALL));
    expect([accountsAlone.truth.persons, accountsAlone.refs]).toEqual([null, []]);
  });

  it('gives each account of a household one holder, and firms none', () => {
    for (const { index, role } of nation.accounts) {
      const isHousehold = role === 'person' || role === 'forwarder' || role === 'seller';
      expect(holderOf(index)?.accounts.includes(index) ?? false).toBe(isHousehold);
    }
    expect(persons.persons.flatMap(({ accounts }) => accounts)).toHaveLength(
      nation.accounts.filter(({ index }) => holderOf(index) !== undefined).length,
    );
  });

  it('makes up numbers that belong to nobody, names that several persons have, and spellings', () => {
    const ids = persons.persons.map(({ citizenId }) => citizenId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect([id[0], citizenIdFault(id)]).toEqual(['9', null]);
    const byName = new Map<string, Set<string>>();
    for (const { name } of persons.persons) byName.set(name.thai, (byName.get(name.thai) ?? new Set()).add(name.latin));
    expect(byName.size).toBeLessThan(persons.persons.length / 2);
    expect([...byName.values()].some((spellings) => spellings.size > 1)).toBe(true);
  });

  it('has migrants, shared flats, and persons with accounts at several institutions', () => {
    expect(persons.persons.some(({ nationality }) => nationality !== 'THA')).toBe(true);
    const mate = persons.persons.find(({ flat }) => flat.length > 0);
    expect(mate?.flat.every((other) => persons.persons[other]?.flat.includes(mate.index))).toBe(true);
    const institutions = persons.persons.map(
      ({ accounts }) => new Set(accounts.map((account) => nation.accounts[account]?.institution)).size,
    );
    expect(institutions.filter((count) => count > 1).length).toBeGreaterThan(persons.persons.length / 4);
  });

  it('has mules who give about 2.3 accounts each, and one account never twice', () => {
    const counts = [3, 5, 6, 7].map((seed) => {
      const { truth } = countryOf(seed);
      const accounts = truth.mules.map(({ account }) => account);
      expect(new Set(accounts).size).toBe(accounts.length);
      return [accounts.length, new Set(accounts.map((account) => truth.persons?.holderOf[account])).size];
    });
    const [accounts, holders] = [0, 1].map((place) => counts.reduce((sum, count) => sum + (count[place] ?? 0), 0));
    expect((accounts ?? 0) / (holders ?? 1)).toBeGreaterThan(1.6);
    expect((accounts ?? 0) / (holders ?? 1)).toBeLessThan(3.2);
  });

  it('recruits relatives, flat mates and friends of mules, as far as ties are asked', () => {
    const tied = (changes: Partial<PersonParameters>) => {
      const { truth } = countryOf(8, { 'mules.givenUp': 1, 'mules.givenUpAfterDays': 1, ...changes });
      const holders = new Set(truth.mules.map(({ account }) => truth.persons?.holderOf[account]));
      const indexes = new Set([...holders].map((holder) => holder?.index));
      const near = [...holders].filter((holder) =>
        [...(holder?.home ?? []), ...(holder?.flat ?? []), ...(holder?.friends ?? [])].some((other) =>
          indexes.has(other),
        ),
      );
      return near.length / holders.size;
    };
    expect(tied({ 'mules.alongTies': 1 })).toBeGreaterThan(tied({ 'mules.alongTies': 0 }) + 0.3);
  });

  it('marks no mule by sums: a gang’s are as round as those among households, and none is a test', () => {
    const households = new Set(['person', 'forwarder', 'seller']);
    const nations = [3, 5, 6].map((seed) => countryOf(seed));
    const roundShare = (isMules: boolean) => {
      const sums = nations.flatMap(({ payments, truth }) =>
        payments.filter(
          ({ amountSatang, from, rail, to }) =>
            to !== null &&
            amountSatang >= 50_000 &&
            (rail === 'promptpay' || rail === 'transfer') &&
            households.has(to.role) &&
            households.has(from.role) &&
            truth.muleKeys.has(to.key) === isMules &&
            truth.muleKeys.has(from.key) === isMules,
        ),
      );
      expect(sums.length).toBeGreaterThan(100);
      return sums.filter(({ amountSatang }) => amountSatang % 10_000 === 0).length / sums.length;
    };
    expect(Math.abs(roundShare(true) - roundShare(false))).toBeLessThan(0.08);
    expect(nation.settings.testPayments).toBe(false);
  });

  it('lets an agency know a person with all accounts that it finds, and no agency tells who it is', () => {
    const listed = new Map<number, Set<string>>();
    for (const { kind, subject } of nation.facts.filter((fact) => fact.kind === 'hr03')) {
      const holder = holderOf(nation.accountByKey.get(subject)?.index ?? -1);
      if (holder !== undefined)
        listed.set(holder.index, (listed.get(holder.index) ?? new Set()).add(`${kind} ${subject}`));
    }
    expect([...listed.values()].some((accounts) => accounts.size > 1)).toBe(true);
    const told = JSON.stringify([nation.facts, nation.refs]);
    for (const { citizenId, name } of persons.persons) {
      expect(told.includes(citizenId)).toBe(false);
      expect(told.includes(name.thai)).toBe(false);
    }
  });

  it('joins accounts of several holders of a gang by the SIM of a nominee or a telephone, and honest ones too', () => {
    const joined = ({ accountByKey, refs, truth }: Nation, kind: 'sim' | 'device', isMule: boolean) => {
      const holder = (account: string) => truth.persons?.holderOf[accountByKey.get(account)?.index ?? -1];
      const ofKind = refs.filter((ref) => ref.kind === kind);
      const holders = new Map<string, Set<unknown>>();
      for (const { ref, account } of ofKind) holders.set(ref, (holders.get(ref) ?? new Set()).add(holder(account)));
      const asked = ofKind.filter(({ account }) => truth.muleKeys.has(account) === isMule);
      return asked.filter(({ ref }) => (holders.get(ref)?.size ?? 0) > 1).length / Math.max(1, asked.length);
    };
    const gangs = countryOf(3, { 'mules.simOfGang': 1, 'mules.phoneOfGang': 1, 'sims.known': 1 });
    for (const kind of ['sim', 'device'] as const) {
      expect(joined(gangs, kind, true)).toBeGreaterThan(joined(gangs, kind, false) + 0.2);
      expect(joined(gangs, kind, false)).toBeGreaterThan(0);
    }
  });

  it('knows later where agencies are slower, and of others in the control', () => {
    const mean = (of: Nation) => {
      const colours = of.facts.filter(({ kind, value }) => kind === 'colour' && value >= 3);
      return colours.reduce((sum, { knownAt }) => sum + knownAt, 0) / colours.length;
    };
    expect(mean(countryOf(3, { 'agencies.lagFactor': 0.1 }))).toBeLessThan(mean(nation));
    const known = ({ facts, truth }: Nation) =>
      facts.filter(({ kind, subject }) => kind === 'colour' && truth.muleKeys.has(subject)).length;
    const control = [3, 5, 6].map((seed) => countryOf(seed, { 'agencies.shuffled': 1 }));
    const real = [3, 5, 6].map((seed) => countryOf(seed));
    const sum = (nations: Nation[]) => nations.reduce((total, one) => total + known(one), 0);
    expect(sum(control)).toBeLessThan(sum(real) / 2);
    // The control changes nothing but what is known.
    expect(control[0]?.payments.length).toBe(nation.payments.length);
  });
});

describe('the figures of an account in a country of persons', () => {
  const nation = countryOf(5);
  const control = countryOf(5, { 'agencies.shuffled': 1 });
  const complaints = nation.complaints.filter(({ at }) => at > nation.settings.startsAt + 5 * 24 * HOUR_MS);
  const whole = new PersonReader(nation, control);

  it('are the same when everything later is deleted', () => {
    fc.assert(
      fc.property(fc.nat(complaints.length - 1), fc.constantFrom(0, 2, 24), (place, hours) => {
        const complaint = complaints[place];
        if (complaint === undefined) return;
        const asOf = complaint.at + hours * HOUR_MS;
        const past = (of: Nation): Nation => ({
          ...of,
          payments: of.payments.filter(({ at }) => at <= asOf),
          facts: of.facts.filter(({ knownAt }) => knownAt <= asOf),
          refs: of.refs.filter(({ knownAt }) => knownAt <= asOf),
          complaints: of.complaints.filter(({ at }) => at <= asOf),
        });
        const then = new PersonReader(past(nation), past(control));
        for (const view of PERSON_VIEWS)
          expect([...then.read(view, complaint, asOf)]).toEqual([...whole.read(view, complaint, asOf)]);
      }),
      { numRuns: 8 },
    );
  });
});
