import { createContext, useContext } from 'react';
import type { Check, CheckContext, Fault } from './checks.js';
import type { Answer, FieldId, IntakeForm } from './intake-form.js';
import type { Offer, Suggestion } from './suggestions.js';

/** What the parts of the form share. */
export interface Intake {
  readonly form: IntakeForm;
  readonly context: CheckContext;
  /** What is still to be asked, also what does not keep the complaint from being received. */
  readonly faults: readonly Fault[];
  /** Marks that the API put on fields, by its codes; a mark goes when its field changes. */
  readonly marks: ReadonlyMap<FieldId, string>;
  /** True once somebody tried to receive: then what is missing is said at its field too. */
  readonly isTried: boolean;
  /** What the narrative names, in the order of its text. */
  readonly suggestions: readonly Suggestion[];
  /** What it offers for a field that is empty, and what a slip does. */
  readonly offersOf: (id: FieldId) => readonly Offer[];
  /** The digits of the receiving account on a slip, where what is typed has others. */
  readonly digitsOnSlip: (id: FieldId) => string | undefined;
  readonly answer: (id: FieldId, answer: Answer) => void;
  readonly change: (change: (form: IntakeForm) => IntakeForm) => void;
  readonly checkOf: (id: FieldId) => Check | undefined;
}

export const IntakeContext = createContext<Intake | undefined>(undefined);

/** Returns what the parts of the form share. */
export function useIntake(): Intake {
  const intake = useContext(IntakeContext);
  if (intake === undefined) throw new Error('a part of the form stands outside the form');
  return intake;
}
