import { changedFindings } from '../../../src/domain/judgement/changed-findings.js';
import type { Finding } from '../../../src/domain/judgement/facts.js';

function made(subject: string, changes: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'AOC-85B',
    ruleRowId: 'th/AOC-85B/2025-04-13',
    choiceRowIds: [],
    subjectKind: 'account',
    subject,
    outcome: 'unknown',
    reasons: [{ th: 'ยังไม่ทราบ', en: 'not known yet' }],
    missing: ['debit'],
    evidenceIds: [],
    ...changes,
  };
}

const ids = (findings: readonly { id: string }[]) => findings.map(({ id }) => id);
const standing = (...findings: Finding[]) => findings.map((finding, index) => ({ ...finding, id: `F${index + 1}` }));

describe('what a judgement changes of the findings before it', () => {
  it('is nothing when it finds the same, in whatever order', () => {
    const found = changedFindings(standing(made('a'), made('b')), [made('b'), made('a')]);
    expect(found).toEqual({ isOther: false, added: [], ended: [] });
  });

  it('is all of it at first', () => {
    expect(changedFindings([], [made('a')])).toEqual({ isOther: true, added: [made('a')], ended: [] });
  });

  it.each<[what: string, change: Partial<Finding>]>([
    ['the outcome', { outcome: 'met' }],
    ['what is missing', { missing: [] }],
    ['the evidence', { evidenceIds: ['E1'] }],
    ['the row of the rule', { ruleRowId: 'th/AOC-85B/2026-01-01' }],
    ['the choices that it used', { choiceRowIds: ['th/C1/2025-04-13'] }],
    ['the kind of the subject', { subjectKind: 'transfer' }],
  ])('is one finding when %s of it changed', (_what, change) => {
    const { isOther, added, ended } = changedFindings(standing(made('a'), made('b')), [made('a'), made('b', change)]);
    expect([isOther, added, ids(ended)]).toEqual([true, [made('b', change)], ['F2']]);
  });

  it('has other words too, but words alone are no other judgement', () => {
    const said = made('a', { reasons: [{ th: 'ทราบแล้ว', en: 'known' }] });
    const { isOther, added, ended } = changedFindings(standing(made('a')), [said]);
    expect([isOther, added, ids(ended)]).toEqual([false, [said], ['F1']]);
  });

  it('counts equal findings', () => {
    const found = changedFindings(standing(made('a'), made('a')), [made('a')]);
    expect([found.isOther, found.added, ids(found.ended)]).toEqual([true, [], [expect.any(String)]]);
  });
});
