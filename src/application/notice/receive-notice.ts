import type { DataSource, EntityManager } from 'typeorm';
import type { FieldFault } from '../../domain/complaint/intake/check-complaint.js';
import { checkNotice } from '../../domain/notice/check-notice.js';
import type { Refusal } from '../../domain/result.js';
import type { Rulebook } from '../../domain/rulebook/in-force.js';
import { accountKey } from '../../domain/party.js';
import { loadPartyDirectory } from '../../persistence/party/party-directory.js';
import { noticeLimitReached, noticeLocks, noticeWindowStart } from '../../domain/notice/notice-limit.js';
import { mayNotifyFor } from '../../domain/notice/who-may-notify.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { lockLimits } from '../case/work/case.queries.js';
import { answeredBefore, keyOfMessage, type RequestKey, refuseUsedMessage } from '../message/idempotent-request.js';
import { retryWhenOvertaken } from '../message/retry-when-overtaken.js';
import { invalidNotice, type NoticeResponse, type ReceiveNotice } from './notice-input.js';
import { countOfficerNotices } from './notice.queries.js';
import { type NoticeSignals, signalsOf } from './notice-signals.js';
import { writeNotice } from './write-notice.js';

export type NoticeReceived =
  | ({ ok: true; replayed: boolean; response: NoticeResponse } & NoticeSignals)
  | (Refusal & { faults?: readonly FieldFault[] });

const ROUTE = 'POST /v1/notices';
/** A notice names up to 20 transfers, and someone may report each of them at the same moment. */
const ATTEMPTS = 5;

/**
 * Receives a notice of suspicion (section 6): an institution's own (BANK-6A) or an officer's
 * (OFF-6B). A transfer on record joins the case that has it, and all others open one new case; one
 * transaction writes the notice, its message, own suspensions, holds and their traces. The same
 * key (webhook-id, Idempotency-Key) with the same body gets the same answer. Refusals:
 * `NOTICE.INVALID` with `faults`, `CASE.INTEREST`, `NOTICE.OFFICE`, `NOTICE.PERSON_LIMIT`, `NOTICE.TARGET_LIMIT`,
 * `INBOX.OTHER_BODY`, `INBOX.NONCE_REUSED`, `IDEMPOTENCY.OTHER_BODY`. A refusal stores nothing but the
 * nonce, and an event where it is for an interest.
 */
export async function receiveNotice(db: DataSource, input: ReceiveNotice): Promise<NoticeReceived> {
  // Another report of a transfer, or the same notice, may commit while this transaction runs.
  return retryWhenOvertaken(ATTEMPTS, () => inTransaction(db, (manager) => receive(manager, input)));
}

async function receive(manager: EntityManager, input: ReceiveNotice): Promise<NoticeReceived> {
  const request = { ...keyOf(input), route: ROUTE, bodySha256: input.bodySha256 };
  const earlier = await answeredBefore<NoticeResponse>(manager, request);
  if (earlier !== undefined) return earlier.ok ? { ...earlier, replayed: true, starts: [], looks: [] } : earlier;
  const { notifier } = input;
  if (notifier.by === 'institution') {
    const used = await refuseUsedMessage(manager, notifier.message);
    if (used !== undefined) return used;
  }
  if (notifier.by === 'officer') {
    const may = mayNotifyFor(notifier.office, notifier.person.roles);
    if (!may.ok) return may;
  }
  const [clock]: { now: Date; sequence: string }[] = await manager.query(
    `SELECT clock_timestamp() AS now, nextval('case_no_seq') AS sequence`,
  );
  if (clock === undefined) throw new Error('the database told no time');
  const { now } = clock;
  const rulebook = await loadRulebook(manager, input.rulebook);
  const limited = await beyondLimit(manager, input, { rulebook, now });
  if (limited !== null) return limited;
  const { accountDigits } = await loadPartyDirectory(manager);
  const institution = notifier.by === 'institution' ? notifier.message.party : undefined;
  const faults = checkNotice(input.body, institution, { now, rulebook, accountDigits });
  if (faults.length > 0) return invalidNotice('the notice has fields that cannot be right', faults);
  const written = await writeNotice(manager, {
    ...input,
    now,
    sequence: Number(clock.sequence),
    rules: rulebook,
    request,
  });
  if (!written.ok) return written;
  const { response } = written;
  return { ok: true, replayed: false, response, ...signalsOf(response, written.works) };
}

/**
 * Refuses a notice that an officer gives alone when the caps of P-NOTICE are reached. No lock was
 * taken before those of the caps.
 */
async function beyondLimit(
  manager: EntityManager,
  { notifier, body }: ReceiveNotice,
  law: { rulebook: Rulebook; now: Date },
): Promise<Refusal | null> {
  if (notifier.by === 'institution') return null;
  const { subject } = notifier.person;
  const receivers = body.transfers.map(({ to }) => to.account);
  const accounts = [...new Map(receivers.map((account) => [accountKey(account), account])).values()];
  await lockLimits(manager, noticeLocks(subject, accounts));
  const since = noticeWindowStart(law.rulebook, law.now);
  return noticeLimitReached(receivers, await countOfficerNotices(manager, subject, accounts, since), law);
}

function keyOf({ notifier }: ReceiveNotice): RequestKey {
  return notifier.by === 'institution'
    ? keyOfMessage(notifier.message)
    : { actor: notifier.person.subject, key: notifier.idempotencyKey };
}
