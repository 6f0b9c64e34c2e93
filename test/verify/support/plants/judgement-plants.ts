import { append } from '../append-event.js';
import type { PlantRow } from './exchange-plants.js';

/** The newest judgement of a case, of which the record has more than one. */
const NEWEST = `(case_id, number) = (SELECT case_id, number FROM judgement WHERE number > 1 ORDER BY case_id, number DESC LIMIT 1)`;

/** Ways to make a judgement read otherwise than it was made. */
export const JUDGEMENT_PLANTS: readonly PlantRow[] = [
  [
    'JUDGED',
    'a finding that a judgement ended stands again',
    (m) => m.query(`UPDATE judgement SET ended_finding_ids = '{}' WHERE ${NEWEST}`),
  ],
  [
    'JUDGED',
    'a judgement that ends a finding twice, and another in its stead',
    (m) =>
      m.query(
        `UPDATE judgement SET ended_finding_ids = array_fill(ended_finding_ids[1], ARRAY[cardinality(ended_finding_ids) + 1]),
                findings = findings - 1 WHERE ${NEWEST}`,
      ),
  ],
  [
    'JUDGED',
    'a finding that is told of an earlier judgement',
    (m) =>
      m.query(
        `UPDATE finding SET judgement = judgement - 1 WHERE id = (SELECT max(id) FROM finding WHERE judgement > 1)`,
      ),
  ],
  [
    'JUDGED',
    'an event of a judgement that was never made',
    (m, { released }) => append(m, released.caseId, 'case.judged', { judgement: 99, findings: 1, met: [] }),
  ],
];
