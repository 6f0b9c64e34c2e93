import type { DataSource } from 'typeorm';
import { CHECKS } from '../../tools/verify/checks/all.js';
import type { Check } from '../../tools/verify/check.js';
import { type CheckReport, checkSnapshot } from '../../tools/verify/verify-record.js';

/**
 * The check of everything that is no row. It takes a quarter of the time of all checks, and nothing
 * that the product does can change its answer, so each test file asks it once.
 */
const CATALOGUE = 'GUARDS';
let isCatalogueChecked = false;

/**
 * Returns the checks of `verify` that find something, where no process runs any more: all checks or,
 * if `about` names some, these alone, because each takes time.
 */
export async function violated(db: DataSource, about?: readonly string[]): Promise<CheckReport[]> {
  const wanted = about === undefined ? allOfThisTime() : about.map(checkOf);
  const { checks } = await db.transaction('REPEATABLE READ', async (manager) => {
    await manager.query('SET TRANSACTION READ ONLY');
    await manager.query('SET LOCAL statement_timeout = 0');
    return checkSnapshot(manager, {}, 'last_activity', wanted);
  });
  return checks.filter(({ violations }) => violations > 0);
}

function allOfThisTime(): readonly Check[] {
  const wanted = CHECKS.filter(({ id }) => id !== CATALOGUE || !isCatalogueChecked);
  isCatalogueChecked = true;
  return wanted;
}

function checkOf(id: string): Check {
  const check = CHECKS.find((one) => one.id === id);
  if (check === undefined) throw new Error(`no check of verify is called ${id}`);
  return check;
}
