import { example } from './support/example.js';

describe('worked examples: answers, releases and time', () => {
  example(
    'bank-answers-late',
    'what left in the meantime is found where it went',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule@B 50,000
      10:05 mule@B pays boss@C 35,000
      10:10 bank B falls silent
      10:20 malee@A reports
      11:00 mule@B pays boss@C 5,000
      12:00 bank B answers
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B → boss@C · 35,000 · 35,000 of malee@A
      mule@B → boss@C · 5,000 · 5,000 of malee@A
      mule@B got 50,000 · held 10,000 · onward 40,000
      boss@C got 40,000 · held 40,000
      stolen 50,000 · held 50,000
    `,
  );

  example(
    'bank-does-not-answer',
    'its part waits, and stays reserved',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule@B 50,000
      10:05 mule@B pays boss@C 35,000
      10:10 bank C falls silent
      10:20 malee@A reports
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B → boss@C · 35,000 · 35,000 of malee@A
      mule@B got 50,000 · held 15,000 · onward 35,000
      boss@C got 35,000 · awaiting_answer 35,000
      stolen 50,000 · held 15,000 · awaiting_answer 35,000
    `,
  );

  example(
    'bank-answers-late-after-release',
    'the late order holds nothing',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule@B 50,000
      10:10 bank B falls silent
      10:20 malee@A reports
      11:00 mule@B is released
      12:00 bank B answers
      12:01 bank B answers again
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B got 50,000 · unexplained 50,000
      stolen 50,000 · unexplained 50,000
    `,
  );

  example(
    'bank-answers-again',
    'repeated and reordered answers change nothing',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule@B 50,000
      10:05 mule@B pays boss@C 35,000
      10:20 malee@A reports
      10:21 bank B answers again
      10:22 bank B answers again
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
    'bank-says-it-holds-too-much',
    'nothing is applied, and a person must settle it',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule@B 50,000
      10:10 bank B exaggerates
      10:20 malee@A reports
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B got 50,000 · awaiting_answer 50,000
      stolen 50,000 · awaiting_answer 50,000
      break: MORE_THAN_REQUESTED
    `,
  );

  example(
    'bank-books-a-satang-to-the-wrong-debit',
    'what is held counts, the trail waits for a person',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule@B 50,000
      10:05 mule@B pays boss@C 20,000
      10:06 mule@B pays chief@D 25,000
      10:10 bank B miscounts
      10:20 malee@A reports
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B got 50,000 · held 5,000 · unexplained 45,000
      stolen 50,000 · held 5,000 · unexplained 45,000
      break: ATTRIBUTION.ABOVE_DEBIT
    `,
  );

  example(
    'debit-denied-by-the-victims-bank',
    'the money never left her: everything is let go',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule@B 50,000
      10:05 mule@B pays boss@C 35,000
      10:20 malee@A reports
      11:45 malee@A is denied
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B → boss@C · 35,000 · 35,000 of malee@A
      mule@B got 50,000 · released 15,000 · onward 35,000
      boss@C got 35,000 · released 35,000
      stolen 50,000 · released 50,000
    `,
  );

  example(
    'nobody-decided',
    'after 72 hours the banks let go, and the money may move',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule@B 50,000
      10:05 mule@B pays boss@C 35,000
      10:20 malee@A reports
      day 4 10:20 mule@B pays boss@C 15,000
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B → boss@C · 35,000 · 35,000 of malee@A
      mule@B got 50,000 · released 15,000 · onward 35,000
      boss@C got 35,000 · released 35,000
      stolen 50,000 · released 50,000
    `,
  );

  example(
    'last-minute-before-expiry',
    'a minute earlier all is still held',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule@B 50,000
      10:05 mule@B pays boss@C 35,000
      10:20 malee@A reports
      day 4 10:19 nothing more happens
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
    'shop-released-by-an-officer',
    'the shop’s money is free again, the mule’s stays held',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule@B 50,000
      10:05 mule@B pays shop@C 35,000
      10:20 malee@A reports
      11:00 shop@C is released
      11:10 shop@C pays supplier@D 35,000
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B → shop@C · 35,000 · 35,000 of malee@A
      mule@B got 50,000 · held 15,000 · onward 35,000
      shop@C got 35,000 · released 35,000
      stolen 50,000 · held 15,000 · released 35,000
    `,
  );
});
