import { accountNoFault } from '../../../../src/domain/identifiers/account-no.js';
import { citizenIdFault } from '../../../../src/domain/identifiers/citizen-id.js';
import { outsideAccountFault, outsideInstitutionFault } from '../../../../src/domain/identifiers/outside-account.js';
import { promptPayFault, type PromptPayKind } from '../../../../src/domain/identifiers/promptpay.js';
import type { Institution, Institutions } from '../../queue/queue-data.js';
import {
  answerOf,
  askedFields,
  nth,
  partsOf,
  textOf,
  transferFields,
  type FieldId,
  type FieldKind,
  type IntakeForm,
} from './intake-form.js';
import { dayInBangkok, inBangkok } from '../../format/bangkok.js';
import {
  compact,
  readAboutAmount,
  readAmount,
  readDay,
  readInstant,
  readRoughTime,
  readToldTime,
  type ToldTime,
} from './typed.js';

/** What a check says; each has its words in both languages. */
type CheckWord =
  | 'digitsSoFar'
  | 'mobile'
  | 'landline'
  | 'abroad'
  | 'phone'
  | 'citizenId'
  | 'passport'
  | 'checkDigit'
  | 'personId'
  | 'bankDigits'
  | 'bankKnown'
  | 'bankUnknown'
  | 'accountDigits'
  | 'accountForm'
  | 'accountLength'
  | 'sameAccount'
  | 'promptPayPhone'
  | 'promptPayId'
  | 'promptPayWallet'
  | 'promptPay'
  | 'outside'
  | 'outsideName'
  | 'inThailand'
  | 'iban'
  | 'amount'
  | 'amountAbout'
  | 'amountForm'
  | 'day'
  | 'dayForm'
  | 'time'
  | 'timeAbout'
  | 'timeBetween'
  | 'timeAboutNight'
  | 'timeBetweenNight'
  | 'timeForm'
  | 'future'
  | 'reference'
  | 'referenceForm'
  | 'sameReference'
  | 'email';

/**
 * What is to be said under a field while it is typed: that it is right, what is wrong with it, or
 * how far it is. A field that is `wrong` or `short` is not sent as its value, but as what was told;
 * one that is `about` is sent as told roughly.
 */
export interface Check {
  readonly tone: 'right' | 'wrong' | 'short' | 'note' | 'about';
  readonly word: CheckWord;
  /** The values of its words: counts, an instant, an amount in satang. */
  readonly values?: Readonly<Record<string, string | number>>;
}

/** What the form is checked against. */
export interface CheckContext {
  readonly institutions: Institutions;
  /** Today in Bangkok, `YYYY-MM-DD`. */
  readonly today: string;
  readonly nowMs: number;
  /** Fields that the API refused as they stand: what is in them is told, and not known. */
  readonly refused?: ReadonlySet<FieldId>;
}

/** A field that is asked for, and has no right answer. It keeps no complaint from being received. */
export interface Fault {
  readonly id: FieldId;
  readonly why: 'missing' | 'wrong';
}

const right = (word: CheckWord, values?: Check['values']): Check => ({ tone: 'right', word, values });
const wrong = (word: CheckWord, values?: Check['values']): Check => ({ tone: 'wrong', word, values });
const about = (word: CheckWord, values?: Check['values']): Check => ({ tone: 'about', word, values });
const soFar = (typed: number, of: number | string): Check => ({
  tone: 'short',
  word: 'digitsSoFar',
  values: { typed, of },
});

/** The tolerance of clocks, as the API (P-AGE). */
const CLOCKS_DIFFER_MS = 2 * 60_000;

/** Returns what is to be said of a field; undefined where there is nothing to check. */
export function checkField(form: IntakeForm, id: FieldId, context: CheckContext): Check | undefined {
  const text = textOf(form, id);
  if (text === '') return undefined;
  const { kind, index } = partsOf(id);
  switch (kind) {
    case 'reporterPhone':
    case 'victimPhone':
      return checkPhone(text);
    case 'victimId':
      return checkPersonId(text);
    case 'personId':
      return checkCitizenId(compact(text));
    case 'email':
      return /^[^\s@]+@[^\s@]+\.[A-Za-z]{2,}$/.test(text) ? undefined : wrong('email');
    case 'birthDay':
      return checkDay(text, context);
    case 'bank':
      return checkInstitution(text, context.institutions);
    case 'toBank':
      return checkInstitution(text, context.institutions);
    case 'accountNo':
      return checkAccountNo(text, findInstitution(textOf(form, 'bank'), context.institutions));
    case 'toAccountNo':
      return checkReceivingAccount(form, index, context);
    case 'toPromptPay':
      return checkPromptPay(text);
    case 'toOutside':
      return checkOutside(text);
    case 'toOutsideNo':
      return checkOutsideNo(text);
    case 'amount':
      return checkAmount(text);
    case 'day':
      return checkDay(text, context);
    case 'time':
      return checkTime(form, index, context);
    case 'reference':
      return checkReference(form, index);
    default:
      return undefined;
  }
}

/** Returns which of the fields that are asked for are missing or wrong, in the order of asking. */
export function faultsOf(form: IntakeForm, context: CheckContext, fields = askedFields(form)): Fault[] {
  return fields.flatMap((id): Fault[] => {
    if (id === 'who' ? answerOf(form, id) === '' : textOf(form, id) === '') return [{ id, why: 'missing' }];
    if (isRefused(id, context)) return [{ id, why: 'wrong' }];
    const tone = checkField(form, id, context)?.tone;
    // It is still being typed, or told roughly: the exact one is asked for.
    if (tone === 'short' || tone === 'about') return [{ id, why: 'missing' }];
    return tone === 'wrong' ? [{ id, why: 'wrong' }] : [];
  });
}

/** Returns whether the account is known from which all transfers of a form left. */
export function isAccountKnown(form: IntakeForm, context: CheckContext): boolean {
  return faultsOf(form, context, ['bank', 'accountNo']).length === 0;
}

/** Returns whether everything of a transfer is known that a report of it needs, beside the account it left. */
export function isComplete(form: IntakeForm, index: number, context: CheckContext): boolean {
  return faultsOf(form, context, transferFields(form, index)).length === 0;
}

/** Returns whether what stands in a field may be sent. */
export function isRight(form: IntakeForm, id: FieldId, context: CheckContext): boolean {
  const tone = checkField(form, id, context)?.tone;
  return tone !== 'wrong' && tone !== 'short' && !isRefused(id, context);
}

/** Returns whether the API refused a field as it stands; day and time, bank and number are refused together. */
function isRefused(id: FieldId, { refused }: CheckContext): boolean {
  if (refused === undefined) return false;
  const { kind, index } = partsOf(id);
  const other = REFUSED_WITH[kind];
  return refused.has(id) || (other !== undefined && refused.has(id.includes('.') ? nth(other, index) : other));
}

const REFUSED_WITH: Readonly<Partial<Record<FieldKind, FieldKind>>> = {
  bank: 'accountNo',
  accountNo: 'bank',
  day: 'time',
  time: 'day',
};

/** Checks a telephone number, by the API's form. */
function checkPhone(text: string): Check {
  const number = compact(text);
  if (/^\+[1-9][0-9]{7,14}$/.test(number)) return right('abroad');
  if (/^0[689][0-9]{8}$/.test(number)) return right('mobile');
  if (/^0[2-7][0-9]{7}$/.test(number)) return right('landline');
  const digits = /^0[689]/.test(number) ? 10 : 9;
  return /^0[0-9]*$/.test(number) && number.length < digits ? soFar(number.length, digits) : wrong('phone');
}

/** Checks a citizen id, or the number of a passport. */
function checkPersonId(text: string): Check {
  const id = compact(text).toUpperCase();
  if (/^[0-9]*$/.test(id) && id.length > 9) return checkCitizenId(id);
  if (/[A-Z]/.test(id)) return /^[A-Z0-9]{5,20}$/.test(id) ? right('passport') : wrong('personId');
  return checkCitizenId(id);
}

function checkCitizenId(id: string): Check {
  if (/^[0-9]{0,12}$/.test(id)) return soFar(id.length, 13);
  if (!/^[0-9]{13}$/.test(id)) return wrong('personId');
  return citizenIdFault(id) === null ? right('citizenId') : wrong('checkDigit');
}

function checkInstitution(text: string, institutions: Institutions): Check | undefined {
  if (institutions.size === 0) return undefined; // not read yet
  const found = findInstitution(text, institutions);
  if (found === undefined) return { tone: 'wrong', word: 'bankUnknown' };
  const of = lengthsOf(found);
  return of === undefined ? right('bankKnown') : right('bankDigits', { of });
}

/** Returns the lengths of an institution's account numbers, `10` or `10 / 12`. */
function lengthsOf({ accountDigits }: Institution): string | undefined {
  return accountDigits.length === 0 ? undefined : [...accountDigits].sort((one, other) => one - other).join(' / ');
}

/**
 * Finds an institution by what people type: its name or the beginning of it, its slug, or the three
 * digits of the Bank of Thailand; undefined when none or several fit.
 */
export function findInstitution(text: string, institutions: Institutions): Institution | undefined {
  const typed = plainName(text);
  if (typed === '') return undefined;
  const all = [...institutions.values()];
  const code = /^(?:.*\()?([0-9]{1,3})\)?$/.exec(typed)?.[1]?.padStart(3, '0');
  const exact = all.find(
    ({ slug, bankCode, nameTh, nameEn }) =>
      slug === typed || (bankCode !== null && bankCode === code) || [nameTh, nameEn].map(plainName).includes(typed),
  );
  if (exact !== undefined) return exact;
  const beginning = all.filter(({ nameTh, nameEn }) =>
    [nameTh, nameEn].some((name) => plainName(name).startsWith(typed)),
  );
  return beginning.length === 1 ? beginning[0] : undefined;
}

function plainName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^ธนาคาร(?=.)/, '')
    .replace(/ bank$/, '');
}

function checkAccountNo(text: string, institution: Institution | undefined): Check {
  const number = compact(text);
  if (!/^[0-9]+$/.test(number)) return wrong('accountForm');
  const lengths = institution?.accountDigits ?? [];
  if (accountNoFault(number, lengths) === null) return right('accountDigits', { typed: number.length });
  const longest = lengths.length === 0 ? 10 : Math.max(...lengths);
  const of = (institution && lengthsOf(institution)) ?? '10 - 15';
  return number.length < longest ? soFar(number.length, of) : wrong('accountLength', { typed: number.length, of });
}

function checkReceivingAccount(form: IntakeForm, index: number, { institutions }: CheckContext): Check {
  const text = textOf(form, nth('toAccountNo', index));
  const institution = findInstitution(textOf(form, nth('toBank', index)), institutions);
  const own = findInstitution(textOf(form, 'bank'), institutions);
  const isOwn =
    institution !== undefined && institution === own && compact(text) === compact(textOf(form, 'accountNo'));
  return isOwn ? wrong('sameAccount') : checkAccountNo(text, institution);
}

/** Returns what a PromptPay id is, by its digits; undefined when it is none. */
export function promptPayKind(text: string): PromptPayKind | undefined {
  const id = compact(text);
  const kind = /^0066/.test(id) || id.length === 10 ? 'phone' : id.length === 13 ? 'national_id' : 'ewallet';
  return promptPayFault(kind, id) === null ? kind : undefined;
}

function checkPromptPay(text: string): Check {
  const id = compact(text);
  const kind = promptPayKind(id);
  if (kind === 'phone') return right('promptPayPhone');
  if (kind === 'national_id') return right('promptPayId');
  if (kind === 'ewallet') return right('promptPayWallet');
  if (/^[0-9]{13}$/.test(id)) return wrong('checkDigit');
  return /^[0-9]{1,14}$/.test(id) ? soFar(id.length, '10 / 13 / 15') : wrong('promptPay');
}

/** Returns the slug or the BIC of an institution outside, as it is sent. */
export function outsideInstitution(text: string): string {
  const bic = compact(text).toUpperCase();
  if (/^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(bic) && text === text.toUpperCase()) return bic;
  return text.trim().toLowerCase().replace(/\s+/g, '-');
}

function checkOutside(text: string): Check {
  const name = outsideInstitution(text);
  if (outsideInstitutionFault(name) !== null) return wrong('inThailand');
  const isForm = /^[A-Z0-9]{8,11}$/.test(name) || /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name);
  return isForm && name.length <= 32 ? { tone: 'note', word: 'outside' } : wrong('outsideName');
}

function checkOutsideNo(text: string): Check | undefined {
  const identifier = text.replace(/\s/g, '');
  if (!/^[A-Za-z0-9][A-Za-z0-9._:-]{3,109}$/.test(identifier)) return wrong('accountForm');
  return outsideAccountFault(identifier) === null ? undefined : wrong('iban');
}

function checkAmount(text: string): Check {
  const satang = readAmount(text);
  if (satang !== undefined) return right('amount', { satang });
  const roughly = readAboutAmount(text);
  return roughly === undefined ? wrong('amountForm') : about('amountAbout', { satang: roughly });
}

function checkDay(text: string, { today, nowMs }: CheckContext): Check {
  const day = readDay(text, today);
  if (day === undefined) return wrong('dayForm');
  const at = inBangkok(day);
  return Date.parse(at) > nowMs ? wrong('future') : right('day', { at });
}

function checkTime(form: IntakeForm, index: number, { today, nowMs }: CheckContext): Check {
  const text = textOf(form, nth('time', index));
  const told = readToldTime(text);
  if (told === undefined) return wrong('timeForm');
  const day = textOf(form, nth('day', index));
  if (told.is !== 'exact') return checkRoughTime(told, readRoughTime(day, text, today, nowMs), nowMs);
  const at = readInstant(day, text, today);
  if (at === undefined) return { tone: 'note', word: 'time', values: { at: '', beforeMs: 0 } };
  const beforeMs = nowMs - Date.parse(at);
  return beforeMs < -CLOCKS_DIFFER_MS ? wrong('future') : right('time', { at, beforeMs: Math.max(0, beforeMs) });
}

/** Checks a time that is told roughly; over midnight it says on which day it begins. */
function checkRoughTime(
  told: Exclude<ToldTime, { is: 'exact' }>,
  when: ReturnType<typeof readRoughTime>,
  nowMs: number,
): Check {
  const [first, last] = when === undefined ? [] : endsOf(when);
  if (first !== undefined && first > nowMs + CLOCKS_DIFFER_MS) return wrong('future');
  const isOverMidnight = first !== undefined && last !== undefined && dayInBangkok(first) !== dayInBangkok(last);
  const at = isOverMidnight ? new Date(first).toISOString() : undefined;
  const word = told.is === 'about' ? 'timeAbout' : 'timeBetween';
  const values: NonNullable<Check['values']> =
    told.is === 'about'
      ? { time: told.time.slice(0, 5), minutes: told.withinMinutes }
      : { from: told.from.slice(0, 5), until: told.until.slice(0, 5) };
  return at === undefined ? about(word, values) : about(`${word}Night`, { ...values, at });
}

/** Returns between which times of day a rough time lies, epoch milliseconds. */
function endsOf(when: NonNullable<ReturnType<typeof readRoughTime>>): [number, number] {
  if ('between' in when) return [Date.parse(when.between.from), Date.parse(when.between.until)];
  const { at, withinMinutes } = when.aboutTime;
  const withinMs = withinMinutes * 60_000;
  return [Date.parse(at) - withinMs, Date.parse(at) + withinMs];
}

function checkReference(form: IntakeForm, index: number): Check {
  const reference = textOf(form, nth('reference', index));
  if (!/^[A-Za-z0-9._-]{4,35}$/.test(reference)) return wrong('referenceForm');
  const first = Array.from({ length: index }).findIndex((_, at) => textOf(form, nth('reference', at)) === reference);
  return first < 0 ? right('reference', { typed: reference.length }) : wrong('sameReference', { number: first + 1 });
}
