import { Case } from '../../../e2e/support/case.js';
import { commitTheft, type Theft, type TheftOptions } from '../../../e2e/support/theft.js';
import { until } from '../../../e2e/support/until.js';
import type { House } from './house.js';

/** Opens a case without a section 7 order, whose evidence gives reason to believe (AOC-85B). */
export async function caseWithEvidence(
  house: House,
  options: { rulebook?: 'demo' | 'law' } & Pick<TheftOptions, 'mule' | 'passedOnSatang'> = {},
): Promise<{ opened: Case; theft: Theft }> {
  const { rulebook = 'law', ...theftOptions } = options;
  const theft = await commitTheft(house.system, { byHolder: false, ...theftOptions });
  await house.system.stage.list('amlo', { account: theft.mule, list: 'HR-03-1', since: '2026-05-04T03:00:00Z' });
  const opened = await Case.open(house.system, theft.complaint, { rulebook });
  await until('the evidence gives reason to believe', 25, async (seen) => {
    const { accounts } = await opened.view();
    const { requests } = await opened.evidence();
    seen({ accounts, requests });
    return accounts[0]?.suspension === 'met' && requests.every(({ state }) => state !== 'asked') ? true : undefined;
  });
  return { opened, theft };
}
