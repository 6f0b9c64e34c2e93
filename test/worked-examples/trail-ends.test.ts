import { example } from './support/example.js';

describe('worked examples: where the trail ends', () => {
  example(
    'cashed-out-four-ways',
    'cash, crypto, abroad and card end the trail',
    `
      09:00 malee@A has 90,000
      10:00 malee@A pays mule@B 90,000
      10:03 mule@B pays cash 20,000
      10:04 mule@B pays crypto 40,000
      10:05 mule@B pays abroad 25,000
      10:06 mule@B pays card 4,000
      10:20 malee@A reports
    `,
    `
      malee@A → mule@B · 90,000 · reported
      mule@B → cash · 20,000 · 20,000 of malee@A · stop: off_rails
      mule@B → crypto · 40,000 · 40,000 of malee@A · stop: off_rails
      mule@B → abroad · 25,000 · 25,000 of malee@A · stop: off_rails
      mule@B → card · 4,000 · 4,000 of malee@A · stop: off_rails
      mule@B got 90,000 · held 1,000 · onward 89,000
      stolen 90,000 · held 1,000 · off_rails 89,000
    `,
  );

  example(
    'digital-asset-off-ramp',
    'the exchange holds what was not yet turned into coins',
    `
      09:00 malee@A has 90,000
      10:00 malee@A pays mule@B 90,000
      10:04 mule@B pays trader@exchange-z 90,000
      10:09 trader@exchange-z pays crypto 70,000
      10:20 malee@A reports
    `,
    `
      malee@A → mule@B · 90,000 · reported
      mule@B → trader@exchange-z · 90,000 · 90,000 of malee@A
      trader@exchange-z → crypto · 70,000 · 70,000 of malee@A · stop: off_rails
      mule@B got 90,000 · onward 90,000
      trader@exchange-z got 90,000 · held 20,000 · onward 70,000
      stolen 90,000 · held 20,000 · off_rails 70,000
    `,
  );

  example(
    'merchant-paid-by-mule',
    'the shop that sold goods is shown, and not held',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule@B 50,000
      10:05 mule@B pays shop@D 5,000 for goods
      10:06 mule@B pays boss@C 30,000
      10:20 malee@A reports
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B → shop@D · 5,000 · 5,000 of malee@A · stop: merchant_shield
      mule@B → boss@C · 30,000 · 30,000 of malee@A
      mule@B got 50,000 · held 15,000 · onward 35,000
      boss@C got 30,000 · held 30,000
      shop@D got 5,000 · stopped 5,000
      stolen 50,000 · held 45,000 · stopped 5,000
    `,
  );

  example(
    'wages-paid-by-front-company',
    'nor is the clerk who got a wage',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays front@B 50,000
      10:05 front@B pays clerk@C 15,000 as wages
      10:06 front@B pays boss@C 30,000
      10:20 malee@A reports
    `,
    `
      malee@A → front@B · 50,000 · reported
      front@B → clerk@C · 15,000 · 15,000 of malee@A · stop: payroll_shield
      front@B → boss@C · 30,000 · 30,000 of malee@A
      front@B got 50,000 · held 5,000 · onward 45,000
      boss@C got 30,000 · held 30,000
      clerk@C got 15,000 · stopped 15,000
      stolen 50,000 · held 35,000 · stopped 15,000
    `,
  );

  example(
    'first-profit-paid-back',
    'the victim’s own account is not held for the victim’s own money',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule@B 50,000
      10:05 mule@B pays malee@A 6,000
      10:06 mule@B pays boss@C 40,000
      10:20 malee@A reports
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B → malee@A · 6,000 · 6,000 of malee@A · stop: returned_to_victim
      mule@B → boss@C · 40,000 · 40,000 of malee@A
      mule@B got 50,000 · held 4,000 · onward 46,000 · in a cycle
      malee@A got 6,000 · stopped 6,000 · in a cycle
      boss@C got 40,000 · held 40,000
      stolen 50,000 · held 44,000 · stopped 6,000
    `,
  );

  example(
    'small-change-is-not-chased',
    '500 baht are followed, 499.99 are not',
    `
      09:00 malee@A has 2,000
      10:00 malee@A pays mule@B 2,000
      10:04 mule@B pays one@C 499.99
      10:05 mule@B pays two@C 500
      10:06 mule@B pays three@C 1,000.01
      10:20 malee@A reports
    `,
    `
      malee@A → mule@B · 2,000 · reported
      mule@B → one@C · 499.99 · 499.99 of malee@A · stop: below_minimum
      mule@B → two@C · 500 · 500 of malee@A
      mule@B → three@C · 1,000.01 · 1,000.01 of malee@A
      mule@B got 2,000 · onward 2,000
      one@C got 499.99 · stopped 499.99
      three@C got 1,000.01 · held 1,000.01
      two@C got 500 · held 500
      stolen 2,000 · held 1,500.01 · stopped 499.99
    `,
  );

  example(
    'left-after-three-days',
    'a debit more than 72 hours after the credit is not followed',
    `
      09:00 malee@A has 20,000
      10:00 malee@A pays mule@B 20,000
      day 3 10:00 mule@B pays one@C 9,000
      day 4 10:01 mule@B pays two@C 11,000
      day 5 10:20 malee@A reports
    `,
    `
      malee@A → mule@B · 20,000 · reported
      mule@B → one@C · 9,000 · 9,000 of malee@A
      mule@B → two@C · 11,000 · 11,000 of malee@A · stop: too_old
      mule@B got 20,000 · onward 20,000
      one@C got 9,000 · held 9,000
      two@C got 11,000 · stopped 11,000
      stolen 20,000 · held 9,000 · stopped 11,000
    `,
  );

  example(
    'chain-deeper-than-the-limit',
    'here two hops',
    `
      09:00 malee@A has 20,000
      10:00 malee@A pays first@B 20,000
      10:01 first@B pays second@C 20,000
      10:02 second@C pays third@B 20,000
      10:03 third@B pays fourth@C 20,000
      10:20 malee@A reports
    `,
    `
      malee@A → first@B · 20,000 · reported
      first@B → second@C · 20,000 · 20,000 of malee@A
      second@C → third@B · 20,000 · 20,000 of malee@A
      third@B → fourth@C · 20,000 · 20,000 of malee@A · stop: too_deep
      first@B got 20,000 · onward 20,000
      second@C got 20,000 · onward 20,000
      third@B got 20,000 · onward 20,000
      fourth@C got 20,000 · stopped 20,000
      stolen 20,000 · stopped 20,000
    `,
    { maxHops: 2 },
  );

  example(
    'fan-out-wider-than-the-limit',
    'here three accounts',
    `
      09:00 malee@A has 20,000
      10:00 malee@A pays mule@B 20,000
      10:01 mule@B pays one@C 5,000
      10:02 mule@B pays two@C 5,000
      10:03 mule@B pays three@C 5,000
      10:04 mule@B pays four@C 5,000
      10:20 malee@A reports
    `,
    `
      malee@A → mule@B · 20,000 · reported
      mule@B → one@C · 5,000 · 5,000 of malee@A
      mule@B → two@C · 5,000 · 5,000 of malee@A
      mule@B → three@C · 5,000 · 5,000 of malee@A · stop: too_many_accounts
      mule@B → four@C · 5,000 · 5,000 of malee@A · stop: too_many_accounts
      mule@B got 20,000 · onward 20,000
      four@C got 5,000 · stopped 5,000
      one@C got 5,000 · held 5,000
      three@C got 5,000 · stopped 5,000
      two@C got 5,000 · held 5,000
      stolen 20,000 · held 10,000 · stopped 10,000
    `,
    { maxAccounts: 3 },
  );
});
