import { telephoneKey } from '../judgement/evidence-on-number.js';
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

/** A number that a cut-off keeps, whichever case asked for it; spelled as asked about. */
export interface KeptNumber<Step extends CutOffStep> {
  number: string;
  /** The oldest such cut-off. */
  by: Step;
}

/**
 * Returns which of some numbers a standing cut-off keeps other than `ownId`, of this case or another
 * (s.5 para 2: each rests on its own evidence). NBTC gives back none of these. `steps` are the
 * approved directives about numbers of all cases, the oldest first.
 */
export function keptByOthers<Step extends CutOffStep>(
  numbers: readonly string[],
  ownId: string,
  steps: readonly Step[],
): KeptNumber<Step>[] {
  const standing = steps
    .filter(({ id, kind }) => kind === 'telecom' && id !== ownId)
    .map((by) => ({ by, keys: new Set(numbersStillCutOff(by, steps).map(telephoneKey)) }));
  return numbers.flatMap((number) => {
    const found = standing.find(({ keys }) => keys.has(telephoneKey(number)));
    return found === undefined ? [] : [{ number, by: found.by }];
  });
}

function numbersOf({ subject }: CutOffStep): string[] {
  return subject?.kind === 'numbers' ? subject.values : [];
}
