import type { CaseCodes, HoldCodes } from './activities.js';

/*
 * What an operator lists workflows by in Temporal (docs/OPERATING.md). Temporal does not encrypt
 * search attributes, so they hold codes and instants only.
 */

const CASE_STATUS = { name: 'RangapCaseStatus', type: 'KEYWORD' } as const;
const ROUTE = { name: 'RangapRoute', type: 'KEYWORD' } as const;
const HOLD_STATE = { name: 'RangapHoldState', type: 'KEYWORD' } as const;
/** Of a case its next deadline, of a hold its expiry. */
const NEXT_DEADLINE = { name: 'RangapNextDeadline', type: 'DATETIME' } as const;

/** Every search attribute of ours; the namespace must know them before a workflow starts. */
export const SEARCH_ATTRIBUTES = [CASE_STATUS, ROUTE, HOLD_STATE, NEXT_DEADLINE] as const;

/** A search attribute with its value. */
type WithValue =
  | { key: typeof CASE_STATUS | typeof ROUTE | typeof HOLD_STATE; value: string }
  | { key: typeof NEXT_DEADLINE; value: Date };

/** A search attribute and its value; null: it has none any more. */
export type Attribute = WithValue | { key: typeof NEXT_DEADLINE; value: null };

/** Returns the search attributes of a case. */
export function attributesOfCase({ status, route, nextDeadlineMs }: CaseCodes): Attribute[] {
  return [{ key: CASE_STATUS, value: status }, { key: ROUTE, value: route }, deadline(nextDeadlineMs)];
}

/** Returns the search attributes of a hold. */
export function attributesOfHold({ state, expiresAtMs }: HoldCodes): Attribute[] {
  return [{ key: HOLD_STATE, value: state }, deadline(expiresAtMs)];
}

/** Returns the attributes that have a value, for the start of a workflow. */
export function withValue(attributes: readonly Attribute[]): WithValue[] {
  return attributes.filter((attribute) => attribute.value !== null);
}

function deadline(epochMs: number | null): Attribute {
  return epochMs === null ? { key: NEXT_DEADLINE, value: null } : { key: NEXT_DEADLINE, value: new Date(epochMs) };
}
