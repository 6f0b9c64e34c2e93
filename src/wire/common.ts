import { z } from 'zod';
import { FULL_NUMBER_FAULT, namesFullNumber } from '../domain/identifiers/full-number.js';
import { PROMPTPAY_KINDS } from '../domain/identifiers/promptpay.js';

/**
 * Largest amount in a message: 100 billion baht in satang. A larger value is a typing error, not
 * money.
 */
const MAX_SATANG = 10_000_000_000_000n;

/**
 * Returns whether a text is safe to store and show: no control characters but newline and tab, no
 * lone surrogates, no bidirectional overrides or isolates.
 */
export function isCleanText(text: string): boolean {
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    const control = (code < 0x20 && code !== 0x0a && code !== 0x09) || (code >= 0x7f && code <= 0x9f);
    const loneSurrogate = code >= 0xd800 && code <= 0xdfff;
    const bidiControl = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    if (control || loneSurrogate || bidiControl) return false;
  }
  return true;
}

/**
 * Zero-width and directional characters, the byte order mark, tags, fillers, variation selectors.
 */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;

/**
 * Returns whether a text is a name or number on one line that anybody can read back: clean, with a
 * letter or digit, and without characters that cannot be seen. Two names that look alike but
 * differ in such characters would hide from each other.
 */
export function isCleanName(text: string): boolean {
  return isCleanText(text) && !/[\n\t]/.test(text) && !UNSEEN.test(text) && /[\p{L}\p{N}]/u.test(text);
}

/** Returns whether a text shows anything: a letter, a digit or a sign that is not blank. */
function showsSomething(text: string): boolean {
  return /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u.test(text);
}

/** A text typed by or about a person: 1 to `max` UTF-16 units, stored in Unicode NFC. */
export const cleanText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine(isCleanText, { error: 'contains control, surrogate or direction-override characters' })
    .refine(showsSomething, { error: 'shows nothing' })
    .transform((text) => text.normalize('NFC'));

/** Stands in our documents at each text that is refused when it names a full number. */
export const NO_FULL_NUMBER = 'x-no-full-number';

/**
 * What a person writes for others to read, such as a reason or a note: a `cleanText` that names no
 * full account number or citizen id, because the last four digits are enough, and the full number
 * stands in fields of its own. What somebody tells and nobody here words, such as a narrative, and
 * what a party signs, are a `cleanText`.
 */
export const wordsForOthers = (max: number) =>
  cleanText(max)
    .refine((text) => !namesFullNumber(text), {
      error: 'names a full account number or citizen id; the last four digits are enough',
      params: { fault: FULL_NUMBER_FAULT },
    })
    .meta({ [NO_FULL_NUMBER]: true });

/** How many letters tell why somebody reads of a person: fewer are a sign typed to get past. */
const LETTERS_OF_REASON = 8;

/**
 * Why a person reads what is hidden, in the person's own words: `wordsForOthers` of some letters that
 * are not one and the same sign.
 */
export const reasonInWords = (max: number) =>
  wordsForOthers(max)
    .refine(
      (text) => {
        const letters = text.match(/[\p{L}\p{M}]/gu) ?? [];
        return letters.length >= LETTERS_OF_REASON && new Set(letters).size >= LETTERS_OF_REASON / 2;
      },
      { error: `says why in words, of ${LETTERS_OF_REASON} letters or more` },
    )
    .meta({ [NO_FULL_NUMBER]: true });

/** A name, or an official's number, as `isCleanName`: 1 to `max` UTF-16 units, in Unicode NFC. */
export const cleanName = (max: number) =>
  z
    .string()
    // Before the ends are cut: what is not seen there would be cut away as if it were blank.
    .refine((text) => !UNSEEN.test(text), { error: 'has characters that are not seen' })
    .trim()
    .min(1)
    .max(max)
    .refine(isCleanName, { error: 'must be on one line, with a letter or digit, without characters that are not seen' })
    .transform((text) => text.normalize('NFC'));

/** Integer satang as a decimal string, zero allowed (1 baht = 100 satang). Never a JSON number. */
export const SatangString = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,15})$/, { error: 'must be integer satang as a decimal string' })
  .refine((text) => !/^[0-9]+$/.test(text) || BigInt(text) <= MAX_SATANG, { error: 'is larger than 100 billion baht' })
  .meta({
    id: 'SatangString',
    description: 'Integer satang as a decimal string; 100 satang = 1 baht. At most 100 billion baht.',
  });
export type SatangString = z.infer<typeof SatangString>;

/** Positive integer satang as a decimal string. */
export const PositiveSatangString = SatangString.refine((text) => text !== '0', { error: 'must be more than zero' });

/** The largest number of an integer column. */
const LARGEST_INTEGER = 2_147_483_647;

/**
 * A whole number in a query or path, from `least` to `most`: the only way to take one, because what
 * is larger than a column can hold would be a fault of ours.
 */
export const wholeNumber = (least: number, most = LARGEST_INTEGER) => z.coerce.number().int().min(least).max(most);

/** The first year of a time that anybody can mean: an account of today may be as old as its holder. */
const FIRST_YEAR = 1900;
/** How many years ahead a time can be meant: a warrant or a rule may run long. */
const YEARS_AHEAD = 100;
/** From this year on, a year is one of the Buddhist era: it counts 543 years more. */
const BUDDHIST_FROM = 2400;

/** Returns what is wrong with the year of a time; undefined: nothing. */
function faultOfYear(text: string): string | undefined {
  const year = new Date(text).getUTCFullYear();
  if (year >= BUDDHIST_FROM) return `the year ${year} is of the Buddhist era: write ${year - 543}`;
  const last = new Date().getUTCFullYear() + YEARS_AHEAD;
  return year < FIRST_YEAR || year > last ? `is not between the years ${FIRST_YEAR} and ${last}` : undefined;
}

/** An RFC 3339 time with its offset, read as the same instant in UTC. */
export const UtcInstant = z.iso
  .datetime({ offset: true, error: 'must be an RFC 3339 time with its offset, such as 2026-11-24T09:30:00+07:00' })
  .refine((text) => inUtc(text) !== undefined, { error: 'is not a real date' })
  .refine((text) => inUtc(text) === undefined || faultOfYear(text) === undefined, {
    error: ({ input }) => faultOfYear(String(input)) ?? '',
  })
  .overwrite((text) => inUtc(text) ?? text);

/**
 * Returns an RFC 3339 time in UTC, to the millisecond when it had another offset: without offsets,
 * two texts of one instant compare equal. Undefined when it is no instant of the years 0 to 9999.
 */
function inUtc(text: string): string | undefined {
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime())) return undefined;
  const utc = instant.toISOString();
  if (!/^\d{4}-/.test(utc)) return undefined;
  return text.endsWith('Z') ? text : utc;
}

/** How far ahead of ours the clock of a party may be that says when something happened. */
const HAPPENED_AHEAD_MS = 86_400_000;

/** A time at which something has happened, by the clock of who says so. */
export const PastInstant = UtcInstant.refine((text) => !(Date.parse(text) > Date.now() + HAPPENED_AHEAD_MS), {
  error: 'is in the future',
});

/** A time in our answers: RFC 3339 in UTC. */
export const Instant = z.string().meta({ format: 'date-time' });

/** ULID, 26 characters: fits the 35 characters of ISO 20022 identifiers. */
export const Ulid = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, { error: 'must be a ULID' });

/** Slug of a party, such as `th-004` or `wallet-x`. */
export const PartySlug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(32);

/**
 * An account at an institution. Digits only; the domain checks the institution's own length rule.
 */
export const AccountRef = z
  .strictObject({
    institution: PartySlug.describe('Slug of the institution, such as th-004.'),
    accountNo: z
      .string()
      .regex(/^[0-9]{10,15}$/, { error: 'must be 10 to 15 digits' })
      .describe("Account number, digits only, of the institution's own length."),
  })
  .meta({ id: 'AccountRef' });
export type AccountRef = z.infer<typeof AccountRef>;

/** An account of a case by its full number, or by a part of the trail that reached it. */
export const AccountOfCase = z
  .union([
    AccountRef,
    z
      .strictObject({
        partId: Ulid.describe('A part of the trail that reached the account, as `accounts` of the case names it.'),
      })
      .meta({ id: 'AccountByPart' }),
  ])
  .meta({ id: 'AccountOfCase' });

/** PromptPay id: phone, citizen or tax id, or e-wallet id. */
export const PromptPayRef = z
  .strictObject({
    kind: z.enum(PROMPTPAY_KINDS).describe('What the id is.'),
    value: z
      .string()
      .regex(/^[0-9]{10,15}$/, { error: 'must be 10 to 15 digits' })
      .describe('Phone number, citizen or tax id, or e-wallet id, digits only.'),
  })
  .meta({ id: 'PromptPayRef' });

/** The reference that a sending institution gave a transfer; unique within that institution. */
export const TransferReference = z
  .string()
  .regex(/^[A-Za-z0-9._-]{4,35}$/, { error: 'must be 4 to 35 letters, digits, dots, dashes or underscores' });

/** The rule rows that a message rests on, at least one. */
export const LegalBasis = z
  .array(
    z.object({
      ruleId: z.string().describe('Id of the rule row, such as VIC-7A; docs/LAW.md has its text.'),
      section: z
        .string()
        .describe('The section as docs/LAW.md cites it, such as s.7 or s.8/5(2); policy for a row of policy.'),
      instrument: z
        .string()
        .describe(
          'Where the row comes from: decree_2566, decree_2566_as_amended (sections of Amendment No. 2, B.E. 2568), authority_policy or centre_policy.',
        ),
    }),
  )
  .min(1);

/**
 * The stable codes of faults in single fields, each with what is wrong. A test compares them with
 * those that the code gives.
 */
export const FIELD_FAULTS = {
  'BODY.MALFORMED': 'the body is not JSON in UTF-8',
  'BODY.TOO_DEEP': 'the body is nested too deeply',
  'FIELD.MISSING': 'a field is missing',
  'FIELD.UNKNOWN': 'a field or query parameter is not known',
  'FIELD.REPEATED': 'a field is given twice',
  'FIELD.FORBIDDEN': 'a field has a name that none may have',
  'FIELD.TYPE': 'not of the type that the schema names',
  'FIELD.FORMAT': 'not of the form that the schema names',
  'FIELD.VALUE': 'none of the values that may stand here, or not beside another field',
  'FIELD.RANGE': 'too long, too short, too large or too small',
  'FIELD.NOT_POSITIVE': 'an amount of zero or less',
  'FIELD.FULL_NUMBER': 'the text names a full account number or citizen id; the last four digits are enough',
  'FIELD.CHECK_DIGIT': 'the check digit is wrong',
  'FIELD.PROMPTPAY': 'no PromptPay id of this kind',
  'FIELD.ACCOUNT_LENGTH': 'not as long as account numbers of the institution are',
  'FIELD.UNKNOWN_INSTITUTION': 'no such institution takes part',
  'FIELD.SAME_ACCOUNT': 'the account of the victim as the receiver',
  'FIELD.IN_FUTURE': 'a time ahead of the clock of the centre',
  'FIELD.TOO_OLD': 'further back than can be reported',
  'FIELD.BEFORE_TRANSFER': 'before the transfer that it is about',
  'FIELD.DUPLICATE_REFERENCE': 'the reference of another transfer of the same body',
  'FIELD.REFERENCE_CONFLICT': 'the reference is on record with other facts',
  'FIELD.ABOVE_TRANSFER': 'more than the transfer brought',
  'FIELD.NOT_YOURS': 'an account of another institution',
  'FIELD.BEYOND_SECTION_6': 'later than section 6 allows',
  'FIELD.BEFORE_FINDING': 'earlier than the finding that it rests on',
  'FIELD.OVER': 'the time of section 6 has passed',
} as const;

/** An RFC 9457 problem with a stable code. */
export const Problem = z
  .object({
    type: z.string().describe('URI of the kind of problem.'),
    title: z.string().describe('The kind of problem, in words.'),
    status: z.number().int().describe('The HTTP status.'),
    code: z.string().describe('Stable code of the problem: programs read this.'),
    detail: z.string().optional().describe('What is wrong here, in words without personal data.'),
    instance: z.string().optional().describe('What the problem is about.'),
    errors: z
      .array(
        z.object({
          pointer: z.string().describe('JSON pointer (RFC 6901) to the field.'),
          code: z.string().describe(
            `Code of the fault in the field. ${Object.entries(FIELD_FAULTS)
              .map(([code, words]) => `${code}: ${words}.`)
              .join(' ')}`,
          ),
          detail: z.string().describe('The fault, in words.'),
        }),
      )
      .optional()
      .describe('The faults of single fields.'),
    values: z
      .object({
        at: Instant.optional().describe('The time that it is about, such as how far an order may reach.'),
        belowSatang: SatangString.optional().describe('The amount that must not be reached.'),
        mostSatang: SatangString.optional().describe('The most that the amount may be.'),
        most: z.number().int().optional().describe('How many there may be.'),
      })
      .optional()
      .describe('Figures of the problem, for programs that say `code` in other words than `detail`.'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
