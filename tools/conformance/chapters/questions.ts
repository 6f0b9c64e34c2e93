import { pbkdf2Sync } from 'node:crypto';
import { ulid } from 'ulid';
import type { Chapter } from '../check.js';
import { inSeconds } from '../play.js';
import { suspensionResult } from './repetition.js';
import { wants } from '../unmet.js';

/** Proves a number as the centre does. */
function proofOf(number: string, caseNo: string) {
  return { kind: 'citizen_id' as const, proof: pbkdf2Sync(number, caseNo, 10_000, 32, 'sha256').toString('hex') };
}

/** Makes a listing notice about a wallet that nobody has. */
function listing(change: 'LISTED' | 'DELISTED', listingId = ulid()): object {
  const subject = { kind: 'wallet', value: `TKit${ulid()}` };
  const legalBasis = [{ ruleId: 'LIST-42', section: 's.8/5(6)', instrument: 'decree_2566_as_amended' }];
  return { noticeId: ulid(), listingId, change, subject, legalBasis, decidedAt: inSeconds(-1) };
}

const LISTED = ['REFUSES_OPENING', 'SUSPENDED', 'CLOSED', 'NO_SUCH_CUSTOMER'];

export const questions: Chapter = {
  title: 'Answer what is asked',
  checks: [
    {
      id: 'debit-confirmed',
      says: 'debit-by-books',
      expects: 'A debit that the account sent is CONFIRMED.',
      books: 'sender',
      run: async (play) => {
        const { result } = await play.ask(play.question(0));
        wants(result === 'CONFIRMED', `it says ${result}`);
      },
    },
    {
      id: 'debit-unknown',
      says: 'debit-unknown',
      expects: 'A reference of no transfer is a 200 with DENIED, NO_SUCH_TRANSFER.',
      books: 'sender',
      run: async (play) => {
        const { result, reason } = await play.ask(play.question(0, { reference: 'KIT-NO-SUCH-DEBIT' }));
        wants(result === 'DENIED' && reason === 'NO_SUCH_TRANSFER', `it says ${result}, ${reason}`);
      },
    },
    {
      id: 'debit-amount',
      says: 'debit-reason',
      expects: 'Another amount is DENIED with AMOUNT_DIFFERS, and the amount that was debited.',
      books: 'sender',
      run: async (play) => {
        const { result, reason, debitedAmountSatang } = await play.ask(play.question(0, { amountSatang: '990000' }));
        wants(result === 'DENIED' && reason === 'AMOUNT_DIFFERS', `it says ${result}, ${reason}`);
        wants(debitedAmountSatang === '150000', `debitedAmountSatang is ${debitedAmountSatang}`);
      },
    },
    {
      id: 'debit-account',
      says: 'debit-reason',
      expects: 'A reference of another account is DENIED with OTHER_ACCOUNT.',
      books: 'sender',
      run: async (play) => {
        const other = play.kit.accounts.find(
          ({ debits, accountNo }) => debits.length > 0 && accountNo !== play.account.accountNo,
        );
        const reference = other?.debits[0]?.reference ?? '';
        const { result, reason } = await play.ask(play.question(0, { reference }));
        wants(result === 'DENIED' && reason === 'OTHER_ACCOUNT', `it says ${result}, ${reason}`);
      },
    },
    {
      id: 'debit-promptpay',
      says: 'debit-receiver',
      expects: 'Where only a PromptPay id was known, the answer names the account behind it.',
      books: 'sender',
      run: async (play) => {
        const debit = play.account.debits[1];
        const to = { promptPay: { kind: 'phone' as const, value: debit?.promptPay?.value ?? '' } };
        const { result, to: named } = await play.ask(play.question(1, { to }));
        wants(
          result === 'CONFIRMED' && named?.accountNo === debit?.accountNo,
          `it says ${result}, ${JSON.stringify(named)}`,
        );
      },
    },
    {
      id: 'search-one',
      says: 'search-one',
      expects: 'A search that one debit fits is CONFIRMED, and names it.',
      books: 'sender',
      run: async (play) => {
        const { result, found } = await play.ask(play.search({ amountSatang: '150000' }));
        wants(
          result === 'CONFIRMED' && found?.reference === play.account.debits[0]?.reference,
          `it says ${result}, ${found?.reference}`,
        );
      },
    },
    {
      id: 'search-several',
      says: 'search-several',
      expects: 'A search that several debits fit is DENIED with SEVERAL_TRANSFERS, and names none.',
      books: 'sender',
      run: async (play) => {
        const { result, reason, found } = await play.ask(play.search({ amountSatang: '250000' }));
        wants(
          result === 'DENIED' && reason === 'SEVERAL_TRANSFERS' && found === undefined,
          `it says ${result}, ${reason}`,
        );
      },
    },
    {
      id: 'search-none',
      says: 'search-none',
      expects: 'A search that none fits is DENIED with NO_SUCH_TRANSFER.',
      books: 'sender',
      run: async (play) => {
        const { result, reason } = await play.ask(play.search({ amountSatang: '777' }));
        wants(result === 'DENIED' && reason === 'NO_SUCH_TRANSFER', `it says ${result}, ${reason}`);
      },
    },
    {
      id: 'search-between',
      says: 'search-between',
      expects: 'Amounts between two fit, also the two themselves.',
      books: 'sender',
      run: async (play) => {
        const amountBetween = { fromSatang: '100000', untilSatang: '150000' };
        const { result, found } = await play.ask(play.search({ amountBetween }));
        wants(result === 'CONFIRMED' && found?.amountSatang === '150000', `it says ${result}, ${found?.amountSatang}`);
      },
    },
    {
      id: 'search-time',
      says: 'search-one',
      expects: 'A search within a time finds the debit of that time alone.',
      books: 'sender',
      run: async (play) => {
        const third = play.account.debits[2];
        const at = Date.parse(third?.at ?? '');
        const between = { from: new Date(at - 1000).toISOString(), until: new Date(at + 1000).toISOString() };
        const { result, found } = await play.ask(play.search({ amountSatang: '250000', between }));
        wants(
          result === 'CONFIRMED' && found?.reference === third?.reference,
          `it says ${result}, ${found?.reference}`,
        );
      },
    },
    {
      id: 'holder-matches',
      says: 'holder-proof',
      expects: 'The proof of the number of the holder MATCHES, or it was NOT_COMPARED.',
      books: 'sender',
      run: async (play) => {
        const question = { ...play.question(0), holder: proofOf(play.account.holderNo ?? '', 'RG-TEST-1') };
        const { result, holder = 'NOT_COMPARED' } = await play.ask(question);
        wants(result === 'CONFIRMED' && holder !== 'DIFFERS', `it says ${result}, ${holder}`);
      },
    },
    {
      id: 'holder-differs',
      says: 'holder-differs',
      expects:
        'The proof of another number is DENIED with OTHER_HOLDER and DIFFERS, and names nothing; or it was NOT_COMPARED.',
      books: 'sender',
      run: async (play) => {
        const question = { ...play.search({ amountSatang: '150000' }), holder: proofOf('9900000000014', 'RG-TEST-1') };
        const { result, reason, holder = 'NOT_COMPARED', found } = await play.ask(question);
        const isRefused =
          result === 'DENIED' && reason === 'OTHER_HOLDER' && holder === 'DIFFERS' && found === undefined;
        wants(isRefused || holder === 'NOT_COMPARED', `it says ${result}, ${reason}, ${holder}`);
      },
    },
    {
      id: 'result-unfounded',
      says: 'result-nothing',
      expects: 'UNFOUNDED about money that you did not suspend yourself is answered by NOTHING_SUSPENDED.',
      books: 'whole',
      run: async (play) => {
        const { result, releasedAmountSatang } = await play.result(suspensionResult(play, 'UNFOUNDED'));
        wants(
          result === 'NOTHING_SUSPENDED' && releasedAmountSatang === '0',
          `it says ${result}, ${releasedAmountSatang}`,
        );
      },
    },
    {
      id: 'result-leaves-order',
      says: 'result-nothing',
      expects: 'UNFOUNDED frees nothing that an order of the centre holds.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        await play.place(order);
        await play.result(suspensionResult(play, 'UNFOUNDED'));
        const stated = await play.stated(order.orderId);
        wants(stated?.state === 'HELD', `the order is ${stated?.state}`);
      },
    },
    {
      id: 'result-noted',
      says: 'result-noted',
      expects: 'LAWFUL_ACTION is answered by NOTED and changes nothing.',
      books: 'whole',
      run: async (play) => {
        const { result } = await play.result(suspensionResult(play, 'LAWFUL_ACTION'));
        wants(result === 'NOTED' || result === 'NOTHING_SUSPENDED', `it says ${result}`);
      },
    },
    {
      id: 'listing-listed',
      says: 'listing-answer',
      expects: 'A listing is answered by what you did.',
      run: async (play) => {
        const { result } = await play.notice(listing('LISTED'));
        wants(LISTED.includes(result), `it says ${result}`);
      },
    },
    {
      id: 'listing-delisted',
      says: 'listing-answer',
      expects: 'A delisting is answered by LIFTED or NOTHING_TO_LIFT.',
      run: async (play) => {
        const listingId = ulid();
        await play.notice(listing('LISTED', listingId));
        const { result } = await play.notice(listing('DELISTED', listingId));
        wants(!LISTED.includes(result), `it says ${result}`);
      },
    },
  ],
};
