import type { EntityManager } from 'typeorm';
import { maskAccount } from './mask.js';
import { caseExists, CLAIMED_SUMS, rowsOf } from './rows.js';

interface Row {
  transferId: string;
  hop: number;
  fromInstitution: string;
  fromAccountNo: string;
  toInstitution: string | null;
  toAccountNo: string | null;
  offRail: string | null;
  reference: string;
  amountSatang: string;
  attributedSatang: string;
  transferredAt: Date;
  stopReason: string | null;
  holdId: string | null;
  heldSatang: string | null;
}

/** The trail of a case's stolen money with the newest hold at each step, or undefined when there is no such case. */
export async function readTrail(manager: EntityManager, caseId: string) {
  if (!(await caseExists(manager, caseId))) return undefined;
  const rows = await rowsOf<Row>(
    manager,
    `SELECT l.transfer_id AS "transferId", l.hop, t.from_institution AS "fromInstitution", t.from_account_no AS "fromAccountNo",
            t.to_institution AS "toInstitution", t.to_account_no AS "toAccountNo", t.off_rail AS "offRail", t.reference,
            t.amount_satang AS "amountSatang", l.attributed_satang AS "attributedSatang", t.transferred_at AS "transferredAt",
            l.stop_reason AS "stopReason", h.id AS "holdId", h.held_satang AS "heldSatang"
       FROM trail_link l JOIN transfer t ON t.id = l.transfer_id
       LEFT JOIN LATERAL (SELECT id, held_satang FROM hold
                           WHERE trail_link_id = l.id ORDER BY id DESC LIMIT 1) h ON true
      WHERE l.stolen_sum_id IN ${CLAIMED_SUMS} ORDER BY l.hop, t.transferred_at, l.id`,
    [caseId],
  );
  return {
    links: rows.map(({ fromInstitution, fromAccountNo, toInstitution, toAccountNo, ...row }) => ({
      ...row,
      from: { institution: fromInstitution, accountMasked: maskAccount(fromAccountNo) },
      to:
        toInstitution === null || toAccountNo === null
          ? null
          : { institution: toInstitution, accountMasked: maskAccount(toAccountNo) },
      transferredAt: row.transferredAt.toISOString(),
      heldSatang: row.heldSatang ?? '0',
    })),
  };
}
