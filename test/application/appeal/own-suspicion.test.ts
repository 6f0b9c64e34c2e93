import { answerAppeal } from '../../../src/application/appeal/answer-appeal.js';
import type { AppealAnswerInput } from '../../../src/application/appeal/appeal-input.js';
import { receiveAppeal } from '../../../src/application/appeal/file-appeal.js';
import { decideOwnFinding, readOwnFindings } from '../../../src/application/appeal/own-findings.js';
import { phoneKeyOf } from '../../../src/application/case/privacy/phone-key.js';
import type { ActingPerson } from '../../../src/application/case/work/acting-person.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { declareInterest } from '../../../src/application/handling/declare-interest.js';
import { readDuties } from '../../../src/application/judgement/read-duties.js';
import { driveDue } from '../../support/drive-due.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { InterestRow } from '../../../src/persistence/entities/case/interest.entities.js';
import { newId } from '../../../src/persistence/ids.js';
import { ownRule } from '../../../tools/verify/checks/authority/i25-own-rule.js';
import type { VerifyContext } from '../../../tools/verify/check.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { MULE_ACCOUNT, VICTIM_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, OPERATOR, person, RecordBuilder } from '../../support/record-builder.js';

const UPHOLD: AppealAnswerInput = { verdict: 'uphold', reason: { en: 'The sale is proved.' } };
const KEEP: AppealAnswerInput = { verdict: 'refuse', reason: { en: 'The account still passes money on.' } };
const ofBank = (subject: string, institution: string): ActingPerson => ({
  ...person(subject, 'institution_user'),
  institution,
});
const ITS_OWN = ofBank('bank-person-1', MULE_ACCOUNT.institution);

/** What only its bank suspects (section 6) is that bank's to lift, once an officer found for the holder. */
describe('a finding about money that only its institution suspects', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  let transfers = 0;

  /** A hold of section 6 that no officer gave notice of, for whose holder an officer has found. */
  async function found(): Promise<{ caseId: string; holdId: string; appealId: string }> {
    transfers += 1;
    const notice = {
      ground: 'Several credits were passed on at once.',
      suspected: 'technology_crime' as const,
      foundAt: new Date(Date.now() - 60_000).toISOString(),
      fromAccount: VICTIM_ACCOUNT,
      transfers: [
        {
          reference: `OWN-${transfers}-${newId()}`,
          transferredAt: new Date(Date.now() - 3_600_000).toISOString(),
          to: { account: { ...MULE_ACCOUNT, accountNo: `90000${String(transfers).padStart(5, '0')}` } },
          amountSatang: '100000',
          rail: 'promptpay' as const,
        },
      ],
    };
    const { cases } = await build.suspect('th-004', notice);
    const caseId = cases[0]?.id ?? '';
    await build.advanceCase(caseId);
    const [hold] = await build.holds(caseId);
    if (hold === undefined) throw new Error('nothing is held');
    await build.send(hold.id, { result: 'HELD_FULL' });
    await build.advanceCase(caseId);
    const appellant = { by: 'desk' as const, person: OPERATOR, idempotencyKey: newId() };
    const { noticeReference: reference } = hold;
    const filed = await receiveAppeal(build.db, { reference, statement: 'A sale.', bodySha256: newId(), appellant });
    if (!filed.ok) throw new Error(filed.code);
    const appealId = filed.response.id;
    const forwarded = await answerAppeal(build.db, { appealId, body: UPHOLD, actor: OFFICER });
    expect(forwarded).toMatchObject({ ok: true, state: 'received', releaseOrderId: null });
    return { caseId, holdId: hold.id, appealId };
  }
  const decide = (appealId: string, body: AppealAnswerInput, actor: ActingPerson) =>
    decideOwnFinding(build.db, { appealId, body, actor });

  it('is shown to that institution, with the clock of P-POL, and to no other', async () => {
    const { caseId, holdId, appealId } = await found();
    const query = { state: 'open', limit: 50 } as const;
    const { findings } = await readOwnFindings(build.db.manager, { institution: 'th-014', subject: 'user-1' }, query);
    const own = findings.find(({ id }) => id === appealId);
    expect(own).toMatchObject({
      holdId,
      heldSatang: '100000',
      findings: [{ tier: 'centre', en: 'The sale is proved.' }],
    });
    expect(Date.parse(own?.dueAt ?? '') - Date.parse(own?.since ?? '')).toBe(43_200_000);
    expect(
      (await readOwnFindings(build.db.manager, { institution: 'th-006', subject: 'user-1' }, query)).findings,
    ).toEqual([]);
    const { duties } = (await readDuties(build.db.manager, caseId)) ?? { duties: [] };
    expect(duties.filter(({ subject, state }) => subject === appealId && state === 'open')).toMatchObject([
      { ruleId: 'P-POL', owedBy: 'th-014' },
    ]);
  });

  it('is decided by an authorised person of that institution, who lets the money go', async () => {
    const { holdId, appealId } = await found();
    expect(await decide(appealId, UPHOLD, ofBank('other-bank', 'th-006'))).toMatchObject({ code: 'APPEAL.ABSENT' });
    // Also where the call does not pass the page of an institution.
    const passedBy = { appealId, body: UPHOLD, actor: ofBank('other-bank', 'th-006') };
    expect(await answerAppeal(build.db, passedBy)).toMatchObject({ code: 'APPEAL.ROLE' });
    expect(await decide(appealId, UPHOLD, ITS_OWN)).toMatchObject({ ok: true, state: 'upheld' });
    expect(await build.releaseOrder(holdId)).toMatchObject({
      reason: 'APPEAL_UPHELD',
      orderedRole: 'institution_user',
    });
    const { legalBasis } = await build.releaseOrder(holdId);
    expect(legalBasis.map((row) => row.split('/')[1])).toEqual(['BANK-6A', 'P-REL']);
  });

  it('is not decided by a person of that institution whose own number the holder gave', async () => {
    const { caseId, appealId, holdId } = await found();
    const { noticeReference: reference } = await build.hold(holdId);
    const phoneKey = phoneKeyOf('0800000966', build.hash);
    const appellant = { by: 'desk' as const, person: OPERATOR, idempotencyKey: newId() };
    const again = { reference, statement: 'My own shop.', phoneKey, bodySha256: newId(), appellant };
    expect(await receiveAppeal(build.db, again)).toMatchObject({ ok: true });
    const related = { ...ITS_OWN, subject: 'bank-person-related', phoneKey };
    expect(await decide(appealId, UPHOLD, related)).toMatchObject({ code: 'CASE.INTEREST' });
    expect(await build.db.manager.findBy(InterestRow, { caseId })).toMatchObject([{ person: 'bank-person-related' }]);
    expect(await decide(appealId, UPHOLD, ITS_OWN)).toMatchObject({ ok: true, state: 'upheld' });
  });

  it('has a way back by two persons of the centre for half an hour', async () => {
    const { caseId, holdId, appealId } = await found();
    expect(await decide(appealId, UPHOLD, ITS_OWN)).toMatchObject({ ok: true });
    const body = { kind: 'reinstatement' as const, holdId, reason: 'the documents were forged' };
    const asked = await requestFreeze(build.db, { caseId, body, actor: INQUIRY_OFFICER });
    expect(asked).toMatchObject({ ok: true });
  });

  it('is let go in part, and kept, after which the holder may bring it to the police', async () => {
    const part = await found();
    const half: AppealAnswerInput = { verdict: 'uphold_in_part', reason: { en: 'half' }, keepSatang: '40000' };
    expect(await decide(part.appealId, half, ITS_OWN)).toMatchObject({ ok: true, state: 'partly_upheld' });
    const kept = await found();
    expect(await decide(kept.appealId, KEEP, ITS_OWN)).toMatchObject({ ok: true, state: 'refused' });
    expect(await build.hold(kept.holdId)).toMatchObject({ state: 'held' });
    const { noticeReference: reference } = await build.hold(kept.holdId);
    const appellant = { by: 'desk' as const, person: OPERATOR, idempotencyKey: newId() };
    const again = await receiveAppeal(build.db, { reference, statement: 'Again.', bodySha256: newId(), appellant });
    expect(again).toMatchObject({ ok: true, response: { tier: 'police' } });
    expect(await decide(kept.appealId, UPHOLD, ITS_OWN)).toMatchObject({ code: 'APPEAL.ABSENT' });
  });

  it('is still a criminal officer’s or AMLO’s to decide, and no more the bank’s once an officer gave notice', async () => {
    const { appealId } = await found();
    const amlo = person('amlo-1', 'amlo_officer');
    expect(await answerAppeal(build.db, { appealId, body: UPHOLD, actor: amlo })).toMatchObject({ state: 'upheld' });
    expect(await decide(appealId, KEEP, ITS_OWN)).toMatchObject({ code: 'APPEAL.ANSWERED' });
  });

  it('is a break when the institution lets its time pass, which its decision settles', async () => {
    const { holdId, appealId } = await found();
    const breaks = async () =>
      (await build.db.manager.findBy(BreakRecordRow, { holdId })).map(({ kind, closedBy }) => [kind, closedBy]);
    expect([await driveDue(build.db, ['silence', 'finding_undecided']), await breaks()]).toEqual([0, []]);
    await build.owner.query(
      `UPDATE appeal SET tier_since = tier_since - interval '13 hours', target_at = target_at - interval '13 hours',
                         breach_at = breach_at - interval '13 hours', look_at = look_at - interval '13 hours' WHERE id = $1`,
      [appealId],
    );
    expect([await driveDue(build.db, ['silence', 'finding_undecided']), await breaks()]).toEqual([
      1,
      [['FINDING_UNANSWERED', null]],
    ]);
    expect(await driveDue(build.db, ['silence', 'finding_undecided'])).toBe(0);
    expect(await decide(appealId, KEEP, ITS_OWN)).toMatchObject({ ok: true });
    expect(await breaks()).toEqual([['FINDING_UNANSWERED', 'system']]);
  });

  it('is decided by nobody of the bank who gains by it', async () => {
    const { caseId, appealId } = await found();
    const actor = { ...ofBank('bank-relative', 'th-014'), roles: ['institution_user', 'aoc_officer'] as const };
    await declareInterest(build.db, { caseId, reason: 'my brother', actor });
    expect(await decide(appealId, UPHOLD, actor)).toMatchObject({ code: 'CASE.INTEREST' });
  });

  it('keeps the invariants; an answer for another bank is found', async () => {
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
    const { appealId } = await found();
    expect(await decide(appealId, UPHOLD, ITS_OWN)).toMatchObject({ ok: true });
    await build.owner.query('ALTER TABLE appeal_decision DISABLE TRIGGER appeal_decision_append_only');
    await build.owner.query(
      `UPDATE appeal_decision SET institution = 'th-006' WHERE appeal_id = $1 AND verdict = 'uphold'`,
      [appealId],
    );
    const found25 = await ownRule.run({ manager: build.owner.manager } as VerifyContext);
    expect(found25.violations).toEqual([expect.stringContaining('another institution')]);
  });
});
