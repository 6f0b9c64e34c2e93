import { lapseOwnSuspension } from '../../notice/end-own-suspension.js';
import { AT_MOST, type DueKind } from '../due-kind.js';

/** An institution's own suspension whose time under section 6 passed without an officer's result (LIFT-6D). */
export const OWN_SUSPENSION_END: DueKind = {
  from: 'own_suspension s WHERE s.ended_at IS NULL',
  id: 's.id',
  caseId: 's.case_id',
  at: 's.expires_at',
  atMost: AT_MOST,
  frees: true,
  drive: ({ db }, { id }) => lapseOwnSuspension(db, id),
};
