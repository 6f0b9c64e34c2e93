import { pbkdf2Sync } from 'node:crypto';
import type { ComplaintRow } from '../../persistence/entities/complaint.entities.js';

/** What the official number of a victim is. */
export interface HolderNumber {
  kind: 'citizen_id' | 'passport_no';
  number: string;
}

/**
 * How often the hash is repeated (RFC 8018): a bank compares one number in milliseconds, and trying
 * all numbers takes it long.
 */
const ROUNDS = 10_000;

/**
 * Returns what proves the number of an account's holder to the account's institution, which has the
 * number itself: PBKDF2-HMAC-SHA-256 of the number with the case number as its salt, 32 bytes in
 * hexadecimal. Who does not have the number learns nothing from it, and two cases of one person have
 * two proofs.
 */
export function holderProof(number: string, caseNo: string): string {
  return pbkdf2Sync(number, caseNo, ROUNDS, 32, 'sha256').toString('hex');
}

/** Returns the official number of a victim with its kind; null where nobody knows one. */
export function holderNumber(victim: {
  citizenId?: string | undefined;
  passportNo?: string | undefined;
}): HolderNumber | null {
  if (victim.citizenId !== undefined) return { kind: 'citizen_id', number: victim.citizenId };
  return victim.passportNo === undefined ? null : { kind: 'passport_no', number: victim.passportNo };
}

/** Returns the official number of the victim of a complaint; null without one, and for a notice. */
export function victimOf({ body }: Pick<ComplaintRow, 'body'>): HolderNumber | null {
  const { victim } = body as { victim?: Parameters<typeof holderNumber>[0] };
  return victim === undefined ? null : holderNumber(victim);
}
