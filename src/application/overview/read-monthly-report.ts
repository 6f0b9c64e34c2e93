import type { EntityManager } from 'typeorm';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { databaseNow } from '../../persistence/clock.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import {
  type ReportMonth,
  selectCasesOfMonth,
  selectExchangesOfMonth,
  selectHoldsOfMonth,
  selectOverdueOfMonth,
  selectOverHold,
  selectReleasesOfMonth,
  selectRulesOfMonth,
  selectSuspensionsOfMonth,
} from './overview.queries.js';

/**
 * Reads what the centre reports of a month (section 8/5(9)), from the register of exchanges and
 * the cases.
 */
export async function readMonthlyReport(manager: EntityManager, month: ReportMonth) {
  const madeAt = await databaseNow(manager);
  const cases = await selectCasesOfMonth(manager, month);
  const overdue = await selectOverdueOfMonth(manager, month);
  const overHold = await selectOverHold(manager);
  return {
    from: month.from.toISOString(),
    to: month.to.toISOString(),
    madeAt: madeAt.toISOString(),
    legalBasis: ruleInForce(await loadRulebook(manager, 'th'), 'RPT-859', madeAt).rowId,
    cases,
    exchanges: await selectExchangesOfMonth(manager, month),
    rules: await selectRulesOfMonth(manager, month),
    holds: await selectHoldsOfMonth(manager, month),
    releases: await selectReleasesOfMonth(manager, month),
    ownSuspensions: await selectSuspensionsOfMonth(manager, month),
    overdue,
    overHold,
  };
}
