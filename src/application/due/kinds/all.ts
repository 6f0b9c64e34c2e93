import type { DueKind } from '../due-kind.js';
import { BREAK_CAUSE } from './break-cause.js';
import { CASE_CLOCK } from './case-clock.js';
import { DEBIT_NOT_ASKED } from './debit-not-asked.js';
import { DISCLOSURE } from './disclosure.js';
import { FINDING_UNDECIDED } from './finding-undecided.js';
import { HOLD_END } from './hold-end.js';
import { LOST_ORDER_END } from './lost-order-end.js';
import { MESSAGE_WAITING } from './message-waiting.js';
import { OWN_SUSPENSION_END } from './own-suspension-end.js';
import { SILENCE } from './silence.js';

/** All kinds of what becomes due, by the name that the measures have. */
export const DUE_KINDS = {
  hold_end: HOLD_END,
  lost_order_end: LOST_ORDER_END,
  own_suspension_end: OWN_SUSPENSION_END,
  debit_not_asked: DEBIT_NOT_ASKED,
  case_clock: CASE_CLOCK,
  message_waiting: MESSAGE_WAITING,
  silence: SILENCE,
  finding_undecided: FINDING_UNDECIDED,
  break_cause: BREAK_CAUSE,
  disclosure: DISCLOSURE,
} as const satisfies Record<string, DueKind>;

/** Why something is due. */
export type Why = keyof typeof DUE_KINDS;
export const WHYS = Object.keys(DUE_KINDS) as Why[];
