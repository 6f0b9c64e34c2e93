import { sha256Hex } from '../../persistence/sha256.js';
import type { DataSource, EntityManager } from 'typeorm';
import type { Refusal } from '../../domain/result.js';
import { databaseNow } from '../../persistence/clock.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import { holdOfHolder } from '../hold/order/appeal-secret.js';
import type { AppealFiled, Appellant } from './appeal-input.js';
import { findHold, receiveAppeal } from './file-appeal.js';

/**
 * The bringer of an appeal against several holds: the holder by the secret of each hold, the
 * 1441-2 desk for a caller who reads out the secrets, or the institution that has all the holds.
 */
export type TogetherBy =
  | { by: 'holder'; secrets: ReadonlyMap<string, string>; from: string }
  | { by: 'desk'; secrets: ReadonlyMap<string, string>; person: ActingPerson; idempotencyKey: string }
  | Extract<Appellant, { by: 'institution' }>;

/** One appeal against several holds, as the API hands it over. */
export interface FileTogether {
  /** The references on the holder notices. */
  references: readonly string[];
  appellant: TogetherBy;
  statement: string;
  /** As in `FileAppealInput`. */
  phoneKey?: string | null;
  /** SHA-256 of the body's bytes as received. */
  bodySha256: string;
}

/** The outcome of the appeal against each hold. */
export interface FiledTogether {
  ok: true;
  appeals: { reference: string; appeal: AppealFiled | null; refusedBecause: string | null }[];
}

/**
 * Files one statement against several holds: from a person who gives the second secret of each, or
 * from the institution that has all of them. It checks every hold first; when a secret is wrong or
 * a hold is at another institution, it files nothing and does not say which. Then each hold gets
 * its own appeal and clock in its own transaction, so that a hold that can no longer be appealed
 * against does not stop the others. Repeating it changes nothing. Refusals: `APPEAL.UNKNOWN`,
 * `APPEAL.TOO_MANY_TRIES`, `INBOX.OTHER_BODY`, `INBOX.NONCE_REUSED`.
 */
export async function fileTogether(db: DataSource, input: FileTogether): Promise<FiledTogether | Refusal> {
  const proven = await inTransaction(db, async (manager) => {
    const holdIds: string[] = [];
    for (const reference of input.references) {
      const found = await findOwn(manager, input.appellant, reference);
      if (!found.ok) return found;
      holdIds.push(found.hold.id);
    }
    return { ok: true as const, holdIds };
  });
  if (!proven.ok) return proven;
  const togetherId = sha256Hex(proven.holdIds.sort().join(' '));
  const appeals: FiledTogether['appeals'] = [];
  for (const reference of input.references) {
    const { statement, phoneKey = null, bodySha256 } = input;
    const appellant = appellantFor(input.appellant, reference);
    const filed = await receiveAppeal(db, { reference, statement, phoneKey, bodySha256, appellant, togetherId });
    if (!filed.ok && OF_THE_MESSAGE.includes(filed.code)) return filed;
    appeals.push(
      filed.ok
        ? { reference, appeal: filed.response, refusedBecause: null }
        : { reference, appeal: null, refusedBecause: filed.code },
    );
  }
  return { ok: true, appeals };
}

/** Refusals of the signed message itself, which hold for all its appeals. */
const OF_THE_MESSAGE = ['INBOX.OTHER_BODY', 'INBOX.NONCE_REUSED'];

/**
 * Finds the hold of a reference when the appellant proves a right to it: by its secret, also at
 * the desk, or by being its institution.
 */
async function findOwn(manager: EntityManager, appellant: TogetherBy, reference: string) {
  if (appellant.by === 'institution') return findHold(manager, { reference, appellant });
  const secret = secretOf(appellant.secrets, reference);
  const from = appellant.by === 'holder' ? appellant.from : `desk ${appellant.person.subject}`;
  return holdOfHolder(manager, { reference, secret, from }, await databaseNow(manager));
}

/**
 * Returns the appellant for one hold, with a key and nonce of its own for each hold, so that a
 * repetition finds each answer again and each case keeps the signed message.
 */
function appellantFor(appellant: TogetherBy, reference: string): Appellant {
  switch (appellant.by) {
    case 'holder':
      return { by: 'holder', secret: secretOf(appellant.secrets, reference), from: appellant.from };
    case 'desk':
      return { by: 'desk', person: appellant.person, idempotencyKey: `${appellant.idempotencyKey} ${reference}` };
    case 'institution': {
      const { messageKey, nonce } = appellant.message;
      const message = {
        ...appellant.message,
        messageKey: `${messageKey} ${reference}`,
        nonce: `${nonce} ${reference}`,
      };
      return { ...appellant, message };
    }
  }
}

function secretOf(secrets: ReadonlyMap<string, string>, reference: string): string {
  const secret = secrets.get(reference);
  if (secret === undefined) throw new Error('a holder appeals by the secret of each hold');
  return secret;
}
