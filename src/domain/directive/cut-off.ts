import type { DirectiveKind, ListedSubject, NumbersSubject } from './directive.js';

/** An approved directive about numbers, as far as it decides what is cut off. */
export interface CutOffStep {
  id: string;
  kind: DirectiveKind;
  subject: ListedSubject | NumbersSubject | null;
  /** Of a lifting: the cut-off that it lifts, wholly or in part. */
  liftsId: string | null;
}

/** Returns the numbers of one cut-off that no lifting among `steps` has given back. */
export function numbersStillCutOff(cutOff: CutOffStep, steps: readonly CutOffStep[]): string[] {
  const lifted = new Set(steps.filter(({ liftsId }) => liftsId === cutOff.id).flatMap(numbersOf));
  return numbersOf(cutOff).filter((number) => !lifted.has(number));
}

/** Returns the numbers that are cut off by approved directives of a case, each once. */
export function numbersCutOff(steps: readonly CutOffStep[]): string[] {
  const cutOffs = steps.filter(({ kind }) => kind === 'telecom');
  return [...new Set(cutOffs.flatMap((cutOff) => numbersStillCutOff(cutOff, steps)))];
}

function numbersOf({ subject }: CutOffStep): string[] {
  return subject?.kind === 'numbers' ? subject.values : [];
}
