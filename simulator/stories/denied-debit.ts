import type { AccountRef } from '../../src/wire/common.js';
import type { KnownComplaint } from './known-complaint.js';
import { baht, isAcknowledged, readHolds, takeComplaint, waitForDebit } from './case-desk.js';
import { accountOf, happenedAt, mainTransfer, namedAccount } from './examples.js';
import type { Scene } from './scene.js';
import type { Stage } from './stage.js';
import { minutesAgo, type Story } from './story.js';

/**
 * A false complaint must not freeze a shop's money. The reporter claims a payment that another
 * customer made to the shop. The order leaves at once, as for any holder's complaint, but only on
 * the urgent row (P-URG). The bank finds another payer. That may be a typing error (P-DEBIT), so a
 * person looks at it; nobody corrects the report, and the urgent time releases the shop's money.
 */
export const deniedDebit: Story = {
  id: 'denied-debit',
  title: "A false complaint: the victim's bank knows another payer, and the urgent time releases the shop's money",
  setTheStage,
  play,
};

async function setTheStage(stage: Stage, complaint: KnownComplaint): Promise<KnownComplaint> {
  const { victimAccount: liar } = complaint;
  const shop = namedAccount(complaint);
  const { amountSatang, reference } = mainTransfer(complaint);
  const customer = accountOf(complaint, 'customer', liar.institution);
  await stage.openAccount(liar, { openingSatang: '1000000' });
  await stage.openAccount(customer, { openingSatang: '9000000' });
  await stage.openAccount(shop, { holderKind: 'merchant' });
  await stage.behave({
    party: liar.institution,
    accountNo: liar.accountNo,
    act: 'debit',
    mode: 'callback',
    delayMs: 3_000,
  });
  const paid = await stage.pay({ from: customer, to: { account: shop }, amountSatang, reference, at: minutesAgo(12) });
  return happenedAt(complaint, paid.at);
}

async function play(scene: Scene, complaint: KnownComplaint): Promise<void> {
  const shop = namedAccount(complaint);
  const { amountSatang } = mainTransfer(complaint);
  scene.narrate(
    `somebody reports a payment of ${baht(amountSatang)} to a shop as stolen, but it was another customer's`,
  );
  const accepted = await takeComplaint(scene, complaint);
  scene.expect("the holder's notice orders the hold at once", 1, accepted.holdsOrdered);
  await scene.waitFor("the shop's money is held while the bank looks", 10, async (seen) => {
    const [atBank] = await scene.stage.holdsOn(shop);
    seen(atBank?.state);
    return atBank?.state === 'active' && atBank.heldSatang === amountSatang ? atBank : undefined;
  });
  scene.narrate(`th-002: ${baht(amountSatang)} suspended on the urgent row (P-URG)`);

  await waitForDebit(scene, 'disputed', 'OTHER_ACCOUNT');
  const released = await scene.waitFor('the hold is released', 40, async (seen) => {
    const [hold] = await readHolds(scene);
    seen(hold?.state);
    return hold?.state === 'released' ? hold : undefined;
  });
  scene.narrate('th-002: the money is free again (ยกเลิกการระงับ) when the urgent time is over');
  // At the end of its time the bank lets go by itself, or the centre's release comes first.
  const reason = released.release?.reason ?? 'DEBIT_NOT_CONFIRMED';
  scene.expect('and not before, because of the answer', 'DEBIT_NOT_CONFIRMED', reason);
  scene.expect('the institution itself has said so', true, isAcknowledged(released));
  await shopIsUnharmed(scene, shop, amountSatang);
}

async function shopIsUnharmed(scene: Scene, shop: AccountRef, amountSatang: string): Promise<void> {
  const { heldSatang, availableSatang } = await scene.stage.account(shop);
  const free = { heldSatang: '0', availableSatang: amountSatang };
  scene.expect('the shop has the whole sum again', free, { heldSatang, availableSatang });
}
