import type { DataSource, EntityManager } from 'typeorm';
import { fileAppeal as judgeFiling } from '../../domain/appeal/file-appeal.js';
import type { Refusal } from '../../domain/result.js';
import { databaseNow } from '../clock.js';
import { AppealRow } from '../entities/appeal.entities.js';
import { IdempotencyRow } from '../entities/complaint.entities.js';
import { HoldRow } from '../entities/hold.entities.js';
import { inTransaction } from '../unit-of-work.js';
import type { AppealFiled, FileAppealInput } from './appeal-input.js';
import { holdOfHolder, UNKNOWN_HOLD } from './appeal-secret.js';
import { openKnownCase } from './case-work.js';
import { againWhenOvertaken, keyOfMessage, otherBody, usedBefore } from './take-once.js';
import { answersOf, writeFiling } from './write-appeal.js';

export type AppealReceived = { ok: true; replayed: boolean; response: AppealFiled } | Refusal;

const ROUTE = 'POST /v1/appeals';
const ATTEMPTS = 3;

/**
 * Takes an appeal against a hold: of the holder by reference and second secret, of his institution by its signature, or of the 1441-2 desk. An open appeal
 * of the hold is joined, an answered one goes to its next tier. The same key (webhook-id, Idempotency-Key) with the same body answers as before.
 * Refusals: `APPEAL.UNKNOWN`, `APPEAL.TOO_MANY_TRIES`, `APPEAL.TOO_MANY_FILINGS`, `INBOX.OTHER_BODY`, `INBOX.NONCE_REUSED`, `IDEMPOTENCY.OTHER_BODY` and
 * those of the domain's `fileAppeal`.
 */
export async function receiveAppeal(db: DataSource, input: FileAppealInput): Promise<AppealReceived> {
  // The same appeal may commit while this one runs.
  return againWhenOvertaken(ATTEMPTS, () => inTransaction(db, (manager) => receive(manager, input)));
}

async function receive(manager: EntityManager, input: FileAppealInput): Promise<AppealReceived> {
  const key = keyOf(input);
  const earlier = key === null ? null : await manager.findOneBy(IdempotencyRow, key);
  if (earlier !== null) return replay(earlier, input);
  const { appellant } = input;
  const used = appellant.by === 'institution' ? await usedBefore(manager, appellant.message) : undefined;
  if (used !== undefined) return used;
  const found = await findHold(manager, input);
  if (!found.ok) return found;
  const work = await openKnownCase(manager, found.hold.caseId, filedBy(input));
  const hold = await manager.findOneByOrFail(HoldRow, { id: found.hold.id });
  const appeal = await manager.findOneBy(AppealRow, { holdId: hold.id });
  const filing = judgeFiling(hold, appeal && { ...appeal, answeredBy: await answersOf(manager, appeal.id) });
  if (!filing.ok) return filing;
  const written = await writeFiling(work, { input, filedBy: filedBy(input), hold, appeal, filing: filing.value });
  if (!written.ok) return written;
  const { response } = written;
  if (key !== null) {
    const answered = { route: ROUTE, bodySha256: input.bodySha256, status: 201, response, createdAt: work.now };
    await manager.insert(IdempotencyRow, { ...key, ...answered });
  }
  await work.finish();
  return { ok: true, replayed: false, response };
}

/** A holder has no name here: his appeal joins itself, so that a repetition needs no key. */
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

function keyOf({ appellant }: FileAppealInput): { actor: string; key: string } | null {
  switch (appellant.by) {
    case 'holder':
      return null;
    case 'institution':
      return keyOfMessage(appellant.message);
    case 'desk':
      return { actor: appellant.person.subject, key: appellant.idempotencyKey };
  }
}

function replay(row: IdempotencyRow, input: FileAppealInput): AppealReceived {
  if (row.route === ROUTE && row.bodySha256 === input.bodySha256)
    return { ok: true, replayed: true, response: row.response as AppealFiled };
  return otherBody(input.appellant.by === 'institution' ? 'message' : 'person');
}

/** The hold of the reference; another institution's is as absent as none. */
async function findHold(
  manager: EntityManager,
  { reference, appellant }: FileAppealInput,
): Promise<{ ok: true; hold: HoldRow } | Refusal> {
  if (appellant.by === 'holder') return holdOfHolder(manager, reference, appellant.secret, await databaseNow(manager));
  const hold = await manager.findOneBy(HoldRow, { noticeReference: reference });
  if (hold === null) return UNKNOWN_HOLD;
  return appellant.by === 'institution' && hold.institution !== appellant.message.party
    ? UNKNOWN_HOLD
    : { ok: true, hold };
}
