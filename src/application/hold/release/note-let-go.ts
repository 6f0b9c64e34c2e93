import type { Satang } from '../../../domain/money.js';
import { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';

/** Adds to what was let go of a hold by orders for less, in satang; below 0: it is held again. */
export async function noteLetGo(work: CaseWork, hold: HoldRow, satang: Satang): Promise<void> {
  hold.letGoSatang += satang;
  await work.manager.update(HoldRow, { id: hold.id }, { letGoSatang: hold.letGoSatang });
}

/**
 * Notes, before a hold is over, what its standing order lets go of it though the institution has not
 * answered that order: it is no more let go by the end of the hold. Whoever changes the hold writes what is held.
 */
export async function noteLetGoBeforeEnd(work: CaseWork, hold: HoldRow, satang: Satang): Promise<void> {
  hold.heldSatang -= satang;
  await noteLetGo(work, hold, satang);
}
