import type { EntityManager } from 'typeorm';
import { append } from '../append-event.js';
import type { PlantRow } from './exchange-plants.js';
import type { RichRecord } from '../rich-record.js';

/** Ways to break the hold ledger, by hand in the tables. */
export const LEDGER_PLANTS: readonly PlantRow[] = [
  [
    'I1',
    'a blast radius that says less than the approver saw',
    (m, record) =>
      m.query(`UPDATE decision SET blast_radius = blast_radius - 'holders' WHERE freeze_request_id = $1`, [
        record.suspended.freezeRequestId,
      ]),
  ],
  [
    'I3',
    'a reservation that no hold has',
    (m, record) =>
      m.query('UPDATE stolen_sum SET reserved_satang = reserved_satang - 1 WHERE case_id = $1', [
        record.twoHops.caseId,
      ]),
  ],
  [
    'I3',
    'a whole account without a warrant',
    async (m, record) => {
      await m.query('ALTER TABLE hold DROP CONSTRAINT hold_check2');
      await m.query(`UPDATE hold SET kind = 'whole_account' WHERE id = $1`, [record.released.holdId]);
    },
    ['GUARDS', 'I16', 'I25'], // a constraint is gone, and its release was given by who does not hold that power
  ],
  [
    'I1',
    'an order that cites P-RESID without a catch',
    (m, record) => m.query('UPDATE hold_order SET raise_request_id = NULL WHERE hold_id = $1', [record.raised.holdId]),
  ],
  [
    'I3',
    'an order for more than was held plus the credit that it catches',
    async (m, record) => {
      await m.query('UPDATE hold_order SET requested_satang = requested_satang + 1 WHERE raise_request_id = $1', [
        record.raised.freezeRequestId,
      ]);
    },
  ],
  [
    'I1',
    'a catch that was ordered before it was approved',
    (m, record) =>
      m.query(`UPDATE freeze_request SET settled_at = settled_at + interval '1 hour' WHERE id = $1`, [
        record.raised.freezeRequestId,
      ]),
  ],
  [
    'I2',
    'a catch of more than the institution reported',
    (m, record) =>
      m.query('UPDATE freeze_request SET raise_satang = raise_satang + 1 WHERE id = $1', [
        record.raised.freezeRequestId,
      ]),
  ],
  ['I3', 'a sum over-held by a satang', (m, record) => overHold(m, record.twoHops), ['GUARDS', 'I13']],
];

/**
 * Lets the second hop's order ask for one satang more than the first hop left free, and changes
 * every other figure to match.
 */
async function overHold(manager: EntityManager, { caseId, nextHoldId }: RichRecord['twoHops']): Promise<void> {
  await manager.query('ALTER TABLE stolen_sum DROP CONSTRAINT stolen_sum_check, DROP CONSTRAINT stolen_sum_taken_up');
  await manager.query(
    'UPDATE hold SET requested_satang = requested_satang + 1, reserved_satang = reserved_satang + 1 WHERE id = $1',
    [nextHoldId],
  );
  await manager.query('UPDATE stolen_sum SET reserved_satang = reserved_satang + 1 WHERE case_id = $1', [caseId]);
  await append(manager, caseId, 'hold.state', {
    holdId: nextHoldId,
    from: 'ordered',
    to: 'ordered',
    heldSatang: '0',
    reservedSatang: '70001',
  });
}
