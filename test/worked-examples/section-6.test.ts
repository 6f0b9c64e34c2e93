import { lawExample } from './support/law.js';

describe('worked examples: a suspicion of section 6', () => {
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
      26 Nov 2569 09:00 OFF-6C owed by officer: fulfilled, due 1 Dec 2569 15:00
      26 Nov 2569 09:00 LIFT-6D owed by th-014: open, due 26 Nov 2569 09:15
      26 Nov 2569 09:02 LIFT-6D owed by th-014: fulfilled, due 26 Nov 2569 09:15
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
});
