import { sumSatang } from '../../format/money.js';
import { nth, textOf, type IntakeForm } from './intake-form.js';
import { readAboutAmount, readAmount } from './typed.js';

/** What the amounts of a form come to; those that are told as "about" are never added to the others. */
interface ToldSum {
  /** How many transfers have an amount, exact or not. */
  readonly count: number;
  readonly satang: string;
  /** Undefined: no amount is told as "about". */
  readonly aboutSatang: string | undefined;
}

/** Returns how many transfers have an amount, and the sums of these in satang. */
export function toldSum(form: IntakeForm): ToldSum {
  const told = Array.from({ length: form.counts.transfers }, (_, index) => textOf(form, nth('amount', index)));
  const exact = told.map(readAmount).filter((amount) => amount !== undefined);
  const about = told.map(readAboutAmount).filter((amount) => amount !== undefined);
  return {
    count: exact.length + about.length,
    satang: sumSatang(exact),
    aboutSatang: about.length === 0 ? undefined : sumSatang(about),
  };
}
