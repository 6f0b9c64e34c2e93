import type { RuleId } from '../../../src/domain/rulebook/row.js';
import { RECEIVED, duties, line, met, minutesAfter } from './duty-support.js';
import { NOW } from '../support.js';

describe('duties of sections 4, 5 and 8', () => {
  it('demand a record of a notice by telephone until it is signed, and none of an electronic one', () => {
    expect(line(duties({ recordOfNoticeAt: null }), 'REC-8')).toEqual(['open centre no time']);
    expect(line(duties({}), 'REC-8')).toEqual(['fulfilled centre no time']);
    const electronic = { recordOfNoticeAt: null, noticedByPhone: false };
    expect(line(duties(electronic), 'REC-8')).toEqual([]);
  });

  it('demand notices of a disclosure to police or DSI, and to AMLO: one of them is not enough', () => {
    const disclosure = { party: 'th-004', disclosedAt: RECEIVED, policeOrDsiToldAt: RECEIVED, amloToldAt: null };
    const findings = [met('SHARE-4N')];
    expect(line(duties({ disclosures: [disclosure] }, findings), 'SHARE-4N')).toEqual(['overdue th-004 +0.25 h']);
    const told = { ...disclosure, amloToldAt: minutesAfter(RECEIVED, 10) };
    expect(line(duties({ disclosures: [told] }, findings), 'SHARE-4N')).toEqual(['fulfilled th-004 +0.25 h']);
    expect(line(duties({ disclosures: [disclosure] }, findings, minutesAfter(RECEIVED, 14)), 'SHARE-4N')).toEqual([
      'open th-004 +0.25 h',
    ]);
  });

  it('demand an answer about a debit under section 4, which states no time, and under no other section', () => {
    const debitQuestions = [{ institution: 'th-004', askedAt: RECEIVED, answeredAt: null }];
    const found = duties({ debitQuestions }, [met('SHARE-4')]);
    expect(line(found, 'SHARE-4')).toEqual(['open th-004 no time']);
    expect(found.filter(({ owedBy }) => owedBy === 'th-004').map(({ ruleId }) => ruleId)).toEqual(['SHARE-4']);
    const answered = [{ institution: 'th-004', askedAt: RECEIVED, answeredAt: NOW }];
    expect(line(duties({ debitQuestions: answered }, [met('SHARE-4')]), 'SHARE-4')).toEqual([
      'fulfilled th-004 no time',
    ]);
  });

  it.each<[string, object, number, string[]]>([
    ['open when it was just notified', {}, 14, ['open th-006 +0.25 h']],
    ['overdue when it has not said what it did (P-ONCE)', {}, 15, ['overdue th-006 +0.25 h']],
    ['fulfilled by its word', { answeredAt: minutesAfter(RECEIVED, 10) }, 60, ['fulfilled th-006 +0.25 h']],
    ['owed no more after a delisting before its time was over', { delistedAt: minutesAfter(RECEIVED, 14) }, 60, []],
    ['overdue also after a delisting', { delistedAt: minutesAfter(RECEIVED, 15) }, 60, ['overdue th-006 +0.25 h']],
    [
      'on record as fulfilled after a delisting',
      { answeredAt: minutesAfter(RECEIVED, 10), delistedAt: minutesAfter(RECEIVED, 12) },
      60,
      ['fulfilled th-006 +0.25 h'],
    ],
  ])(
    'make an institution that was notified of a listing refuse, suspend or close: %s',
    (_, over, minutes, expected) => {
      const told = { listingId: 'L1', institution: 'th-006', notifiedAt: RECEIVED, answeredAt: null, delistedAt: null };
      const found = duties({ listings: [{ ...told, ...over }] }, [], minutesAfter(RECEIVED, minutes));
      expect(line(found, 'LIST-42')).toEqual(expected);
      for (const duty of found.filter(({ ruleId }) => ruleId === 'LIST-42')) {
        expect(duty).toMatchObject({ subjectKind: 'listing', subject: 'L1', startedAt: RECEIVED });
      }
    },
  );

  it('demand a notice to NBTC of a number used in crime', () => {
    expect(line(duties({}, [met('NBTC-5')]), 'NBTC-5')).toEqual(['open centre no time']);
    expect(line(duties({ telecomNoticeAt: NOW }, [met('NBTC-5')]), 'NBTC-5')).toEqual(['fulfilled centre no time']);
    expect(line(duties({}), 'NBTC-5')).toEqual([]);
  });

  it('name the case or disclosure that they arise from', () => {
    const disclosures = [{ party: 'th-004', disclosedAt: RECEIVED, policeOrDsiToldAt: NOW, amloToldAt: RECEIVED }];
    const found = duties({ disclosures }, [met('SHARE-4N'), met('NBTC-5')]);
    const of = (ruleId: RuleId) => found.find((duty) => duty.ruleId === ruleId);
    expect(of('NBTC-5')).toMatchObject({ subjectKind: 'case', subject: 'CASE', startedAt: RECEIVED });
    // The later of the two notices counts.
    expect(of('SHARE-4N')).toMatchObject({ subjectKind: 'disclosure', subject: 'CASE', fulfilledAt: NOW, late: true });
    const amloOnly = [{ party: 'th-004', disclosedAt: RECEIVED, policeOrDsiToldAt: null, amloToldAt: RECEIVED }];
    expect(line(duties({ disclosures: amloOnly }, [met('SHARE-4N')]), 'SHARE-4N')).toEqual(['overdue th-004 +0.25 h']);
    expect(line(duties({ disclosures }), 'SHARE-4N')).toEqual([]);
    const unknown = { ...met('NBTC-5'), outcome: 'unknown' as const };
    expect(line(duties({}, [unknown]), 'NBTC-5')).toEqual([]);
  });
});
