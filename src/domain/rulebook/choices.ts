import { type Rulebook, findRule, textParameter } from './in-force.js';
import type { RuleRow } from './row.js';

/**
 * Every choice that the rows C1 to C7 make, with the values that it may take. The first value
 * holds while no row of the conflict is in force, as on the days before the centre chose.
 */
export const CHOICES = {
  C1: { startsAt: ['victim_advised', 'order_issued'], missedMeans: ['lift', 'nothing'] },
  C2: { reportCountsAs: ['complaint', 'notice'] },
  C3: { longest: ['seven_days', 'none'] },
  C4: { period: ['seven_days_from_complaint', 'three_days', 'three_and_seven'] },
  C5: { target: ['four_hours', 'half_day', 'twelve_hours'], breach: ['one_working_day', 'twelve_hours'] },
  C6: { reading: ['row', 'shorter'] },
  C7: { trailHolders: ['amount'], colouredPersons: ['whole_person', 'amount'] },
} as const;
/** The id of a conflict. */
export type Conflict = keyof typeof CHOICES;
type ChoiceName<C extends Conflict> = keyof (typeof CHOICES)[C] & string;
type ChoiceValue<C extends Conflict, N extends ChoiceName<C>> = (typeof CHOICES)[C][N] extends readonly (infer V)[]
  ? V & string
  : never;

/**
 * Returns whether a rule is a conflict: it chooses a reading of other rules and gives no power
 * itself.
 */
export function isConflict(ruleId: string): ruleId is Conflict {
  return Object.hasOwn(CHOICES, ruleId);
}

/** The rows whose choice was read, by the copy of the rulebook that they were read from. */
const rowsRead = new WeakMap<Rulebook, Set<RuleRow>>();

/**
 * Runs a judgement and returns its result with the rows of C1 to C7 whose choice it read, in the
 * order of the rules. They are kept beside the rows of the law, so that a reader sees which policy
 * of the centre the result rests on. `judge` must read only the rulebook that it is given.
 */
export function withChoices<T>(
  rulebook: Rulebook,
  judge: (rulebook: Rulebook) => T,
): { value: T; choices: readonly RuleRow[] } {
  const watched = [...rulebook];
  const rows = new Set<RuleRow>();
  rowsRead.set(watched, rows);
  const value = judge(watched);
  return { value, choices: [...rows].sort((one, other) => (one.ruleId < other.ruleId ? -1 : 1)) };
}

/** Returns a rulebook with the same rows, whose choices nobody keeps: for what a result may rest on and does not yet. */
export function unwatched(rulebook: Rulebook): Rulebook {
  return [...rulebook];
}

/**
 * Returns what the row of a conflict in force at `law.now` chooses. Only this function reads these
 * rows; its callers decide what a value does. Throws on a value that the code does not know: a
 * broken rulebook is a bug.
 */
export function choice<C extends Conflict, N extends ChoiceName<C>>(
  law: { rulebook: Rulebook; now: Date },
  conflict: C,
  name: N,
): ChoiceValue<C, N> {
  const values = CHOICES[conflict][name] as readonly ChoiceValue<C, N>[];
  const row = findRule(law.rulebook, conflict, law.now);
  if (row !== undefined) rowsRead.get(law.rulebook)?.add(row);
  const chosen = row === undefined ? values[0] : values.find((value) => value === textParameter(row, name));
  if (chosen === undefined) throw new Error(`${row?.rowId ?? conflict} makes an unknown choice of ${name}`);
  return chosen;
}
