import { readDay } from '../calendar/bangkok-day.js';
import { readTokenKey } from '../evidence/person-tokens.js';
import type { RuleId, RuleRow } from './row.js';

/**
 * Returns the faults of a row by itself, in words; none when the system can judge by the row. Rows
 * of a release are tested by it, and drafts are refused by it.
 */
export function rowFaults(row: RuleRow): string[] {
  return [
    ...timeFaults(row),
    ...switchFaults(row),
    ...calendarFaults(row),
    ...numberFaults(row),
    ...accountFaults(row),
    ...tokenFaults(row),
    ...textFaults(row),
  ].map((fault) => `${row.ruleId}: ${fault}`);
}

/** Rows by which one person asks and another confirms before the request lapses. */
const LAPSES: readonly RuleId[] = ['P-WITHDRAW', 'P-CORRECT', 'P-PAPERS'];

/** An amount that is further than this from another is not "about" it: a bank could name payments of its choice. */
const MOST_ABOUT_PERCENT = 50;

function timeFaults(row: RuleRow): string[] {
  const faults: string[] = [];
  const { deadlineMs, period, countBasis, deadlineFrom, effectiveFrom, effectiveTo } = row;
  if (deadlineMs !== null && period !== null) faults.push('it has a time by the clock and one by the calendar');
  if (deadlineMs !== null && countBasis !== 'instant') faults.push('a time in milliseconds counts from the instant');
  if (period !== null && countBasis !== 'civil_code' && countBasis !== 'apa_64') {
    faults.push('a period needs a calendar to count by: civil_code or apa_64');
  }
  const hasTime = deadlineMs !== null || period !== null || countBasis === 'at_once';
  if (hasTime && deadlineFrom === 'none') faults.push('its time runs from nothing');
  if ((deadlineMs ?? 1) <= 0 || (period?.amount ?? 1) <= 0) faults.push('its time is not longer than nothing');
  if (LAPSES.includes(row.ruleId) && row.parameters['lapseMs'] === 0)
    faults.push('what it lets ask for would lapse at once');
  if (row.ruleId === 'P-URG' && Number(row.parameters['leastMs']) >= (deadlineMs ?? Infinity))
    faults.push('an institution has more time to answer than the whole of it');
  if (row.ruleId === 'P-LIMIT' && Number(row.parameters['aboutPercent'] ?? 0) > MOST_ABOUT_PERCENT)
    faults.push(`what is told as about is looked for within ${MOST_ABOUT_PERCENT} hundredths of it at most`);
  if (row.ruleId === 'P-PUBLIC' && row.parameters['moneyStepSatang'] === 0) faults.push('its step of money is nothing');
  if (effectiveTo !== null && effectiveTo <= effectiveFrom) faults.push('it ends before it begins');
  return faults;
}

function switchFaults(row: RuleRow): string[] {
  return Object.entries(row.choices).flatMap(([name, choices]) => {
    const values = choices.map((choice) => choice.value);
    return values.some((value) => value === row.parameters[name])
      ? []
      : [`${name} must be one of ${values.join(', ')}`];
  });
}

/**
 * Checks the days of P-HOLIDAYS. They are compared as text, so each must be a day of the Common
 * Era.
 */
function calendarFaults({ ruleId, parameters }: RuleRow): string[] {
  if (ruleId !== 'P-HOLIDAYS') return [];
  const days = ['added', 'removed', 'announcedTo'].flatMap((name) => parameters[name] ?? []);
  return days.filter((day) => typeof day !== 'string' || readDay(day) !== day).map((day) => `${String(day)} is no day`);
}

/** Checks that each protected number can be compared: a short number, or a whole one. */
function numberFaults({ ruleId, parameters }: RuleRow): string[] {
  if (ruleId !== 'P-EV5') return [];
  const numbers = [parameters['protectedNumbers'] ?? []].flat().map(String);
  return numbers
    .filter((number) => !/^([0-9]{3,5}|\+66[2-9][0-9]{7,8})$/.test(number))
    .map((number) => `${number} is no telephone number`);
}

/** Checks that each account whose business is to pass on money can be compared. */
function accountFaults({ ruleId, parameters }: RuleRow): string[] {
  if (ruleId !== 'P-EV85B') return [];
  const accounts = ['passOnAccounts', 'notPassOnAccounts'].flatMap((name) => parameters[name] ?? []).map(String);
  return accounts
    .filter((account) => !/^[a-z0-9-]{2,32}:[0-9]{6,20}$/.test(account))
    .map((account) => `${account} is no account, such as th-004:1234567890`);
}

/** Checks that tokens for persons have one key at a time: references under two keys would never meet. */
function tokenFaults({ ruleId, parameters }: RuleRow): string[] {
  if (ruleId !== 'P-LINK') return [];
  const keys = [parameters['personTokens'] ?? []].flat().map(String);
  return [
    ...(keys.length > 1 ? ['it has more than one key for tokens'] : []),
    ...keys
      .filter((key) => readTokenKey(key) === null)
      .map((key) => `${key} is no key for tokens, such as case-links-2569:02… (66 hexadecimal digits)`),
  ];
}

function textFaults(row: RuleRow): string[] {
  const faults: string[] = [];
  const english = [row.titleEn, row.trigger, row.actor, row.effect, row.record, row.source];
  if (english.some((text) => text.trim() === '')) faults.push('a text is empty');
  if (![row.titleTh, row.textTh].every((text) => /[\u0E00-\u0E7F]/.test(text))) faults.push('its Thai text is missing');
  if ((row.kind === 'policy') !== row.instrument.endsWith('_policy')) faults.push('kind and instrument disagree');
  return faults;
}
