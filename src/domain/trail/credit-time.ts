import { bangkokDate, bangkokMidnight } from '../calendar/bangkok-day.js';

/** A credit of stolen money: when it was made, and whose word the time is. */
interface TimeOfCredit {
  transferredAt: Date;
  /** It is the victim's own transfer: its time was told from a slip or from memory. */
  isTold: boolean;
}

/**
 * Returns the instant before which a credit cannot have come. A victim's institution confirms a transfer
 * whose time it has otherwise, as long as it is of the same calendar day in Bangkok (P-DEBIT): so the
 * told time of a victim's own transfer is certain to the day alone, and money that went on earlier that
 * day may be his. An institution names the time of what it debits to the second.
 */
export function earliestCredit({ transferredAt, isTold }: TimeOfCredit): Date {
  return isTold ? bangkokMidnight(bangkokDate(transferredAt)) : transferredAt;
}
