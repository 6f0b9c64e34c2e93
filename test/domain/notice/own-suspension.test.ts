import {
  lapsesNow,
  ownSuspensionAccount,
  ownSuspensionEnd,
  ruleOfEnd,
} from '../../../src/domain/notice/own-suspension.js';
import { ruleInForce } from '../../../src/domain/rulebook/in-force.js';
import { hoursAfter, NOW, TH } from '../support.js';

const LAW = { rulebook: TH, now: NOW };

describe("an institution's own suspension", () => {
  it('ends seven days after the finding, or earlier when the institution says so (BANK-6A)', () => {
    const rule = ruleInForce(TH, 'BANK-6A', NOW);
    const sooner = hoursAfter(NOW, 24);
    expect(ownSuspensionEnd(NOW, undefined, rule, LAW)).toEqual(hoursAfter(NOW, 168));
    expect(ownSuspensionEnd(NOW, sooner.toISOString(), rule, LAW)).toEqual(sooner);
  });

  it.each<[string, { endedHours: number | null; expiresHours: number }, boolean]>([
    ['at its time', { endedHours: null, expiresHours: 0 }, true],
    ['after its time', { endedHours: null, expiresHours: -5 }, true],
    ['never before its time', { endedHours: null, expiresHours: 1 }, false],
    ['only once', { endedHours: -1, expiresHours: -5 }, false],
  ])('lapses %s (LIFT-6D)', (_when, { endedHours, expiresHours }, expected) => {
    const endedAt = endedHours === null ? null : hoursAfter(NOW, endedHours);
    expect(lapsesNow({ endedAt, expiresAt: hoursAfter(NOW, expiresHours) }, NOW)).toBe(expected);
  });

  it('ends by the rule of time or of the officer', () => {
    expect(ruleOfEnd('active', 'lapsed')).toBe('LIFT-6D');
    expect(ruleOfEnd('proceeded', 'lapsed')).toBe('BANK-6A');
    expect(ruleOfEnd('active', 'lifted')).toBe('OFF-6C');
  });

  it.each([
    ['the receiving account at the receiver', 'th-014', '222'],
    ['the sending account at the sender', 'th-004', '111'],
  ])('is at %s', (_where, institution, accountNo) => {
    const transfer = { from: '111', to: { institution: 'th-014', accountNo: '222' } };
    expect(ownSuspensionAccount(institution, transfer)).toBe(accountNo);
  });
});
