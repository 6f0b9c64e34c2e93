import { LinksView } from '../../../src/wire/office/link.js';
import { complaintBody } from '../../support/complaint-body.js';
import { Case } from '../support/case.js';
import type { SideBySide } from '../support/side-by-side.js';
import type { TestSystem } from '../support/system.js';
import { commitTheft, digits, newAccount, type Theft } from '../support/theft.js';
import { until } from '../support/until.js';

/** A second victim of the same mule, and what the officers of both cases see. */
export function knownMule(scenarios: SideBySide): void {
  scenarios.it('holds for a new victim what a known mule still has, once, and links the two cases', async (system) => {
    const first = await commitTheft(system, { passedOnSatang: '2000000' });
    const earlier = await Case.open(system, first.complaint, { rulebook: 'law' });
    await earlier.allHeld(2, 60);

    const later = await Case.open(system, await paySameMule(system, first), { rulebook: 'law', by: 'hotline-2' });
    expect(later.accepted.holdsOrdered).toBe(1);
    const holds = await later.allHeld(2, 60);
    expect(holds.map(({ hop, state, heldSatang }) => ({ hop, state, heldSatang }))).toEqual([
      { hop: 0, state: 'partly_held', heldSatang: '1500000' },
      { hop: 1, state: 'held', heldSatang: '2500000' },
    ]);
    // The third account was held for the first victim before: now it holds both sums, and not more
    // than it has.
    for (const account of [first.mule, first.next]) {
      expect(await system.stage.account(account)).toMatchObject({ heldSatang: '4500000', availableSatang: '0' });
    }
    expect((await earlier.holds()).map(({ heldSatang }) => heldSatang)).toEqual(['3000000', '2000000']);

    const links = await waitUntilLinked(system, later);
    expect(links.linked).toMatchObject([{ caseId: earlier.id, handledBy: 'nobody', heldSatang: '5000000' }]);
    expect(links.linked[0]?.holdsAtSharedAccounts.map(({ state, heldSatang }) => [state, heldSatang]).sort()).toEqual([
      ['held', '2000000'],
      ['partly_held', '3000000'],
    ]);
    const group = { cases: 2, victims: 2, stolenSatang: '9000000', heldSatang: '9000000' };
    expect(links.group).toMatchObject(group);
    expect((await readLinks(system, earlier)).group).toMatchObject(group);
  });
}

/**
 * Lets another victim pay after the first report; the mule pays a part of it to the same third
 * account.
 */
async function paySameMule({ stage }: TestSystem, { mule, next }: Theft) {
  const victim = newAccount('th-004');
  const reference = `E2E-${digits(12)}`;
  const amountSatang = '4000000';
  await stage.openAccount(victim, { openingSatang: '100000000' });
  const paid = await stage.pay({ from: victim, to: { account: mule }, amountSatang, reference });
  await stage.pay({ from: mule, to: { account: next }, amountSatang: '2500000', reference: `${reference}-2` });
  return complaintBody({
    victimAccount: victim,
    transfers: [{ to: { account: mule }, amountSatang, transferredAt: paid.at, reference }],
  });
}

function waitUntilLinked(system: TestSystem, later: Case): Promise<LinksView> {
  return until('the cases are linked by both accounts, and their amounts are counted', 20, async (seen) => {
    const links = await readLinks(system, later);
    seen(links);
    const byAccount = links.linked[0]?.links.filter(({ kind }) => kind === 'account').length;
    return byAccount === 2 && links.group.heldSatang === '9000000' ? links : undefined;
  });
}

function readLinks(system: TestSystem, opened: Case): Promise<LinksView> {
  return system.centre.read('officer-1', `/v1/cases/${opened.id}/links`, LinksView);
}
