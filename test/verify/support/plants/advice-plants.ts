import type { EntityManager } from 'typeorm';
import { newId } from '../../../../src/persistence/ids.js';
import { append } from '../append-event.js';
import type { PlantRow } from './exchange-plants.js';
import type { RichRecord } from '../rich-record.js';

type Advised = RichRecord['advised'];

/** Changes the row of an id of the advised case, and returns the id. */
function changed(id: (advised: Advised) => string, sql: string): PlantRow[2] {
  return async (manager, { advised }) => {
    await manager.query(sql, [id(advised)]);
    return id(advised);
  };
}

/** Adds the same advice once more, with other columns, and returns its id. */
async function adviceAgain(manager: EntityManager, { adviceId }: Advised, columns: object): Promise<string> {
  const id = newId();
  await manager.query(
    `INSERT INTO advice SELECT (jsonb_populate_record(a, $2::jsonb)).* FROM advice a WHERE a.id = $1`,
    [adviceId, JSON.stringify({ ...columns, id })],
  );
  return id;
}

const ADVICE = ({ adviceId }: Advised): string => adviceId;
const VERDICT = ({ verdictId }: Advised): string => verdictId;

/** Ways to change what the analysis said, what persons said of it, or who armed a hold. */
export const ADVICE_PLANTS: readonly PlantRow[] = [
  [
    'ADVICE',
    'advice of a model that nobody measured',
    changed(
      ADVICE,
      `WITH a AS (UPDATE advice SET model_version = 'nobody-1' WHERE id = $1)
       UPDATE advice_verdict SET shown = shown || '{"modelVersion":"nobody-1"}' WHERE advice_id = $1`,
    ),
  ],
  [
    'ADVICE',
    'another score for figures that the same model has scored before',
    async (manager, { advised }) => {
      await append(manager, advised.caseId, 'advice.given', { caseId: advised.caseId, count: 1 });
      return adviceAgain(manager, advised, { score_ppm: 999_999 });
    },
  ],
  [
    'ADVICE',
    'advice that no row allowed',
    changed(
      ADVICE,
      `UPDATE advice SET rule_row_id = (SELECT row_id FROM rule_row WHERE rule_id = 'P-APP' LIMIT 1) WHERE id = $1`,
    ),
  ],
  [
    'ADVICE',
    'advice that is valid for longer',
    changed(ADVICE, `UPDATE advice SET valid_until = valid_until + interval '1 day' WHERE id = $1`),
  ],
  [
    'ADVICE',
    'advice that its chain does not tell',
    async (manager, { advised }) => {
      await adviceAgain(manager, advised, {});
      return advised.caseId;
    },
  ],
  [
    'ADVICE',
    'advice that was taken away',
    async (manager, { advised }) => {
      await append(manager, advised.caseId, 'advice.given', { caseId: advised.caseId, count: 1 });
      return advised.caseId;
    },
  ],
  [
    'ADVICE',
    'a verdict on advice that was shown to nobody',
    async (manager, { advised }) => {
      await manager.query('UPDATE advice SET shadow = true WHERE id = $1', [advised.adviceId]);
      return advised.verdictId;
    },
  ],
  [
    'ADVICE',
    'a verdict on another score than was shown',
    changed(VERDICT, `UPDATE advice_verdict SET shown = shown || '{"scorePpm":1}' WHERE id = $1`),
  ],
  [
    'ADVICE',
    'a verdict that its chain tells of twice',
    async (manager, { advised }) => {
      await append(manager, advised.caseId, 'advice.judged', { verdictId: advised.verdictId });
      return advised.verdictId;
    },
  ],
  [
    'ADVICE',
    'that advice was shown which is of another case',
    async (manager, { advised, released }) => {
      const { caseId } = released;
      await append(manager, caseId, 'advice.shown', { caseId, adviceIds: [advised.adviceId] }, 'officer-1');
      const [last]: { sequence: number }[] = await manager.query(
        'SELECT max(sequence) AS sequence FROM audit_event WHERE chain = $1',
        [caseId],
      );
      return `${caseId}#${last?.sequence ?? ''}`;
    },
  ],
  [
    'ADVICE',
    'that advice was shown of which the model was not sure',
    async (manager, { advised }) => {
      const { caseId } = advised;
      await append(manager, caseId, 'advice.given', { caseId, count: 1 });
      const unsure = await adviceAgain(manager, advised, { band: 'unsure' });
      await append(manager, caseId, 'advice.shown', { caseId, adviceIds: [unsure] }, 'officer-1');
      const [last]: { sequence: number }[] = await manager.query(
        'SELECT max(sequence) AS sequence FROM audit_event WHERE chain = $1',
        [caseId],
      );
      return `${caseId}#${last?.sequence ?? ''}`;
    },
  ],
  [
    'ADVICE',
    'a ring of other cases than were suggested',
    async (manager, { advised, released }) => {
      await manager.query(`UPDATE ring_ruling SET case_ids = ARRAY[$2, case_id] WHERE id = $1`, [
        advised.ringId,
        released.caseId,
      ]);
      return advised.ringId;
    },
  ],
  [
    'ADVICE',
    'a ring with a case that does not exist',
    async (manager, { advised }) => {
      const nowhere = newId();
      await manager.query(
        `UPDATE ring_ruling SET case_ids = ARRAY[case_id, $2] WHERE advice_id = (SELECT advice_id FROM ring_ruling WHERE id = $1)`,
        [advised.ringId, nowhere],
      );
      await manager.query(
        `UPDATE advice SET detail = jsonb_build_object('cases', ARRAY[$2::text]) WHERE id = (SELECT advice_id FROM ring_ruling WHERE id = $1)`,
        [advised.ringId, nowhere],
      );
      return advised.ringId;
    },
  ],
  [
    'ADVICE',
    'a second opinion of who gave the first',
    async (manager, { advised }) => {
      const [second] = await manager.query<{ id: string }[]>(
        `WITH s AS (UPDATE ring_ruling r SET person = c.person FROM ring_ruling c
                      WHERE r.ring_id = $1 AND r.outcome = 'leads' AND c.id = r.ring_id RETURNING r.id) SELECT id FROM s`,
        [advised.ringId],
      );
      return second?.id;
    },
  ],
  [
    'ADVICE',
    'a ring that leads though one of two found otherwise',
    async (manager, { advised }) => {
      await manager.query(`UPDATE ring_ruling SET verdict = 'apart' WHERE id = $1`, [advised.ringId]);
      const [second] = await manager.query<{ id: string }[]>(
        `SELECT id FROM ring_ruling WHERE ring_id = $1 AND outcome = 'leads'`,
        [advised.ringId],
      );
      return second?.id;
    },
  ],
  [
    'ADVICE',
    'a ring that was undone without a first opinion',
    async (manager, { advised }) => {
      const [undone] = await manager.query<{ id: string }[]>(
        `SELECT id FROM ring_ruling WHERE ring_id = $1 AND verdict = 'undo'`,
        [advised.ringId],
      );
      await manager.query(`UPDATE ring_ruling SET ring_id = 'none' WHERE id = $1`, [undone?.id]);
      return undone?.id;
    },
  ],
  [
    'ADVICE',
    'an opinion on a ring that the chain of one case tells twice',
    async (manager, { advised }) => {
      await append(manager, advised.caseId, 'ring.opinion', { rulingId: advised.ringId });
      return advised.ringId;
    },
  ],
  [
    'I1',
    'an armed hold above its cap',
    (manager, { advised }) =>
      manager.query('UPDATE freeze_request SET arm_satang = 1 WHERE id = $1', [advised.armedId]),
  ],
  [
    'I1',
    'an armed hold that nobody approved',
    (manager, { advised }) =>
      manager.query(`UPDATE decision SET verdict = 'refuse' WHERE freeze_request_id = $1`, [advised.armedId]),
  ],
  [
    'I1',
    'an armed hold for money of another hold',
    (manager, { advised, released }) =>
      manager.query('UPDATE freeze_request SET hold_id = $2 WHERE id = $1', [advised.armedId, released.holdId]),
  ],
];
