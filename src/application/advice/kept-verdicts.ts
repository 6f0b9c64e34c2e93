import type { EntityManager } from 'typeorm';
import type { VerdictCount } from '../../domain/advice/advice.js';
import { MINUTE_MS } from '../../domain/time.js';
import { judgedByModel } from './advice.queries.js';
import type { OwnOutcomes } from '../../domain/advice/measured.js';
import { type ModelInUse, readModels, readOutcomes } from './read-models.js';
import { ShortCopies } from './short-copies.js';

/** For so long, verdicts that another process took are not counted yet. */
const KEPT_MS = 5 * MINUTE_MS;
const judged = new ShortCopies<ReadonlyMap<string, VerdictCount>>(KEPT_MS);
const outcomes = new ShortCopies<OwnOutcomes>(KEPT_MS);
const models = new ShortCopies<Awaited<ReturnType<typeof readModels>>>(KEPT_MS);

/**
 * Returns how often officers agreed with each model version and called it wrong, by version, at most
 * five minutes old. Call it outside a transaction.
 */
export function keptJudged(manager: EntityManager): Promise<ReadonlyMap<string, VerdictCount>> {
  return judged.of(manager.dataSource, '', () => judgedByModel(manager));
}

/** Returns what came of the accounts that each version advised on, at most five minutes old. Call it outside a transaction. */
export function keptOutcomes(manager: EntityManager): Promise<OwnOutcomes> {
  return outcomes.of(manager.dataSource, '', () => readOutcomes(manager));
}

/** Returns what `readModels` does, at most five minutes old. Call it outside a transaction. */
export function keptModels(manager: EntityManager, inUse: readonly ModelInUse[]): ReturnType<typeof readModels> {
  return models.of(manager.dataSource, '', () => readModels(manager, inUse));
}

/** Has the next reader of this process count the verdict or the opinion that was just given. */
export function forgetVerdicts({ dataSource }: EntityManager): void {
  judged.forget(dataSource);
  outcomes.forget(dataSource);
  models.forget(dataSource);
}
