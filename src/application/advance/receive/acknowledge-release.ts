import { IsNull } from 'typeorm';
import { isReleaseOverdue } from '../../../domain/break/unanswered.js';
import { HoldRow, ReleaseOrderRow } from '../../../persistence/entities/money/hold.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { newsOf } from '../../case/work/victim-news.js';
import { readEndedInSilence } from '../../hold/release/ended-in-silence.js';
import { answeredAfter } from '../../break/settle-by-itself.js';

/**
 * Marks a release order of a hold, or the open one, as acknowledged: the institution holds nothing
 * any more.
 */
export async function acknowledgeRelease(work: CaseWork, which: { id?: string; holdId: string }): Promise<void> {
  const release = await work.manager.findOneBy(ReleaseOrderRow, { ...which, acknowledgedAt: IsNull() });
  if (release === null) return;
  const endedBefore = await endedInSilence(work, release);
  await work.manager.update(ReleaseOrderRow, { id: release.id }, { acknowledgedAt: work.now });
  work.acknowledge(release.id);
  work.audit('release.acknowledged', { releaseOrderId: release.id, holdId: release.holdId });
  if (endedBefore !== undefined) {
    work.audit('hold.let_go_late', { holdId: release.holdId });
    const { heldSatang, seizedSatang } = endedBefore;
    for (const news of newsOf(endedBefore, { state: 'release_ordered', heldSatang, seizedSatang }))
      work.tellVictims(news);
  }
  await answeredAfter(work, release.holdId, 'RELEASE_UNANSWERED', release.orderedAt);
}

/**
 * Reads the hold of a release that ended without a word of its institution, before that answered: its victims hear of the
 * end now (`toldState`). Undefined where it did not; only what was not answered in time can have.
 */
async function endedInSilence(work: CaseWork, release: ReleaseOrderRow): Promise<HoldRow | undefined> {
  if (release.again || !isReleaseOverdue(release, work.rulebook, work.now)) return undefined;
  const hold = await work.manager.findOneByOrFail(HoldRow, { id: release.holdId });
  return (await readEndedInSilence(work.manager, [hold])).has(hold.id) ? hold : undefined;
}
