import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { type KnownLater, knownNow, type TellableLater } from '../../domain/complaint/later/known-later.js';
import type { ComplaintRow } from '../../persistence/entities/case/complaint.entities.js';

/** What the official number of a victim is. */
export interface HolderNumber {
  kind: 'citizen_id' | 'passport_no';
  number: string;
}

/** What a question says of the victim: which number he has, and what proves it. */
export interface ProvenHolder {
  kind: HolderNumber['kind'];
  proof: string;
}

/**
 * How often the hash is repeated (RFC 8018): a bank compares one number in milliseconds, and trying
 * all numbers takes it long.
 */
const ROUNDS = 10_000;

const hash = promisify(pbkdf2);

/**
 * Returns what proves the number of an account's holder to the account's institution, which has the
 * number itself: PBKDF2-HMAC-SHA-256 of the number with the case number as its salt, 32 bytes in
 * hexadecimal. Who does not have the number learns nothing from it, and two cases of one person have
 * two proofs. It takes some 6 ms of CPU, beside the event loop.
 */
export async function holderProof(number: string, caseNo: string): Promise<string> {
  return (await hash(number, caseNo, ROUNDS, 32, 'sha256')).toString('hex');
}

/** Proves the number of a victim, if he has one: once for all questions of his case. */
export async function provenHolder(holder: HolderNumber | null, caseNo: string): Promise<ProvenHolder | null> {
  return holder === null ? null : { kind: holder.kind, proof: await holderProof(holder.number, caseNo) };
}

/** Returns the official number of a victim with its kind; null where nobody knows one. */
export function holderNumber(victim: {
  citizenId?: string | undefined;
  passportNo?: string | undefined;
}): HolderNumber | null {
  if (victim.citizenId !== undefined) return { kind: 'citizen_id', number: victim.citizenId };
  return victim.passportNo === undefined ? null : { kind: 'passport_no', number: victim.passportNo };
}

/** Returns since when the number of the victim is known, where it was told after intake. */
export function numberKnownAt({ known }: Pick<ComplaintRow, 'known'>): Date | undefined {
  const { numberAt } = known as KnownLater;
  return numberAt === undefined ? undefined : new Date(numberAt);
}

/** Returns the official number of the victim of a complaint; null without one, and for a notice. */
export function victimOf({ body, known }: Pick<ComplaintRow, 'body' | 'known'>): HolderNumber | null {
  const { victim } = knownNow({ body: body as TellableLater, known: known as KnownLater });
  return victim === undefined ? null : holderNumber(victim);
}
