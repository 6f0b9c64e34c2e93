import type { DataSource, EntityManager } from 'typeorm';
import { fileAppeal as judgeFiling } from '../../domain/appeal/file-appeal.js';
import { isDecidedAnew } from '../../domain/appeal/new-round.js';
import type { Refusal } from '../../domain/result.js';
import { databaseNow } from '../../persistence/clock.js';
import { HoldOrderRow, HoldRow } from '../../persistence/entities/money/hold.entities.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { openKnownCase } from '../case/work/open-case.js';
import { holdOfHolder, UNKNOWN_HOLD } from '../hold/order/appeal-secret.js';
import {
  answeredBefore,
  keepAnswer,
  keyOfMessage,
  type IdempotentRequest,
  refuseUsedMessage,
} from '../message/idempotent-request.js';
import { retryWhenOvertaken } from '../message/retry-when-overtaken.js';
import type { AppealFiled, FileAppealInput } from './appeal-input.js';
import { newestAppeal } from './read-appeals.js';
import { answersOf, tiersOf, writeFiling } from './write-appeal.js';

export type AppealReceived = { ok: true; replayed: boolean; response: AppealFiled } | Refusal;

const ROUTE = 'POST /v1/appeals';
const ATTEMPTS = 3;

/**
 * Receives an appeal against a hold: from the holder by reference and second secret, from the
 * institution by its signature, or from the 1441-2 desk. It joins an open appeal of the hold;
 * after an answer it goes to the next tier, or begins a new round when persons have decided since
 * that the hold goes on. The same key (webhook-id, Idempotency-Key) with the same body gets the
 * same answer. Refusals: `APPEAL.UNKNOWN`, `APPEAL.TOO_MANY_TRIES`, `APPEAL.TOO_MANY_FILINGS`,
 * `INBOX.OTHER_BODY`, `INBOX.NONCE_REUSED`, `IDEMPOTENCY.OTHER_BODY` and those of the domain's
 * `fileAppeal`.
 */
export async function receiveAppeal(db: DataSource, input: FileAppealInput): Promise<AppealReceived> {
  // The same appeal may commit while this one runs.
  return retryWhenOvertaken(ATTEMPTS, () => inTransaction(db, (manager) => receive(manager, input)));
}

async function receive(manager: EntityManager, input: FileAppealInput): Promise<AppealReceived> {
  const request = requestOf(input);
  const earlier = request === null ? undefined : await answeredBefore<AppealFiled>(manager, request);
  if (earlier !== undefined) return earlier.ok ? { ...earlier, replayed: true } : earlier;
  const { appellant } = input;
  const used = appellant.by === 'institution' ? await refuseUsedMessage(manager, appellant.message) : undefined;
  if (used !== undefined) return used;
  const found = await findHold(manager, input);
  if (!found.ok) return found;
  const work = await openKnownCase(manager, found.hold.caseId, filedBy(input));
  const hold = await manager.findOneByOrFail(HoldRow, { id: found.hold.id });
  const appeal = await newestAppeal(manager, hold.id);
  const facts = appeal && {
    ...appeal,
    answeredBy: await answersOf(manager, hold.id),
    answeredTiers: await tiersOf(manager, appeal.id),
  };
  const answeredAt = appeal?.settledAt ?? null;
  const orders = answeredAt === null ? [] : await manager.findBy(HoldOrderRow, { holdId: hold.id });
  const filing = judgeFiling(hold, facts, answeredAt !== null && isDecidedAnew(orders, answeredAt));
  if (!filing.ok) return filing;
  const written = await writeFiling(work, { input, filedBy: filedBy(input), hold, appeal, filing: filing.value });
  if (!written.ok) return written;
  const { response } = written;
  if (request !== null) await keepAnswer(manager, request, response, work.now);
  await work.finish();
  return { ok: true, replayed: false, response };
}

/** Returns who files: a holder is unnamed, and a repeated appeal joins itself without a key. */
function filedBy({ appellant }: FileAppealInput): string {
  switch (appellant.by) {
    case 'holder':
      return 'holder';
    case 'institution':
      return appellant.message.party;
    case 'desk':
      return appellant.person.subject;
  }
}

function requestOf({ appellant, bodySha256 }: FileAppealInput): IdempotentRequest | null {
  switch (appellant.by) {
    case 'holder':
      return null;
    case 'institution':
      return { ...keyOfMessage(appellant.message), route: ROUTE, bodySha256 };
    case 'desk':
      return { actor: appellant.person.subject, key: appellant.idempotencyKey, route: ROUTE, bodySha256 };
  }
}

/** Finds the hold of a reference; a hold of another institution is refused as unknown. */
export async function findHold(
  manager: EntityManager,
  { reference, appellant }: Pick<FileAppealInput, 'reference' | 'appellant'>,
): Promise<{ ok: true; hold: HoldRow } | Refusal> {
  if (appellant.by === 'holder') {
    const { secret, from } = appellant;
    return holdOfHolder(manager, { reference, secret, from }, await databaseNow(manager));
  }
  const hold = await manager.findOneBy(HoldRow, { noticeReference: reference });
  if (hold === null) return UNKNOWN_HOLD;
  return appellant.by === 'institution' && hold.institution !== appellant.message.party
    ? UNKNOWN_HOLD
    : { ok: true, hold };
}
