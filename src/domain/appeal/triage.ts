import type { Satang } from '../money.js';

/** The facts that order the queue of appeals. */
export interface TriageFacts {
  id: string;
  /** What is held, or what was asked for while the institution has not answered. */
  amountSatang: Satang;
  /**
   * Evidence shows a regular merchant: the institution signed it, or a payment on record was
   * shielded as one to a shop. The holder's own statement is no evidence.
   */
  regularMerchant: boolean;
  /** When the appeal reached its tier. */
  tierSince: Date;
  breachAt: Date;
}

/**
 * Returns the rank of an appeal; the lowest comes first. 0: its promise is broken, so that nobody
 * waits for ever. 1: a low sum of a regular merchant. 2: a low sum. 3: a regular merchant. 4: all
 * others (P-REL; the triage of September 2025).
 */
export function triageRank(appeal: TriageFacts, lowSatang: Satang, now: Date): number {
  if (now >= appeal.breachAt) return 0;
  const isLow = appeal.amountSatang <= lowSatang;
  if (isLow) return appeal.regularMerchant ? 1 : 2;
  return appeal.regularMerchant ? 3 : 4;
}

/** Compares two appeals for the queue: by rank, then the oldest first, then by id. */
export function byTriage(lowSatang: Satang, now: Date): (a: TriageFacts, b: TriageFacts) => number {
  return (a, b) => {
    const ranks = triageRank(a, lowSatang, now) - triageRank(b, lowSatang, now);
    if (ranks !== 0) return ranks;
    const ages = a.tierSince.getTime() - b.tierSince.getTime();
    if (ages !== 0) return ages;
    return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  };
}
