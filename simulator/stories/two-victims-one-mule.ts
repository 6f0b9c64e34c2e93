import type { AccountRef } from '../../src/wire/common.js';
import type { KnownComplaint } from './known-complaint.js';
import {
  baht,
  nonZero,
  readHolds,
  readTrail,
  takeComplaint,
  waitForDebit,
  waitForLinks,
  waitForTrail,
} from './case-desk.js';
import { accountOf, happenedAt, mainTransfer, namedAccount } from './examples.js';
import type { Scene } from './scene.js';
import type { Stage } from './stage.js';
import { minutesAgo, type Story } from './story.js';

/**
 * The places of the first victim's 60,000 baht: held at the mule and at the last account, and paid
 * to a shop.
 */
const FIRST_BECAME = { held: '5500000', stopped: '500000' };
/** The places of the second victim's 40,000 baht: all held at the last account. */
const SECOND_BECAME = { held: '4000000' };
const SECOND_SATANG = '4000000';
const TOGETHER_BECAME = { held: '9500000', stopped: '500000' };

/**
 * Two victims pay one mule. The money splits over two accounts, a shop is paid for goods on the
 * way, and the branches merge again: the last account got everything in one transfer. Each
 * victim's part is held there by an order of its own, together never more than came in; the shop
 * is shown, and nothing of it is held.
 */
export const twoVictimsOneMule: Story = {
  id: 'two-victims-one-mule',
  title: 'Two victims of one mule, a split and a merge; a shop that the mule paid keeps its money',
  setTheStage,
  play,
};

/** Returns the accounts through which the money went; the complaint names only the mule's. */
function castOf(complaint: KnownComplaint) {
  return {
    first: complaint.victimAccount,
    second: accountOf(complaint, 'second victim', 'th-006'),
    mule: namedAccount(complaint),
    left: accountOf(complaint, 'left branch', 'th-002'),
    right: accountOf(complaint, 'right branch', 'wallet-x'),
    merge: accountOf(complaint, 'where the branches meet', 'th-004'),
    last: accountOf(complaint, 'last account', 'th-014'),
    shop: accountOf(complaint, 'gold shop', 'th-006'),
  };
}

async function setTheStage(stage: Stage, complaint: KnownComplaint): Promise<KnownComplaint> {
  const { first, second, mule, left, right, merge, last, shop } = castOf(complaint);
  const { amountSatang, reference } = mainTransfer(complaint);
  await stage.openAccount(first, { openingSatang: '8000000' });
  await stage.openAccount(second, { openingSatang: '5000000' });
  await stage.openAccount(shop, { holderKind: 'merchant' });
  await stage.openAccount(mule, { deviceIds: [`DEVICE-${reference}`] });
  for (const account of [left, right, merge, last]) await stage.openAccount(account);

  const stolen = { from: first, to: { account: mule }, amountSatang, reference, at: minutesAgo(12) };
  const paid = await stage.pay(stolen);
  const then = (minute: number, from: AccountRef, to: AccountRef, satang: string, purpose?: 'goods') =>
    stage.pay({
      from,
      to: { account: to },
      amountSatang: satang,
      purpose,
      reference: `${reference}-${minute}`,
      at: minutesAfter(paid.at, minute),
    });
  await then(1, second, mule, SECOND_SATANG);
  await then(2, mule, left, '4500000');
  await then(3, mule, right, '4500000');
  await then(4, left, shop, '500000', 'goods');
  await then(5, left, merge, '4000000');
  await then(6, right, merge, '4500000');
  await then(7, merge, last, '8500000');
  return happenedAt(complaint, paid.at);
}

async function play(scene: Scene, complaint: KnownComplaint): Promise<void> {
  const { mule } = castOf(complaint);
  scene.narrate(`a victim paid ${baht(mainTransfer(complaint).amountSatang)} to a false police officer and calls 1441`);
  await takeComplaint(scene, complaint);
  await waitForDebit(scene, 'confirmed', null);
  await waitForTrail(scene, FIRST_BECAME);
  scene.narrate('the money split over two accounts and came together again: 55,000.00 baht are held at both ends');
  await expectTheShopUntouched(scene, complaint);
  const firstCase = scene.caseId;

  scene.narrate(`a second victim, who paid ${baht(SECOND_SATANG)} to the same account, calls`);
  await takeComplaint(scene, ofTheSecondVictim(complaint));
  await waitForTrail(scene, SECOND_BECAME);
  scene.expect('it is a case of its own', true, scene.caseId !== firstCase);
  await waitForLinks(scene, ['account', 'device']);
  scene.narrate('it is linked with the first by the account, and by the device that its bank saw the mule use');
  await expectEachPartHeldOnce(scene, complaint);
  await expectOneGraph(scene);
  const [atMule] = await scene.stage.holdsOn(mule);
  scene.expect('what the mule still had is held for the first victim only', '1000000', atMule?.heldSatang);
}

async function expectTheShopUntouched(scene: Scene, complaint: KnownComplaint): Promise<void> {
  const { shop, second } = castOf(complaint);
  const { links } = await readTrail(scene);
  const shielded = links
    .filter(({ stopReason }) => stopReason !== null)
    .map(({ attributedSatang, stopReason, holdId }) => ({ attributedSatang, stopReason, holdId }));
  const asShown = [{ attributedSatang: '500000', stopReason: 'merchant_shield', holdId: null }];
  scene.expect("the shop's bank said that goods were paid: shown, and not held", asShown, shielded);
  scene.expect('the shop’s bank has no order', [], await scene.stage.holdsOn(shop));
  const { reference } = mainTransfer(complaint);
  await scene.stage.pay({ from: shop, to: { account: second }, amountSatang: '500000', reference: `${reference}-8` });
  scene.narrate('the gold shop pays its supplier with what the mule had paid it: the account is usable');
}

/**
 * Expects three parts of the one credit of 85,000 baht at the last account: two of the first
 * victim, by two branches, and one of the second.
 */
async function expectEachPartHeldOnce(scene: Scene, complaint: KnownComplaint): Promise<void> {
  const { last } = castOf(complaint);
  const atBank = await scene.stage.holdsOn(last);
  const parts = atBank.map(({ heldSatang }) => heldSatang).sort();
  scene.expect('the last account holds each part once', ['4000000', '4000000', '500000'], parts);
  scene.expect('on one credit', 1, new Set(atBank.map(({ transferRef }) => transferRef)).size);
  const { heldSatang, availableSatang } = await scene.stage.account(last);
  scene.expect('and no more than came', ['8500000', '0'], [heldSatang, availableSatang]);
  const holds = (await readHolds(scene)).filter(({ state }) => state === 'held');
  scene.expect(
    'of the second victim one part',
    ['4000000'],
    holds.map((hold) => hold.heldSatang),
  );
}

async function expectOneGraph(scene: Scene): Promise<void> {
  const { graph, contradiction } = await readTrail(scene, 'all');
  scene.require('the record agrees with itself', null, contradiction);
  if (graph === null) return;
  scene.expect('both victims are in one graph', '10000000', graph.stolenSatang);
  scene.expect('which adds up', TOGETHER_BECAME, nonZero(graph.became));
  const meeting = graph.accounts
    .filter(({ stolenSums }) => stolenSums === 2)
    .map(({ receivedSatang }) => receivedSatang);
  scene.expect('and meet at four accounts', ['10000000', '4500000', '8500000', '8500000'], meeting);
  const carried = graph.transfers.map(({ attributedSatang }) => attributedSatang);
  const inTime = ['6000000', '4000000', '4500000', '4500000', '500000', '4000000', '4500000', '8500000'];
  scene.expect('each transfer is there once, with all that it carried', inTime, carried);
  scene.narrate(
    `officer-1: of ${baht(graph.stolenSatang)} ${baht(graph.became.held)} are held, nothing is unexplained`,
  );
}

/** Returns the complaint of a second victim, who paid the same mule a minute later. */
function ofTheSecondVictim(complaint: KnownComplaint): KnownComplaint {
  const transfer = mainTransfer(complaint);
  const phone = complaint.reporter.phone.replace(/^080/, '081');
  const person = { name: 'Kanya Example', phone };
  return {
    ...complaint,
    reporter: { ...complaint.reporter, ...person },
    victim: { ...person, citizenId: '9123456789010' },
    victimAccount: castOf(complaint).second,
    bankCaseId: undefined,
    transfers: [
      {
        ...transfer,
        amountSatang: SECOND_SATANG,
        reference: `${transfer.reference}-1`,
        transferredAt: minutesAfter(transfer.transferredAt, 1),
      },
    ],
  };
}

function minutesAfter(at: string, minutes: number): string {
  return new Date(Date.parse(at) + minutes * 60_000).toISOString();
}
