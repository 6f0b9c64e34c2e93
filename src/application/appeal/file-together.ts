import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { Refusal } from '../../domain/result.js';
import { databaseNow } from '../../persistence/clock.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/acting-person.js';
import { holdOfHolder } from '../hold/appeal-secret.js';
import type { AppealFiled, Appellant } from './appeal-input.js';
import { findHold, receiveAppeal } from './file-appeal.js';

/**
 * Who appeals against several holds: the holder by the secret of each, the 1441-2 desk for a caller
 * who reads the secrets to it, or the institution of them all.
 */
export type TogetherBy =
  | { by: 'holder'; secrets: ReadonlyMap<string, string> }
  | { by: 'desk'; secrets: ReadonlyMap<string, string>; person: ActingPerson; idempotencyKey: string }
  | Extract<Appellant, { by: 'institution' }>;

/** An appeal of one person against several holds, as the API hands it over. */
export interface FileTogether {
  /** References of the holds' notices. */
  references: readonly string[];
  appellant: TogetherBy;
  statement: string;
  /** SHA-256 of the body's bytes as received. */
  bodySha256: string;
}

/** What became of the appeal against each hold. */
export interface FiledTogether {
  ok: true;
  appeals: { reference: string; appeal: AppealFiled | null; refusedBecause: string | null }[];
}

/**
 * Takes one statement against several holds: of a person who gives the second secret of each,
 * wherever they are, or of the institution that has them all and signs for its holder. First every
 * hold is looked at; if a secret is wrong, or a hold is another institution's, nothing is filed and
 * nobody learns which. Then each hold gets an appeal of its own, with its own clock, in a
 * transaction of its own: one that cannot be appealed against any more does not keep the others
 * back. The same again changes nothing. Refusals: `APPEAL.UNKNOWN`, `APPEAL.TOO_MANY_TRIES`,
 * `INBOX.OTHER_BODY`, `INBOX.NONCE_REUSED`.
 */
export async function fileTogether(db: DataSource, input: FileTogether): Promise<FiledTogether | Refusal> {
  const proved = await inTransaction(db, async (manager) => {
    const holdIds: string[] = [];
    for (const reference of input.references) {
      const found = await findOwn(manager, input.appellant, reference);
      if (!found.ok) return found;
      holdIds.push(found.hold.id);
    }
    return { ok: true as const, holdIds };
  });
  if (!proved.ok) return proved;
  const togetherId = createHash('sha256').update(proved.holdIds.sort().join(' ')).digest('hex');
  const appeals: FiledTogether['appeals'] = [];
  for (const reference of input.references) {
    const { statement, bodySha256 } = input;
    const appellant = appellantFor(input.appellant, reference);
    const filed = await receiveAppeal(db, { reference, statement, bodySha256, appellant, togetherId });
    if (!filed.ok && OF_THE_MESSAGE.includes(filed.code)) return filed;
    appeals.push(
      filed.ok
        ? { reference, appeal: filed.response, refusedBecause: null }
        : { reference, appeal: null, refusedBecause: filed.code },
    );
  }
  return { ok: true, appeals };
}

/** What is wrong with a signed message is wrong with all that it says. */
const OF_THE_MESSAGE = ['INBOX.OTHER_BODY', 'INBOX.NONCE_REUSED'];

/**
 * The hold of a reference, when it is shown to be the appellant's: by its secret also at the desk,
 * or because his institution has it.
 */
async function findOwn(manager: EntityManager, appellant: TogetherBy, reference: string) {
  if (appellant.by === 'institution') return findHold(manager, { reference, appellant });
  return holdOfHolder(manager, reference, secretOf(appellant.secrets, reference), await databaseNow(manager));
}

/**
 * A key, a signed message and its nonce are used for each hold, so that a repetition finds each
 * answer again, and each case keeps what was signed.
 */
function appellantFor(appellant: TogetherBy, reference: string): Appellant {
  switch (appellant.by) {
    case 'holder':
      return { by: 'holder', secret: secretOf(appellant.secrets, reference) };
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
