import { reportedBy, type ReporterWords } from '../../../src/domain/complaint/who-reports.js';

describe('who reported', () => {
  it.each<[string, ReporterWords, boolean | null, boolean]>([
    ['the victim, who holds the account', { holdsVictimAccount: true }, true, true],
    ['the same, who says so', { holdsVictimAccount: true, isVictim: true }, true, true],
    ['the victim, whose money left another account', { holdsVictimAccount: false, isVictim: true }, true, false],
    ['a relative', { holdsVictimAccount: false, relationToVictim: 'daughter' }, false, false],
    ['a relative who holds the account too', { holdsVictimAccount: true, relationToVictim: 'wife' }, false, false],
    ['a holder who is not the victim', { holdsVictimAccount: true, isVictim: false }, false, false],
    [
      'a holder who lost the money himself',
      { holdsVictimAccount: true, isVictim: true, relationToVictim: 'wife' },
      true,
      true,
    ],
    ['somebody of whom nobody said who he is', { holdsVictimAccount: false }, null, false],
  ])('%s', (_name, words, victimReports, holderReports) => {
    expect(reportedBy(words)).toEqual({ victimReports, holderReports });
  });
});
