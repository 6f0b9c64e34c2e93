import { answerAppeal } from '../../../src/application/appeal/answer-appeal.js';
import { receiveAppeal } from '../../../src/application/appeal/file-appeal.js';
import { acceptProof } from '../../../src/application/attachment/accept-proof.js';
import { attachToAppeal } from '../../../src/application/attachment/add-attachment.js';
import { decideCorrection } from '../../../src/application/complaint/correct/decide-correction.js';
import { addToComplaint } from '../../../src/application/complaint/intake/add-to-complaint.js';
import { supplyAuthority } from '../../../src/application/complaint/intake/supply-authority.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { LIVE_HOLD_STATES } from '../../../src/domain/hold/hold.js';
import { driveDue } from '../../support/drive-due.js';
import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { CorrectionRow } from '../../../src/persistence/entities/case/complaint.entities.js';
import { HoldRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { StolenSumRow } from '../../../src/persistence/entities/money/ledger.entities.js';
import { TransferRow } from '../../../src/persistence/entities/money/trail.entities.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { newId } from '../../../src/persistence/ids.js';
import { ComplaintBody } from '../../../src/wire/case/complaint.js';
import { complaintBody, MULE_ACCOUNT, VICTIM_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, OPERATOR, person, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';
import { timePasses } from '../../support/time-passes.js';
import { violated } from '../../support/violated.js';
import { NO_STORE, warrantOf } from '../../support/warrant.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What comes late, twice, or in another order than the rule was thought of. */
describe('what comes late or twice', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS);
  // A test that moves time moves it behind the rows of the law: what cites them is looked at by others.
  const faults = () => violated(build.db, ['LEDGER', 'I2', 'I3', 'I7', 'I8', 'I16', 'I24', 'I25', 'I26']);
  const live = async () =>
    (await build.db.manager.find(HoldRow, { order: { id: 'ASC' } })).filter(({ state }) =>
      LIVE_HOLD_STATES.includes(state),
    );
  const plus = (at: Date, hours: number) => new Date(at.getTime() + hours * HOUR_MS);

  async function reported(reference: string, transferredAt = hoursAgo(1)) {
    const { caseId, holdIds } = await build.complain({
      transfers: [{ reference, transferredAt: transferredAt.toISOString() }],
    });
    return { caseId, holdId: holdIds[0] ?? '' };
  }

  async function held(reference: string, transferredAt?: Date) {
    const made = await reported(reference, transferredAt);
    await build.debits(made.caseId, 'CONFIRMED');
    await build.advanceCase(made.caseId);
    await build.send(made.holdId, { result: 'HELD_FULL' });
    return made;
  }

  /** The holder brings a document before anybody told him of the hold, and an officer accepts it. */
  async function proved(holdId: string): Promise<string> {
    const { noticeReference: reference } = await build.hold(holdId);
    const appellant = { by: 'desk' as const, person: OPERATOR, idempotencyKey: newId() };
    const filed = await receiveAppeal(build.db, { reference, statement: 'A sale.', bodySha256: newId(), appellant });
    if (!filed.ok) throw new Error(filed.code);
    const appealId = filed.response.id;
    const attached = await attachToAppeal(build.db, NO_STORE, {
      appealId,
      file: { kind: 'document', mediaType: 'text/plain', content: Buffer.from('a receipt') },
      by: { addedBy: 'holder', addedRole: 'holder' },
    });
    if (!attached.ok) throw new Error(attached.code);
    const body = { attachmentIds: [attached.attachment.id], shows: 'sale' as const, reason: 'It names the goods.' };
    const accepted = await acceptProof(build.db, { appealId, body, actor: person('officer-proofs', 'aoc_officer') });
    if (!accepted.ok) throw new Error(accepted.code);
    return appealId;
  }

  it('a merchant proves the sale before the bank answers the order: what it holds then is let go, and nothing is ordered again', async () => {
    const { caseId, holdId } = await reported('PROOF-1');
    const appealId = await proved(holdId);
    await build.advanceCase(caseId);
    const body = { verdict: 'uphold' as const, reason: { en: 'The sale is proved.' } };
    const answered = await answerAppeal(build.db, { appealId, body, actor: person('officer-appeals', 'aoc_officer') });
    expect(answered).toMatchObject({ ok: true });
    await build.advanceCase(caseId);
    await build.receipt(holdId, { result: 'HELD_FULL' });
    await build.advanceHold(holdId);
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    expect((await live()).map(({ state }) => state).filter((state) => state !== 'release_ordered')).toEqual([]);
    await build.release(holdId);
    await build.advanceCase(caseId);
    expect(await live()).toEqual([]);
    expect(await faults()).toEqual([]);
  });

  it('a merchant proves the sale before a suspension of the centre is approved: it is not ordered on what no longer gives reason', async () => {
    const { caseId, holdId } = await held('PROOF-2');
    await build.agencyAnswers(caseId, 'bot', { colours: [{ account: MULE_ACCOUNT, colour: 'black' }] });
    await build.advanceCase(caseId);
    const ask = { kind: 'aoc_suspension' as const, account: MULE_ACCOUNT, reason: 'it is black' };
    const asked = await requestFreeze(build.db, { caseId, body: ask, actor: OFFICER });
    if (!asked.ok) throw new Error(asked.code);
    await proved(holdId);
    await build.advanceCase(caseId);
    const decided = await build.decide(asked.response.id, SUPERVISOR);
    await build.advanceCase(caseId);
    expect(decided.ok).toBe(false);
    expect((await build.hold(holdId)).kind).toBe('section7');
    expect(await faults()).toEqual([]);
  });

  it('a warrant is renewed on the day on which it expires: before its instant it goes on, after it nothing revives the warrant, and section 7 has its own time', async () => {
    const { caseId, holdId } = await held('WARRANT-1');
    const day = (at: Date) => at.toISOString();
    const ask = async (until: Date) =>
      requestFreeze(build.db, {
        caseId,
        body: {
          kind: 'whole_account',
          holdId,
          reason: 'A warrant.',
          until: day(until),
          ...(await warrantOf(build.db, caseId)),
        },
        actor: OFFICER,
      });
    const approve = async (asked: Awaited<ReturnType<typeof ask>>) => {
      if (!asked.ok) throw new Error(asked.code);
      for (const actor of [SUPERVISOR, INQUIRY_OFFICER])
        expect(await build.decide(asked.response.id, actor)).toMatchObject({ ok: true });
      await build.advanceCase(caseId);
    };
    await approve(await ask(new Date(Date.now() + 2 * DAY_MS)));
    await build.send(holdId, { result: 'HELD_FULL' });
    expect(await build.hold(holdId)).toMatchObject({ kind: 'whole_account', state: 'held' });
    await timePasses(build.owner, '47 hours');
    const end = new Date(Date.now() + 3 * DAY_MS);
    await approve(await ask(end));
    await build.send(holdId, { result: 'HELD_FULL' });
    expect(Math.abs((await build.hold(holdId)).expiresAt.getTime() - end.getTime())).toBeLessThan(1_000);
    await timePasses(build.owner, '73 hours');
    await driveDue(build.db, ['hold_end']);
    expect((await ask(new Date(Date.now() + DAY_MS))).ok).toBe(false);
    await build.release(holdId);
    await build.advanceCase(caseId);
    expect((await ask(new Date(Date.now() + DAY_MS))).ok).toBe(false);
    // The complaint gives seven days, of which five are over: no more than those, and no more than was stolen.
    const [again, ...more] = await live();
    expect([again?.kind, again?.requestedSatang, more]).toEqual(['section7', 100_000n, []]);
    const { openedAt } = await build.db.manager.findOneByOrFail(CaseFileRow, { id: caseId });
    expect(again?.expiresAt).toEqual(plus(openedAt, 168));
    expect(await violated(build.db, ['LEDGER', 'I7', 'I8', 'I24', 'I25', 'I26'])).toEqual([]);
  });

  it('a statement date is corrected twice, the first time to one that ended the hold: the money is held again until its true end', async () => {
    const { caseId, holdId } = await held('DATE-TWICE', hoursAgo(400));
    const noted = async (at: Date) => {
      const body = { policeCaseNo: 'P-1', station: 'Test', complaintReceivedAt: at.toISOString() };
      await addToComplaint(build.db, { caseId, kind: 'statement', body, actor: INQUIRY_OFFICER });
      const open = await build.db.manager.findOneBy(CorrectionRow, { caseId, state: 'requested' });
      if (open !== null) {
        const decision = { verdict: 'confirm' as const, reason: 'compared with the document' };
        const decided = await decideCorrection(build.db, { id: open.id, body: decision, actor: OFFICER });
        if (!decided.ok) throw new Error(decided.code);
      }
      await build.advanceCase(caseId);
    };
    await noted(hoursAgo(240));
    expect(await build.hold(holdId)).toMatchObject({ state: 'release_ordered', stateReason: 'EXPIRED' });
    await build.release(holdId);
    const right = hoursAgo(50);
    await noted(right);
    const [again] = await live();
    expect(again?.expiresAt).toEqual(plus(right, 168));
    const last = hoursAgo(20);
    await noted(last);
    expect((await live()).map(({ expiresAt }) => expiresAt)).toEqual([plus(last, 168)]);
    expect(await faults()).toEqual([]);
  });

  it('a bank spells its word on the holder otherwise: it counts as no word, and adopts nothing', async () => {
    const at = hoursAgo(2).toISOString();
    const { caseId } = await build.complain({
      transfers: [],
      incompleteTransfers: [{ amountSatang: '1500000', between: { from: at, until: new Date().toISOString() } }],
    });
    const [{ id, institution }] = await build.db.query<[{ id: string; institution: string }]>(
      'SELECT id, institution FROM debit_confirmation WHERE case_id = $1',
      [caseId],
    );
    const found = {
      transferRef: 'FOUND-1',
      to: { account: MULE_ACCOUNT },
      amountSatang: '1500000',
      at,
      rail: 'promptpay',
    };
    for (const holder of ['matches', 'MATCH', 'Yes'])
      await build
        .callback(institution, 'debit.confirmation', id, {
          confirmationId: id,
          result: 'CONFIRMED',
          holder,
          found,
          at: new Date().toISOString(),
        })
        .catch(() => undefined);
    await build.advanceCase(caseId);
    expect(await build.holds(caseId)).toEqual([]);
    expect(await faults()).toEqual([]);
  });

  it.each(['9-1234-56789-01-0', '๙๑๒๓๔๕๖๗๘๙๐๑๐', 'aa1234567', ' AA1234567'])(
    'an official number that is spelt otherwise is no number that proves anything: %s',
    (number) => {
      const as = number.includes('1234567') && !number.startsWith('9') ? 'passportNo' : 'citizenId';
      const body = { ...complaintBody(), victim: { name: 'Somying Test', phone: '0812345678', [as]: number } };
      expect(ComplaintBody.safeParse(body).success).toBe(false);
    },
  );

  it('AMLO keeps a part when section 7 ends by time: ours is let go, and its part stays until it ends it', async () => {
    const { caseId, holdId } = await reported('AMLO-1');
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    const heldUnder = { authority: 'amlo' as const, amountSatang: '40000', reference: 'YS 1/2569' };
    await build.send(holdId, { result: 'HELD_PARTIAL', heldAmountSatang: '60000', heldUnder });
    expect(await build.hold(holdId)).toMatchObject({ heldSatang: 60_000n, seizedSatang: 40_000n });
    await timePasses(build.owner, '169 hours');
    await driveDue(build.db, ['hold_end']);
    await build.release(holdId);
    await build.advanceCase(caseId);
    expect(await build.hold(holdId)).toMatchObject({ state: 'released', seizedSatang: 40_000n, reservedSatang: 0n });
    expect(await live()).toEqual([]);
    expect((await build.db.manager.findOneByOrFail(StolenSumRow, { caseId })).reservedSatang).toBe(40_000n);
    const second = await build.complain({
      transfers: [{ reference: 'AMLO-1', transferredAt: plus(hoursAgo(1), -169).toISOString() }],
    });
    await build.advanceCase(second.caseId);
    expect(await live()).toEqual([]);
    expect(await faults()).toEqual([]);
  });

  it('who was heard as a guardian was none: an officer lets go, and a person looks when the true one reports', async () => {
    const actsFor = { as: 'guardian' as const, document: 'birth certificate', documentNo: 'TEST-BC-1' };
    const { caseId, holdIds } = await build.complain({
      transfers: [{ reference: 'GUARD-1', transferredAt: hoursAgo(1).toISOString() }],
      reporter: { name: 'Not A Guardian', phone: '0812345999', holdsVictimAccount: false, actsFor },
    });
    expect(holdIds).toHaveLength(1);
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    const again = await supplyAuthority(build.db, { caseId, body: actsFor, actor: OPERATOR });
    expect(again).toMatchObject({ code: 'AUTHORITY.NOT_NEEDED' });
    const holdId = holdIds[0] ?? '';
    await build.send(holdId, { result: 'HELD_FULL' });
    const body = { reason: 'the certificate was forged', unrelated: false };
    expect(await releaseByOfficer(build.db, { holdId, body, actor: OFFICER })).toMatchObject({ ok: true });
    await build.release(holdId);
    await build.advanceCase(caseId);
    expect(await live()).toEqual([]);
    const { transferredAt } = await build.db.manager.findOneByOrFail(TransferRow, { reference: 'GUARD-1' });
    const mother = { name: 'The Mother', phone: '0812345997', holdsVictimAccount: false };
    const truth = await build.complain({
      transfers: [{ reference: 'GUARD-1', transferredAt: transferredAt.toISOString() }],
      reporter: { ...mother, actsFor: { ...actsFor, documentNo: 'TEST-BC-2' } },
    });
    expect(truth.holdIds).toEqual([]);
    const breaks = await build.db.manager.findBy(BreakRecordRow, { kind: 'LET_GO_REPORTED_AGAIN' });
    expect(breaks).toHaveLength(1);
    expect(await faults()).toEqual([]);
  });

  it('a bank is told, the 72 hours run out, and another station shows that it had the complaint before: it is held again', async () => {
    const toldAt = hoursAgo(10);
    const transferredAt = hoursAgo(12).toISOString();
    const told = await build.customerTold(VICTIM_ACCOUNT.institution, {
      victimAccount: VICTIM_ACCOUNT,
      toldAt: toldAt.toISOString(),
      caseType: 'job',
      transfers: [
        {
          to: { account: MULE_ACCOUNT },
          amountSatang: '100000',
          transferredAt,
          reference: 'STATION-1',
          rail: 'promptpay',
        },
      ],
    });
    if (!told.ok) throw new Error(told.code);
    const caseId = told.response.cases[0]?.id ?? '';
    const [hold] = await build.holds(caseId);
    await build.send(hold?.id ?? '', { result: 'HELD_FULL' });
    await timePasses(build.owner, '73 hours');
    await driveDue(build.db, ['hold_end']);
    await build.release(hold?.id ?? '');
    await build.advanceCase(caseId);
    expect(await live()).toEqual([]);
    const receivedAt = hoursAgo(60);
    const body = { policeCaseNo: 'P-9', station: 'Another Station', complaintReceivedAt: receivedAt.toISOString() };
    expect(await addToComplaint(build.db, { caseId, kind: 'statement', body, actor: INQUIRY_OFFICER })).toMatchObject({
      ok: true,
    });
    await build.advanceCase(caseId);
    expect((await live()).map(({ expiresAt }) => expiresAt)).toEqual([plus(receivedAt, 168)]);
    expect(await faults()).toEqual([]);
  });

  it('a victim tells his bank and then 1441 (VIC-7A): the power is one, its time runs from the complaint, and a relative’s call beside it gives none', async () => {
    const transferredAt = hoursAgo(3).toISOString();
    const relative = await build.complain({
      transfers: [{ reference: 'VIC7A-1', transferredAt }],
      reporter: {
        name: 'A Brother',
        phone: '0812345998',
        holdsVictimAccount: false,
        isVictim: false,
        relationToVictim: 'brother',
      },
    });
    expect(relative.holdIds).toEqual([]);
    const told = await build.customerTold(VICTIM_ACCOUNT.institution, {
      victimAccount: VICTIM_ACCOUNT,
      toldAt: hoursAgo(2).toISOString(),
      caseType: 'job',
      transfers: [
        {
          to: { account: MULE_ACCOUNT },
          amountSatang: '100000',
          transferredAt,
          reference: 'VIC7A-1',
          rail: 'promptpay',
        },
      ],
    });
    expect(told.ok).toBe(true);
    const { caseId } = await build.complain({ transfers: [{ reference: 'VIC7A-1', transferredAt }] });
    await build.advanceCase(caseId);
    const { openedAt } = await build.db.manager.findOneByOrFail(CaseFileRow, { id: caseId });
    expect((await live()).map(({ kind, expiresAt }) => [kind, expiresAt])).toEqual([['section7', plus(openedAt, 168)]]);
    expect(await faults()).toEqual([]);
  });

  it('without evidence of its own (P-EV85B) an account is not suspended by the centre, though stolen money reached it', async () => {
    const { caseId, holdId } = await held('EV85B-1');
    await build.agencyAnswers(caseId, 'bot', { colours: [{ account: MULE_ACCOUNT, colour: 'none' }] });
    await build.advanceCase(caseId);
    const ask = { kind: 'aoc_suspension' as const, account: MULE_ACCOUNT, reason: 'it passed money on' };
    const asked = await requestFreeze(build.db, { caseId, body: ask, actor: OFFICER });
    expect(asked.ok && (await build.decide(asked.response.id, SUPERVISOR)).ok).toBe(false);
    expect((await build.hold(holdId)).kind).toBe('section7');
    expect(await faults()).toEqual([]);
  });
});
