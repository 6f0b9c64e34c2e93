import type { OutgoingKind } from '../../domain/outgoing/outgoing-kind.js';
import type { Kind } from '../kind.js';
import { DEBIT_QUESTION } from './debit-question.js';
import { EVIDENCE_QUESTION } from './evidence-question.js';
import { HOLD_ORDER } from './hold-order.js';
import { HOLD_STATEMENT } from './hold-statement.js';
import { LISTING_NOTICE, TELECOM_NOTICE } from './directive.js';
import { LOST_RELEASE } from './lost-release.js';
import { OFFICER_RESULT } from './officer-result.js';
import { ORDER_POLL } from './order-poll.js';
import { RELEASE } from './release.js';
import { SHARE_NOTICE } from './share-notice.js';

/** Every kind of message that goes out by `src/outgoing`. */
export const KINDS: Readonly<Record<OutgoingKind, Kind<object, { readonly kind: string }>>> = {
  'release.order': RELEASE,
  'hold.order': HOLD_ORDER,
  'lost.release': LOST_RELEASE,
  'debit.question': DEBIT_QUESTION,
  'evidence.question': EVIDENCE_QUESTION,
  'listing.notice': LISTING_NOTICE,
  'telecom.notice': TELECOM_NOTICE,
  'suspension.result': OFFICER_RESULT,
  'share.notice': SHARE_NOTICE,
  'order.poll': ORDER_POLL,
  'hold.statement': HOLD_STATEMENT,
};
