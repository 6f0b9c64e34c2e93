import type { EntityManager } from 'typeorm';
import type { RulebookName } from '../../domain/rulebook/build.js';
import { flagParameter, ruleInForce } from '../../domain/rulebook/in-force.js';
import { databaseNow } from '../../persistence/clock.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';

/** Returns whether the analysis may advise now (P-ADVICE). */
export async function isAdviceOn(manager: EntityManager, rulebook: RulebookName): Promise<boolean> {
  const row = ruleInForce(await loadRulebook(manager, rulebook), 'P-ADVICE', await databaseNow(manager));
  return flagParameter(row, 'enabled');
}
