import type { EntityManager } from 'typeorm';
import { endOf } from '../../domain/deadlines/deadline-of.js';
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
  const rulebook = await loadRulebook(manager, 'th');
  const rule = ruleInForce(rulebook, 'RPT-859', madeAt);
  const cases = await selectCasesOfMonth(manager, month);
  const overdue = await selectOverdueOfMonth(manager, month);
  const overHold = await selectOverHold(manager);
  return {
    from: month.from.toISOString(),
    to: month.to.toISOString(),
    madeAt: madeAt.toISOString(),
    // The month is over with its last instant, and the time of the rule begins then.
    dueAt: endOf(rule, new Date(month.to.getTime() - 1), { rulebook, now: madeAt }).toISOString(),
    legalBasis: rule.rowId,
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
