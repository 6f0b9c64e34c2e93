import { IsNull } from 'typeorm';
import { ReleaseOrderRow } from '../../../persistence/entities/money/hold.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { answeredAfter } from '../look/unanswered-releases.js';

/**
 * Marks a release order of a hold, or the open one, as acknowledged: the institution holds nothing
 * any more.
 */
export async function acknowledgeRelease(work: CaseWork, which: { id?: string; holdId: string }): Promise<void> {
  const release = await work.manager.findOneBy(ReleaseOrderRow, { ...which, acknowledgedAt: IsNull() });
  if (release === null) return;
  await work.manager.update(ReleaseOrderRow, { id: release.id }, { acknowledgedAt: work.now });
  work.acknowledge(release.id);
  work.audit('release.acknowledged', { releaseOrderId: release.id, holdId: release.holdId });
  await answeredAfter(work, release.holdId, 'RELEASE_UNANSWERED', release.orderedAt);
}
