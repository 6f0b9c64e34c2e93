import { useState } from 'react';
import { serverNow } from '../../api/server-time.js';
import { useInstitutions } from '../../queue/queue-data.js';
import { checkField, faultsOf, type CheckContext } from './checks.js';
import { dayBefore } from './day-before.js';
import type { Intake } from './intake-context.js';
import { emptyForm, withAnswers, type FieldId, type IntakeForm } from './intake-form.js';
import { dayInBangkok } from '../../format/bangkok.js';
import { typedDay } from './typed.js';
import { useText } from '../call/words.js';

const NO_MARKS: Intake['marks'] = new Map();

/**
 * Some fields of the form of intake in a dialog, checked as intake checks them; `needed` are those
 * without which it is not complete. The day of the first transfer is today until another is typed.
 */
export function useFormPart(needed: (form: IntakeForm) => FieldId[]): { intake: Intake; isComplete: boolean } {
  const { language } = useText();
  const institutions = useInstitutions();
  const [form, setForm] = useState(() => {
    const nowMs = serverNow();
    return withAnswers(emptyForm(nowMs), { 'day.0': typedDay(dayInBangkok(nowMs), language) });
  });
  const nowMs = serverNow();
  const context: CheckContext = { institutions, today: dayInBangkok(nowMs), nowMs };
  const faults = faultsOf(form, context, needed(form));
  const intake: Intake = {
    form,
    context,
    faults,
    marks: NO_MARKS,
    isTried: false,
    suggestions: [],
    digitsOnSlip: () => undefined,
    offersOf: (id) => dayBefore(form, id, context, language),
    answer: (id, answer) => setForm((before) => withAnswers(before, { [id]: answer })),
    change: setForm,
    checkOf: (id) => checkField(form, id, context),
  };
  return { intake, isComplete: faults.length === 0 };
}
