import { phoneOf } from '../link/normalise.js';
import { listParameter } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import type { NumberFacts } from './facts.js';
import type { Outcome } from './finding.js';

/** A ground of P-EV5, by the code of the evidence that shows it. */
export type GroundAgainstNumber = 'nbtc.sim' | 'mdes.listed_number';

/** Why nothing counts against a number, whatever else is said of it. */
export type NumberShield = 'protected' | 'spoofed';

/** What the evidence gives reason to believe of one number, by the measure of a row of P-EV5. */
export interface NumberVerdict {
  outcome: Outcome;
  /** Set: the number is not met for good, and its service is never suspended for this case. */
  shield: NumberShield | null;
  /** What speaks against it; alone it may not be enough. */
  grounds: readonly GroundAgainstNumber[];
  /** Codes of the answers that could turn the outcome; none when nothing can. */
  missing: readonly string[];
}

/**
 * Judges one number by a row of P-EV5. Whoever is shown as the caller need not be: a number that
 * is only shown (spoofed) or that is protected is never met. What its registration or its colour
 * says counts once NBTC says that the calls came from its line. A mobile number that is registered
 * to nobody identifiable is the exception, because nobody loses a telephone of his own. That a
 * service is suspended already says nothing of a crime, and leaves nothing to suspend.
 */
export function judgeNumber(number: NumberFacts, measure: RuleRow): NumberVerdict {
  const { sim, listed } = number;
  const grounds: GroundAgainstNumber[] = [];
  const isOfNobody = sim.known && listParameter(measure, 'registrations').includes(sim.value.registration);
  if (isOfNobody) grounds.push('nbtc.sim');
  if (listed.known && listParameter(measure, 'listColours').includes(listed.value)) grounds.push('mdes.listed_number');
  const origin = sim.known ? sim.value.origin : undefined;
  const shield = number.isProtected ? 'protected' : origin === 'spoofed' ? 'spoofed' : null;
  if (shield !== null) return { outcome: 'not_met', shield, grounds, missing: [] };
  if (grounds.length > 0) {
    const isEnough = origin === 'line' || (isOfNobody && number.isMobile);
    const missing = isEnough ? [] : [sim.known ? 'nbtc.origin' : 'nbtc.sim'];
    return { outcome: isEnough ? 'met' : 'unknown', shield, grounds, missing };
  }
  const missing = [...(sim.known ? [] : ['nbtc.sim']), ...(listed.known ? [] : ['mdes.listed_number'])];
  return { outcome: missing.length > 0 ? 'unknown' : 'not_met', shield, grounds, missing };
}

/** Returns a telephone number as numbers are compared: E.164, or the digits of a short number. */
export function telephoneKey(text: string): string {
  return phoneOf(text) ?? text.replace(/\D/g, '');
}

/**
 * Returns whether a number is never cut off: it is on the list of row P-EV5, however it was typed, or
 * names no one line, as a short number, an internal one of a switchboard or a slip of the finger does.
 */
export function isProtectedNumber(number: string, measure: RuleRow): boolean {
  const line = phoneOf(number);
  return line === null || listParameter(measure, 'protectedNumbers').some((listed) => phoneOf(listed) === line);
}

/** Returns whether a number is a Thai mobile number, which has a SIM. */
export function isMobileNumber(number: string): boolean {
  return /^\+66[689][0-9]{8}$/.test(telephoneKey(number));
}
