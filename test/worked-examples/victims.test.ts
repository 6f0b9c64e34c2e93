import { example } from './support/example.js';

describe('worked examples: several victims', () => {
  example(
    'two-victims-one-mule',
    'who paid first is traced first, and no satang is held for both',
    `
      09:00 malee@A has 50,000
      09:00 somchai@A has 30,000
      10:00 malee@A pays mule@B 50,000
      10:02 somchai@A pays mule@B 30,000
      10:05 mule@B pays boss@C 60,000
      10:06 mule@B pays cash 8,000
      10:20 malee@A reports
      10:30 somchai@A reports
    `,
    `
      malee@A → mule@B · 50,000 · reported
      somchai@A → mule@B · 30,000 · reported
      mule@B → boss@C · 60,000 · 38,000 of malee@A · 22,000 of somchai@A
      mule@B → cash · 8,000 · 8,000 of somchai@A · stop: off_rails
      mule@B got 80,000 · held 12,000 · onward 68,000
      boss@C got 60,000 · held 60,000
      stolen 80,000 · held 72,000 · off_rails 8,000
    `,
  );

  example(
    'later-victim-reports-first',
    'the sums differ, the accounts and amounts held do not',
    `
      09:00 malee@A has 50,000
      09:00 somchai@A has 30,000
      10:00 malee@A pays mule@B 50,000
      10:02 somchai@A pays mule@B 30,000
      10:05 mule@B pays boss@C 60,000
      10:06 mule@B pays cash 8,000
      10:20 somchai@A reports
      10:30 malee@A reports
    `,
    `
      malee@A → mule@B · 50,000 · reported
      somchai@A → mule@B · 30,000 · reported
      mule@B → boss@C · 60,000 · 18,000 of somchai@A · 42,000 of malee@A
      mule@B → cash · 8,000 · 8,000 of malee@A · stop: off_rails
      mule@B got 80,000 · held 12,000 · onward 68,000
      boss@C got 60,000 · held 60,000
      stolen 80,000 · held 72,000 · off_rails 8,000
    `,
  );

  example(
    'second-victim-after-the-money-left',
    'his own money is still there, and is held for him',
    `
      09:00 malee@A has 50,000
      09:00 somchai@A has 30,000
      10:00 malee@A pays mule@B 50,000
      10:05 mule@B pays boss@C 50,000
      10:20 malee@A reports
      10:36 somchai@A pays mule@B 30,000
      10:40 somchai@A reports
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B → boss@C · 50,000 · 50,000 of malee@A
      somchai@A → mule@B · 30,000 · reported
      mule@B got 80,000 · held 30,000 · onward 50,000
      boss@C got 50,000 · held 50,000
      stolen 80,000 · held 80,000
    `,
  );

  example(
    'second-victim-paid-before-the-first-reported',
    'the money there is held for who reports first; the other’s rest is unexplained',
    `
      09:00 malee@A has 50,000
      09:00 somchai@A has 30,000
      10:00 malee@A pays mule@B 50,000
      10:05 mule@B pays boss@C 50,000
      10:06 somchai@A pays mule@B 30,000
      10:20 malee@A reports
      10:30 somchai@A reports
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B → boss@C · 50,000 · 20,000 of malee@A
      somchai@A → mule@B · 30,000 · reported
      mule@B got 80,000 · held 30,000 · onward 20,000 · unexplained 30,000
      boss@C got 20,000 · held 20,000
      stolen 80,000 · held 50,000 · unexplained 30,000
    `,
  );

  example(
    'first-victim-takes-the-complaint-back',
    'only her money is let go; the second victim’s stays held',
    `
      09:00 malee@A has 50,000
      09:00 somchai@A has 30,000
      10:00 malee@A pays mule@B 50,000
      10:02 somchai@A pays mule@B 30,000
      10:20 malee@A reports
      10:30 somchai@A reports
      11:00 malee@A takes back
    `,
    `
      malee@A → mule@B · 50,000 · reported
      somchai@A → mule@B · 30,000 · reported
      mule@B got 80,000 · held 30,000 · released 50,000
      stolen 80,000 · held 30,000 · released 50,000
    `,
  );

  example(
    'two-victims-merge-then-split',
    'one debit carries both sums, each to its own amount',
    `
      09:00 malee@A has 50,000
      09:00 somchai@B has 30,000
      10:00 malee@A pays mule-1@C 50,000
      10:01 somchai@B pays mule-2@D 30,000
      10:02 mule-1@C pays boss@E 50,000
      10:03 mule-2@D pays boss@E 30,000
      10:04 boss@E pays left@F 60,000
      10:05 boss@E pays right@G 20,000
      10:20 malee@A reports
      10:21 somchai@B reports
    `,
    `
      malee@A → mule-1@C · 50,000 · reported
      somchai@B → mule-2@D · 30,000 · reported
      mule-1@C → boss@E · 50,000 · 50,000 of malee@A
      mule-2@D → boss@E · 30,000 · 30,000 of somchai@B
      boss@E → left@F · 60,000 · 50,000 of malee@A · 10,000 of somchai@B
      boss@E → right@G · 20,000 · 20,000 of somchai@B
      mule-1@C got 50,000 · onward 50,000
      mule-2@D got 30,000 · onward 30,000
      boss@E got 80,000 · onward 80,000
      left@F got 60,000 · held 60,000
      right@G got 20,000 · held 20,000
      stolen 80,000 · held 80,000
    `,
  );

  example(
    'later-victim-pays-an-earlier-one',
    'the earlier victim’s account received stolen money too, and the amount is held',
    `
      09:00 malee@A has 50,000
      09:00 somchai@A has 30,000
      10:00 malee@A pays mule@B 50,000
      10:01 mule@B pays boss@C 50,000
      10:10 somchai@A pays mule@B 30,000
      10:11 mule@B pays malee@A 10,000
      10:12 mule@B pays boss@C 20,000
      10:20 malee@A reports
      10:30 somchai@A reports
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B → boss@C · 50,000 · 50,000 of malee@A
      somchai@A → mule@B · 30,000 · reported
      mule@B → malee@A · 10,000 · 10,000 of somchai@A
      mule@B → boss@C · 20,000 · 20,000 of somchai@A
      mule@B got 80,000 · onward 80,000 · in a cycle
      malee@A got 10,000 · held 10,000 · in a cycle
      boss@C got 70,000 · held 70,000
      stolen 80,000 · held 80,000
    `,
  );

  example(
    'victim-lost-anothers-money',
    'her bank counts it again for him: a person must settle whose it is',
    `
      09:00 malee@A has 50,000
      09:00 somchai@D has 30,000
      10:00 somchai@D pays mule@B 30,000
      10:01 mule@B pays malee@A 10,000
      10:10 malee@A pays boss@C 60,000
      10:20 malee@A reports
      10:30 somchai@D reports
    `,
    `
      somchai@D → mule@B · 30,000 · reported
      mule@B → malee@A · 10,000 · 10,000 of somchai@D
      malee@A → boss@C · 60,000 · reported
      mule@B got 30,000 · held 20,000 · onward 10,000
      boss@C got 60,000 · held 60,000
      malee@A got 10,000 · unexplained 10,000
      stolen 90,000 · held 80,000 · unexplained 10,000
      break: ATTRIBUTION.ABOVE_DEBIT
    `,
  );

  example(
    'victim-lost-anothers-money-and-he-reported-first',
    'no more of her payment is asked for than his part left',
    `
      09:00 malee@A has 50,000
      09:00 somchai@D has 30,000
      10:00 somchai@D pays mule@B 30,000
      10:01 mule@B pays malee@A 10,000
      10:10 malee@A pays boss@C 60,000
      10:20 somchai@D reports
      10:30 malee@A reports
    `,
    `
      somchai@D → mule@B · 30,000 · reported
      mule@B → malee@A · 10,000 · 10,000 of somchai@D
      malee@A → boss@C · 60,000 · 10,000 of somchai@D · 60,000 of malee@A
      mule@B got 30,000 · held 20,000 · onward 10,000
      boss@C got 70,000 · held 60,000 · unexplained 10,000
      malee@A got 10,000 · onward 10,000
      stolen 90,000 · held 80,000 · unexplained 10,000
    `,
  );

  example(
    'third-victim-after-the-first-hold-was-released',
    'what was let go and spent is nobody’s to hold; her own money and the second victim’s are',
    `
      09:00 malee@A has 50,000
      09:00 somchai@A has 30,000
      09:00 wipa@D has 20,000
      10:00 malee@A pays mule@B 50,000
      10:02 somchai@A pays mule@B 30,000
      10:20 malee@A reports
      10:30 somchai@A reports
      11:00 malee@A takes back
      11:05 mule@B pays boss@C 40,000
      11:10 wipa@D pays mule@B 20,000
      11:20 wipa@D reports
    `,
    `
      malee@A → mule@B · 50,000 · reported
      somchai@A → mule@B · 30,000 · reported
      wipa@D → mule@B · 20,000 · reported
      mule@B got 100,000 · held 50,000 · released 50,000
      stolen 100,000 · held 50,000 · released 50,000
    `,
  );

  example(
    'victim-reports-after-the-account-was-emptied',
    'nothing is there any more: each satang of his is found in what left, none is asked for twice',
    `
      09:00 malee@A has 50,000
      09:00 somchai@D has 30,000
      10:00 malee@A pays mule@B 50,000
      10:01 somchai@D pays mule@B 30,000
      10:05 mule@B pays boss@C 50,000
      10:06 mule@B pays boss@C 20,000
      10:07 mule@B pays cash 10,000
      10:20 malee@A reports
      16:00 somchai@D reports
    `,
    `
      malee@A → mule@B · 50,000 · reported
      somchai@D → mule@B · 30,000 · reported
      mule@B → boss@C · 50,000 · 50,000 of malee@A
      mule@B → boss@C · 20,000 · 20,000 of somchai@D
      mule@B → cash · 10,000 · 10,000 of somchai@D · stop: off_rails
      mule@B got 80,000 · onward 80,000
      boss@C got 70,000 · held 70,000
      stolen 80,000 · held 70,000 · off_rails 10,000
    `,
  );
});
