import type { DataSource, EntityManager } from 'typeorm';
import { complaintWorkflowId } from '../../contract/ids.js';
import type { FieldFault } from '../../domain/complaint/check-complaint.js';
import { checkNotice } from '../../domain/notice/check-notice.js';
import { refuse, type Refusal } from '../../domain/result.js';
import { IdempotencyRow } from '../entities/complaint.entities.js';
import { InboxMessageRow } from '../entities/message.entities.js';
import { loadPartyDirectory } from '../party/parties.js';
import { loadRulebook } from '../rulebook-reader.js';
import { databaseErrorCode, inTransaction } from '../unit-of-work.js';
import { invalid, type NoticeResponse, type ReceiveNotice } from './notice-input.js';
import { Overtaken } from './open-notice-case.js';
import { useNonce } from './receive-message.js';
import { writeNotice } from './write-notice.js';

/** What to tell Temporal after commit. */
export interface NoticeSignals {
  starts: { workflowId: string; kind: 'complaint'; id: string }[];
  looks: { workflowId: string; message: 'complaintAdded'; rowId: string }[];
}

export type NoticeReceived =
  | ({ ok: true; replayed: boolean; response: NoticeResponse } & NoticeSignals)
  | (Refusal & { faults?: readonly FieldFault[] });

const ROUTE = 'POST /v1/notices';
/** A notice has up to 20 transfers, each of which somebody else may report at the same moment. */
const ATTEMPTS = 5;
const UNIQUE_VIOLATION = '23505';

/**
 * Takes a notice under section 6: an institution's own suspicion (BANK-6A) or an officer's notice (OFF-6B). Transfers on record are joined to the case that
 * has them, the others open one case of their own; one transaction writes the notice, its message, what was suspended, audit, exchanges and hints.
 * The same key (webhook-id, Idempotency-Key) with the same body answers as before.
 * Refusals: `NOTICE.INVALID` with `faults`, `INBOX.OTHER_BODY`, `INBOX.NONCE_REUSED`, `IDEMPOTENCY.OTHER_BODY`. A refusal stores nothing but the nonce.
 */
export async function receiveNotice(db: DataSource, input: ReceiveNotice): Promise<NoticeReceived> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(db, (manager) => receive(manager, input));
    } catch (error) {
      // Another report of one of the transfers, or the same notice, committed while this one ran: look again at what is there now.
      const isOvertaken = error instanceof Overtaken || databaseErrorCode(error) === UNIQUE_VIOLATION;
      if (!isOvertaken || attempt === ATTEMPTS) throw error;
    }
  }
}

async function receive(manager: EntityManager, input: ReceiveNotice): Promise<NoticeReceived> {
  const key = keyOf(input);
  const earlier = await manager.findOneBy(IdempotencyRow, key);
  if (earlier !== null) return replay(earlier, input);
  const { notifier } = input;
  if (notifier.by === 'institution') {
    const { party, messageKey } = notifier.message;
    if (await manager.existsBy(InboxMessageRow, { party, messageKey }))
      return refuse('INBOX.OTHER_BODY', 'this webhook-id was used with another body');
    if (!(await useNonce(manager, notifier.message)))
      return refuse('INBOX.NONCE_REUSED', 'the nonce of the signature was used before');
  }
  const [clock]: { now: Date; sequence: string }[] = await manager.query(
    `SELECT clock_timestamp() AS now, nextval('case_no_seq') AS sequence`,
  );
  if (clock === undefined) throw new Error('the database told no time');
  const { now } = clock;
  const rulebook = await loadRulebook(manager, input.rulebook);
  const { accountDigits } = await loadPartyDirectory(manager);
  const institution = notifier.by === 'institution' ? notifier.message.party : undefined;
  const faults = checkNotice(input.body, institution, { now, rulebook, accountDigits });
  if (faults.length > 0) return invalid('the notice has fields that cannot be right', faults);
  const written = await writeNotice(manager, { ...input, now, sequence: Number(clock.sequence), rules: rulebook });
  if (!written.ok) return written;
  const { response } = written;
  await manager.insert(IdempotencyRow, {
    ...key,
    route: ROUTE,
    bodySha256: input.bodySha256,
    status: 201,
    response,
    createdAt: now,
  });
  return { ok: true, replayed: false, response, ...signalsOf(response) };
}

/** An institution's key is the permanent id of its message; a subject of a token never looks like a party. */
function keyOf({ notifier }: ReceiveNotice): { actor: string; key: string } {
  return notifier.by === 'institution'
    ? { actor: `party:${notifier.message.party}`, key: notifier.message.messageKey }
    : { actor: notifier.person.subject, key: notifier.idempotencyKey };
}

function replay(row: IdempotencyRow, input: ReceiveNotice): NoticeReceived {
  if (row.route === ROUTE && row.bodySha256 === input.bodySha256)
    return { ok: true, replayed: true, response: row.response as NoticeResponse, starts: [], looks: [] };
  return input.notifier.by === 'institution'
    ? refuse('INBOX.OTHER_BODY', 'this webhook-id was used with another body')
    : refuse('IDEMPOTENCY.OTHER_BODY', 'this Idempotency-Key was used with another body');
}

function signalsOf({ id: noticeId, cases }: NoticeResponse): NoticeSignals {
  return {
    starts: cases
      .filter(({ joined }) => !joined)
      .map(({ id }) => ({ workflowId: complaintWorkflowId(id), kind: 'complaint' as const, id })),
    looks: cases
      .filter(({ joined }) => joined)
      .map(({ id }) => ({ workflowId: complaintWorkflowId(id), message: 'complaintAdded' as const, rowId: noticeId })),
  };
}
