import { example } from './support/example.js';

describe('worked examples: the trail of one victim’s money', () => {
  example(
    'money-still-in-the-first-account',
    'all of it is held there',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule@B 50,000
      10:20 malee@A reports
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B got 50,000 · held 50,000
      stolen 50,000 · held 50,000
    `,
  );

  example(
    'mule-kept-a-part',
    'the part is held, and the rest where it went',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule@B 50,000
      10:05 mule@B pays boss@C 35,000
      10:20 malee@A reports
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B → boss@C · 35,000 · 35,000 of malee@A
      mule@B got 50,000 · held 15,000 · onward 35,000
      boss@C got 35,000 · held 35,000
      stolen 50,000 · held 50,000
    `,
  );

  example(
    'split-to-the-satang',
    'three ways, and no satang is lost',
    `
      09:00 malee@A has 100,000.01
      10:00 malee@A pays mule@B 100,000.01
      10:01 mule@B pays one@C 33,333.33
      10:01 mule@B pays two@D 33,333.34
      10:02 mule@B pays three@E 33,333.34
      10:20 malee@A reports
    `,
    `
      malee@A → mule@B · 100,000.01 · reported
      mule@B → one@C · 33,333.33 · 33,333.33 of malee@A
      mule@B → two@D · 33,333.34 · 33,333.34 of malee@A
      mule@B → three@E · 33,333.34 · 33,333.34 of malee@A
      mule@B got 100,000.01 · onward 100,000.01
      one@C got 33,333.33 · held 33,333.33
      two@D got 33,333.34 · held 33,333.34
      three@E got 33,333.34 · held 33,333.34
      stolen 100,000.01 · held 100,000.01
    `,
  );

  example(
    'split-and-merge',
    'each branch carries its own part into the account where they meet, and on',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule@B 50,000
      10:05 mule@B pays left@C 20,000
      10:05 mule@B pays right@D 30,000
      10:06 left@C pays boss@E 20,000
      10:07 right@D pays boss@E 30,000
      10:08 boss@E pays safe@F 45,000
      10:20 malee@A reports
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B → left@C · 20,000 · 20,000 of malee@A
      mule@B → right@D · 30,000 · 30,000 of malee@A
      left@C → boss@E · 20,000 · 20,000 of malee@A
      right@D → boss@E · 30,000 · 30,000 of malee@A
      boss@E → safe@F · 45,000 · 45,000 of malee@A
      mule@B got 50,000 · onward 50,000
      left@C got 20,000 · onward 20,000
      right@D got 30,000 · onward 30,000
      boss@E got 50,000 · held 5,000 · onward 45,000
      safe@F got 45,000 · held 45,000
      stolen 50,000 · held 50,000
    `,
  );

  example(
    'cycle-through-wallet',
    'money that comes back is held once, not twice',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule@B 50,000
      10:05 mule@B pays purse@wallet-x 50,000
      10:06 purse@wallet-x pays mule@B 50,000
      10:09 mule@B pays boss@C 20,000
      10:20 malee@A reports
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B → purse@wallet-x · 50,000 · 20,000 of malee@A
      purse@wallet-x → mule@B · 50,000 · 20,000 of malee@A
      mule@B → boss@C · 20,000 · 20,000 of malee@A
      mule@B got 70,000 · held 30,000 · onward 40,000 · in a cycle
      purse@wallet-x got 20,000 · onward 20,000 · in a cycle
      boss@C got 20,000 · held 20,000
      stolen 50,000 · held 50,000
    `,
  );

  example(
    'pass-through-wallets',
    'two wallets within seconds hide nothing',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays purse@wallet-x 50,000
      10:00:04 purse@wallet-x pays second@wallet-y 50,000
      10:00:09 second@wallet-y pays mule@B 50,000
      10:20 malee@A reports
    `,
    `
      malee@A → purse@wallet-x · 50,000 · reported
      purse@wallet-x → second@wallet-y · 50,000 · 50,000 of malee@A
      second@wallet-y → mule@B · 50,000 · 50,000 of malee@A
      purse@wallet-x got 50,000 · onward 50,000
      second@wallet-y got 50,000 · onward 50,000
      mule@B got 50,000 · held 50,000
      stolen 50,000 · held 50,000
    `,
  );

  example(
    'gone-in-the-same-second',
    'a debit of the same second as the credit is a later one',
    `
      09:00 malee@A has 50,000
      10:00:00 malee@A pays mule@B 50,000
      10:00:00 mule@B pays boss@C 50,000
      10:20 malee@A reports
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B → boss@C · 50,000 · 50,000 of malee@A
      mule@B got 50,000 · onward 50,000
      boss@C got 50,000 · held 50,000
      stolen 50,000 · held 50,000
    `,
  );

  example(
    'two-accounts-of-one-mule-at-one-bank',
    'a move within the bank is a hop like any other',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule-1@B 50,000
      10:01 mule-1@B pays mule-2@B 50,000
      10:20 malee@A reports
    `,
    `
      malee@A → mule-1@B · 50,000 · reported
      mule-1@B → mule-2@B · 50,000 · 50,000 of malee@A
      mule-1@B got 50,000 · onward 50,000
      mule-2@B got 50,000 · held 50,000
      stolen 50,000 · held 50,000
    `,
  );

  example(
    'mule-had-money-of-his-own',
    'what is there is held first, and a debit before the theft explains nothing',
    `
      09:00 malee@A has 50,000
      09:00 mule@B has 20,000
      09:30 mule@B pays landlord@C 8,000
      10:00 malee@A pays mule@B 50,000
      10:05 mule@B pays boss@C 50,000
      10:20 malee@A reports
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B → boss@C · 50,000 · 38,000 of malee@A
      mule@B got 50,000 · held 12,000 · onward 38,000
      boss@C got 38,000 · held 38,000
      stolen 50,000 · held 50,000
    `,
  );

  example(
    'income-after-the-theft',
    'what came in later is held before the boss is asked for it',
    `
      09:00 malee@A has 50,000
      09:00 employer@C has 18,000
      10:00 malee@A pays mule@B 50,000
      10:05 mule@B pays boss@C 50,000
      10:06 employer@C pays mule@B 18,000 as wages
      10:20 malee@A reports
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B → boss@C · 50,000 · 32,000 of malee@A
      mule@B got 50,000 · held 18,000 · onward 32,000
      boss@C got 32,000 · held 32,000
      stolen 50,000 · held 50,000
    `,
  );
});
