import type { PlantRow } from './exchange-plants.js';
import { ACKNOWLEDGED_EVENT, CLOCK_EVENT, GAP_EVENT } from '../../../../src/persistence/audit/checkpoint.js';
import { append } from '../append-event.js';
import { rewriteChain } from '../forger.js';

/** Ways to change checkpoints, the heads under them, or a chain behind their back. */
export const CHECKPOINT_PLANTS: readonly PlantRow[] = [
  [
    'I13',
    'a whole chain rewritten with right hashes',
    async (m, record) => {
      await rewriteChain(m, record.released.caseId, 2);
      return record.released.caseId;
    },
  ],
  [
    'I13',
    'the last event of a chain cut off, its head set back',
    async (m, record) => {
      const chain = record.released.caseId;
      await m.query(
        'DELETE FROM audit_event e WHERE chain = $1 AND sequence = (SELECT sequence FROM audit_head WHERE chain = $1)',
        [chain],
      );
      await m.query(
        `UPDATE audit_head h SET sequence = e.sequence, hash = e.hash FROM audit_event e
          WHERE h.chain = $1 AND e.chain = h.chain AND e.sequence = h.sequence - 1`,
        [chain],
      );
      return chain;
    },
  ],
  [
    'I13',
    'a checkpoint that is missing, with its heads',
    async (m) => {
      await m.query('DELETE FROM audit_checkpoint_head WHERE checkpoint = 2');
      await m.query('DELETE FROM audit_checkpoint WHERE number = 2');
      return 'checkpoint 3: the one before it is missing';
    },
  ],
  [
    'I13',
    'the first checkpoint missing, with its heads',
    async (m) => {
      await m.query('DELETE FROM audit_checkpoint_head WHERE checkpoint = 1');
      await m.query('DELETE FROM audit_checkpoint WHERE number = 1');
      return 'checkpoint 2: the one before it is missing';
    },
  ],
  [
    'I13',
    'the newest checkpoint missing, its heads left',
    async (m) => {
      await m.query('DELETE FROM audit_checkpoint WHERE number = 3');
      return 'stands under checkpoint 3, which is missing';
    },
  ],
  ...Object.entries({
    at: `at + interval '1 second'`,
    previous_hash: 'reverse(previous_hash)',
    heads: 'heads + 1',
    merkle_root: 'reverse(merkle_root)',
    through_xid: `(through_xid::text::bigint + 1)::text::xid8`,
    signature: `signature || 'x'`,
    key_id: 'reverse(key_id)',
  }).map(([column, value]): PlantRow => [
    'I13',
    `another ${column} of a checkpoint`,
    async (m) => {
      await m.query(`UPDATE audit_checkpoint SET ${column} = ${value} WHERE number = 2`);
      return 'checkpoint 2: ';
    },
  ]),
  ...Object.entries({
    checkpoint: 'checkpoint - 1',
    chain: `'forged'`,
    sequence: '1000',
    hash: 'reverse(hash)',
  }).map(([column, value]): PlantRow => [
    'I13',
    `another ${column} of a head under a checkpoint`,
    async (m) => {
      await m.query(
        `UPDATE audit_checkpoint_head SET ${column} = ${value}
            WHERE (chain, sequence) = (SELECT chain, sequence FROM audit_checkpoint_head WHERE checkpoint = 2 LIMIT 1)`,
      );
      return 'checkpoint 2: ';
    },
  ]),
  [
    'I13',
    "checkpoints signed by a key that is not the centre's",
    async (m) => {
      await m.query(`UPDATE party_key SET party = 'th-014' WHERE party = 'centre'`);
      return "checkpoint 1: its key is not the centre's";
    },
    ['I21'],
  ],
  [
    'I13',
    "checkpoints of after the end of the centre's key",
    async (m) => {
      await m.query(`UPDATE party_key SET revoked_at = not_before WHERE party = 'centre'`);
      return 'checkpoint 1: its key did not count then';
    },
  ],
  ...Object.entries({
    [CLOCK_EVENT]: { before: '2100-01-01T00:00:00.000Z', at: '2020-01-01T00:00:00.000Z' },
    [ACKNOWLEDGED_EVENT]: { by: 'dba-7', reason: 'clock_was_wrong', kept: null, found: null },
    [GAP_EVENT]: { since: '2020-01-01T00:00:00.000Z', oldestAt: '2020-01-01T00:00:00.000Z', events: 1 },
  }).map(([type, payload]): PlantRow => [
    'I13',
    `a ${type} that no keeper signed, as whoever may append events can write it`,
    async (m) => {
      await append(m, 'system', type, { checkpoint: 99, ...payload });
      return `is a ${type} that no keeper signed`;
    },
  ]),
];
