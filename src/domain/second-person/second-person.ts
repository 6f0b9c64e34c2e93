import type { Actor } from '../freeze-request/freeze-request.js';
import { type Refusal, refuse } from '../result.js';
import { refuseTaker } from './taker-of-report.js';

/**
 * What one person asked for and another decides on: an order, a directive, a withdrawal, a change of a
 * policy or of a party, and every other act of two persons.
 */
export interface AskedFor {
  /** How it stands; it waits while it is one of `WAITING`. */
  state: string;
  requestedBy: string;
  /** Who took the report on which it rests, or a part of one; empty where it rests on none, or its row lets them. */
  takenBy: readonly string[];
  /** Its last instant has come; false where it does not lapse. */
  isTimeOver: boolean;
}

/** The states in which something waits for a further person. */
const WAITING: readonly string[] = ['requested', 'proposed', 'half_approved'];
/** The states of what nobody decided on in its time. */
const LAPSED: readonly string[] = ['lapsed', 'expired'];

/**
 * Returns why a person may not be the second one, whose role allows it; null: he may. Refusals, in the
 * order of the checks: those of `refuseMaker` and of `refuseSettled`.
 */
export function refuseAsSecond(asked: AskedFor, actor: Pick<Actor, 'subject'>): Refusal | null {
  return refuseMaker(asked, actor) ?? refuseSettled(asked);
}

/**
 * Returns the refusal of a person who had a part in what is to be decided, or in what it rests on; null:
 * he had none. Refusals: `APPROVAL.OWN_REQUEST`, `APPROVAL.OWN_INTAKE`.
 */
export function refuseMaker(
  { requestedBy, takenBy }: Pick<AskedFor, 'requestedBy' | 'takenBy'>,
  actor: Pick<Actor, 'subject'>,
): Refusal | null {
  if (actor.subject === requestedBy) return refuse('APPROVAL.OWN_REQUEST', 'who asked for it may not decide on it');
  return refuseTaker(takenBy, actor, 'decide on it');
}

/**
 * Returns the refusal when nothing waits any more: it was decided, or its time is over. Null: it waits.
 * Refusals: `APPROVAL.ALREADY_DECIDED`, `APPROVAL.EXPIRED`.
 */
export function refuseSettled({ state, isTimeOver }: Pick<AskedFor, 'state' | 'isTimeOver'>): Refusal | null {
  if (LAPSED.includes(state) || (WAITING.includes(state) && isTimeOver))
    return refuse('APPROVAL.EXPIRED', 'nobody decided on it in its time');
  return WAITING.includes(state) ? null : refuse('APPROVAL.ALREADY_DECIDED', `it is ${state} already`);
}
