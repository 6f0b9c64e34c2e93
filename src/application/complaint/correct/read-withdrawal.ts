import type { EntityManager } from 'typeorm';
import { WithdrawalRow } from '../../../persistence/entities/complaint.entities.js';
import { iso } from '../../case/work/read-rows.js';

/** Reads a request for withdrawal, with who asked and who decided; undefined when there is none. */
export async function readWithdrawal(manager: EntityManager, id: string) {
  const row = await manager.findOneBy(WithdrawalRow, { id });
  if (row === null) return undefined;
  return {
    ...row,
    calledBackAt: row.calledBackAt.toISOString(),
    requestedAt: row.requestedAt.toISOString(),
    lapsesAt: row.lapsesAt.toISOString(),
    decidedAt: iso(row.decidedAt),
  };
}
