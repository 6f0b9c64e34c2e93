import type { EntityManager } from 'typeorm';
import type { AdviceDraft } from '../../domain/advice/advice.js';
import { type Drift, driftOf, SCORES_COMPARED, stabilityIndex } from '../../domain/advice/drift.js';
import { MINUTE_MS } from '../../domain/time.js';
import { scoresOfModel } from './advice.queries.js';

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
/** One set of copies per data source, as of the rulebook. */
const kept = new WeakMap<object, Map<string, { isStopped: boolean; untilMs: number }>>();

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

async function isStopped(manager: EntityManager, modelVersion: string): Promise<boolean> {
  const copies = kept.get(manager.dataSource) ?? new Map<string, { isStopped: boolean; untilMs: number }>();
  kept.set(manager.dataSource, copies);
  const copy = copies.get(modelVersion);
  if (copy !== undefined && copy.untilMs > performance.now()) return copy.isStopped;
  const drift = await readDrift(manager, modelVersion);
  const fresh = { isStopped: drift?.calls === 'stop', untilMs: performance.now() + KEPT_MS };
  copies.set(modelVersion, fresh);
  return fresh.isStopped;
}
