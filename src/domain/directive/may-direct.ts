import { refuseTaker } from '../second-person/taker-of-report.js';
import type { Actor, Role } from '../freeze-request/freeze-request.js';
import { type Result, ok, refuse } from '../result.js';
import { type Rulebook, findRule } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import { hasListingCriteria } from '../judgement/listing-criteria.js';
import { refuseAsSecond } from '../second-person/second-person.js';
import { type DirectiveKind, type DirectiveState, RULE_OF_DIRECTIVE } from './directive.js';

/** Who asks for a directive. */
export const ASKS_FOR_DIRECTIVE: Role = 'aoc_officer';
/** Who decides on one. */
export const DECIDES_ON_DIRECTIVE: Role = 'aoc_supervisor';

/**
 * Decides whether a person may ask for a directive now, and by which row. Refusals, in the order
 * they are looked for: `APPROVAL.ROLE`, `APPROVAL.OWN_INTAKE`, `DIRECTIVE.NO_POWER` (before
 * Amendment No. 2 nobody had the power), `DIRECTIVE.NO_CRITERIA` (section 8/5(6): nobody is listed
 * before the centre has published its criteria).
 */
export function mayAskDirective(
  kind: DirectiveKind,
  actor: Actor,
  { takenBy, rulebook, now }: { takenBy: readonly string[]; rulebook: Rulebook; now: Date },
): Result<RuleRow> {
  if (!actor.roles.includes(ASKS_FOR_DIRECTIVE)) return refuse('APPROVAL.ROLE', 'an officer of the centre asks for it');
  const own = refuseTaker(takenBy, actor, 'ask for it');
  if (own !== null) return own;
  const rule = findRule(rulebook, RULE_OF_DIRECTIVE[kind], now);
  if (rule === undefined) return refuse('DIRECTIVE.NO_POWER', 'no rule in force gives this power');
  if (kind === 'list' && !hasListingCriteria(rule)) {
    return refuse('DIRECTIVE.NO_CRITERIA', 'no criteria for listing are published: nobody can be listed');
  }
  return ok(rule);
}

/** The facts that decide who may decide on a directive. */
export interface DirectiveFacts {
  state: DirectiveState;
  requestedBy: string;
  /** Who took the report, or a part of it in a later call. */
  takenBy: readonly string[];
}

/**
 * Decides whether a person may decide on a directive: a supervisor who neither asked for it nor
 * took a part of the report, and only once. Refusals, in the order they are looked for: `APPROVAL.ROLE`,
 * those of `refuseAsSecond`.
 */
export function mayDecideDirective(directive: DirectiveFacts, actor: Actor): Result<Role> {
  if (!actor.roles.includes(DECIDES_ON_DIRECTIVE)) return refuse('APPROVAL.ROLE', 'a supervisor decides on it');
  return refuseAsSecond({ ...directive, isTimeOver: false }, actor) ?? ok(DECIDES_ON_DIRECTIVE);
}
