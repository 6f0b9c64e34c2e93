import type { InstitutionCall } from './calls/call.js';
import { CONFIRM_DEBIT } from './calls/debit-question.js';
import { PLACE_HOLD, READ_HOLD_ORDER } from './calls/hold-order.js';
import { READ_HOLD_STATEMENT } from './calls/hold-statement.js';
import { SEND_LISTING_NOTICE } from './calls/listing-notice.js';
import { RELEASE_HOLD } from './calls/release-order.js';
import { SEND_SUSPENSION_RESULT } from './calls/suspension-result.js';

/**
 * Every call of the centre to an institution, by the method of the port that makes it. The port, the
 * client and the document of the protocol are made from it. Each call may be repeated: the institution
 * answers the same id with the same result.
 */
export const INSTITUTION_CALLS = {
  placeHold: PLACE_HOLD,
  readHoldOrder: READ_HOLD_ORDER,
  releaseHold: RELEASE_HOLD,
  sendSuspensionResult: SEND_SUSPENSION_RESULT,
  sendListingNotice: SEND_LISTING_NOTICE,
  confirmDebit: CONFIRM_DEBIT,
  readHoldStatement: READ_HOLD_STATEMENT,
};

type Calls = typeof INSTITUTION_CALLS;
/** What a call sends, and what answers it, by the name of the call. */
export type SentBy<Name extends keyof Calls> = Calls[Name] extends InstitutionCall<infer Sent, infer _> ? Sent : never;
export type AnswerTo<Name extends keyof Calls> =
  Calls[Name] extends InstitutionCall<infer _, infer Answer> ? Answer : never;
