import { answerAppeal } from '../../../src/application/appeal/answer-appeal.js';
import { receiveAppeal } from '../../../src/application/appeal/file-appeal.js';
import { readAppealQueue } from '../../../src/application/appeal/read-appeals.js';
import { readAppealStatus } from '../../../src/application/appeal/read-holder-view.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { readDuties } from '../../../src/application/judgement/read-duties.js';
import type { AppealAnswerInput } from '../../../src/application/appeal/appeal-input.js';
import type { HoldRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { newId } from '../../../src/persistence/ids.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { MULE_ACCOUNT, NEXT_ACCOUNT, VICTIM_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, OPERATOR, person, RecordBuilder } from '../../support/record-builder.js';

const OTHER_INQUIRY_OFFICER = person('inquiry-2', 'inquiry_officer');
const THIRD_INQUIRY_OFFICER = person('inquiry-3', 'inquiry_officer');
const OTHER_OFFICER = person('officer-9', 'aoc_officer');
const UPHOLD: AppealAnswerInput = { verdict: 'uphold', reason: { en: 'The sale is proved.' } };
const KEEP: AppealAnswerInput = { verdict: 'refuse', reason: { en: 'The inquiry shows more.' } };

describe('an appeal against a hold whose power is another authority’s', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  async function held(): Promise<{ caseId: string; holdId: string }> {
    const { caseId, holdIds } = await build.complain();
    const holdId = holdIds[0] ?? '';
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL' });
    return { caseId, holdId };
  }

  /** A hold that an inquiry officer's order carries on (OFF-7D). */
  async function continued(): Promise<{ caseId: string; holdId: string }> {
    const hold = await held();
    const body = { kind: 'continue_order' as const, holdId: hold.holdId, reason: 'the inquiry goes on' };
    expect(await requestFreeze(build.db, { caseId: hold.caseId, body, actor: INQUIRY_OFFICER })).toMatchObject({
      ok: true,
    });
    await build.advanceCase(hold.caseId);
    return hold;
  }

  async function file(holdId: string, by = OPERATOR): Promise<string> {
    const { noticeReference: reference } = await build.hold(holdId);
    const appellant = { by: 'desk' as const, person: by, idempotencyKey: newId() };
    const filed = await receiveAppeal(build.db, { reference, statement: 'A sale.', bodySha256: newId(), appellant });
    if (!filed.ok) throw new Error(filed.code);
    return filed.response.id;
  }
  const answer = (appealId: string, body: AppealAnswerInput, actor: typeof OFFICER) =>
    answerAppeal(build.db, { appealId, body, actor });
  const isStill = async (holdId: string, state: HoldRow['state']) =>
    expect((await build.hold(holdId)).state).toBe(state);

  it('goes with the finding to that authority, whose person lifts', async () => {
    const { caseId, holdId } = await continued();
    const id = await file(holdId);
    expect(await answer(id, UPHOLD, OFFICER)).toMatchObject({ ok: true, state: 'received', releaseOrderId: null });
    await isStill(holdId, 'held');
    const { appeals } = await readAppealQueue(build.db.manager, { tier: 'authority', limit: 50 });
    expect(appeals).toMatchObject([{ id, tier: 'authority', holdKind: 'continue_order' }]);
    const { duties } = (await readDuties(build.db.manager, caseId)) ?? { duties: [] };
    const owed = duties.filter(({ subject, state }) => subject === id && state === 'open');
    expect(owed).toMatchObject([{ ruleId: 'P-POL', owedBy: 'inquiry_officer' }]);
    const status = await readAppealStatus(build.db.manager, await build.hold(holdId), new Date());
    expect(status).toMatchObject({
      nextStep: 'wait',
      appeal: { tier: 'authority', answers: [{ verdict: 'forward' }] },
    });
    expect(status.next.en).toContain('the office that ordered');

    // Neither who found so, nor the centre, nor who gave the order decides.
    expect(await answer(id, UPHOLD, OTHER_OFFICER)).toMatchObject({ code: 'APPEAL.ROLE' });
    expect(await answer(id, KEEP, INQUIRY_OFFICER)).toMatchObject({ code: 'APPEAL.OWN_HOLD' });
    expect(await answer(id, UPHOLD, OTHER_INQUIRY_OFFICER)).toMatchObject({ ok: true, state: 'upheld' });
    await isStill(holdId, 'release_ordered');
    expect(await build.releaseOrder(holdId)).toMatchObject({ reason: 'APPEAL_UPHELD', orderedRole: 'inquiry_officer' });
  });

  it('is kept by that authority, and then the police hear it once more', async () => {
    const { holdId } = await continued();
    const id = await file(holdId);
    const part: AppealAnswerInput = { verdict: 'uphold_in_part', reason: { en: 'half' }, keepSatang: '50000' };
    expect(await answer(id, part, OFFICER)).toMatchObject({ ok: true, state: 'received' });
    expect(await build.hold(holdId)).toMatchObject({ state: 'held', heldSatang: 100_000n });
    expect(await answer(id, KEEP, OTHER_INQUIRY_OFFICER)).toMatchObject({ ok: true, state: 'refused' });
    await isStill(holdId, 'held');
    const status = await readAppealStatus(build.db.manager, await build.hold(holdId), new Date());
    expect(status).toMatchObject({
      nextStep: 'next_tier',
      appeal: { answers: [{ verdict: 'forward' }, { verdict: 'refuse' }] },
    });
    expect(await file(holdId)).toBe(id);
    expect(await answer(id, KEEP, OTHER_INQUIRY_OFFICER)).toMatchObject({ code: 'APPEAL.OWN_ANSWER' });
    expect(await answer(id, part, THIRD_INQUIRY_OFFICER)).toMatchObject({ ok: true, state: 'partly_upheld' });
  });

  it('nobody answers what he filed himself; the database refuses that as well', async () => {
    const { holdId } = await held();
    const id = await file(holdId, OFFICER);
    expect(await answer(id, UPHOLD, OFFICER)).toMatchObject({ code: 'APPEAL.OWN_HOLD' });
    await expect(
      build.db.query(
        `INSERT INTO appeal_decision (id, appeal_id, tier, person, role, verdict, reason_en, decided_at)
         VALUES ('x', $1, 'centre', $2, 'aoc_officer', 'refuse', 'x', clock_timestamp())`,
        [id, OFFICER.subject],
      ),
    ).rejects.toThrow('impartial');
    expect(await answer(id, UPHOLD, OTHER_OFFICER)).toMatchObject({ ok: true, state: 'upheld' });
  });

  /** A hold by section 7, and one below it, on money that went on from there. */
  async function twoHops(): Promise<{ caseId: string; above: HoldRow; below: HoldRow }> {
    const { caseId } = await build.complain({ transfers: [{ amountSatang: '1000000' }] });
    const [first] = await build.holds(caseId);
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    const wentOn = { amountSatang: '600000', attributedSatang: '600000', channel: 'promptpay' as const };
    const onward = {
      ...wentOn,
      transferRef: `ON-${caseId}`,
      to: { account: NEXT_ACCOUNT },
      at: new Date().toISOString(),
    };
    await build.send(first?.id ?? '', { result: 'HELD_PARTIAL', heldAmountSatang: '400000', onward: [onward] });
    await build.advanceCase(caseId);
    const [above, below] = await build.holds(caseId);
    if (above === undefined || below === undefined) throw new Error('no hold below');
    await build.send(below.id, { result: 'HELD_FULL' });
    return { caseId, above, below };
  }

  it('what falls below the account is decided by power: an order of the police goes to the police', async () => {
    const { caseId, above, below } = await twoHops();
    const body = { kind: 'continue_order' as const, holdId: below.id, reason: 'the inquiry goes on' };
    expect(await requestFreeze(build.db, { caseId, body, actor: INQUIRY_OFFICER })).toMatchObject({ ok: true });
    await build.advanceCase(caseId);
    await build.send(below.id, { result: 'HELD_FULL', receiptSeq: 2 });
    const id = await file(above.id);
    expect(await answer(id, UPHOLD, OFFICER)).toMatchObject({ ok: true, state: 'upheld' });
    await isStill(above.id, 'release_ordered');
    await isStill(below.id, 'held');
    const { appeals } = await readAppealQueue(build.db.manager, { tier: 'authority', limit: 50 });
    const ofBelow = appeals.find(({ holdId }) => holdId === below.id);
    expect(ofBelow).toMatchObject({ tier: 'authority', holdKind: 'continue_order' });
    expect(await answer(ofBelow?.id ?? '', UPHOLD, OTHER_INQUIRY_OFFICER)).toMatchObject({ ok: true, state: 'upheld' });
    await isStill(below.id, 'release_ordered');
  });

  it('an officer of the centre lets nothing go that a suspicion holds too', async () => {
    const reference = `BOTH-${newId()}`;
    const transfer = {
      reference,
      transferredAt: new Date(Date.now() - 10_800_000).toISOString(),
      to: { account: MULE_ACCOUNT },
    };
    const { caseId, holdIds } = await build.complain({ transfers: [transfer] });
    const holdId = holdIds[0] ?? '';
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    const notice = {
      ground: 'Several credits were passed on at once.',
      suspected: 'technology_crime' as const,
      foundAt: new Date(Date.now() - 7_200_000).toISOString(),
      fromAccount: VICTIM_ACCOUNT,
      transfers: [{ ...transfer, amountSatang: '100000', rail: 'promptpay' }],
    };
    await build.suspect('th-004', notice);
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL' });
    const release = { holdId, body: { reason: 'x', unrelated: true }, actor: OFFICER };
    const refused = await releaseByOfficer(build.db, release);
    expect(refused).toMatchObject({ ok: false });
    const id = await file(holdId);
    expect(await answer(id, UPHOLD, OFFICER)).toMatchObject({ ok: true, state: 'received' });
    expect(await build.hold(holdId)).toMatchObject({ kind: 'section6', state: 'held' });
    // Each finding ends one power: the complaint, which nobody has heard yet, lets the hold go on.
    const found = await answer(id, UPHOLD, person('amlo-1', 'amlo_officer'));
    expect(found).toMatchObject({ ok: true, state: 'partly_upheld' });
    expect(await build.hold(holdId)).toMatchObject({ kind: 'section7', state: 'held' });
    expect(await file(holdId)).toBe(id);
    expect(await answer(id, UPHOLD, person('inquiry-5', 'inquiry_officer'))).toMatchObject({ state: 'upheld' });
    expect(await build.hold(holdId)).toMatchObject({ state: 'release_ordered' });
  });

  it('what was let go by mistake comes back, by who holds the power', async () => {
    const { caseId, holdId } = await held();
    const id = await file(holdId);
    expect(await answer(id, UPHOLD, OTHER_OFFICER)).toMatchObject({ ok: true, state: 'upheld' });
    const body = { kind: 'reinstatement' as const, holdId, reason: 'the documents were forged' };
    expect(await requestFreeze(build.db, { caseId, body, actor: OFFICER })).toMatchObject({ ok: true });
  });

  it('and the invariants of the database are whole', async () => {
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.filter((check) => check.violations > 0)).toEqual([]);
  });
});
