import type { EntityManager } from 'typeorm';
import { newId } from '../../../../src/persistence/ids.js';
import type { PlantRow } from './exchange-plants.js';

/** Writes a change of th-014 by SQL; `decidedBy` null: nobody has decided. */
async function change(manager: EntityManager, kind: string, decidedBy: string | null): Promise<string> {
  const id = newId();
  const isAddress = kind === 'change_address';
  await manager.query(
    `INSERT INTO party_change (id, party, kind, key_id, base_url, reason, state, requested_by, requested_role, requested_at,
                               decided_by, decided_role, decision_reason, decided_at)
     SELECT $1, 'th-014', $2, $3, $4, 'planted', $5, 'admin-1', 'administrator', now(), $6, $7, $7,
            CASE WHEN $5 = 'approved' THEN now() END`,
    [
      id,
      kind,
      isAddress ? null : 'th-014-1',
      isAddress ? 'https://elsewhere.test' : null,
      decidedBy === null ? 'requested' : 'approved',
      decidedBy,
      decidedBy === null ? null : 'administrator',
    ],
  );
  return id;
}

/** Ways to change a party without the two persons that it needs. */
export const PARTY_PLANTS: readonly PlantRow[] = [
  [
    'I2',
    'a change of a party that its requester approved',
    async (m) => {
      await m.query('ALTER TABLE party_change DROP CONSTRAINT party_change_four_eyes');
      const id = await change(m, 'change_address', 'admin-1');
      await m.query(`UPDATE party SET base_url = 'https://elsewhere.test', address_change = $1 WHERE slug = 'th-014'`, [
        id,
      ]);
      return id;
    },
    ['GUARDS'], // the constraint that it took away
  ],
  [
    'I2',
    'a key revoked by a change that nobody approved',
    async (m) => {
      const id = await change(m, 'revoke_key', null);
      await m.query(
        `UPDATE party_key SET revoked_at = now() + interval '1 day', revoked_by_change = $1
          WHERE key_id = (SELECT min(key_id) FROM party_key WHERE party = 'th-014')`,
        [id],
      );
    },
  ],
  ['I2', 'an approved revocation that was not made', (m) => change(m, 'revoke_key', 'supervisor-1')],
  [
    'I2',
    'an address that names another change',
    async (m) => {
      const id = await change(m, 'change_address', 'supervisor-1');
      await m.query(`UPDATE party SET base_url = 'https://thief.test', address_change = $1 WHERE slug = 'th-014'`, [
        id,
      ]);
    },
  ],
];
