import { spreadOf, type Spread } from '../measure/statistics.js';
import type { Bursts } from './burst.js';

/** What is measured of a burst, and its words. */
const MEASURED = [
  ['post', 'POST to 201'],
  ['orderArrival', 'POST to the order at the bank'],
  ['questionArrival', 'POST to the question at the bank'],
  ['intakeToQuestion', 'intake to the question at the bank'],
] as const;

/** What one wait of a true victim is without lies, and beside them. */
interface Wait {
  readonly what: string;
  readonly without: Spread;
  readonly beside: Spread;
}

/** Returns what each wait is on both sides. */
export function waitsOf({ without, beside }: Bursts): Wait[] {
  return MEASURED.map(([key, what]) => ({ what, without: spreadOf(without[key]), beside: spreadOf(beside[key]) }));
}

/** Writes the report for people. */
export function burstLines(bursts: Bursts): string[] {
  const ms = ({ p50, p95 }: Spread): string => `${p50} / ${p95} ms`;
  const lies = Object.entries(bursts.beside.lies).map(([status, times]) => `${times} times ${status}`);
  return [
    'A true victim, p50 / p95, without lies and beside them',
    ...waitsOf(bursts).map(({ what, without, beside }) => `  ${what.padEnd(36)} ${ms(without)}   ${ms(beside)}`),
    `  answers to the made-up complaints    ${lies.join(', ')}`,
  ];
}
