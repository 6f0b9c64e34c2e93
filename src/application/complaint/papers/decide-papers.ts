import type { DataSource } from 'typeorm';
import { refuse } from '../../../domain/result.js';
import { HolderPapersRow } from '../../../persistence/entities/case/complaint.entities.js';
import { IncompleteTransferRow } from '../../../persistence/entities/money/debit.entities.js';
import { openBreak } from '../../break/open-break.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { signalOthersOfCase } from '../../debit/name-receiver.js';
import { adoptNewest } from '../incomplete/adopt-found.js';
import {
  type ActOfTwo,
  decideAsSecond,
  type DecidedAsSecond,
  type DecisionOfSecond,
} from '../second-person/act-of-two.js';
import { verdictsOnPapers } from './read-holder-papers.js';

/**
 * A finding about a holder: confirmed, it counts as the word of the bank. What it found of the victim's
 * account is adopted, and the next look at the case asks again what the bank answered about another
 * holder. A finding that is taken back calls a person, who looks at what stands by it.
 */
export const HOLDER_PAPERS: ActOfTwo = {
  entity: HolderPapersRow,
  name: 'holder_papers',
  idName: 'papersId',
  lapsesAt: 'papersLapseAt',
  absent: refuse('HOLDER_PAPERS.ABSENT', 'there is no such finding about a holder'),
  async read(work, id, takenBy, actor) {
    const papers = await work.manager.findOneByOrFail(HolderPapersRow, { id });
    return {
      verdicts: await verdictsOnPapers(work, papers, takenBy, actor),
      traced: { finding: papers.finding },
      confirm: () => follow(work, papers),
    };
  },
};

/** Records what a second person decides on a finding about a holder. Refusals: see `decideAsSecond`. */
export function decidePapers(db: DataSource, decision: DecisionOfSecond): Promise<DecidedAsSecond> {
  return decideAsSecond(db, HOLDER_PAPERS, decision);
}

/** What follows at once on a confirmed finding; the clocks of the other cases about the money are counted by it too. */
async function follow(work: CaseWork, papers: HolderPapersRow): Promise<void> {
  const { caseFile, manager, actor } = work;
  await signalOthersOfCase(work, papers.id);
  if (papers.finding === 'taken_back') {
    await openBreak(work, { caseId: caseFile.id, id: null }, null, 'HOLDER_TAKEN_BACK');
    return;
  }
  const isVictims = papers.institution === caseFile.victimInstitution && papers.accountNo === caseFile.victimAccountNo;
  if (!isVictims || caseFile.withdrawnAt !== null) return;
  const open = await manager.find(IncompleteTransferRow, {
    where: { caseId: caseFile.id, state: 'open' },
    order: { no: 'ASC' },
  });
  for (const row of open) await adoptNewest(work, row, { subject: actor, says: { papers: papers.id } });
}
