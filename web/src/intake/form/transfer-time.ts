import { formatInstant } from '../../format/time.js';
import type { Day } from '../../format/bangkok.js';
import { nth, textOf, type IntakeForm } from './intake-form.js';
import { readInstant } from './typed.js';

/** Returns the time of a transfer as it will be read back, however it was typed; undefined where it is not known so well. */
export function timeOf(form: IntakeForm, index: number, today: Day, language: 'th' | 'en'): string | undefined {
  const at = readInstant(textOf(form, nth('day', index)), textOf(form, nth('time', index)), today);
  return at === undefined ? undefined : formatInstant(at, language);
}
