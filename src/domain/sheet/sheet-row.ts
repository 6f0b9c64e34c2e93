import { numberParameter, type Rulebook, ruleInForce } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import { maxSatang, type Satang } from '../money.js';

/** `known`: the same words came before. `waits`: it counts when a second person of the institution confirms it. */
export type SheetRowState = 'taken' | 'known' | 'refused' | 'waits' | 'confirmed' | 'declined';

/** The limits of uploaded workbooks (P-SHEET). */
export interface SheetLimits {
  /** From this amount on a second person of the institution confirms a row. */
  secondPersonFromSatang: Satang;
  /** So many filled rows one file may have. */
  maxRows: number;
  ruleRowId: string;
}

/** Returns the limits of the row in force. */
export function sheetLimits(rulebook: Rulebook, now: Date): SheetLimits {
  return limitsOf(ruleInForce(rulebook, 'P-SHEET', now));
}

/** Returns the limits that a row of P-SHEET sets. */
export function limitsOf(row: RuleRow): SheetLimits {
  return {
    secondPersonFromSatang: BigInt(numberParameter(row, 'secondPersonFromSatang')),
    maxRows: numberParameter(row, 'maxRows'),
    ruleRowId: row.rowId,
  };
}

/** What is known of a filled row that makes a message. */
export interface FilledRow {
  /** What the centre asked for; null: it put no such order or question to this institution. */
  askedSatang: Satang | null;
  /** The largest amount that the row says. */
  saidSatang: Satang;
  /** The same words about the same thing came before, or stand in an earlier row of the file. */
  isKnown: boolean;
  /** Another row of the file says something else of the same thing. */
  isContradicted: boolean;
  /** An interest of the person in that money is on record. */
  hasInterest: boolean;
  /** It names an account that has not as many digits as accounts of its institution: first zeros may be lost. */
  namesOddAccount: boolean;
}

export type RowVerdict =
  | { state: 'taken' | 'waits'; amountSatang: Satang }
  | { state: 'known' | 'refused'; code: RowCode; amountSatang: Satang | null };
/** Why a row that was read makes no message. */
export const ROW_CODES = [
  'INBOX.FOREIGN',
  'SHEET.DIGITS',
  'SHEET.CONTRADICTS',
  'SHEET.KNOWN',
  'CASE.INTEREST',
] as const;
type RowCode = (typeof ROW_CODES)[number];

/**
 * Decides what becomes of a filled row. What is decided by it is the larger of what the centre asked for and what
 * the row says: "nothing held" of a large order frees as much as a release of it. Two rows of one file that
 * contradict each other are both refused, in whatever order they stand.
 */
export function judgeRow(row: FilledRow, { secondPersonFromSatang }: SheetLimits): RowVerdict {
  const { askedSatang, saidSatang } = row;
  const refused = (code: RowCode): RowVerdict => ({ state: 'refused', code, amountSatang: askedSatang });
  if (askedSatang === null) return refused('INBOX.FOREIGN');
  if (row.namesOddAccount) return refused('SHEET.DIGITS');
  if (row.isContradicted) return refused('SHEET.CONTRADICTS');
  if (row.isKnown) return { state: 'known', code: 'SHEET.KNOWN', amountSatang: askedSatang };
  if (row.hasInterest) return refused('CASE.INTEREST');
  const amountSatang = maxSatang(askedSatang, saidSatang);
  return { state: needsSecondPerson(amountSatang, secondPersonFromSatang) ? 'waits' : 'taken', amountSatang };
}

/** Returns whether a row of this amount counts only when a second person confirms it. */
export function needsSecondPerson(amountSatang: Satang, fromSatang: Satang): boolean {
  return amountSatang >= fromSatang;
}

/** What is known when a person decides on the rows of an upload that wait. */
export interface SecondPerson {
  subject: string;
  uploadedBy: string;
  /** Rows that wait. */
  waiting: number;
}

/** Returns why a person may not decide on the rows that wait; undefined: nothing stands against it. */
export function whyNotDecide({
  subject,
  uploadedBy,
  waiting,
}: SecondPerson): 'SHEET.OWN_UPLOAD' | 'SHEET.NOTHING_WAITS' | undefined {
  if (subject === uploadedBy) return 'SHEET.OWN_UPLOAD';
  return waiting === 0 ? 'SHEET.NOTHING_WAITS' : undefined;
}
