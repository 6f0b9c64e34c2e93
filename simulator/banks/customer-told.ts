import type { z } from 'zod';
import type { NoticeBody } from '../../src/wire/case/notice.js';
import { refuse, type Refusal } from '../http/problem.js';
import { reply } from '../http/replies.js';
import type { Reply } from '../http/signed-app.js';
import type { Bank } from './bank.js';

/**
 * Lets a customer tell the bank that one of the customer's debits was a fraud (section 7): the bank tells
 * the centre, which has it held wherever the money went.
 */
export function customerTold(
  bank: Bank,
  { reference, bankCaseId }: { reference: string; bankCaseId: string },
  now: Date,
): Reply | Refusal {
  const debit = bank.ledger.findDebit(reference);
  if (debit === undefined || !('account' in debit.to)) return refuse(404, 'TRANSFER.UNKNOWN', 'no such debit');
  const notice: z.input<typeof NoticeBody> = {
    kind: 'customer',
    victimAccount: { institution: bank.slug, accountNo: debit.accountNo },
    toldAt: now.toISOString(),
    bankCaseId,
    caseType: 'other',
    transfers: [
      {
        to: { account: debit.to.account },
        amountSatang: debit.amount.toString(),
        transferredAt: new Date(debit.at).toISOString(),
        reference,
        rail: 'promptpay',
      },
    ],
  };
  bank.commit([bank.notice(notice, now.getTime())]);
  return reply(201, { bankCaseId });
}
