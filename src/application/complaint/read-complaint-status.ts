import type { EntityManager } from 'typeorm';
import { after } from '../../domain/time.js';
import { deadlineMs, ruleInForce } from '../../domain/rulebook/in-force.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { iso, rowsOf } from '../case/read-rows.js';
import { readNewsToTell, readTellings } from '../telling/read-tellings.js';

interface Row {
  id: string;
  caseNo: string;
  rulebook: string;
  openedAt: Date;
  status: string;
  stolen: string;
  held: string;
  statementAt: Date | null;
  withdrawnAt: Date | null;
}
interface TransferRow {
  reference: string;
  amountSatang: string;
  debit: string | null;
  heldSatang: string;
}

/** What the operator may read out of a complaint, or undefined when there is none of this id. */
export async function readComplaintStatus(manager: EntityManager, id: string) {
  const [row] = await rowsOf<Row>(
    manager,
    `SELECT id, case_no AS "caseNo", rulebook, opened_at AS "openedAt", status, stolen_satang AS stolen, held_satang AS held,
            statement_at AS "statementAt", withdrawn_at AS "withdrawnAt" FROM case_file WHERE id = $1`,
    [id],
  );
  if (row === undefined) return undefined;
  const transfers = await rowsOf<TransferRow>(
    manager,
    `SELECT t.reference, t.amount_satang AS "amountSatang", d.state AS debit,
            coalesce((SELECT sum(h.held_satang) FROM hold h WHERE h.stolen_sum_id = s.id
                       AND h.state IN ('held', 'partly_held', 'release_ordered', 'seized')), 0)::text AS "heldSatang"
       FROM claim c JOIN stolen_sum s ON s.id = c.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id
       LEFT JOIN debit_confirmation d ON d.transfer_id = t.id
      WHERE c.case_id = $1 ORDER BY t.transferred_at, t.id`,
    [id],
  );
  return {
    id: row.id,
    caseNo: row.caseNo,
    receivedAt: row.openedAt.toISOString(),
    status: row.status,
    stolenSatang: row.stolen,
    heldSatang: row.held,
    transfers: transfers.map((transfer) => ({ ...transfer, debit: transfer.debit ?? 'unknown' })),
    nextSteps: await nextSteps(manager, row),
    withdrawn: row.withdrawnAt !== null,
    toTell: await readNewsToTell(manager, { id, caseNo: row.caseNo, stolenSatang: BigInt(row.stolen) }),
    told: await readTellings(manager, id),
  };
}

/** What the victim must do, and what happens next, while anything can still happen. */
async function nextSteps(
  manager: EntityManager,
  row: Row,
): Promise<{ th: string; en: string; until: string | null }[]> {
  if (row.status === 'closed' || row.withdrawnAt !== null) return [];
  if (row.statementAt !== null) {
    const th = 'พนักงานสอบสวนรับคำร้องทุกข์แล้ว และจะพิจารณาว่าจะให้ระงับต่อหรือไม่';
    return [
      { th, en: 'The inquiry officer has your complaint and decides whether the suspension goes on.', until: null },
    ];
  }
  const rulebook = await loadRulebook(manager, row.rulebook);
  const until = after(row.openedAt, deadlineMs(ruleInForce(rulebook, 'VIC-7B', row.openedAt)));
  const th = 'โปรดร้องทุกข์ต่อพนักงานสอบสวนภายในกำหนด มิฉะนั้นการระงับจะสิ้นสุดลง';
  return [{ th, en: 'Give your statement to an inquiry officer in time, or the suspension ends.', until: iso(until) }];
}
