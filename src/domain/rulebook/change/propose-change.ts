import { type Actor, type Role, ROLES } from '../../freeze-request/freeze-request.js';
import { bangkokDate, bangkokMidnight, bangkokTime } from '../../calendar/bangkok-day.js';
import { type Refusal, type Result, ok, refuse } from '../../result.js';
import { type Rulebook, findRule } from '../in-force.js';
import { rowFaults } from '../row-faults.js';
import type { RuleId, RuleRow } from '../row.js';
import { MINUTE_MS, SECOND_MS, after } from '../../time.js';

/**
 * How long before its beginning a new row must be in the database, in milliseconds. Each process
 * keeps its copy of the rulebook for at most half of this, so that none judges by the old row once
 * the new one is in force.
 */
export const LEAD_MS = 2 * MINUTE_MS;

type Parameters = RuleRow['parameters'];

/**
 * New values for parameters of a policy, from an instant on, or as soon as possible when it is
 * null.
 */
export interface WantedChange {
  ruleId: RuleId;
  parameters: Parameters;
  effectiveFrom: Date | null;
}

/** A later row of a policy, and the row that it replaces. */
export interface ChangedRow {
  base: RuleRow;
  row: RuleRow;
}

const PROPOSERS: readonly Role[] = ['administrator'];

/**
 * Returns the row that a proposal would add to a rulebook, with the proposer's role. Only
 * parameters of policies change here: law changes with a release, and an order without a warrant
 * never reaches more than the amount. Refusals: `APPROVAL.ROLE`, and those of `changedRow`.
 */
export function proposeChange(
  rulebook: Rulebook,
  wanted: WantedChange,
  actor: Actor,
  now: Date,
): Result<ChangedRow & { role: Role }> {
  const role = PROPOSERS.find((proposer) => actor.roles.includes(proposer));
  if (role === undefined) return refuse('APPROVAL.ROLE', 'an administrator proposes a change of policy');
  const changed = changedRow(rulebook, wanted, now);
  return changed.ok ? ok({ ...changed.value, role }) : changed;
}

/**
 * Returns the row that a change becomes when it is written at `now`. It is computed again at
 * approval, because the rules and the clock have moved since. Refusals: `RULE_CHANGE.PAST`,
 * `RULE_CHANGE.NO_ROW`, `RULE_CHANGE.STATUTE`, `RULE_CHANGE.PARAMETER`, `RULE_CHANGE.WARRANT`,
 * `RULE_CHANGE.NOTHING`, `RULE_CHANGE.ROW`.
 */
export function changedRow(rulebook: Rulebook, wanted: WantedChange, now: Date): Result<ChangedRow> {
  const earliest = wholeSecond(after(now, LEAD_MS));
  const effectiveFrom = wanted.effectiveFrom === null ? earliest : wholeSecond(wanted.effectiveFrom);
  if (wanted.effectiveFrom !== null && effectiveFrom < earliest) {
    return refuse('RULE_CHANGE.PAST', 'a row begins at the earliest two minutes after it is approved');
  }
  const base = findRule(rulebook, wanted.ruleId, effectiveFrom);
  if (base === undefined) return refuse('RULE_CHANGE.NO_ROW', 'no row of this rule is in force then');
  if (base.kind === 'statute') return refuse('RULE_CHANGE.STATUTE', 'law is not changed by the centre');
  const fault = parameterFault(base, wanted.parameters);
  if (fault !== null) return fault;
  const row: RuleRow = {
    ...base,
    rowId: rowIdOf(base, effectiveFrom),
    effectiveFrom,
    parameters: { ...base.parameters, ...wanted.parameters },
  };
  if (sameValue(row.parameters, base.parameters)) {
    return refuse('RULE_CHANGE.NOTHING', 'the row that is in force then says so already');
  }
  if (rulebook.some((standing) => standing.rowId === row.rowId)) {
    return refuse('RULE_CHANGE.NOTHING', 'a row of this rule begins at that instant already');
  }
  const faults = rowFaults(row);
  return faults.length > 0 ? refuse('RULE_CHANGE.ROW', faults.join('; ')) : ok({ base, row });
}

/**
 * Returns the id of a row. A row of a release is named by the day on which it begins; a row that
 * begins within a day is named by its time in Bangkok too.
 */
function rowIdOf({ rulebook, ruleId }: RuleRow, from: Date): string {
  const day = bangkokDate(from);
  const isMidnight = bangkokMidnight(day).getTime() === from.getTime();
  const time = bangkokTime(from);
  return `${rulebook}/${ruleId}/${isMidnight ? day : `${day}T${time}`}`;
}

function wholeSecond(at: Date): Date {
  return new Date(Math.ceil(at.getTime() / SECOND_MS) * SECOND_MS);
}

/** Rows whose lists name roles. */
const ROWS_WITH_ROLES: readonly RuleId[] = ['P-APP', 'P-WITHDRAW', 'P-CORRECT', 'P-PAPERS'];

/**
 * Refuses parameters that would do harm: a misspelt name changes nothing, a value of another type
 * breaks the judge, and a role that nobody has shuts everybody out.
 */
function parameterFault(base: RuleRow, parameters: Parameters): Refusal | null {
  for (const [name, value] of Object.entries(parameters)) {
    const current = base.parameters[name];
    if (current === undefined) return refuse('RULE_CHANGE.PARAMETER', `${base.ruleId} has no parameter ${name}`);
    const isAlike = typeof current === typeof value && Array.isArray(current) === Array.isArray(value);
    if (!isAlike) return refuse('RULE_CHANGE.PARAMETER', `${name} must be of the kind that it is now`);
    if (typeof value === 'number' && !(Number.isSafeInteger(value) && value >= 0)) {
      return refuse('RULE_CHANGE.PARAMETER', `${name} must be a whole number, and not below nothing`);
    }
    if (
      ROWS_WITH_ROLES.includes(base.ruleId) &&
      Array.isArray(value) &&
      !value.every((role) => ROLES.includes(role as Role))
    ) {
      return refuse('RULE_CHANGE.PARAMETER', `${name} names a role that does not exist`);
    }
    if (base.ruleId === 'C7' && name === 'trailHolders' && value !== current) {
      return refuse(
        'RULE_CHANGE.WARRANT',
        'to hold more than the amount wants a seizure warrant: no policy can give that',
      );
    }
  }
  return null;
}

function sameValue(one: Parameters, other: Parameters): boolean {
  const names = Object.keys({ ...one, ...other });
  return names.every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));
}
