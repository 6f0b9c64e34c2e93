import type { NoticeRule } from '../../../src/domain/hold/hold.js';
import { noticesOnward, section6End } from '../../../src/domain/hold/end/section6-end.js';
import type { Rulebook } from '../../../src/domain/rulebook/in-force.js';
import { NOW, TH, hoursAfter, hoursBefore } from '../support.js';

const shorterOwn: Rulebook = TH.map((row) =>
  row.ruleId === 'BANK-6A' ? { ...row, deadlineMs: 3 * 24 * 3_600_000 } : row,
);

/** Writes after how many hours from `NOW` it ends, and by which rule. */
function ends(rule: NoticeRule, notifiedHours: number, officerHours: number, rulebook: Rulebook = TH) {
  const clock = {
    rule,
    notifiedAt: hoursAfter(NOW, notifiedHours),
    officerNotifiedAt: officerHours < 0 ? hoursBefore(NOW, -officerHours) : hoursAfter(NOW, officerHours),
  };
  const { expiresAt, rule: row } = section6End(clock, { rulebook, now: NOW });
  return [(expiresAt.getTime() - NOW.getTime()) / 3_600_000, row.ruleId];
}

describe('a suspension under section 6 ends', () => {
  it.each<[string, NoticeRule, number, number, Rulebook, [number, string]]>([
    ['at the first bank, notified with the officer', 'BANK-6A', 0, 0, TH, [168, 'OFF-6C']],
    ['at a later hop, notified two days after the officer', 'BANK-6A', 0, -48, TH, [120, 'OFF-6C']],
    ['at a later hop of an officer’s notice', 'OFF-6B', 0, -48, TH, [120, 'OFF-6C']],
    ['at a bank that was told an hour before the officer', 'BANK-6A', 0, 1, TH, [168, 'BANK-6A']],
    ['by the bank’s own time where it is shorter', 'BANK-6A', 0, -48, shorterOwn, [72, 'BANK-6A']],
    ['by the officer’s time, when he gave notice himself', 'OFF-6B', 0, -48, shorterOwn, [120, 'OFF-6C']],
    [
      'by the officer’s time, when the bank’s own would be longer by then',
      'BANK-6A',
      0,
      -100,
      shorterOwn,
      [68, 'OFF-6C'],
    ],
  ])('%s', (_name, rule, notified, officer, rulebook, expected) => {
    expect(ends(rule, notified, officer, rulebook)).toEqual(expected);
  });
});

describe('what money rests on that went on from a suspension', () => {
  /** A notice whose officer's time began `officerHours` after `NOW`, by which the hold here stands for `hours`. */
  const notice = (id: string, rule: NoticeRule, officerHours: number, hours: number) => {
    const officerNotifiedAt = hoursAfter(NOW, officerHours);
    return { id, rule, notifiedAt: officerNotifiedAt, officerNotifiedAt, expiresAt: hoursAfter(NOW, hours) };
  };
  const hoursOnward = (here: readonly ReturnType<typeof notice>[], law: Rulebook = TH): [string, number][] =>
    noticesOnward(here, { rulebook: law, now: NOW }).map(({ notice: { id }, until }) => [
      id,
      (until.getTime() - NOW.getTime()) / 3_600_000,
    ]);

  it('lasts as long as the officer has', () => {
    expect(hoursOnward([notice('one', 'OFF-6B', -100, 68)])).toEqual([['one', 68]]);
  });

  it('has no new seven days by a later notice, which had none at the account before', () => {
    expect(hoursOnward([notice('first', 'OFF-6B', -167, 1), notice('later', 'OFF-6B', 0, 1)])).toEqual([
      ['first', 1],
      ['later', 1],
    ]);
  });

  it('goes by the notice that gives the next institution the longest time', () => {
    const bank = { ...notice('bank', 'BANK-6A', -24, 48), notifiedAt: hoursAfter(NOW, -24) };
    const here = [notice('officer', 'OFF-6B', -96, 72), bank];
    expect(hoursOnward(here, shorterOwn)).toEqual([
      ['officer', 72],
      ['bank', 72],
    ]);
    expect(hoursOnward([notice('officer', 'OFF-6B', -100, 68), bank], shorterOwn)).toEqual([
      ['bank', 72],
      ['officer', 68],
    ]);
  });
});
