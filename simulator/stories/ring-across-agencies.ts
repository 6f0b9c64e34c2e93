import { createHash } from 'node:crypto';
import { AdviceView } from '../../src/wire/office/advice.js';
import type { AccountRef } from '../../src/wire/common.js';
import type { KnownComplaint } from './known-complaint.js';
import { LinksView } from '../../src/wire/office/link.js';
import { RuleHistory } from '../../src/wire/office/rulebook.js';
import {
  baht,
  readCase,
  readHolds,
  readTrail,
  requestAndApprove,
  takeComplaint,
  waitForAgencies,
  waitForDebit,
  waitForHolds,
} from './case-desk.js';
import { accountOf, happenedAt, mainTransfer, namedAccount } from './examples.js';
import type { Scene } from './scene.js';
import type { Stage } from './stage.js';
import { minutesAgo, type Story } from './story.js';

const FIRST_SATANG = '3000000';
const SECOND_SATANG = '2500000';
/** What the first and the third mule had passed on to the collector before anybody called. */
const FIRST_PASSED_ON = '2000000';
const THIRD_PASSED_ON = '1500000';
/** The most that the armed hold may suspend, and for how long it waits. */
const CAP_SATANG = '2000000';
const ARMED_MS = 30_000;
/** When the bank of the third mule answers: two persons have armed the hold by then. */
const ANSWER_MS = 15_000;

/**
 * Three victims at three banks pay three accounts at three banks: no bank sees anything in common.
 * NBTC has one person registered for the numbers that called the first two, and AMLO lists the same
 * person for the third account, of which the police had a complaint before. The analysis says that
 * the three are of one ring. Two persons arm a hold on that, and the next transfer is caught. Without the analysis the same happens but for that.
 */
export const ringAcrossAgencies: Story = {
  id: 'ring-across-agencies',
  title: 'Three banks see nothing in common, three agencies do; an armed hold catches the next transfer',
  setTheStage,
  play,
};

/** Returns the accounts and numbers of the ring; the complaint names only the third mule. */
function castOf(complaint: KnownComplaint) {
  return {
    firstVictim: accountOf(complaint, 'first victim', 'th-002'),
    secondVictim: accountOf(complaint, 'second victim', 'th-004'),
    thirdVictim: complaint.victimAccount,
    firstMule: accountOf(complaint, 'first mule', 'th-006'),
    secondMule: accountOf(complaint, 'second mule', 'th-002'),
    thirdMule: namedAccount(complaint),
    collector: accountOf(complaint, 'collector', 'th-002'),
    firstNumber: numberOf(complaint, 'first number'),
    secondNumber: numberOf(complaint, 'second number'),
  };
}

/** Returns a telephone number that is always the same for one complaint. */
function numberOf(complaint: KnownComplaint, which: string): string {
  return `060${accountOf(complaint, which, 'th-002').accountNo.slice(-7)}`;
}

async function setTheStage(stage: Stage, complaint: KnownComplaint): Promise<KnownComplaint> {
  const cast = castOf(complaint);
  const { firstVictim, secondVictim, thirdVictim, firstMule, secondMule, thirdMule, collector } = cast;
  const { amountSatang, reference } = mainTransfer(complaint);
  for (const victim of [firstVictim, secondVictim, thirdVictim])
    await stage.openAccount(victim, { openingSatang: '6000000' });
  for (const account of [firstMule, secondMule, thirdMule, collector]) await stage.openAccount(account);
  const personRef = createHash('sha256').update(`${reference}/one person`).digest('hex');
  for (const number of [cast.firstNumber, cast.secondNumber])
    await stage.list('nbtc', { number, registration: 'identified', suspended: false, personRef });
  await stage.list('amlo', { account: thirdMule, list: 'HR-03-2', since: '2026-05-04T03:00:00Z', personRef });
  const earlier = { policeCaseNo: '1234/2569', status: 'accepted', receivedAt: '2026-10-02T03:00:00Z' };
  await stage.list('ccib', { account: thirdMule, ...earlier });
  // An armed hold orders only where the evidence about that account itself gives reason to believe.
  await stage.list('ccib', { account: collector, ...earlier, policeCaseNo: '1235/2569' });
  const { institution: party, accountNo } = thirdMule;
  await stage.behave({ party, accountNo, mode: 'callback', delayMs: ANSWER_MS });

  const pay = (from: AccountRef, to: AccountRef, satang: string, name: string, at: string) =>
    stage.pay({ from, to: { account: to }, amountSatang: satang, reference: `${reference}${name}`, at });
  const paid = await pay(thirdVictim, thirdMule, amountSatang, '', minutesAgo(12));
  await pay(firstVictim, firstMule, FIRST_SATANG, '-1', minutesBefore(paid.at, 8));
  await pay(firstMule, collector, FIRST_PASSED_ON, '-2', minutesBefore(paid.at, 6));
  await pay(secondVictim, secondMule, SECOND_SATANG, '-3', minutesBefore(paid.at, 4));
  await pay(thirdMule, collector, THIRD_PASSED_ON, '-4', minutesBefore(paid.at, -1));
  return happenedAt(complaint, paid.at);
}

async function play(scene: Scene, complaint: KnownComplaint): Promise<void> {
  const { thirdMule } = castOf(complaint);
  const isOn = await isAnalysisOn(scene);
  scene.narrate('two victims of two banks call 1441; their money went to accounts at two other banks');
  await takeComplaint(scene, ofAnother(complaint, 'first'));
  await waitForHolds(scene, ['1000000', FIRST_PASSED_ON]);
  const firstCase = scene.caseId;
  await takeComplaint(scene, ofAnother(complaint, 'second'));
  await waitForHolds(scene, [SECOND_SATANG]);
  const secondCase = scene.caseId;
  await waitForLinksWith(scene, [firstCase]);
  scene.narrate(
    'no account, number or device is the same; NBTC has one person registered for both numbers that called',
  );

  scene.narrate(`a granddaughter reports ${baht(mainTransfer(complaint).amountSatang)} that her grandmother paid`);
  const accepted = await takeComplaint(scene, complaint);
  scene.expect(
    'section 7 (มาตรา 7) gives no order to who neither holds the account nor speaks for its holder by law',
    0,
    accepted.holdsOrdered,
  );
  await waitForDebit(scene, 'confirmed', null);
  await waitForAgencies(scene);
  await scene.waitFor('the evidence meets AOC-85B', 20, async (seen) => {
    const { accounts } = await readCase(scene);
    seen(accounts.map(({ suspension }) => suspension));
    return accounts.find(({ suspension }) => suspension === 'met');
  });
  await waitForLinksWith(scene, [firstCase, secondCase]);
  scene.narrate('AMLO lists that same person for this account (HR-03-2), and police have an earlier complaint (CCIB)');
  if (isOn) await expectAdvice(scene, [firstCase, secondCase]);
  else scene.narrate('the analysis is off (P-ADVICE): nobody says that the three belong to one ring');
  const holdId = await suspend(scene, complaint);
  if (isOn) await arm(scene, holdId);
  scene.narrate(
    `${thirdMule.institution}: had seen ${baht(THIRD_PASSED_ON)} leave before the order came, and says so now`,
  );
  await expectTheEnd(scene, isOn);
}

/** Returns whether row P-ADVICE lets the analysis advise now. */
async function isAnalysisOn(scene: Scene): Promise<boolean> {
  const { rows } = await scene.centre.read('officer-1', '/v1/rulebook/P-ADVICE', RuleHistory);
  const inForce = rows.find(({ effectiveFrom }) => Date.parse(effectiveFrom) <= Date.now());
  return inForce?.parameters['enabled'] === true;
}

/** Waits until the case is linked with exactly these, by a person and by nothing else. */
async function waitForLinksWith(scene: Scene, cases: readonly string[]): Promise<void> {
  const wanted = JSON.stringify(cases.map((caseId) => [caseId, ['person']]).sort());
  await scene.waitFor(
    'the case is linked with the others by one person, and by nothing that a bank sees',
    25,
    async (seen) => {
      const { linked } = await scene.centre.read('officer-1', `/v1/cases/${scene.caseId}/links`, LinksView);
      const found = linked.map(({ caseId, links }) => [caseId, links.map(({ kind }) => kind)]).sort();
      seen(found);
      return JSON.stringify(found) === wanted ? true : undefined;
    },
  );
}

/** Expects the analysis to name the ring, and nothing to follow from that. */
async function expectAdvice(scene: Scene, ring: readonly string[]): Promise<void> {
  const found = await scene.waitFor('the analysis names the ring', 30, async (seen) => {
    const { advice } = await scene.centre.read('officer-1', `/v1/cases/${scene.caseId}/advice`, AdviceView);
    seen(advice.map(({ kind, ringCases }) => ({ kind, ringCases })));
    return advice.find(({ kind }) => kind === 'ring');
  });
  scene.expect('the ring is the other two cases', [...ring].sort(), found.ringCases.map(({ caseId }) => caseId).sort());
  scene.narrate('the analysis advises: one ring of three cases');
  scene.expect('advice alone orders nothing', [], await readHolds(scene));
}

/** Has the money at the third account suspended, on the agencies' evidence; returns the hold. */
async function suspend(scene: Scene, complaint: KnownComplaint): Promise<string> {
  const reason = 'AMLO lists the holder HR-03-2, and police accepted a complaint before; the debit is confirmed.';
  const account = namedAccount(complaint);
  const requestId = await requestAndApprove(scene, { kind: 'aoc_suspension', account, reason });
  const hold = await scene.waitFor('the suspension is ordered', 20, async (seen) => {
    const holds = await readHolds(scene);
    seen(holds.map(({ state }) => state));
    return holds.find(({ freezeRequestId }) => freezeRequestId === requestId);
  });
  return hold.id;
}

/** Arms the hold, by two persons: what leaves its account is suspended where it arrives. */
async function arm(scene: Scene, holdId: string): Promise<void> {
  const until = new Date(Date.now() + ARMED_MS).toISOString();
  const reason = 'The ring empties its accounts within minutes; the holder is listed and reported.';
  await requestAndApprove(scene, { kind: 'aoc_suspension', holdId, armSatang: CAP_SATANG, until, reason });
}

/** Expects the money that went on to be held with the armed hold, and only shown without it. */
async function expectTheEnd(scene: Scene, isOn: boolean): Promise<void> {
  const holds = await waitForHolds(scene, isOn ? ['2500000', THIRD_PASSED_ON] : ['2500000']);
  scene.expect(
    'what is held rests on section 8/5(2)',
    holds.map(() => 'aoc_suspension'),
    holds.map(({ kind }) => kind),
  );
  const { freezeRequests } = await readCase(scene);
  const armed = freezeRequests.flatMap((request) => request.armed ?? []);
  const triggered = [{ capSatang: CAP_SATANG, orderedSatang: THIRD_PASSED_ON, standing: 'triggered' }];
  scene.expect('the armed hold has ordered what went on', isOn ? triggered : [], armed);
  const { links } = await readTrail(scene);
  const stops = links.filter(({ hop }) => hop === 1).map(({ stopReason }) => stopReason);
  scene.expect('the trail goes as far as the power', [isOn ? null : 'no_power'], stops);
  scene.narrate(
    isOn
      ? `police have a complaint about the collector too, so the next transfer is caught: ${baht(THIRD_PASSED_ON)} are suspended there (ระงับ)`
      : `${baht(THIRD_PASSED_ON)} are seen at the collector, and no power reaches them there`,
  );
}

/** Returns the complaint of another victim of the ring, who holds the account and calls in person. */
function ofAnother(complaint: KnownComplaint, which: 'first' | 'second'): KnownComplaint {
  const cast = castOf(complaint);
  const isFirst = which === 'first';
  const transfer = mainTransfer(complaint);
  const person = {
    name: isFirst ? 'Somchai Example' : 'Kanya Example',
    phone: complaint.reporter.phone.replace(/^080/, isFirst ? '081' : '082'),
  };
  return {
    ...complaint,
    reporter: { ...person, holdsVictimAccount: true },
    victim: { ...person, citizenId: '9900000000014' },
    victimAccount: isFirst ? cast.firstVictim : cast.secondVictim,
    transfers: [
      {
        ...transfer,
        to: { account: isFirst ? cast.firstMule : cast.secondMule },
        toName: undefined,
        amountSatang: isFirst ? FIRST_SATANG : SECOND_SATANG,
        reference: `${transfer.reference}-${isFirst ? 1 : 3}`,
        transferredAt: minutesBefore(transfer.transferredAt, isFirst ? 8 : 4),
      },
    ],
    suspectContacts: [{ kind: 'phone', value: isFirst ? cast.firstNumber : cast.secondNumber }],
  };
}

function minutesBefore(at: string, minutes: number): string {
  return new Date(Date.parse(at) - minutes * 60_000).toISOString();
}
