import { TH } from '../support.js';
import {
  reportedBy,
  type ReporterWords,
  SPEAKERS,
  speakersOf,
} from '../../../src/domain/complaint/intake/who-reports.js';

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
    expect(reportedBy(words, SPEAKERS)).toEqual({ victimReports, holderReports });
  });
});

describe('who speaks for a victim by law', () => {
  const SHOWN = { document: 'birth certificate', documentNo: 'TEST-1' };
  const by = (actsFor: ReporterWords['actsFor'], speakers: readonly string[] = SPEAKERS, isVictim?: boolean) =>
    reportedBy({ holdsVictimAccount: false, isVictim, relationToVictim: 'mother', actsFor }, speakers);
  const VICTIMS = { victimReports: true, holderReports: true };
  const UNKNOWN = { victimReports: null, holderReports: false };

  it.each(SPEAKERS)('reports as the victim does: %s', (as) => {
    expect(by({ as, ...SHOWN })).toEqual(VICTIMS);
    expect(by({ as, ...SHOWN }, SPEAKERS, false)).toEqual(VICTIMS);
  });

  it.each(SPEAKERS)('while an authority is not stated, it is not known whose report it is: %s', (as) => {
    for (const stated of [{}, { document: 'birth certificate' }, { documentNo: 'TEST-1' }])
      expect(by({ as, ...stated })).toEqual(UNKNOWN);
  });

  it('where the rules do not hear the speaker, it is not known either', () => {
    expect(by({ as: 'heir', ...SHOWN }, ['guardian'])).toEqual(UNKNOWN);
  });

  it('since 30 November 2026', () => {
    expect(speakersOf(TH, new Date('2026-11-29T16:59:59.999Z'))).toEqual([]);
    expect(speakersOf(TH, new Date('2026-11-29T17:00:00Z'))).toEqual(SPEAKERS);
  });
});
