import type { AccountRef } from '../../src/wire/common.js';
import type { KnownComplaint } from './known-complaint.js';
import { baht, isAcknowledged, readHolds, takeComplaint, waitForDebit, waitForHolds } from './case-desk.js';
import { accountOf, happenedAt, mainTransfer } from './examples.js';
import type { Scene } from './scene.js';
import type { Stage } from './stage.js';
import { minutesAgo, type Story } from './story.js';

/**
 * The victim knows only a PromptPay id; the victim's bank names its account, and the money is
 * held. Then nobody decides anything, and the hold expires: the default of the law.
 */
export const nobodyDecided: Story = {
  id: 'nobody-decided',
  title: 'The money is held, nobody decides, and it is released when the time is over',
  setTheStage,
  play,
};

async function setTheStage(stage: Stage, complaint: KnownComplaint): Promise<KnownComplaint> {
  const { to, amountSatang, reference } = mainTransfer(complaint);
  if (!('promptPay' in to)) throw new Error('this story is about a PromptPay id');
  await stage.openAccount(complaint.victimAccount, { openingSatang: '3000000' });
  await stage.openAccount(sellersAccount(complaint), { promptPayIds: [to.promptPay] });
  const payment = { from: complaint.victimAccount, to, amountSatang, reference, at: minutesAgo(12) };
  const paid = await stage.pay({ ...payment, channel: 'promptpay' });
  return happenedAt(complaint, paid.at);
}

async function play(scene: Scene, complaint: KnownComplaint): Promise<void> {
  const { amountSatang } = mainTransfer(complaint);
  scene.narrate(`a buyer paid ${baht(amountSatang)} to a PromptPay id (พร้อมเพย์) and was blocked`);
  const accepted = await takeComplaint(scene, complaint);
  scene.expect('no order leaves before the account is known', 0, accepted.holdsOrdered);
  await waitForDebit(scene, 'confirmed', null);
  const [held] = await waitForHolds(scene, [amountSatang]);
  if (held === undefined) return;
  scene.narrate(`${held.institution}: ${baht(held.heldSatang)} suspended (ระงับ) until ${held.expiresAt}`);
  scene.narrate('the report is the complaint (ม.8/5(1)); no inquiry officer decides in his time');

  const released = await scene.waitFor('the hold is released', 90, async (seen) => {
    const [hold] = await readHolds(scene);
    seen(hold?.state);
    return hold?.state === 'released' ? hold : undefined;
  });
  scene.narrate(`${released.institution}: the money is free again (ยกเลิกการระงับ)`);
  const endedMs = Date.parse(released.endedAt ?? '') - Date.parse(released.expiresAt);
  scene.expect('not before its time, and within ten seconds of it', true, endedMs >= -1_000 && endedMs <= 10_000);
  scene.expect('the institution itself has said so', true, isAcknowledged(released));
  const { heldSatang, availableSatang } = await scene.stage.account(sellersAccount(complaint));
  const free = { heldSatang: '0', availableSatang: amountSatang };
  scene.expect('the seller has the whole sum again', free, { heldSatang, availableSatang });
}

/** Returns the account of the PromptPay id, which the complaint does not name. */
function sellersAccount(complaint: KnownComplaint): AccountRef {
  return accountOf(complaint, 'seller', 'wallet-x');
}
