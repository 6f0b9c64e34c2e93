import type { EntityManager } from 'typeorm';
import { CorrectionRow } from '../../persistence/entities/complaint.entities.js';
import { iso } from '../case/read-rows.js';
import type { CorrectedTransfers } from './corrected-claims.js';

/** Reads a correction, with who asked and who decided; undefined when there is none. */
export async function readCorrection(manager: EntityManager, id: string) {
  const row = await manager.findOneBy(CorrectionRow, { id });
  if (row === null) return undefined;
  const { body, ...correction } = row;
  return {
    ...correction,
    // As received; the schema of the request checked it.
    corrected: body as CorrectedTransfers,
    calledBackAt: iso(row.calledBackAt),
    requestedAt: row.requestedAt.toISOString(),
    lapsesAt: iso(row.lapsesAt),
    decidedAt: iso(row.decidedAt),
  };
}
