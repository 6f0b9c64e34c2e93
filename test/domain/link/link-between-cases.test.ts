import {
  type ComparisonOutcome,
  type LinkKey,
  type SubjectToCompare,
  comparisonOutcome,
  isTooCommon,
  linksBetween,
} from '../../../src/domain/link/link-between-cases.js';
import { LINK_KINDS } from '../../../src/domain/link/subject.js';
import { numberParameter } from '../../../src/domain/rulebook/in-force.js';
import { newestRow } from '../support.js';

const ROW = newestRow('P-LINK');

describe('what links two cases', () => {
  const phone: LinkKey = { kind: 'phone', key: 'a1' };
  const account: LinkKey = { kind: 'account', key: 'th-014:9000000002' };

  it('is every key that both have, once, in whichever order the cases come', () => {
    const one = [phone, account, account, { kind: 'line', key: 'b' } as const];
    const other = [account, phone, { kind: 'url', key: 'b' } as const];
    const links = [
      { ...account, strength: 'strong' },
      { ...phone, strength: 'supporting' },
    ];
    expect(linksBetween(one, other, ROW)).toEqual(links);
    expect(linksBetween(other, one, ROW)).toEqual(links);
  });

  it('is not the same text under another kind, and nothing when one case has no subjects', () => {
    expect(linksBetween([{ kind: 'line', key: 'x' }], [{ kind: 'facebook', key: 'x' }], ROW)).toEqual([]);
    expect(linksBetween([], [phone], ROW)).toEqual([]);
  });

  it.each(LINK_KINDS)('%s: allows fifty cases or more, and does not link beyond its largest number', (kind) => {
    const most = numberParameter(ROW, `maxCases.${kind}`);
    expect(most).toBeGreaterThanOrEqual(50);
    expect([isTooCommon(kind, most, ROW), isTooCommon(kind, most + 1, ROW)]).toEqual([false, true]);
  });
});

describe('a subject that several cases have', () => {
  const most = (kind: SubjectToCompare['kind']) => numberParameter(ROW, `maxCases.${kind}`);

  it.each<[string, SubjectToCompare, ComparisonOutcome]>([
    ['links by an account', { kind: 'account', cases: 2, isOrdinaryReceiver: false }, 'compared'],
    ['links by a number', { kind: 'phone', cases: 2, isOrdinaryReceiver: false }, 'compared'],
    [
      'links by an account that the largest number of cases has',
      { kind: 'account', cases: most('account'), isOrdinaryReceiver: false },
      'compared',
    ],
    [
      'does not link by an account that more cases have',
      { kind: 'account', cases: most('account') + 1, isOrdinaryReceiver: false },
      'too_common',
    ],
    ['does not link by the account of a shop', { kind: 'account', cases: 2, isOrdinaryReceiver: true }, 'left_out'],
    [
      'leaves the account of a shop out also when very many cases have it',
      { kind: 'account', cases: most('account') + 1, isOrdinaryReceiver: true },
      'left_out',
    ],
  ])('%s', (_name, subject, expected) => {
    expect(comparisonOutcome(subject, ROW)).toBe(expected);
  });
});
