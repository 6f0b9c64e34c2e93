import { holdWorkflowId } from '../../contract/ids.js';
import { reading, value } from '../../persistence/read-together.js';
import { CLAIMED_SUMS } from '../case/case.queries.js';
import { CASE_PARTS } from '../case/load-case.js';
import { IS_NOTICED } from '../judgement/judgement.queries.js';
import { NEWEST_FINDINGS } from '../judgement/judge-record.js';
import { NAMED_BY_PARTIES } from '../link/link.queries.js';
import { SUBJECTS_OF_CASE } from '../link/note-subjects.js';

/**
 * The process that commits a hold starts its workflow at once; after this time the case starts
 * those that were missed.
 */
const START_UNDER_WAY_MS = 2_000;

/** What advancing the case `$1` reads, by one statement. */
export const READ_TO_ADVANCE = reading({
  ...CASE_PARTS,
  newestFindings: NEWEST_FINDINGS,
  subjects: SUBJECTS_OF_CASE,
  namedByParties: NAMED_BY_PARTIES,
  isNoticed: IS_NOTICED,
  /** Ids of the holds whose start nobody has read yet, though it is some time ago. */
  missedStarts: value<string[]>(
    `SELECT ARRAY(SELECT o.row_id FROM hold h JOIN outbox o ON o.workflow_id = '${holdWorkflowId('')}' || h.id
        WHERE h.stolen_sum_id IN ${CLAIMED_SUMS} AND o.kind = 'start' AND o.read_at IS NULL
          AND o.created_at <= clock_timestamp() - interval '${START_UNDER_WAY_MS} milliseconds')`,
  ),
});
