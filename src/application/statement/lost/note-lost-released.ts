import type { InboxMessageRow } from '../../../persistence/entities/traffic/message.entities.js';
import { LostOrderRow } from '../../../persistence/entities/traffic/statement.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { endLostOrder } from './end-lost-order.js';

/** Ends a lost order by the signed answer to its release, once. */
export async function noteLostReleased(
  work: CaseWork,
  { subjectId }: { subjectId: string },
  answer: InboxMessageRow,
): Promise<void> {
  const lost = await work.manager.findOneByOrFail(LostOrderRow, { id: subjectId });
  if (lost.state !== 'releasing') return;
  const { releasedAmountSatang = '0' } = answer.content as { releasedAmountSatang?: string };
  await endLostOrder(work, lost, 'RELEASED', BigInt(releasedAmountSatang));
}
