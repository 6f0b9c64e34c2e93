import type { CheckContext } from '../form/checks.js';
import { compact, typedDay } from '../form/typed.js';
import { isEmpty, type Offer } from '../form/suggestions.js';
import {
  nth,
  partsOf,
  textOf,
  withAnswers,
  type FieldId,
  type FieldKind,
  type IntakeForm,
} from '../form/intake-form.js';
import type { SlipText } from './slip-text.js';

/** What the pictures of slips say, by the number of their transfer. */
export type SlipsRead = ReadonlyMap<number, SlipText>;

/**
 * Returns what the slip of a transfer offers for a field that is empty. A person takes it; none is filled by
 * itself, because a picture is read with mistakes.
 */
export function offersOfSlips(
  form: IntakeForm,
  slips: SlipsRead,
  id: FieldId,
  context: CheckContext,
  language: 'th' | 'en',
): Offer[] {
  const { kind, index } = partsOf(id);
  // The debited account is that of all transfers.
  const said = kind === 'bank' ? slips.values().next().value : slips.get(index);
  if (said === undefined || !isEmpty(form, id)) return [];
  const value = valuesOf(said, context, language)[kind];
  if (value === undefined) return [];
  const isOfAccount = kind === 'toBank' && textOf(form, nth('receiver', index)) !== 'account';
  if (isOfAccount) return [];
  return [{ value, place: undefined, apply: (now) => withAnswers(now, { [id]: value }) }];
}

/** Returns what a slip says, as it stands in the fields. */
export function valuesOf(
  { amount, day, time, reference, lines }: SlipText,
  { institutions }: Pick<CheckContext, 'institutions'>,
  language: 'th' | 'en',
): Partial<Record<FieldKind, string>> {
  const banks = banksIn(lines, institutions, language);
  const values: [FieldKind, string | undefined][] = [
    ['amount', amount],
    ['day', day === undefined ? undefined : typedDay(day, language)],
    ['time', time],
    ['reference', reference],
    // Of one bank alone it is not known whose it is.
    ['bank', banks.length > 1 ? banks[0] : undefined],
    ['toBank', banks.length > 1 ? banks.at(-1) : undefined],
  ];
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** Returns the last digits of the receiving account on the slip, where the number that is typed has others. */
export function digitsThatDiffer(form: IntakeForm, slips: SlipsRead, id: FieldId): string | undefined {
  const { kind, index } = partsOf(id);
  const digits = kind === 'toAccountNo' ? slips.get(index)?.toDigits : undefined;
  return digits === undefined || compact(textOf(form, id)).includes(digits) ? undefined : digits;
}

/** Returns the banks that the lines of a slip name, by their names, in the order of the lines. */
function banksIn(
  lines: readonly string[],
  institutions: CheckContext['institutions'],
  language: 'th' | 'en',
): string[] {
  const names = [...institutions.values()].map(({ nameTh, nameEn }) => ({
    plain: [plainName(nameTh), plainName(nameEn)].filter(({ length }) => length >= 4),
    name: language === 'th' ? nameTh : nameEn,
  }));
  return lines.flatMap((line) => {
    const text = plainName(line);
    const [longest] = names
      .flatMap(({ plain, name }) =>
        plain.filter((each) => text.includes(each)).map((each) => ({ name, size: each.length })),
      )
      .toSorted((one, other) => other.size - one.size);
    return longest === undefined ? [] : [longest.name];
  });
}

function plainName(text: string): string {
  return text
    .toLowerCase()
    .replace(/ธนาคาร| bank\b|\(.*?\)|[\s.]/g, '')
    .normalize('NFC');
}
