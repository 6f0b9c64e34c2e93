import type { DataSource } from 'typeorm';
import { decideWithdrawal } from '../../src/application/complaint/correct/decide-withdrawal.js';
import { requestWithdrawal } from '../../src/application/complaint/correct/request-withdrawal.js';
import { databaseNow } from '../../src/persistence/clock.js';
import { person } from './record-builder.js';

/** Asks for withdrawals. */
export const ASKS = person('operator-2', 'hotline_operator');
/** Confirms them. */
export const CONFIRMS = person('operator-3', 'hotline_operator');

/** Asks for the withdrawal of a complaint; returns the id of the request. Throws when refused. */
export async function askWithdrawal(
  db: DataSource,
  caseId: string,
  actor = ASKS,
  reason = 'a misunderstanding',
): Promise<string> {
  const calledBackAt = (await databaseNow(db.manager)).toISOString();
  const body = { reason, identifiedBy: 'call_back' as const, calledBackAt };
  const asked = await requestWithdrawal(db, { caseId, body, actor });
  if (!asked.ok) throw new Error(asked.code);
  return asked.id;
}

/** Withdraws a complaint by two persons. Throws when it is refused. */
export async function withdraw(db: DataSource, caseId: string, reason?: string): Promise<void> {
  const withdrawalId = await askWithdrawal(db, caseId, ASKS, reason);
  const body = { verdict: 'confirm' as const, reason: 'the call was recorded' };
  const decided = await decideWithdrawal(db, { id: withdrawalId, body, actor: CONFIRMS });
  if (!decided.ok) throw new Error(decided.code);
}
