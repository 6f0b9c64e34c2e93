import type { Actor, Role } from '../../freeze-request/freeze-request.js';
import { roleFor } from '../../freeze-request/roles.js';
import { ok, refuse, type Result } from '../../result.js';
import { flagParameter } from '../../rulebook/in-force.js';
import type { RuleRow } from '../../rulebook/row.js';
import { refuseTaker } from './taker-of-report.js';

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
 * which role of `rule`. It is never the person who asked, and not who took a part of the report
 * unless the row lets that person. Refusals, in the order of the checks: `APPROVAL.ROLE`, `APPROVAL.OWN_REQUEST`,
 * `APPROVAL.OWN_INTAKE`, `APPROVAL.ALREADY_DECIDED`, `APPROVAL.EXPIRED`.
 */
export function mayDecideAsSecond(
  request: RequestToDecide,
  actor: Actor,
  rule: RuleRow,
  now: Date,
): Result<{ role: Role }> {
  const role = roleFor(actor, rule, 'decide');
  if (!role.ok) return role;
  if (actor.subject === request.requestedBy) {
    return refuse('APPROVAL.OWN_REQUEST', 'who asked for it may not decide on it');
  }
  const own = flagParameter(rule, 'intakeMayDecide') ? null : refuseTaker(request.takenBy, actor, 'decide on it');
  if (own !== null) return own;
  if (request.state === 'confirmed' || request.state === 'refused') {
    return refuse('APPROVAL.ALREADY_DECIDED', `the request is already ${request.state}`);
  }
  if (request.state === 'lapsed' || now >= request.lapsesAt) {
    return refuse('APPROVAL.EXPIRED', 'nobody confirmed it in time');
  }
  return ok({ role: role.value });
}
