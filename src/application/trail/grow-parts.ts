import type { Satang } from '../../domain/money.js';
import { sumSatang } from '../../domain/money.js';
import { grownParts } from '../../domain/trail/grown-part.js';
import type { OnwardDebit } from '../../domain/trail/next-hops.js';
import type { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import { TrailLinkRow } from '../../persistence/entities/money/trail.entities.js';
import type { CaseWork } from '../case/work/case-work.js';
import type { PartLeft } from './extend-trail.js';
import { type DebitBeforeAnswerRow, namedByAnswers } from './trail.queries.js';

/** A later answer, as far as it names debits that are on record. */
interface LaterAnswer {
  debits: readonly OnwardDebit[];
  /** What was on record of them before it. */
  debitsBefore: readonly DebitBeforeAnswerRow[];
  heldSatang: Satang;
  heardAt: Date;
}

/**
 * Lets the parts grow whose debits an answer names for more than those before it (`grownParts`). What they
 * grew by is asked for at the next account when the case is looked at, as a part that was asked for less
 * than it brought. A part that a notice named stays as it is: what answers say of its debit may be the same money.
 */
export async function growParts(
  work: CaseWork,
  hold: Pick<HoldRow, 'id'>,
  { link, known }: Pick<PartLeft, 'link' | 'known'>,
  { debits, debitsBefore, heldSatang, heardAt }: LaterAnswer,
): Promise<void> {
  const again = known.filter(
    ({ transferId, parentHoldId }) => parentHoldId !== null && debits.some((debit) => debit.transferId === transferId),
  );
  if (again.length === 0) return;
  const ofOthers = again.some(({ parentHoldId }) => parentHoldId !== hold.id);
  const said = ofOthers ? await namedByAnswers(work.manager, hold.id, heardAt) : new Map<string, Satang>();
  const added = debits.filter(({ transferId }) => !known.some((part) => part.transferId === transferId));
  const leftSatang =
    link.attributedSatang -
    heldSatang -
    sumSatang(known.map(({ attributedSatang }) => attributedSatang)) -
    sumSatang(added.map(({ attributedSatang }) => attributedSatang));
  const parts = again.map((part) => {
    const onRecord = debitsBefore.find(({ transferId }) => transferId === part.transferId);
    return {
      transferId: part.transferId,
      attributedSatang: part.attributedSatang,
      byThisHoldSatang: part.parentHoldId === hold.id ? part.attributedSatang : (said.get(part.transferId) ?? 0n),
      elsewhereSatang: BigInt(onRecord?.elsewhereSatang ?? '0'),
    };
  });
  for (const { transferId, bySatang } of grownParts(debits, parts, leftSatang)) {
    const part = again.find((each) => each.transferId === transferId);
    if (part === undefined) throw new Error(`no part of ${transferId} grows`);
    part.attributedSatang += bySatang;
    await work.manager.update(TrailLinkRow, { id: part.id }, { attributedSatang: part.attributedSatang });
    work.audit('trail.grown', {
      trailLinkId: part.id,
      transferId,
      holdId: hold.id,
      bySatang: bySatang.toString(),
      attributedSatang: part.attributedSatang.toString(),
    });
  }
}
