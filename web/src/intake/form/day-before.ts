import { dayInBangkok } from '../../format/bangkok.js';
import { checkField, type CheckContext } from './checks.js';
import { nth, partsOf, textOf, withAnswers, type FieldId, type IntakeForm } from './intake-form.js';
import type { Offer } from './suggestions.js';
import { readInstant, typedDay } from './typed.js';

const DAY_MS = 24 * 3_600_000;

/**
 * Returns what is offered beside a time that has not come, such as 23:50 told just after midnight: the
 * same time of the day before. It is offered and never taken by itself, because the caller may have
 * misread the time instead. Nothing is offered where the day before has not come either.
 */
export function dayBefore(form: IntakeForm, id: FieldId, context: CheckContext, language: 'th' | 'en'): Offer[] {
  const { kind, index } = partsOf(id);
  if (kind !== 'time' || checkField(form, id, context)?.word !== 'future') return [];
  const time = textOf(form, id);
  const at = readInstant(textOf(form, nth('day', index)), time, context.today);
  if (at === undefined) return [];
  const day = typedDay(dayInBangkok(Date.parse(at) - DAY_MS), language);
  const moved = withAnswers(form, { [nth('day', index)]: day });
  if (checkField(moved, id, context)?.tone !== 'right') return [];
  const apply = (now: IntakeForm) => withAnswers(now, { [nth('day', index)]: day });
  return [{ value: `${day} ${time}`, place: undefined, apply }];
}
