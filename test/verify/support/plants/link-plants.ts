import { newId } from '../../../../src/persistence/ids.js';
import { append } from '../append-event.js';
import type { Plant } from './exchange-plants.js';

/** Ways to break the links between cases and nothing else. */
export const LINK_PLANTS: readonly [id: string, why: string, plant: Plant][] = [
  [
    'LINKS',
    'a link by a subject that one of the cases does not have',
    (m) =>
      m.query(`UPDATE case_link SET kind = 'phone', key = repeat('a', 64) WHERE id = (SELECT max(id) FROM case_link)`),
  ],
  [
    'LINKS',
    'a link that calls a supporting subject strong, or the other way round',
    (m) => m.query(`UPDATE case_link SET strength = 'supporting' WHERE kind = 'account'`),
  ],
  ['LINKS', 'a wrong number of linked cases', (m) => m.query('UPDATE case_file SET linked_cases = 99')],
  [
    'LINKS',
    'a subject that two cases share without a link',
    async (m, { released, suspended }) => {
      for (const { caseId } of [released, suspended]) {
        await m.query(
          `INSERT INTO link_key (case_id, kind, key, masked, source, source_id, since, compared_at, outcome)
           VALUES ($1, 'phone', repeat('b', 64), 'xxxxxxxx0101', 'complaint', $1, now(), now(), 'compared')`,
          [caseId],
        );
      }
    },
  ],
  [
    'LINKS',
    'an event of a link that does not exist',
    (m, { released, suspended }) =>
      append(m, released.caseId, 'case.linked', { linkId: newId(), otherCaseId: suspended.caseId }),
  ],
];
