import type { EntityManager } from 'typeorm';
import { WithdrawalRow } from '../../../persistence/entities/case/complaint.entities.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import { iso } from '../../case/work/read-rows.js';
import { readingOfCase } from '../../case/work/reading-of-case.js';
import { whyNotDecide } from '../../case/work/why-not.js';
import { readBeforeActs } from '../../interest/refuse-interested.js';
import { verdictsOnWithdrawal } from './decide-withdrawal.js';

/** Reads a request for withdrawal, with who asked and who decided; undefined when there is none. */
export async function readWithdrawal(manager: EntityManager, id: string, actor: ActingPerson) {
  const row = await manager.findOneBy(WithdrawalRow, { id });
  if (row === null) return undefined;
  const { interested, takenBy } = await readBeforeActs(manager, row.caseId, actor);
  const verdicts = await verdictsOnWithdrawal(await readingOfCase(manager, row.caseId), row, takenBy, actor);
  return {
    ...row,
    calledBackAt: row.calledBackAt.toISOString(),
    requestedAt: row.requestedAt.toISOString(),
    lapsesAt: row.lapsesAt.toISOString(),
    decidedAt: iso(row.decidedAt),
    whyNotConfirm: whyNotDecide(interested ?? verdicts.confirm),
    whyNotRefuse: whyNotDecide(interested ?? verdicts.refuse),
  };
}
