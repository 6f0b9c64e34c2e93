import { mayReveal } from '../../../src/domain/reveal/reveal-limit.js';
import type { RuleRow } from '../../../src/domain/rulebook/row.js';
import { RevealBody } from '../../../src/wire/case/reveal.js';
import { SuspectLookupBody } from '../../../src/wire/office/suspect.js';

describe('how many values one person has revealed', () => {
  const rule = { parameters: { revealsPerHour: 60 } } as unknown as RuleRow;
  it.each([
    [0, undefined],
    [59, undefined],
    [60, 'REVEAL.TOO_MANY'],
    [384, 'REVEAL.TOO_MANY'],
  ])('after %d in an hour: %s', (count, code) => {
    const allowed = mayReveal(count, rule);
    expect(allowed.ok ? undefined : allowed.code).toBe(code);
  });
});

describe('why a person reads what is hidden', () => {
  it.each([
    ['.', false],
    ['ok', false],
    ['........', false],
    ['aaaaaaaaaaaa', false],
    ['12345678901', false],
    ['โทรกลับผู้เสียหาย', true],
    ['Calling the victim.', true],
  ])('is said in words: %s', (reason, taken) => {
    expect(RevealBody.safeParse({ field: 'victim.1.phone', reason }).success).toBe(taken);
    expect(SuspectLookupBody.safeParse({ phone: '0812345678', purpose: reason }).success).toBe(taken);
  });
});
