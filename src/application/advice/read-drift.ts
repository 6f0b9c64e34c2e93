import type { EntityManager } from 'typeorm';
import type { AdviceDraft } from '../../domain/advice/advice.js';
import { type Drift, driftOf, SCORES_COMPARED, stabilityIndex } from '../../domain/advice/drift.js';
import { MINUTE_MS } from '../../domain/time.js';
import { scoresOfModel } from './advice.queries.js';
import { ShortCopies } from './short-copies.js';

/** How far the scores of a model version moved since it began to advise. */
export interface ModelDrift {
  /** The population stability index of the newest scores against the first. */
  index: number;
  calls: Drift;
}

/** Returns the drift of a model version of hop risk; null while it has too little advice. */
export async function readDrift(manager: EntityManager, modelVersion: string): Promise<ModelDrift | null> {
  const { first, newest, apart } = await scoresOfModel(manager, modelVersion, SCORES_COMPARED);
  if (!apart || newest.length < SCORES_COMPARED) return null;
  const index = stabilityIndex(first, newest);
  return { index, calls: driftOf(index) };
}

/** A drift is of hundreds of cases, so a copy of ten minutes changes nothing. */
const KEPT_MS = 10 * MINUTE_MS;
const stops = new ShortCopies<boolean>(KEPT_MS);

/** Returns the model versions among the advice on hop risk that a drift stops. */
export async function stoppedByDrift(
  manager: EntityManager,
  drafts: readonly AdviceDraft[],
): Promise<ReadonlySet<string>> {
  const shown = drafts.filter(({ kind, shadow }) => kind === 'hop_risk' && !shadow);
  const stopped = new Set<string>();
  for (const modelVersion of new Set(shown.map((draft) => draft.modelVersion))) {
    if (await isStopped(manager, modelVersion)) stopped.add(modelVersion);
  }
  return stopped;
}

function isStopped(manager: EntityManager, modelVersion: string): Promise<boolean> {
  return stops.of(manager.dataSource, modelVersion, async () => {
    const drift = await readDrift(manager, modelVersion);
    return drift?.calls === 'stop';
  });
}
