import { decideOnce } from '../../packages/institution/once.js';
import type { SuspensionResult, SuspensionResultReceipt } from '../../src/wire/institution/calls/suspension-result.js';
import { refuse, type Refusal } from '../http/problem.js';
import { reply } from '../http/replies.js';
import type { Reply } from '../http/signed-app.js';
import type { Bank, BankEvent } from './bank.js';

/**
 * Takes an officer's result about a notice: `UNFOUNDED` lifts what the bank itself suspended. The
 * same result again gets the same receipt.
 */
export function takeSuspensionResult(bank: Bank, result: SuspensionResult, now: Date): Reply | Refusal {
  const request = JSON.stringify(result);
  const known = bank.suspensions.results.get(result.resultId);
  const once = decideOnce(known && { message: JSON.parse(known.request) as unknown, receipt: known.receipt }, result);
  if (once.act === 'repeat') return reply(200, once.known.receipt);
  if (once.act === 'reused') return refuse(409, 'ORDER.REUSED', 'this result id was used for another result');
  const { account, transfer } = result;
  const own = bank.suspensions.of(account.accountNo, transfer.fromInstitution, transfer.reference);
  const lifts = result.result === 'UNFOUNDED' ? own : undefined;
  const receipt: SuspensionResultReceipt = {
    resultId: result.resultId,
    result: result.result === 'LAWFUL_ACTION' ? 'NOTED' : lifts === undefined ? 'NOTHING_SUSPENDED' : 'LIFTED',
    releasedAmountSatang: (lifts?.suspended ?? 0n).toString(),
    at: now.toISOString(),
  };
  const ended: BankEvent[] = lifts === undefined ? [] : [{ type: 'suspension.ended', id: lifts.id }];
  bank.commit([...ended, { type: 'result.taken', request, receipt }]);
  return reply(200, receipt);
}
