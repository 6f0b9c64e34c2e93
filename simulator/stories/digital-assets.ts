import type { KnownComplaint } from './known-complaint.js';
import { baht, readTrail, takeComplaint, waitForDebit, waitForHolds, waitForTrail } from './case-desk.js';
import { accountOf, happenedAt, mainTransfer, namedAccount } from './examples.js';
import type { Scene } from './scene.js';
import type { Stage } from './stage.js';
import { minutesAgo, type Story } from './story.js';

/**
 * Satang held by hop. Of 80,000 baht the mule keeps 20,000 and sends 60,000 to its customer
 * account at a digital-asset operator. There 30,000 leave on-chain, 10,000 are sold again and paid
 * out in baht to a bank account, and 20,000 are left.
 */
const HELD_BY_HOP = ['2000000', '2000000', '1000000'];
const ON_CHAIN_SATANG = '3000000';

/**
 * A mule buys digital assets with the stolen money. The operator takes part like a bank: it gets
 * the order, holds what is left of the baht, and its receipt says where the rest went. What left
 * on-chain is off the rails; what was sold and paid out in baht is followed and held.
 */
export const digitalAssets: Story = {
  id: 'digital-assets',
  title: 'A mule buys digital assets: the operator holds what is left, one part left on-chain, one came back as baht',
  setTheStage,
  play,
};

/** Returns the accounts through which the money went; the complaint names only the mule's. */
function castOf(complaint: KnownComplaint) {
  return {
    mule: namedAccount(complaint),
    customer: accountOf(complaint, 'customer of the operator', 'asset-x'),
    payout: accountOf(complaint, 'account of the payout', 'th-014'),
  };
}

async function setTheStage(stage: Stage, complaint: KnownComplaint): Promise<KnownComplaint> {
  const { victimAccount } = complaint;
  const { mule, customer, payout } = castOf(complaint);
  const { amountSatang, reference } = mainTransfer(complaint);
  await stage.openAccount(victimAccount, { openingSatang: '12000000' });
  for (const account of [mule, customer, payout]) await stage.openAccount(account);
  const stolen = { from: victimAccount, to: { account: mule }, amountSatang, reference, at: minutesAgo(12) };
  const paid = await stage.pay(stolen);
  const later = (minutes: number) => new Date(Date.parse(paid.at) + minutes * 60_000).toISOString();
  const bought = { amountSatang: '6000000', reference: `${reference}-B`, at: later(2) };
  await stage.pay({ from: mule, to: { account: customer }, ...bought });
  const withdrawn = { amountSatang: ON_CHAIN_SATANG, reference: `${reference}-W`, at: later(5) };
  await stage.pay({ from: customer, to: { offRail: 'crypto' }, ...withdrawn });
  const sold = { amountSatang: '1000000', reference: `${reference}-S`, at: later(8) };
  await stage.pay({ from: customer, to: { account: payout }, ...sold });
  return happenedAt(complaint, paid.at);
}

async function play(scene: Scene, complaint: KnownComplaint): Promise<void> {
  const { amountSatang } = mainTransfer(complaint);
  const { customer } = castOf(complaint);
  scene.narrate(`a victim paid ${baht(amountSatang)} for digital assets that never came, and calls 1441`);
  const accepted = await takeComplaint(scene, complaint);
  scene.expect("the holder's notice (มาตรา 7) orders the first hold at once", 1, accepted.holdsOrdered);
  await waitForDebit(scene, 'confirmed', null);

  const [atMule, atOperator, atPayout] = await waitForHolds(scene, HELD_BY_HOP);
  scene.narrate(`hop 0, th-006: ${baht(atMule?.heldSatang ?? '0')} suspended; its receipt names the operator`);
  scene.narrate(
    `hop 1, asset-x: ${baht(atOperator?.heldSatang ?? '0')} of ${baht(atOperator?.requestedSatang ?? '0')} suspended; its receipt names what left`,
  );
  scene.narrate(
    `hop 2, th-014: ${baht(atPayout?.heldSatang ?? '0')} suspended: the operator had paid them out in baht`,
  );
  scene.expect('the operator was asked for all that came', '6000000', atOperator?.requestedSatang);
  scene.expect(
    'and holds a part, by an order of its own',
    ['asset-x', 'partly_held'],
    [atOperator?.institution, atOperator?.state],
  );

  await waitForTrail(scene, { held: '5000000', offRails: ON_CHAIN_SATANG });
  const { links } = await readTrail(scene);
  const gone = links
    .filter(({ stopReason }) => stopReason !== null)
    .map(({ offRail, attributedSatang, stopReason, holdId }) => ({ offRail, attributedSatang, stopReason, holdId }));
  scene.expect(
    'what left on-chain is off the rails, with its reason, and nothing of it is held',
    [{ offRail: 'crypto', attributedSatang: ON_CHAIN_SATANG, stopReason: 'off_rails', holdId: null }],
    gone,
  );
  scene.narrate(`trail: ${baht(ON_CHAIN_SATANG)} left for a wallet of the operator's customer and cannot be held`);
  const { heldSatang, availableSatang } = await scene.stage.account(customer);
  scene.expect('the customer can withdraw nothing more of it', ['2000000', '0'], [heldSatang, availableSatang]);
}
