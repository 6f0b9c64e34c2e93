import { example } from './support/example.js';

describe('worked examples: several reports and claims', () => {
  example(
    'victim-paid-twice',
    'two equal transfers are two sums',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule@B 20,000
      10:01 malee@A pays mule@B 20,000
      10:05 mule@B pays boss@C 30,000
      10:20 malee@A reports
    `,
    `
      malee@A → mule@B · 20,000 · reported
      malee@A → mule@B · 20,000 · reported
      mule@B → boss@C · 30,000 · 10,000 of malee@A · 20,000 of malee@A
      mule@B got 40,000 · held 10,000 · onward 30,000
      boss@C got 30,000 · held 30,000
      stolen 40,000 · held 40,000
    `,
  );

  example(
    'same-transfer-reported-twice',
    'by hotline, police and bank: one transfer, one order',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule@B 50,000
      10:05 mule@B pays boss@C 35,000
      10:20 malee@A reports
      10:40 malee@A reports by police
      10:45 malee@A reports by bank
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
    'one-of-two-claims-ends',
    'the hold stays as long as a claim does',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule@B 50,000
      10:20 malee@A reports
      10:40 malee@A reports by police
      11:45 malee@A takes back
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B got 50,000 · held 50,000
      stolen 50,000 · held 50,000
    `,
  );

  example(
    'last-claim-ends',
    'everything downstream is let go',
    `
      09:00 malee@A has 50,000
      10:00 malee@A pays mule@B 50,000
      10:05 mule@B pays boss@C 35,000
      10:06 boss@C pays chief@D 5,000
      10:20 malee@A reports
      10:40 malee@A reports by police
      11:45 malee@A takes back
      11:46 malee@A takes back by police
    `,
    `
      malee@A → mule@B · 50,000 · reported
      mule@B → boss@C · 35,000 · 35,000 of malee@A
      boss@C → chief@D · 5,000 · 5,000 of malee@A
      mule@B got 50,000 · released 15,000 · onward 35,000
      boss@C got 35,000 · released 30,000 · onward 5,000
      chief@D got 5,000 · released 5,000
      stolen 50,000 · released 50,000
    `,
  );
});
