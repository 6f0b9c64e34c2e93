import { DebitConfirmationRow } from '../../../persistence/entities/money/debit.entities.js';
import { EvidenceRequestRow, EvidenceRow } from '../../../persistence/entities/findings/evidence.entities.js';
import { InboxMessageRow } from '../../../persistence/entities/traffic/message.entities.js';
import { TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import { markReadSql } from '../../../persistence/outbox/outbox.js';
import { reading, rows, value } from '../../../persistence/read-together.js';
import { LOCK_CLAIMED_SUMS } from '../../case/work/case.queries.js';
import { CASE_PARTS } from '../../case/work/load-case.js';
import { COMPLAINTS_ABOUT_SUMS } from '../../hold/order/complaint-clock.js';
import { IS_NOTICED, OTHER_VICTIMS } from '../../judgement/judgement.queries.js';
import { NEWEST_JUDGEMENT } from '../../judgement/judge-record.js';
import { NAMED_BY_PARTIES } from '../../link/link.queries.js';
import { SUBJECTS_OF_CASE } from '../../link/note-subjects.js';

/**
 * SQL of what the messages that wait for the case `$1` are about. It is an array, so that PostgreSQL
 * looks each one up: it may merge a subquery with a whole table, by a guess of where that ends.
 */
const WAITING_SUBJECTS =
  'ANY (ARRAY(SELECT subject_id FROM inbox_message WHERE case_id = $1 AND processed_at IS NULL))';

/**
 * What advancing the case `$1` begins with, by one statement: it locks the sums that the case
 * claims, marks the entries of its workflow `$2` as read at `$3`, all or those with a message of
 * `$4`, and the starts of the workflows `$5`, and reads the messages that wait.
 */
export const READ_NEWS = reading(
  {
    lockedSums: value<string[]>(`SELECT ARRAY(${LOCK_CLAIMED_SUMS})`),
    waiting: rows(InboxMessageRow, 'r.case_id = $1 AND r.processed_at IS NULL', 'r.received_at, r.id'),
    questions: rows(EvidenceRequestRow, `r.id = ${WAITING_SUBJECTS}`),
    evidence: rows(EvidenceRow, `r.evidence_request_id = ${WAITING_SUBJECTS}`),
    debits: rows(DebitConfirmationRow, `r.id = ${WAITING_SUBJECTS}`),
    debitTransfers: rows(
      TransferRow,
      `r.id IN (SELECT transfer_id FROM debit_confirmation WHERE id = ${WAITING_SUBJECTS})`,
    ),
  },
  markReadSql(
    'ANY (array_append($5::text[], $2))',
    '$3',
    `((workflow_id = $2 AND ($4::text[] IS NULL OR message = ANY ($4)))
      OR (workflow_id = ANY ($5) AND kind = 'start'))`,
  ),
);

/** What advancing the case `$1` reads when its messages are applied, by one statement. */
export const READ_TO_ADVANCE = reading({
  ...CASE_PARTS,
  ...NEWEST_JUDGEMENT,
  subjects: SUBJECTS_OF_CASE,
  namedByParties: NAMED_BY_PARTIES,
  isNoticed: IS_NOTICED,
  otherVictims: OTHER_VICTIMS,
  complaintsAboutSums: COMPLAINTS_ABOUT_SUMS,
});
