import type { Actor, Role } from '../freeze-request/freeze-request.js';
import { roleFor } from '../freeze-request/roles.js';
import { ok, type Result } from '../result.js';
import { flagParameter } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import { refuseAsSecond } from './second-person.js';

/**
 * The state of what one person asks for about a complaint, and another decides on: only
 * `confirmed` has an effect.
 */
export const SECOND_PERSON_STATES = ['requested', 'confirmed', 'refused', 'lapsed'] as const;
export type SecondPersonState = (typeof SECOND_PERSON_STATES)[number];

/** What a second person decides on. */
export interface RequestToDecide {
  state: SecondPersonState;
  requestedBy: string;
  /** Who took the report, or a part of it in a later call. */
  takenBy: readonly string[];
  lapsesAt: Date;
}

/** Returns whether the reporter can have been called back then: after the complaint, up to now. */
export function isPossibleCallBack(calledBackAt: Date, complaint: { receivedAt: Date }, now: Date): boolean {
  return calledBackAt >= complaint.receivedAt && calledBackAt <= now;
}

/**
 * Decides whether a person may confirm or refuse what another asked for about a complaint, and in
 * which role of `rule`. Who took a part of the report may only where the row lets that person.
 * Refusals, in the order of the checks: `APPROVAL.ROLE`, those of `refuseAsSecond`.
 */
export function mayDecideAsSecond(
  request: RequestToDecide,
  actor: Actor,
  rule: RuleRow,
  now: Date,
): Result<{ role: Role }> {
  const role = roleFor(actor, rule, 'decide');
  if (!role.ok) return role;
  const takenBy = flagParameter(rule, 'intakeMayDecide') ? [] : request.takenBy;
  return (
    refuseAsSecond({ ...request, takenBy, isTimeOver: now >= request.lapsesAt }, actor) ?? ok({ role: role.value })
  );
}
