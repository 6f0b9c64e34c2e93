import { TH } from '../domain/support.js';
import { lawExample } from './support/law.js';

describe('worked examples: the law as it stands that day', () => {
  lawExample(
    'amendment-2568-in-force-mid-case',
    'a report of 12 April is no complaint by itself; from the first minute of the 13th the amendment speaks',
    `
      12 Apr 2568 22:00 the holder reports
      12 Apr 2568 22:01 debit: confirmed
      12 Apr 2568 22:02 AMLO: HR-03-1
      12 Apr 2568 23:59 AOC-85A?
      12 Apr 2568 23:59 AOC-85B?
      12 Apr 2568 23:59 VIC-7A?
      13 Apr 2568 00:00 AOC-85A?
      13 Apr 2568 00:00 AOC-85B?
      13 Apr 2568 00:00 VIC-7A?
    `,
    `
      12 Apr 2568 23:59 AOC-85A not in force
      12 Apr 2568 23:59 AOC-85B not in force
      12 Apr 2568 23:59 VIC-7A met
      13 Apr 2568 00:00 AOC-85A not met
      13 Apr 2568 00:00 AOC-85B met
      13 Apr 2568 00:00 VIC-7A met
    `,
  );

  lawExample(
    'colour-changes-mid-case',
    'what the registry says later turns the finding from then on, not before',
    `
      24 Nov 2569 10:00 the holder reports
      24 Nov 2569 10:01 debit: confirmed
      24 Nov 2569 10:02 AMLO: none
      24 Nov 2569 10:02 police: no complaint
      24 Nov 2569 10:02 bank: not passed on
      24 Nov 2569 10:03 registry: light grey
      24 Nov 2569 10:05 AOC-85B?
      25 Nov 2569 09:00 registry: dark grey
      25 Nov 2569 09:01 AOC-85B?
      26 Nov 2569 09:00 registry: none
      26 Nov 2569 09:01 AOC-85B?
    `,
    `
      24 Nov 2569 10:05 AOC-85B not met
      25 Nov 2569 09:01 AOC-85B met
      26 Nov 2569 09:01 AOC-85B not met
    `,
  );

  lawExample(
    'silence-is-not-a-clean-record',
    'an agency that does not answer leaves the finding unknown, and says who could turn it',
    `
      24 Nov 2569 10:00 the holder reports
      24 Nov 2569 10:01 debit: confirmed
      24 Nov 2569 10:02 registry: none
      24 Nov 2569 10:02 police: no complaint
      24 Nov 2569 10:02 bank: not passed on
      24 Nov 2569 10:05 AOC-85B?
      24 Nov 2569 11:00 AMLO: none
      24 Nov 2569 11:01 AOC-85B?
    `,
    `
      24 Nov 2569 10:05 AOC-85B unknown, missing amlo.hr03
      24 Nov 2569 11:01 AOC-85B not met
    `,
  );

  lawExample(
    'listed-account-but-nobody-confirmed-the-debit',
    'a black list alone suspends nothing: the victim’s bank must confirm that the money left',
    `
      24 Nov 2569 10:00 the holder reports
      24 Nov 2569 10:01 AMLO: HR-03-1
      24 Nov 2569 10:05 AOC-85B?
      24 Nov 2569 10:30 debit: denied
      24 Nov 2569 10:31 AOC-85B?
    `,
    `
      24 Nov 2569 10:05 AOC-85B unknown, missing institution.debit_confirmation
      24 Nov 2569 10:31 AOC-85B not met
    `,
  );

  lawExample(
    'gone-in-four-minutes',
    'the bank confirms that the money passed through within minutes, and that is reason to believe',
    `
      24 Nov 2569 10:00 the holder reports
      24 Nov 2569 10:01 debit: confirmed
      24 Nov 2569 10:04 bank: 4 minutes
      24 Nov 2569 10:05 AOC-85B?
    `,
    `
      24 Nov 2569 10:05 AOC-85B met
    `,
  );

  lawExample(
    'unregistered-number-is-not-enough-alone',
    'a number of nobody counts only together with another victim',
    `
      24 Nov 2569 10:00 the holder reports
      24 Nov 2569 10:01 debit: confirmed
      24 Nov 2569 10:02 AMLO: none
      24 Nov 2569 10:02 registry: none
      24 Nov 2569 10:02 police: no complaint
      24 Nov 2569 10:02 bank: not passed on
      24 Nov 2569 10:02 SEC: no wallet
      24 Nov 2569 10:03 NBTC: registered to nobody identifiable
      24 Nov 2569 10:05 AOC-85B?
      25 Nov 2569 14:00 other victims: 1
      25 Nov 2569 14:01 AOC-85B?
    `,
    `
      24 Nov 2569 10:05 AOC-85B not met
      25 Nov 2569 14:01 AOC-85B met
    `,
  );

  lawExample(
    'a-relative-calls',
    'section 7 is the power of the victim who holds the account; a relative’s call orders nothing and is no complaint',
    `
      24 Nov 2569 10:00 a relative reports
      24 Nov 2569 10:01 debit: confirmed
      24 Nov 2569 10:05 VIC-7A?
      24 Nov 2569 10:05 AOC-85A?
      24 Nov 2569 10:05 OFF-7D?
      24 Nov 2569 12:00 police statement
      24 Nov 2569 12:01 OFF-7D?
    `,
    `
      24 Nov 2569 10:05 VIC-7A not met
      24 Nov 2569 10:05 AOC-85A not met
      24 Nov 2569 10:05 OFF-7D not met
      24 Nov 2569 12:01 OFF-7D met
    `,
  );

  lawExample(
    'a-victim-calls-who-does-not-hold-the-account',
    'the report is a complaint, but section 7 does not suspend on it',
    `
      24 Nov 2569 10:00 the victim reports, who does not hold the account
      24 Nov 2569 10:01 debit: confirmed
      24 Nov 2569 10:05 VIC-7A?
      24 Nov 2569 10:05 AOC-85A?
      24 Nov 2569 10:05 OFF-7D?
    `,
    `
      24 Nov 2569 10:05 VIC-7A not met
      24 Nov 2569 10:05 AOC-85A met
      24 Nov 2569 10:05 OFF-7D met
    `,
  );

  lawExample(
    'report-of-12-and-13-april-2025',
    'a report of 12 April starts no seven days, one of the first minute of 13 April does',
    `
      12 Apr 2568 23:59 the holder reports
      13 Apr 2568 00:05 AOC-85A?
      13 Apr 2568 00:05 OFF-7D?
      13 Apr 2568 00:05 VIC-7B?
      13 Apr 2568 00:00 the holder reports
      13 Apr 2568 00:05 AOC-85A?
      13 Apr 2568 00:05 OFF-7D?
      13 Apr 2568 00:05 VIC-7B?
    `,
    `
      13 Apr 2568 00:05 AOC-85A not met
      13 Apr 2568 00:05 OFF-7D not met
      13 Apr 2568 00:05 VIC-7B unknown, missing inquiry_officer.statement
      13 Apr 2568 00:05 AOC-85A met
      13 Apr 2568 00:05 OFF-7D met
      13 Apr 2568 00:05 VIC-7B met
    `,
  );
});

describe('worked examples: when a hold ends', () => {
  lawExample(
    'urgent-until-the-bank-confirms',
    'an hour while nobody has confirmed the debit, 72 hours from its first order once somebody has',
    `
      24 Nov 2569 15:00 the holder reports
      24 Nov 2569 15:00 hold ordered: section7
      24 Nov 2569 15:01 hold ends?
      24 Nov 2569 15:20 debit: confirmed
      24 Nov 2569 15:21 hold ends?
    `,
    `
      24 Nov 2569 15:01 hold ends 24 Nov 2569 16:00 by P-URG
      24 Nov 2569 15:21 hold ends 27 Nov 2569 15:00 by P-EXP
    `,
  );

  lawExample(
    'report-of-29-and-30-november-2569',
    'until 29 November a hold ended after 72 hours while no officer had acted; since then the report gives seven days',
    `
      29 Nov 2569 23:58 the holder reports
      29 Nov 2569 23:58 hold ordered: section7
      29 Nov 2569 23:59 debit: confirmed
      29 Nov 2569 23:59 hold ends?
      30 Nov 2569 00:00 the holder reports
      30 Nov 2569 00:00 hold ordered: section7
      30 Nov 2569 00:01 debit: confirmed
      30 Nov 2569 00:01 hold ends?
    `,
    `
      29 Nov 2569 23:59 hold ends 2 Dec 2569 23:58 by P-EXP
      30 Nov 2569 00:01 hold ends 7 Dec 2569 00:00 by P-EXP
    `,
  );

  lawExample(
    'monday-to-monday-over-a-holiday',
    'seven days of 24 hours from the complaint, with and without a police statement; 10 December moves nothing',
    `
      7 Dec 2569 15:00 the holder reports
      7 Dec 2569 15:00 hold ordered: section7
      7 Dec 2569 15:10 debit: confirmed
      7 Dec 2569 15:11 hold ends?
      8 Dec 2569 11:00 police statement
      8 Dec 2569 11:01 hold ends?
    `,
    `
      7 Dec 2569 15:11 hold ends 14 Dec 2569 15:00 by P-EXP
      8 Dec 2569 11:01 hold ends 14 Dec 2569 15:00 by P-EXP
    `,
  );

  lawExample(
    'earlier-station-complaint',
    'police had the complaint four days before the report: 72 hours are left, not seven days from the report',
    `
      24 Nov 2569 14:00 the holder reports
      24 Nov 2569 14:00 hold ordered: section7
      24 Nov 2569 14:10 debit: confirmed
      24 Nov 2569 15:00 police complaint of 20 Nov 2569 14:00
      24 Nov 2569 15:01 hold ends?
      24 Nov 2569 15:01 duty of OFF-7D?
      27 Nov 2569 14:00 OFF-7D?
    `,
    `
      24 Nov 2569 15:01 hold ends 27 Nov 2569 14:00 by P-EXP
      24 Nov 2569 15:01 OFF-7D owed by inquiry_officer: open, due 27 Nov 2569 14:00
      27 Nov 2569 14:00 OFF-7D not met
    `,
  );

  lawExample(
    'over-the-end-of-a-leap-february',
    'the 29th counts like any other day',
    `
      27 Feb 2571 12:00 the holder reports
      27 Feb 2571 12:00 hold ordered: section7
      27 Feb 2571 12:10 debit: confirmed
      27 Feb 2571 12:11 hold ends?
    `,
    `
      27 Feb 2571 12:11 hold ends 5 Mar 2571 12:00 by P-EXP
    `,
  );

  lawExample(
    'officer-names-a-day-too-far-away',
    'a continue-order lasts to the day it names, and thirty days at most',
    `
      1 Dec 2569 10:00 the holder reports
      1 Dec 2569 10:05 debit: confirmed
      2 Dec 2569 09:00 hold ordered: continue_order until 20 Dec 2569
      2 Dec 2569 09:01 hold ends?
      2 Dec 2569 09:02 hold ordered: continue_order until 1 Mar 2570
      2 Dec 2569 09:03 hold ends?
    `,
    `
      2 Dec 2569 09:01 hold ends 20 Dec 2569 00:00 by P-CONT
      2 Dec 2569 09:03 hold ends 1 Jan 2570 09:02 by P-CONT
    `,
  );

  lawExample(
    'centre-suspends-for-a-week-at-most',
    'section 8/5(2) names no longest time; the centre lets go after seven days unless somebody confirms',
    `
      29 Dec 2569 18:30 the holder reports
      29 Dec 2569 18:40 debit: confirmed
      29 Dec 2569 19:00 hold ordered: aoc_suspension
      29 Dec 2569 19:01 hold ends?
    `,
    `
      29 Dec 2569 19:01 hold ends 5 Jan 2570 19:00 by P-AOC7
    `,
  );
});

describe('worked examples: who owes what', () => {
  const noticeOnly = TH.map((row) =>
    row.ruleId === 'C2' ? { ...row, parameters: { ...row.parameters, reportCountsAs: 'notice' } } : row,
  );

  lawExample(
    'report-to-1441-is-the-complaint',
    'by section 8/5(1) the victim owes no other, and the officer’s seven days run from the call',
    `
      24 Nov 2569 15:00 the holder reports
      24 Nov 2569 15:00 hold ordered: section7
      24 Nov 2569 15:10 debit: confirmed
      28 Nov 2569 15:00 duty of VIC-7B?
      28 Nov 2569 15:00 duty of OFF-7D?
      1 Dec 2569 15:00 duty of OFF-7D?
    `,
    `
      28 Nov 2569 15:00 VIC-7B owed by victim: fulfilled, due 27 Nov 2569 15:00
      28 Nov 2569 15:00 OFF-7D owed by inquiry_officer: open, due 1 Dec 2569 15:00
      1 Dec 2569 15:00 OFF-7D owed by inquiry_officer: overdue, due 1 Dec 2569 15:00
    `,
  );

  lawExample(
    'report-to-1441-read-as-a-notice-only',
    'where the centre chose the other reading, the victim still owes the complaint and the seven days wait for it',
    `
      24 Nov 2569 15:00 the holder reports
      24 Nov 2569 15:00 hold ordered: section7
      24 Nov 2569 15:10 debit: confirmed
      27 Nov 2569 15:00 duty of VIC-7B?
      27 Nov 2569 15:00 duty of OFF-7D?
    `,
    `
      27 Nov 2569 15:00 VIC-7B owed by victim: overdue, due 27 Nov 2569 15:00
      27 Nov 2569 15:00 OFF-7D owed by nobody
    `,
    noticeOnly,
  );
});
