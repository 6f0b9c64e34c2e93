import type { RuleChange } from '../api/schema.js';
import { arabicDigits } from '../format/arabic-digits.js';

/** A value of a rule's parameter. */
export type Value = RuleChange['changes'][number]['before'];

/** The units in which people type a number of a rule, with what one of them is in the rule's own. */
const UNITS = { baht: 100, days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1_000, none: 1 } as const;
type Unit = keyof typeof UNITS;

/** Returns the unit in which a number is typed: money in baht, a time in the largest unit that fits. */
export function unitOf(name: string, value: number): Unit {
  if (name.endsWith('Satang')) return 'baht';
  if (!name.endsWith('Ms')) return 'none';
  return (['days', 'hours', 'minutes', 'seconds'] as const).find((unit) => value % UNITS[unit] === 0) ?? 'none';
}

/** Writes a number in a unit, as it would be typed. */
export function typedNumber(value: number, unit: Unit): string {
  return String(value / UNITS[unit]);
}

/**
 * Returns the number that was typed in a unit, as the rule has it; undefined when the text is
 * no number, or no whole number of satang or milliseconds.
 */
export function readNumber(text: string, unit: Unit): number | undefined {
  const plain = arabicDigits(text).replace(/[\s,]/g, '');
  if (!/^\d{1,15}(\.\d{1,3})?$/.test(plain)) return undefined;
  const value = Math.round(Number(plain) * UNITS[unit] * 1_000) / 1_000;
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Returns whether two values of a parameter are the same. */
export function isSameValue(one: Value, other: Value): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The roles that a list of a rule may name: those of the centre and of the authorities that work in it. */
export const RULE_ROLES = [
  'hotline_operator',
  'aoc_officer',
  'aoc_supervisor',
  'inquiry_officer',
  'auditor',
  'administrator',
  'unfreeze_desk',
  'amlo_officer',
] as const;

/** Rules whose lists name roles. */
export const RULES_OF_ROLES: readonly string[] = ['P-APP', 'P-WITHDRAW', 'P-CORRECT', 'P-PAPERS', 'P-BREAK'];
