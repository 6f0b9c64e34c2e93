import { example } from './support/example.js';
import { lawExample } from './support/law.js';

describe('worked examples: a notice of suspicion (section 6)', () => {
  lawExample(
    'officer-gives-notice-and-finds-nothing',
    'the bank suspends at once, the officer has seven days, and what he finds unfounded is lifted at once',
    `
      24 Nov 2569 15:00 officer's notice
      24 Nov 2569 15:00 hold ordered: section6
      24 Nov 2569 15:00 duty of OFF-6B?
      24 Nov 2569 15:02 the bank suspends
      24 Nov 2569 15:03 hold ends?
      24 Nov 2569 15:03 duty of OFF-6B?
      24 Nov 2569 15:03 duty of OFF-6C?
      26 Nov 2569 09:00 officer finds: unfounded
      26 Nov 2569 09:00 duty of OFF-6C?
      26 Nov 2569 09:00 duty of LIFT-6D?
      26 Nov 2569 09:01 the bank lifts
      26 Nov 2569 09:02 duty of LIFT-6D?
    `,
    `
      24 Nov 2569 15:00 OFF-6B owed by th-014: open, due 24 Nov 2569 15:15
      24 Nov 2569 15:03 hold ends 1 Dec 2569 15:00 by OFF-6C
      24 Nov 2569 15:03 OFF-6B owed by th-014: fulfilled, due 24 Nov 2569 15:15
      24 Nov 2569 15:03 OFF-6C owed by officer: open, due 1 Dec 2569 15:00
      26 Nov 2569 09:00 OFF-6C owed by th-014: open, due 26 Nov 2569 09:15
      26 Nov 2569 09:00 LIFT-6D owed by nobody
      26 Nov 2569 09:02 LIFT-6D owed by nobody
    `,
  );

  lawExample(
    'seven-days-and-no-word-of-the-officer',
    'silence is no finding, but the time ends all the same: from the seventh day on the bank owes the lifting',
    `
      24 Nov 2569 15:00 officer's notice
      24 Nov 2569 15:00 hold ordered: section6
      24 Nov 2569 15:02 the bank suspends
      1 Dec 2569 14:59 duty of OFF-6C?
      1 Dec 2569 14:59 duty of LIFT-6D?
      1 Dec 2569 15:00 duty of OFF-6C?
      1 Dec 2569 15:00 duty of LIFT-6D?
      1 Dec 2569 15:01 the bank lifts
      1 Dec 2569 15:02 duty of LIFT-6D?
    `,
    `
      1 Dec 2569 14:59 OFF-6C owed by officer: open, due 1 Dec 2569 15:00
      1 Dec 2569 14:59 LIFT-6D owed by th-014: open, due 1 Dec 2569 15:15
      1 Dec 2569 15:00 OFF-6C owed by officer: overdue, due 1 Dec 2569 15:00
      1 Dec 2569 15:00 LIFT-6D owed by th-014: open, due 1 Dec 2569 15:15
      1 Dec 2569 15:02 LIFT-6D owed by th-014: fulfilled, due 1 Dec 2569 15:15
    `,
  );

  lawExample(
    'officer-proceeds-by-law',
    'his word keeps the seven days as they are, and nobody owes a lifting by section 6',
    `
      24 Nov 2569 15:00 bank's own suspicion
      24 Nov 2569 15:00 hold ordered: section6
      24 Nov 2569 15:00 the bank suspends
      28 Nov 2569 10:00 officer finds: a lawful action
      28 Nov 2569 10:01 duty of OFF-6C?
      28 Nov 2569 10:01 duty of LIFT-6D?
      28 Nov 2569 10:01 hold ends?
    `,
    `
      28 Nov 2569 10:01 OFF-6C owed by officer: fulfilled, due 1 Dec 2569 15:00
      28 Nov 2569 10:01 LIFT-6D owed by nobody
      28 Nov 2569 10:01 hold ends 1 Dec 2569 15:00 by OFF-6C
    `,
  );

  example(
    'suspicion-passed-to-the-second-and-third-bank',
    'each suspends from when it is told, and all end with the seven days of the officer, which no later hop starts anew; what they suspect themselves later is known already, and doubles nothing',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule@B 50,000
      10:05 mule@B pays boss@C 40,000
      10:07 boss@C pays purse@D 25,000
      10:08 bank C falls silent
      10:09 purse@D pays cash 5,000
      10:10 bank B suspects mule@B
      10:40 bank C answers
      11:00 bank C suspects boss@C
      11:30 bank D suspects purse@D
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B → boss@C · 40,000 · 40,000 of malee@A
      boss@C → purse@D · 25,000 · 25,000 of malee@A
      purse@D → cash · 5,000 · 5,000 of malee@A · stop: off_rails
      mule@B got 50,000 · suspended 10,000 · onward 40,000 · until day 8 10:10
      boss@C got 40,000 · held 15,000 · onward 25,000 · until day 8 10:10
      purse@D got 25,000 · held 20,000 · onward 5,000 · until day 8 10:10
      stolen 50,000 · held 35,000 · suspended 10,000 · off_rails 5,000
    `,
  );

  example(
    'third-bank-lifts-with-the-first-two',
    'nobody found anything: the officer’s seven days end the suspension at every bank, also where a bank was told later',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule@B 50,000
      10:05 mule@B pays boss@C 40,000
      10:07 boss@C pays purse@D 25,000
      10:08 bank C falls silent
      10:10 bank B suspects mule@B
      10:40 bank C answers
      day 8 10:20 nothing more happens
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B → boss@C · 40,000 · 40,000 of malee@A
      boss@C → purse@D · 25,000 · 25,000 of malee@A
      mule@B got 50,000 · onward 40,000 · awaiting_order 10,000
      boss@C got 40,000 · released 15,000 · onward 25,000
      purse@D got 25,000 · released 25,000
      stolen 50,000 · released 40,000 · awaiting_order 10,000
    `,
  );
});
