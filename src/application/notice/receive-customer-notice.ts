import type { DataSource, EntityManager } from 'typeorm';
import type { FieldFault } from '../../domain/complaint/intake/check-complaint.js';
import { checkCustomerNotice } from '../../domain/notice/check-customer-notice.js';
import type { Refusal } from '../../domain/result.js';
import { loadPartyDirectory } from '../../persistence/party/party-directory.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { answeredBefore, keyOfMessage, refuseUsedMessage } from '../message/idempotent-request.js';
import { retryWhenOvertaken } from '../message/retry-when-overtaken.js';
import { invalidNotice, type NoticeResponse, type ReceiveCustomerNotice } from './notice-input.js';
import { type NoticeSignals, signalsOf } from './notice-signals.js';
import { writeCustomerNotice } from './write-customer-notice.js';

export type CustomerNoticeReceived =
  | ({ ok: true; replayed: boolean; response: NoticeResponse } & NoticeSignals)
  | (Refusal & { faults?: readonly FieldFault[] });

const ROUTE = 'POST /v1/notices';
/** A notice names up to 20 transfers, and someone may report each of them at the same moment. */
const ATTEMPTS = 5;

/**
 * Receives what a victim told his own bank (section 7, VIC-7A), signed by the bank of the debited
 * account. Its word confirms the debits. The transfers that the same account reported before join
 * that case, and move no clock; the others open one case, whose holds are of section 7 and end 72
 * hours after the first order unless he complains (P-EXP). The same `webhook-id` with the
 * same body gets the same answer. Refusals: `NOTICE.INVALID` with `faults`, `NOTICE.CUSTOMER_LIMIT`, `INBOX.OTHER_BODY`,
 * `INBOX.NONCE_REUSED`. A refusal stores nothing but the nonce.
 */
export async function receiveCustomerNotice(
  db: DataSource,
  input: ReceiveCustomerNotice,
): Promise<CustomerNoticeReceived> {
  return retryWhenOvertaken(ATTEMPTS, () => inTransaction(db, (manager) => receive(manager, input)));
}

async function receive(manager: EntityManager, input: ReceiveCustomerNotice): Promise<CustomerNoticeReceived> {
  const { message, body, bodySha256 } = input;
  const request = { ...keyOfMessage(message), route: ROUTE, bodySha256 };
  const earlier = await answeredBefore<NoticeResponse>(manager, request);
  if (earlier !== undefined) return earlier.ok ? { ...earlier, replayed: true, starts: [], looks: [] } : earlier;
  const used = await refuseUsedMessage(manager, message);
  if (used !== undefined) return used;
  const [clock]: { now: Date; sequence: string }[] = await manager.query(
    `SELECT clock_timestamp() AS now, nextval('case_no_seq') AS sequence`,
  );
  if (clock === undefined) throw new Error('the database told no time');
  const { now } = clock;
  const rules = await loadRulebook(manager, input.rulebook);
  const { accountDigits } = await loadPartyDirectory(manager);
  const faults = checkCustomerNotice(body, message.party, { now, rulebook: rules, accountDigits });
  if (faults.length > 0) return invalidNotice('the notice has fields that cannot be right', faults);
  const toWrite = { ...input, now, sequence: Number(clock.sequence), rules, request };
  const written = await writeCustomerNotice(manager, toWrite);
  if (!written.ok) return written;
  const { response, works } = written;
  return { ok: true, replayed: false, response, ...signalsOf(response, works) };
}
