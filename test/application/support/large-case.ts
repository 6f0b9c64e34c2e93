import type { DataSource } from 'typeorm';
import type { OnwardMessage } from '../../../src/domain/hold/messages.js';
import type { RecordBuilder } from '../../support/record-builder.js';

const BANKS = ['th-002', 'th-004', 'th-006', 'th-014'];
const FIRST_HOP = 10;
/** Satang that reach an account of the first hop, and that it keeps. */
const [REACHED, KEPT] = [100_000_000, 10_000_000];

/**
 * Takes a complaint whose money ran through about `accounts` accounts: ten at the first hop, all others
 * at the second. Every account has a hold, and the case is judged.
 */
export async function openLargeCase(build: RecordBuilder, accounts: number): Promise<string> {
  const { caseId, holdIds } = await build.complain({
    transfers: [{ amountSatang: String(FIRST_HOP * REACHED), reference: `LARGE-${accounts}` }],
  });
  await build.debits(caseId, 'CONFIRMED');
  let made = 0;
  const debits = (count: number, satang: number): OnwardMessage[] =>
    Array.from({ length: count }, () => {
      made += 1;
      const accountNo = `9${String(accounts).padStart(4, '0')}${String(made).padStart(6, '0')}`;
      return {
        transferRef: `LARGE-${accounts}-${made}`,
        to: { account: { institution: BANKS[made % BANKS.length] ?? '', accountNo } },
        amountSatang: String(satang),
        attributedSatang: String(satang),
        at: new Date(Date.now() - 600_000).toISOString(),
        channel: 'promptpay',
      };
    });
  const [first = ''] = holdIds;
  await build.send(first, { result: 'NO_FUNDS', heldAmountSatang: '0', onward: debits(FIRST_HOP, REACHED) });
  const further = accounts / FIRST_HOP - 1;
  for (const { id } of (await build.holds(caseId)).filter(({ hop }) => hop === 1)) {
    const onward = debits(further, Math.floor((REACHED - KEPT) / further));
    await build.send(id, { result: 'HELD_PARTIAL', heldAmountSatang: String(KEPT), onward });
  }
  await build.advanceCase(caseId);
  return caseId;
}

/**
 * Brings the holds of a large case into everything that a hold can be in, a fifth of them each: asked for and
 * appealed against; under the centre's own suspension; suspected; let go by an officer; let go in part. What was
 * let go is asked back at every other one, and the victim has withdrawn, so that reviews are owed. The rows
 * are written by hand, because the readings alone are tested.
 */
export async function bringIntoEverySituation(owner: DataSource, caseId: string): Promise<void> {
  await owner.transaction(async (manager) => {
    await manager.query('SET LOCAL session_replication_role = replica'); // no seals and no guards
    await manager.query(
      `CREATE TEMP TABLE placed ON COMMIT DROP AS
         SELECT id, institution, account_no, requested_satang, (row_number() OVER (ORDER BY id))::int % 10 AS place FROM hold WHERE case_id = $1`,
      [caseId],
    );
    const rule = `(SELECT row_id FROM rule_row WHERE rulebook = 'th' ORDER BY row_id LIMIT 1)`;
    const asked = (kind: string, columns: string, which: string) =>
      manager.query(
        `INSERT INTO freeze_request (id, case_id, kind, hold_id, institution, account_no, state, requested_by, requested_role, reason, evidence_hash,
                                     rule_row_id, requested_at, remind_at, escalate_at, expires_at, until_at, partial_release_id, raise_satang)
         SELECT 'Q' || p.id, $1, $2, ${columns}, 'requested', 'officer-1', 'aoc_officer', 'synthetic', repeat('c', 64),
                ${rule}, now(), now() + interval '1 hour', now() + interval '2 hours', now() + interval '3 days', now() + interval '1 day', ${which}`,
        [caseId, kind],
      );
    await asked(
      'aoc_suspension',
      'NULL, p.institution, p.account_no',
      'NULL, NULL FROM placed p WHERE place IN (0, 5)',
    );
    await manager.query(
      `INSERT INTO appeal (id, hold_id, case_id, state, tier, rule_row_id, received_at, tier_since, target_at, breach_at)
       SELECT 'A' || id, id, $1, 'received', 'centre', ${rule}, now(), now(), now() + interval '1 day', now() + interval '2 days'
         FROM placed WHERE place IN (0, 5)`,
      [caseId],
    );
    const becomes = async (kind: string, places: string) => {
      await manager.query(`UPDATE hold SET kind = $1 WHERE id IN (SELECT id FROM placed WHERE place IN (${places}))`, [
        kind,
      ]);
    };
    await becomes('aoc_suspension', '1, 6');
    await becomes('section6', '2, 7');
    await manager.query(
      `UPDATE hold SET state = 'released', reserved_satang = 0 WHERE id IN (SELECT id FROM placed WHERE place IN (3, 8))`,
    );
    await manager.query(
      `INSERT INTO release_order (id, hold_id, case_id, reason, legal_basis, ordered_by, ordered_at, acknowledged_at)
       SELECT 'R' || id, id, $1, 'OFFICER_RELEASE', ARRAY[${rule}], 'officer-1', now(), now() FROM placed WHERE place IN (3, 8)`,
      [caseId],
    );
    await manager.query(
      `UPDATE hold SET state = 'partly_held', held_satang = reserved_satang WHERE id IN (SELECT id FROM placed WHERE place IN (4, 9))`,
    );
    await manager.query(
      `INSERT INTO partial_release (id, hold_id, case_id, order_id, keep_satang, let_go_satang, legal_basis, person, role, reason, ordered_at)
       SELECT 'P' || p.id, p.id, $1, o.id, 1, 1, ARRAY[${rule}], 'officer-1', 'aoc_officer', 'synthetic', now()
         FROM placed p JOIN hold_order o ON o.hold_id = p.id AND o.sequence = 1 WHERE place IN (4, 9)`,
      [caseId],
    );
    await asked('reinstatement', 'p.id, p.institution, p.account_no', 'NULL, NULL FROM placed p WHERE place = 8');
    await asked('reinstatement', 'p.id, p.institution, p.account_no', `'P' || p.id, 1 FROM placed p WHERE place = 9`);
    await manager.query(`UPDATE case_file SET withdrawn_at = now() WHERE id = $1`, [caseId]);
  });
  await owner.query('ANALYZE');
}
