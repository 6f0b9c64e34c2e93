import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Refusal } from '../../domain/result.js';
import { databaseNow } from '../clock.js';
import { inTransaction } from '../unit-of-work.js';
import type { AppealFiled, Appellant } from './appeal-input.js';
import { holdOfHolder } from './appeal-secret.js';
import type { ActingPerson } from './complaint-input.js';
import { receiveAppeal } from './file-appeal.js';

/** An appeal of one person against several holds, as the API hands it over. */
export interface FileTogether {
  holds: readonly { reference: string; secret: string }[];
  statement: string;
  /** SHA-256 of the body's bytes as received. */
  bodySha256: string;
  /** The 1441-2 desk, when it writes for a caller who reads the secrets to it; null: the holder himself. */
  desk: { person: ActingPerson; idempotencyKey: string } | null;
}

/** What became of the appeal against each hold. */
export interface FiledTogether {
  ok: true;
  appeals: { reference: string; appeal: AppealFiled | null; refusedBecause: string | null }[];
}

/**
 * Takes one statement against several holds, wherever they are, of a person who gives the second secret of each: that, and nothing else, says that they
 * belong together. First every secret is looked at; if one is wrong, nothing is filed and nobody learns which. Then each hold gets an appeal of its own, with its own clock, in a
 * transaction of its own: one that cannot be appealed against any more does not keep the others back. The same again changes nothing.
 * Refusals: `APPEAL.UNKNOWN`, `APPEAL.TOO_MANY_TRIES`.
 */
export async function fileTogether(db: DataSource, input: FileTogether): Promise<FiledTogether | Refusal> {
  const proved = await inTransaction(db, async (manager) => {
    const holdIds: string[] = [];
    for (const { reference, secret } of input.holds) {
      const found = await holdOfHolder(manager, reference, secret, await databaseNow(manager));
      if (!found.ok) return found;
      holdIds.push(found.hold.id);
    }
    return { ok: true as const, holdIds };
  });
  if (!proved.ok) return proved;
  const togetherId = createHash('sha256').update(proved.holdIds.sort().join(' ')).digest('hex');
  const appeals: FiledTogether['appeals'] = [];
  for (const { reference, secret } of input.holds) {
    const { statement, bodySha256 } = input;
    const appellant = appellantFor(input, reference, secret);
    const filed = await receiveAppeal(db, { reference, statement, bodySha256, appellant, togetherId });
    appeals.push(
      filed.ok
        ? { reference, appeal: filed.response, refusedBecause: null }
        : { reference, appeal: null, refusedBecause: filed.code },
    );
  }
  return { ok: true, appeals };
}

/** The desk's key is used for each hold, so that a repetition finds each answer again. */
function appellantFor({ desk }: FileTogether, reference: string, secret: string): Appellant {
  if (desk === null) return { by: 'holder', secret };
  return { by: 'desk', person: desk.person, idempotencyKey: `${desk.idempotencyKey} ${reference}` };
}
