import { addDays, bangkokDate, readDay } from '../calendar/bangkok-day.js';
import { type Refusal, refuse } from '../result.js';
import { listParameter, numberParameter, type Rulebook, ruleInForce } from '../rulebook/in-force.js';

/** A seizure warrant of the police (Criminal Procedure Code), as a person names it. */
export interface Warrant {
  /** As it is written, such as `อ.12/2569`; null where nobody named one. */
  number: string | null;
  /** The station or bureau whose officer issued it. */
  authority: string | null;
  /** The day in Bangkok that it bears: `2026-11-30`. */
  issuedOn: string | null;
  /** SHA-256 of the document that is attached to the case; null without one. */
  documentSha256: string | null;
}

/** The forms of numbers that P-APP may name: a number within a year of the Buddhist era. */
const FORMS: Readonly<Record<string, RegExp>> = {
  'n/year': /^(?:\p{L}[\p{L}\p{M}. ]{0,15}[ .-]?)?\d{1,6}\/(?<year>25\d{2})$/u,
};

const THAI_ZERO = 0x0e50;
const BUDDHIST_ERA = 543;

/**
 * Returns why a warrant lets nobody hold a whole account, or null: its number has no form that P-APP
 * names, or is of another year than the day it bears; nobody says which office issued it; its day is
 * to come, no day at all, or longer ago than P-APP allows; no document is attached. Refusals, in that
 * order: `APPROVAL.NO_WARRANT`, `WARRANT.NUMBER`, `WARRANT.AUTHORITY`, `WARRANT.DAY`,
 * `WARRANT.DOCUMENT`.
 */
export function warrantFault(warrant: Warrant, rulebook: Rulebook, now: Date): Refusal | null {
  const number = latinDigits(warrant.number ?? '').trim();
  if (number === '') {
    return refuse('APPROVAL.NO_WARRANT', 'a whole account is held only under a seizure warrant: give its number');
  }
  const row = ruleInForce(rulebook, 'P-APP', now);
  const year = listParameter(row, 'whole_account.warrantForms')
    .map((form) => FORMS[form]?.exec(number)?.groups?.['year'])
    .find((found) => found !== undefined);
  if (year === undefined) {
    return refuse('WARRANT.NUMBER', 'a seizure warrant has a number and a year of the Buddhist era, such as 12/2569');
  }
  if ((warrant.authority ?? '').trim().length < 3) {
    return refuse('WARRANT.AUTHORITY', 'say which station or bureau issued the warrant');
  }
  const day = readDay(warrant.issuedOn ?? '');
  const oldest = addDays(bangkokDate(now), -numberParameter(row, 'whole_account.warrantMaxAgeDays'));
  if (day === undefined || day > bangkokDate(now) || day < oldest) {
    return refuse('WARRANT.DAY', 'the day of the warrant is to come, too long ago, or no day');
  }
  if (Number(year) !== Number(day.slice(0, 4)) + BUDDHIST_ERA) {
    return refuse('WARRANT.NUMBER', 'the year in the number of the warrant is not the year of its day');
  }
  if (warrant.documentSha256 === null) {
    return refuse('WARRANT.DOCUMENT', 'attach the warrant to the case as a document, and name that file');
  }
  return null;
}

/** Returns a text with Thai digits written as Latin ones. */
function latinDigits(text: string): string {
  return text.replace(/[๐-๙]/gu, (digit) => String((digit.codePointAt(0) ?? THAI_ZERO) - THAI_ZERO));
}
