import type { AccountRef } from '../../src/wire/common.js';
import type { KnownComplaint } from './known-complaint.js';
import type { HoldView } from '../../src/wire/case/hold.js';
import { baht, readHolds, readTrail, takeComplaint, waitForDebit, waitForHolds } from './case-desk.js';
import { describe } from './centre.js';
import { accountOf, happenedAt, mainTransfer, namedAccount } from './examples.js';
import type { Scene } from './scene.js';
import type { Stage } from './stage.js';
import { minutesAgo, type Story } from './story.js';

/**
 * Satang held by hop. Of 100,000 baht, 40,000 stay and 60,000 go on; of these 25,000 go on again
 * and 10,000 are drawn as cash.
 */
const HELD_BY_HOP = ['4000000', '2500000', '2500000'];
/** How long the inquiry officer continues the hold, in seconds; the demonstration allows sixty. */
const CONTINUED_SECONDS = 50;

/**
 * The victim holds the account, so the centre holds what is left at once (section 7) and follows
 * the rest over two hops. The inquiry officer records the complaint and orders the hold to
 * continue within the seven days.
 */
export const heldAndContinued: Story = {
  id: 'held-and-continued',
  title: 'Section 7 holds, the money is followed two hops, the inquiry officer continues the hold',
  setTheStage,
  play,
};

async function setTheStage(stage: Stage, complaint: KnownComplaint): Promise<KnownComplaint> {
  const { victimAccount } = complaint;
  const first = namedAccount(complaint);
  const second = accountOf(complaint, 'second mule', 'th-002');
  const third = accountOf(complaint, 'third mule', 'wallet-x');
  const { amountSatang, reference } = mainTransfer(complaint);
  await stage.openAccount(victimAccount, { openingSatang: '15000000' });
  for (const mule of [first, second, third]) await stage.openAccount(mule);

  const paid = await stage.pay({
    from: victimAccount,
    to: { account: first },
    amountSatang,
    reference,
    at: minutesAgo(12),
  });
  const later = (minutes: number) => new Date(Date.parse(paid.at) + minutes * 60_000).toISOString();
  await stage.pay({
    from: first,
    to: { account: second },
    amountSatang: '6000000',
    reference: `${reference}-2`,
    at: later(3),
  });
  const drawn = { amountSatang: '1000000', reference: `${reference}-C`, at: later(5), channel: 'atm' } as const;
  await stage.pay({ from: second, to: { offRail: 'cash' }, ...drawn });
  await stage.pay({
    from: second,
    to: { account: third },
    amountSatang: '2500000',
    reference: `${reference}-3`,
    at: later(7),
  });
  return happenedAt(complaint, paid.at);
}

async function play(scene: Scene, complaint: KnownComplaint): Promise<void> {
  const { amountSatang } = mainTransfer(complaint);
  scene.narrate(`a victim paid ${baht(amountSatang)} to a false trading platform and calls 1441`);
  const accepted = await takeComplaint(scene, complaint);
  scene.expect("the holder's notice (มาตรา 7) orders the first hold at once", 1, accepted.holdsOrdered);
  await waitForDebit(scene, 'confirmed', null);

  const holds = await waitForHolds(scene, HELD_BY_HOP);
  for (const hold of holds) {
    scene.narrate(
      `hop ${hold.hop}, ${hold.institution}: ${baht(hold.heldSatang)} suspended of ${baht(hold.requestedSatang)}`,
    );
  }
  scene.expect('the first account holds only a part', 'partly_held', holds[0]?.state);
  const { links } = await readTrail(scene);
  const cash = links
    .filter(({ offRail }) => offRail === 'cash')
    .map(({ attributedSatang, stopReason }) => ({ attributedSatang, stopReason }));
  scene.expect('the trail ends where cash was drawn', [{ attributedSatang: '1000000', stopReason: 'off_rails' }], cash);
  scene.narrate('trail: 10,000.00 baht were drawn as cash and cannot be followed');

  const [first] = holds;
  if (first !== undefined) await inquiryOfficerContinues(scene, namedAccount(complaint), first);
}

async function inquiryOfficerContinues(scene: Scene, account: AccountRef, hold: HoldView): Promise<void> {
  const statement = {
    policeCaseNo: `${scene.caseNo}/STATION`,
    station: 'Example Police Station',
    complaintReceivedAt: new Date().toISOString(),
  };
  const recorded = await scene.centre.post('inquiry-1', `/v1/complaints/${scene.caseId}/statements`, statement);
  scene.expect('the police complaint is recorded (OFF-7C)', '2xx', recorded.status < 300 ? '2xx' : describe(recorded));
  scene.narrate('inquiry-1: records the complaint to the inquiry officer (พนักงานสอบสวน)');

  const until = new Date(Math.floor(Date.now() / 1_000 + CONTINUED_SECONDS) * 1_000).toISOString();
  const order = { kind: 'continue_order', holdId: hold.id, reason: 'Prosecution is being prepared.', until };
  const ordered = await scene.centre.post('inquiry-1', `/v1/cases/${scene.caseId}/freeze-requests`, order);
  scene.require('the inquiry officer orders the hold to continue, alone (OFF-7D)', '201', describe(ordered));
  scene.narrate(`inquiry-1: orders the hold to continue (คำสั่งให้ระงับต่อไป) until ${until}`);

  const continued = await scene.waitFor(
    'the bank has put the new order in the place of the old one',
    20,
    async (seen) => {
      const [atBank] = await scene.stage.holdsOn(account);
      seen(atBank);
      return atBank !== undefined && Date.parse(atBank.expiresAt) === Date.parse(until) ? atBank : undefined;
    },
  );
  const { state, heldSatang, holdId } = continued;
  scene.expect(
    'the same hold goes on at the bank with the same money',
    { holdId: hold.id, state: 'active', heldSatang: HELD_BY_HOP[0] },
    { holdId, state, heldSatang },
  );
  await scene.waitFor('the centre records the answer to the continue-order', 20, async (seen) => {
    const now = (await readHolds(scene)).find(({ id }) => id === hold.id);
    seen({ state: now?.state, kind: now?.kind, expiresAt: now?.expiresAt });
    const last = now?.orders.at(-1);
    return now?.kind === 'continue_order' && last !== undefined && last.answeredAt !== null ? now : undefined;
  });
}
