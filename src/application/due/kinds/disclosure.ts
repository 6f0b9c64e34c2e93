import { writeShareNotices } from '../../exchange/write-share-notices.js';
import type { DueKind } from '../due-kind.js';

/** What was disclosed to an institution, and AMLO, police or DSI must hear of (section 4). One notice tells of many. */
export const DISCLOSURE: DueKind = {
  from: 'disclosure x WHERE x.batch_id IS NULL',
  id: 'x.exchange_id',
  caseId: 'x.case_id',
  at: 'x.due_at',
  othersMs: 4_000,
  atMost: 1,
  drive: async ({ db }) => (await writeShareNotices(db)) > 0,
};
