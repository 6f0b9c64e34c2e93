import { asTheyCount } from '../../simulator/banks/attribution.js';
import type { Hold } from '../../simulator/banks/hold-book.js';
import type { Debit } from '../../simulator/banks/ledger.js';

const NOW = 1_000;
const DEBITS = [
  { reference: 'D1', amount: 100n },
  { reference: 'D2', amount: 50n },
] as unknown as Debit[];
const hold = (id: string, changes: Partial<Hold>): Hold =>
  ({
    holdId: id,
    orderIds: [id],
    transfer: { fromInstitution: 'th-004', reference: `C-${id}` },
    placedAt: NOW,
    changedAt: NOW,
    state: 'active',
    held: 0n,
    seized: 0n,
    expiresAt: NOW + 1,
    namedFor: [],
    explainedBy: new Map(),
    ...changes,
  }) as unknown as Hold;
const named = (holds: readonly Hold[]) =>
  holds
    .filter(({ state }) => state === 'empty')
    .map(({ holdId, explainedBy }) => [holdId, [...explainedBy].map(([debit, part]) => `${debit} ${part}`)]);

describe('what was named in answer to a hold that ended', () => {
  const ended = (id: string, explainedBy: [string, bigint][]) =>
    hold(id, { state: 'released', held: 7n, explainedBy: new Map(explainedBy) });

  it('stays named while an order goes on with its money, and for no other order', () => {
    const before = ended('A', [['D1', 60n]]);
    expect(named(asTheyCount([before], DEBITS, ['A'], NOW))).toEqual([['A', ['D1 60']]]);
    expect(named(asTheyCount([before, hold('B', { namedFor: ['A'] })], DEBITS, [], NOW))).toEqual([['A', ['D1 60']]]);
    expect(named(asTheyCount([before], DEBITS, [], NOW))).toEqual([]);
  });

  it.each([
    [true, [['A', ['D1 60']]]],
    [false, []],
  ])('stays named of one that an order took over, where that goes on with it (%s)', (isNamedOn, expected) => {
    const before = hold('A', { state: 'taken_over', isNamedOn, explainedBy: new Map([['D1', 60n]]) });
    expect(named(asTheyCount([before, hold('B', { namedFor: ['A'] })], DEBITS, [], NOW))).toEqual(expected);
  });

  it.each<[string, bigint, string[]]>([
    ['nothing of it', 0n, ['D1 60', 'D2 50']],
    ['what was free beside it', 40n, ['D1 60', 'D2 50']],
    ['a part of it', 70n, ['D1 30', 'D2 50']],
    ['all of it', 100n, ['D2 50']],
  ])('is with the other hold for which its institution named %s since', (_what, part, left) => {
    const since = hold('B', { explainedBy: new Map([['D1', part]]) });
    const before = ended('A', [
      ['D1', 60n],
      ['D2', 50n],
    ]);
    expect(named(asTheyCount([before, since], DEBITS, ['A'], NOW))).toEqual([['A', left]]);
  });

  it('counts no debit twice where two holds that ended had named it one after the other', () => {
    const both = [ended('A', [['D1', 60n]]), ended('B', [['D1', 60n]])];
    expect(named(asTheyCount(both, DEBITS, ['A', 'B'], NOW))).toEqual([
      ['A', ['D1 60']],
      ['B', ['D1 40']],
    ]);
  });

  it.each<[string, string, number, string[]]>([
    ['of the same credit, since', 'C-A', NOW + 1, ['D1 20', 'D2 50']],
    ['of the same credit, before it ended', 'C-A', NOW - 1, ['D1 60', 'D2 50']],
    ['of another credit', 'C-B', NOW + 1, ['D1 60', 'D2 50']],
  ])('is less by what its institution named for a hold %s', (_what, reference, placedAt, left) => {
    const transfer = { fromInstitution: 'th-004', reference } as Hold['transfer'];
    const other = hold('B', { transfer, placedAt, explainedBy: new Map([['D1', 40n]]) });
    const before = ended('A', [
      ['D1', 60n],
      ['D2', 50n],
    ]);
    expect(named(asTheyCount([before, other], DEBITS, ['A'], NOW))).toEqual([['A', left]]);
  });
});
