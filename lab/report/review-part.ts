import { estimate } from '../bench/statistics.js';
import { DOUBTS, type NamingFigures, REVIEW_ORDERS, type ReviewFigures } from '../review/measure-review.js';
import { shown, table } from './table.js';

const ORDERS: Readonly<Record<(typeof REVIEW_ORDERS)[number], string>> = {
  arrival: 'first come, first served',
  queue: 'the queue by advice: the highest of hop risk and doubts',
  doubts: 'the doubts alone',
  'doubts, all banks': 'the doubts, if all earlier payments were on record',
};

const NAMES: Readonly<Record<keyof ReviewFigures['naming'], string>> = {
  debitsDisputed: "the victim's institution disputes a debit",
  paidBackBefore: 'the payee had paid the victim before, on record',
  otherReports: 'three or more other complaints by the caller in 30 days',
  any: 'any of the three',
  'any, all banks': 'any of the three, if all earlier payments were on record',
};

/** Says what is measured of mistaken complaints. */
export function reviewText(reviews: readonly ReviewFigures[]): string {
  const of = (value: (figures: ReviewFigures) => number) => estimate(reviews.map(value));
  return `One complaint in ten is mistaken: a quarrel with an honest seller, a payment that was forgotten, or an invention. **That share and the kinds, and how often details are
wrong, are assumptions** ([reports.ts](../../simulator/world/reports.ts)); the payments, their payees and what is on record of them are the country's. ${shown(
    of(({ complaints }) => complaints),
    0,
  )} complaints a world,
${shown(
  of(({ mistaken }) => mistaken),
  0,
)} of them mistaken; ${shown(
    of(({ denied }) => denied),
    1,
  )} more are denied by the victim's institution and end by the rulebook (P-DEBIT) before anybody reviews them. An officer looks two hours
after the call. _Before_: how often a mistaken complaint stands before a true one; .50 is chance. The order is of looks alone: every first hold was ordered when the call came.
`;
}

/** Returns how well the doubts name mistaken complaints, and how early each order brings them. */
export function reviewTables(reviews: readonly ReviewFigures[]): string {
  const naming = [...DOUBTS, 'any', 'any, all banks'] as const;
  const precision = (name: (typeof naming)[number]) => {
    const known = reviews.flatMap(({ naming: named }) => named[name].precision ?? []);
    return known.length === 0 ? '–' : shown(estimate(known), 2);
  };
  const of = (name: (typeof naming)[number], value: (figures: NamingFigures) => number, digits: number) =>
    shown(estimate(reviews.map((review) => value(review.naming[name]))), digits);
  const placing = (name: (typeof REVIEW_ORDERS)[number], value: 'foundInTenth' | 'before') =>
    shown(estimate(reviews.map((review) => review.placing[name][value])), 2);
  return [
    table(
      ['doubt', 'complaints named', 'mistaken, of those', 'named, of the mistaken'],
      naming.map((name) => [
        NAMES[name],
        of(name, ({ named }) => named, 1),
        precision(name),
        of(name, ({ recall }) => recall, 2),
      ]),
    ),
    '',
    table(
      ['order of review', 'mistaken ones found in the first tenth', 'before'],
      REVIEW_ORDERS.map((name) => [ORDERS[name], placing(name, 'foundInTenth'), placing(name, 'before')]),
    ),
  ].join('\n');
}
