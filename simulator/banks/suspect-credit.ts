import { ulid } from 'ulid';
import type { z } from 'zod';
import type { NoticeBody } from '../../src/wire/case/notice.js';
import { refuse, type Refusal } from '../http/problem.js';
import { reply } from '../http/replies.js';
import type { Reply } from '../http/signed-app.js';
import { asTheyCount, attributeLaterDebits, smaller } from './attribution.js';
import type { Bank, BankEvent } from './bank.js';
import { toOnward } from './decide-hold.js';
import { available } from './ledger.js';

const SEVEN_DAYS_MS = 604_800_000;

/**
 * Lets the bank itself suspect a credit (section 6): it suspends what is left of it and sends the
 * centre a notice with the debits by which the rest went on.
 */
export function suspectCredit(
  bank: Bank,
  credit: { fromInstitution: string; reference: string; ground: string },
  now: Date,
): Reply | Refusal {
  const found = bank.ledger.findCredit(credit.fromInstitution, credit.reference);
  if (found === undefined) return refuse(404, 'TRANSFER.UNKNOWN', 'no such credit');
  const account = bank.ledger.account(found.accountNo);
  const suspended = smaller(found.amount, available(account));
  const later = attributeLaterDebits(
    found,
    account.debits,
    found.amount - suspended,
    asTheyCount(bank.book.holdsOn(found.accountNo), account.debits, [], now.getTime()),
    now.getTime(),
  );
  const at = now.toISOString();
  const notice: z.input<typeof NoticeBody> = {
    kind: 'suspicion',
    ground: credit.ground,
    suspected: 'technology_crime',
    foundAt: at,
    fromAccount: found.from,
    transfers: [
      {
        to: { account: { institution: bank.slug, accountNo: found.accountNo } },
        amountSatang: found.amount.toString(),
        transferredAt: new Date(found.at).toISOString(),
        reference: found.reference,
        rail: 'promptpay',
        ...(suspended > 0n ? { suspended: { amountSatang: suspended.toString(), suspendedAt: at } } : {}),
        onward: later.map(toOnward),
      },
    ],
  };
  const events: BankEvent[] = [bank.notice(notice, now.getTime())];
  if (suspended > 0n) {
    events.unshift({
      type: 'money.suspended',
      id: ulid(),
      accountNo: found.accountNo,
      fromInstitution: credit.fromInstitution,
      reference: credit.reference,
      amountSatang: suspended.toString(),
      expiresAt: now.getTime() + SEVEN_DAYS_MS,
    });
  }
  bank.commit(events);
  return reply(201, { suspendedSatang: suspended.toString(), onward: later.length });
}
