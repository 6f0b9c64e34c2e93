import type { EntityManager } from 'typeorm';
import { nextStepOf } from '../../domain/complaint/next-step.js';
import { endOf } from '../../domain/deadlines/deadline-of.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { iso } from '../case/read-rows.js';
import { type CaseStatusRow, caseStatusRow, reportedTransfers } from './complaint.queries.js';
import { readNewsToTell, readTellings } from '../telling/read-tellings.js';

/**
 * Reads what the operator may read out of a complaint; undefined when there is none of this id.
 */
export async function readComplaintStatus(manager: EntityManager, id: string) {
  const row = await caseStatusRow(manager, id);
  if (row === undefined) return undefined;
  const transfers = await reportedTransfers(manager, id);
  // What is held after a withdrawal is held for others, or by another power.
  const isClaimed = row.withdrawnAt === null;
  return {
    id: row.id,
    caseNo: row.caseNo,
    receivedAt: row.openedAt.toISOString(),
    status: row.status,
    stolenSatang: row.stolen,
    heldSatang: isClaimed ? row.held : '0',
    transfers: transfers.map((transfer) => ({
      ...transfer,
      debit: transfer.debit ?? 'unknown',
      heldSatang: isClaimed ? transfer.heldSatang : '0',
    })),
    nextSteps: await nextSteps(manager, row),
    withdrawn: row.withdrawnAt !== null,
    toTell: await readNewsToTell(manager, { id, caseNo: row.caseNo, stolenSatang: BigInt(row.stolen) }),
    told: await readTellings(manager, id),
  };
}

/** Returns what comes next for the victim, and until when, in both languages. */
async function nextSteps(
  manager: EntityManager,
  row: CaseStatusRow,
): Promise<{ th: string; en: string; until: string | null }[]> {
  const step = nextStepOf({ ...row, isClosed: row.status === 'closed' });
  if (step === 'none') return [];
  if (step === 'await_decision') {
    const th = 'พนักงานสอบสวนรับคำร้องทุกข์แล้ว และจะพิจารณาว่าจะให้ระงับต่อหรือไม่';
    return [
      { th, en: 'The inquiry officer has your complaint and decides whether the suspension goes on.', until: null },
    ];
  }
  const rulebook = await loadRulebook(manager, row.rulebook);
  const law = { rulebook, now: row.openedAt };
  const until = endOf(ruleInForce(rulebook, 'VIC-7B', row.openedAt), row.openedAt, law);
  const th = 'โปรดร้องทุกข์ต่อพนักงานสอบสวนภายในกำหนด มิฉะนั้นการระงับจะสิ้นสุดลง';
  return [{ th, en: 'Give your statement to an inquiry officer in time, or the suspension ends.', until: iso(until) }];
}
