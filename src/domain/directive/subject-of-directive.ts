import { citizenIdFault } from '../identifiers/citizen-id.js';
import { telephoneKey } from '../judgement/evidence-on-number.js';
import type { Finding } from '../judgement/facts.js';
import { walletOf } from '../link/normalise.js';
import { type Result, ok, refuse } from '../result.js';
import { type ListedSubject, type NumbersSubject, RULE_OF_DIRECTIVE } from './directive.js';

/** Returns the outcome of the rule on numbers (NBTC-5) among findings; undefined without one. */
export function outcomeOnNumbers(
  findings: readonly Pick<Finding, 'ruleId' | 'outcome'>[],
): Finding['outcome'] | undefined {
  return findings.find(({ ruleId }) => ruleId === RULE_OF_DIRECTIVE.telecom)?.outcome;
}

/**
 * Returns the numbers that NBTC must cut off: those with evidence against them, without the
 * numbers that the case sent to NBTC before (`sent`). `finding` is the outcome of NBTC-5.
 * Refusals: `DIRECTIVE.UNKNOWN`, `DIRECTIVE.NOT_MET`, `DIRECTIVE.NO_NUMBER` (the evidence is
 * against a link, or NBTC has all numbers).
 */
export function numbersToCutOff(
  finding: Finding['outcome'] | undefined,
  numbers: readonly string[],
  sent: readonly string[],
): Result<NumbersSubject> {
  if (finding === 'not_met') return refuse('DIRECTIVE.NOT_MET', 'nothing speaks against the numbers (NBTC-5)');
  if (finding !== 'met') return refuse('DIRECTIVE.UNKNOWN', 'the answers about the numbers are missing (NBTC-5)');
  const known = new Set(sent.map(telephoneKey));
  const values = numbers.filter((number) => !known.has(telephoneKey(number)));
  if (values.length === 0) {
    return refuse('DIRECTIVE.NO_NUMBER', 'no number that evidence speaks against is left to tell NBTC of');
  }
  return ok({ kind: 'numbers', values });
}

/**
 * Decides whether an earlier request still stands: there must still be evidence against each of
 * its numbers. Refusals as `numbersToCutOff`.
 */
export function stillToCutOff(
  asked: NumbersSubject,
  finding: Finding['outcome'] | undefined,
  numbers: readonly string[],
): Result<NumbersSubject> {
  const now = numbersToCutOff(finding, numbers, []);
  if (!now.ok) return now;
  const against = new Set(numbers.map(telephoneKey));
  const isAgainstAll = asked.values.every((value) => against.has(telephoneKey(value)));
  return isAgainstAll ? ok(asked) : refuse('DIRECTIVE.NOT_MET', 'nothing speaks against a number any more (NBTC-5)');
}

/** Which numbers of a cut-off are asked to be given back: all, or those that the evidence clears. */
export const NUMBERS_TO_LIFT = ['all', 'cleared'] as const;
export type NumbersToLift = (typeof NUMBERS_TO_LIFT)[number];

/**
 * Returns the numbers whose service NBTC must give back. `standing` are those of the cut-off that
 * no lifting has given back, `cleared` those of which the evidence gives no reason to believe any
 * more that they were used in the crime. Refusals: `DIRECTIVE.NOT_IN_FORCE`, `DIRECTIVE.NO_NUMBER`.
 */
export function numbersToLift(
  which: NumbersToLift,
  standing: readonly string[],
  cleared: readonly string[],
): Result<NumbersSubject> {
  if (standing.length === 0) return refuse('DIRECTIVE.NOT_IN_FORCE', 'no number of this cut-off is cut off any more');
  const values = which === 'all' ? [...standing] : standing.filter((number) => cleared.includes(number));
  if (values.length === 0) {
    return refuse('DIRECTIVE.NO_NUMBER', 'the evidence still bears, or may bear, every number of this cut-off');
  }
  return ok({ kind: 'numbers', values });
}

/**
 * Decides whether an earlier request to lift still stands: each of its numbers must still be cut
 * off. Refusal: `DIRECTIVE.NOT_IN_FORCE`.
 */
export function stillToLift(asked: NumbersSubject, standing: readonly string[]): Result<NumbersSubject> {
  return asked.values.every((number) => standing.includes(number))
    ? ok(asked)
    : refuse('DIRECTIVE.NOT_IN_FORCE', 'a number was given back meanwhile');
}

/**
 * Returns a subject of a listing in the form by which it is compared. Refusal:
 * `DIRECTIVE.SUBJECT`.
 */
export function listedSubject({ kind, value }: ListedSubject): Result<ListedSubject> {
  if (kind === 'wallet') {
    const wallet = walletOf(value);
    return wallet === null
      ? refuse('DIRECTIVE.SUBJECT', 'that is no address of a wallet')
      : ok({ kind, value: wallet });
  }
  // The Revenue Department's numbers of juristic persons begin with 0, those of people never do.
  if (citizenIdFault(value) !== null || (kind === 'juristic') !== value.startsWith('0')) {
    return refuse('DIRECTIVE.SUBJECT', 'the number of the person is not a right one of its kind');
  }
  return ok({ kind, value });
}
