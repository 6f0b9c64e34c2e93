import type { KnownComplaint } from './known-complaint.js';
import {
  baht,
  readCase,
  readHolds,
  requestAndApprove,
  takeComplaint,
  waitForAgencies,
  waitForDebit,
} from './case-desk.js';
import { happenedAt, mainTransfer, namedAccount } from './examples.js';
import type { Scene } from './scene.js';
import type { Stage } from './stage.js';
import { minutesAgo, type Story } from './story.js';

/**
 * A daughter reports what her mother paid. She does not hold the account, so section 7 gives no
 * order. AMLO and the fraud registry list the receiving account; this evidence gives reason to
 * believe, and two officers make an order of it.
 */
export const approvedFreeze: Story = {
  id: 'approved-freeze',
  title:
    'The reporter neither holds the account nor speaks for its holder by law; evidence and two officers suspend the money',
  setTheStage,
  play,
};

async function setTheStage(stage: Stage, complaint: KnownComplaint): Promise<KnownComplaint> {
  const { victimAccount } = complaint;
  const mule = namedAccount(complaint);
  const { amountSatang, reference } = mainTransfer(complaint);
  await stage.openAccount(victimAccount, { openingSatang: '20000000' });
  await stage.openAccount(mule);
  await stage.behave({ party: mule.institution, accountNo: mule.accountNo, mode: 'callback', delayMs: 1_500 });
  await stage.list('amlo', { account: mule, list: 'HR-03-2', since: '2026-05-04T03:00:00Z' });
  await stage.list('bot', { account: mule, colour: 'dark_grey', since: '2026-05-02T03:00:00Z' });
  const payment = { from: victimAccount, to: { account: mule }, amountSatang, reference, at: minutesAgo(12) };
  const paid = await stage.pay(payment);
  return happenedAt(complaint, paid.at);
}

async function play(scene: Scene, complaint: KnownComplaint): Promise<void> {
  const mule = namedAccount(complaint);
  const { amountSatang } = mainTransfer(complaint);
  scene.narrate(`a mother paid ${baht(amountSatang)} to a caller; her daughter reports it to 1441`);
  const accepted = await takeComplaint(scene, complaint);
  scene.expect(
    'section 7 (มาตรา 7) gives no order to who neither holds the account nor speaks for its holder by law',
    0,
    accepted.holdsOrdered,
  );
  await waitForDebit(scene, 'confirmed', null);

  await agenciesAnswer(scene);
  const account = await scene.waitFor('the evidence meets AOC-85B', 20, async (seen) => {
    const { accounts } = await readCase(scene);
    seen(accounts.map(({ suspension }) => suspension));
    return accounts.find((account) => account.institution === mule.institution && account.suspension === 'met');
  });
  scene.narrate(`evidence gives reason to believe (พยานหลักฐานอันควรเชื่อได้ว่า) against ${account.accountMasked}`);
  scene.expect('nothing is held while nobody has decided', [], await readHolds(scene));

  const reason = 'AMLO lists the account HR-03-2 and the registry shows it dark grey; the debit is confirmed.';
  const requestId = await requestAndApprove(scene, { kind: 'aoc_suspension', account: mule, reason });
  await bankConfirms(scene, mule, requestId, amountSatang);
}

async function agenciesAnswer(scene: Scene): Promise<void> {
  const requests = await waitForAgencies(scene);
  const asked = [...new Set(requests.map(({ agency }) => agency))].sort();
  scene.narrate(`asked under section 8/5(5) and answered: ${asked.join(', ')}`);
  scene.expect(
    'each agency is asked for its kind of subject only',
    ['amlo', 'bot', 'ccib', 'dsi', 'mdes', 'nbtc'],
    asked,
  );
}

async function bankConfirms(
  scene: Scene,
  mule: { institution: string; accountNo: string },
  requestId: string,
  amountSatang: string,
): Promise<void> {
  const hold = await scene.waitFor('the bank has confirmed the hold', 30, async (seen) => {
    const found = (await readHolds(scene)).find(({ freezeRequestId }) => freezeRequestId === requestId);
    seen(found?.state);
    return found?.state === 'held' ? found : undefined;
  });
  scene.narrate(`${hold.institution}: confirms by signed callback that ${baht(hold.heldSatang)} are suspended (ระงับ)`);
  const centreSees = { kind: hold.kind, heldSatang: hold.heldSatang };
  scene.expect('exactly the stolen amount is held', { kind: 'aoc_suspension', heldSatang: amountSatang }, centreSees);
  const first = await scene.stage.answersTo(hold.orders[0]?.id ?? '');
  scene.expect('the order was accepted first and answered by callback', 202, first[0]);
  const atBank = (await scene.stage.holdsOn(mule)).map(({ state, heldSatang }) => ({ state, heldSatang }));
  scene.expect('the bank sees the same', [{ state: 'active', heldSatang: amountSatang }], atBank);
}
