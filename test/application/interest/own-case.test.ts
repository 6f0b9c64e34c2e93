import { settleBreak } from '../../../src/application/advance/look/settle-break.js';
import { answerAppeal } from '../../../src/application/appeal/answer-appeal.js';
import { receiveAppeal } from '../../../src/application/appeal/file-appeal.js';
import type { ActingPerson } from '../../../src/application/case/work/acting-person.js';
import { phoneKeyOf } from '../../../src/application/case/privacy/phone-key.js';
import { addToComplaint } from '../../../src/application/complaint/intake/add-to-complaint.js';
import { decideCorrection } from '../../../src/application/complaint/correct/decide-correction.js';
import { decideWithdrawal } from '../../../src/application/complaint/correct/decide-withdrawal.js';
import { requestWithdrawal } from '../../../src/application/complaint/correct/request-withdrawal.js';
import { requestDirective } from '../../../src/application/directive/request-directive.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { assignCase } from '../../../src/application/handling/assign-case.js';
import { declareInterest } from '../../../src/application/handling/declare-interest.js';
import { claimCase } from '../../../src/application/handling/work-claim.js';
import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { releaseInPart } from '../../../src/application/hold/release/release-in-part.js';
import { reviewHold } from '../../../src/application/judgement/review-hold.js';
import { readCaseActs } from '../../../src/application/overview/read-case-acts.js';
import { ROLES } from '../../../src/domain/freeze-request/freeze-request.js';
import { databaseNow } from '../../../src/persistence/clock.js';
import { AuditEventRow } from '../../../src/persistence/entities/traffic/audit.entities.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { CorrectionRow } from '../../../src/persistence/entities/case/complaint.entities.js';
import { InterestRow } from '../../../src/persistence/entities/case/interest.entities.js';
import { newId } from '../../../src/persistence/ids.js';
import type { VerifyContext } from '../../../tools/verify/check.js';
import { separatePersons } from '../../../tools/verify/checks/authority/i2-separate-persons.js';
import { MULE_ACCOUNT } from '../../support/complaint-body.js';
import { askCorrection } from '../../support/correct.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, person, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';
import { signedIn } from '../../support/signed-in.js';
import { askWithdrawal } from '../../support/withdraw.js';

/** A telephone number that belongs to nobody. */
const OWN_NUMBER = '0800000977';
const REASON = { reason: 'synthetic' };

/** Who gains by the money of a case decides nothing of it, in whatever office and by whatever act. */
describe('who has an interest in a case', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  interface Held {
    caseId: string;
    holdId: string;
  }

  /** Money that is held, and an account of which the registry thinks ill. */
  async function held(changes: Parameters<RecordBuilder['complain']>[0] = {}): Promise<Held> {
    const { caseId, holdIds } = await build.complain(changes);
    const holdId = holdIds[0] ?? '';
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.advanceCase(caseId);
    await build.debits(caseId, 'CONFIRMED');
    await build.agencyAnswers(caseId, 'bot', { colours: [{ account: MULE_ACCOUNT, colour: 'black' }] });
    await build.advanceCase(caseId);
    return { caseId, holdId };
  }

  /** Somebody who holds every role of the centre, so that no other rule is in the way. */
  const anybody = (subject: string): ActingPerson =>
    person(subject, ...ROLES.filter((role) => role !== 'institution_user'));
  type Person = ActingPerson;

  async function appealed({ holdId }: Held): Promise<string> {
    const { noticeReference: reference } = await build.hold(holdId);
    const appellant = { by: 'desk' as const, person: person('desk-1', 'unfreeze_desk'), idempotencyKey: newId() };
    const filed = await receiveAppeal(build.db, { reference, statement: 'A sale.', bodySha256: newId(), appellant });
    if (!filed.ok) throw new Error(filed.code);
    return filed.response.id;
  }

  async function asked({ caseId }: Held): Promise<string> {
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const body = { kind: 'aoc_suspension' as const, account: MULE_ACCOUNT, until, ...REASON };
    const made = await requestFreeze(build.db, { caseId, body, actor: OFFICER });
    if (!made.ok) throw new Error(made.code);
    return made.response.id;
  }

  /** Every act by which somebody decides about the money, each made ready by others. */
  const ACTS: Record<string, (at: Held) => Promise<(actor: Person) => Promise<{ ok: boolean }>>> = {
    'asks for an order':
      async ({ caseId }) =>
      (actor) =>
        requestFreeze(build.db, { caseId, body: { kind: 'break_glass', account: MULE_ACCOUNT, ...REASON }, actor }),
    'orders that a hold goes on':
      async ({ caseId, holdId }) =>
      (actor) =>
        requestFreeze(build.db, { caseId, body: { kind: 'continue_order', holdId, ...REASON }, actor }),
    'approves an order': async (at) => {
      const id = await asked(at);
      return (actor) => build.decide(id, actor, 'approve');
    },
    'refuses an order': async (at) => {
      const id = await asked(at);
      return (actor) => build.decide(id, actor, 'refuse');
    },
    'lets a hold go':
      async ({ holdId }) =>
      (actor) =>
        releaseByOfficer(build.db, { holdId, body: { ...REASON, unrelated: false }, actor }),
    'lets a part go':
      async ({ holdId }) =>
      (actor) =>
        releaseInPart(build.db, { holdId, body: { keepSatang: '1', ...REASON }, actor }),
    'takes an appeal up': async (at) => {
      const appealId = await appealed(at);
      return (actor) => answerAppeal(build.db, { appealId, body: { verdict: 'review' }, actor });
    },
    'answers an appeal': async (at) => {
      const appealId = await appealed(at);
      const body = { verdict: 'uphold' as const, reason: { en: 'synthetic' } };
      return (actor) => answerAppeal(build.db, { appealId, body, actor });
    },
    'asks for a withdrawal':
      async ({ caseId }) =>
      async (actor) => {
        const calledBackAt = (await databaseNow(build.db.manager)).toISOString();
        return requestWithdrawal(build.db, {
          caseId,
          body: { ...REASON, identifiedBy: 'call_back', calledBackAt },
          actor,
        });
      },
    'confirms a withdrawal': async ({ caseId }) => {
      const withdrawalId = await askWithdrawal(build.db, caseId);
      return (actor) =>
        decideWithdrawal(build.db, { id: withdrawalId, body: { verdict: 'confirm', ...REASON }, actor });
    },
    'asks for a correction':
      async ({ caseId }) =>
      (actor) =>
        askCorrection(build.db, caseId, { amountSatang: '90000' }, { actor }),
    'confirms a correction': async ({ caseId }) => {
      // A date that is long past would end the hold, which wants a second person.
      const complaintReceivedAt = new Date(Date.now() - 30 * 60_000).toISOString();
      const body = { policeCaseNo: 'P-1', station: 'Test', complaintReceivedAt };
      const dated = await addToComplaint(build.db, { caseId, kind: 'statement', body, actor: INQUIRY_OFFICER });
      if (!dated.ok) throw new Error(dated.code);
      const { id: correctionId } = await build.db.manager.findOneByOrFail(CorrectionRow, { caseId });
      return (actor) =>
        decideCorrection(build.db, { id: correctionId, body: { verdict: 'confirm', ...REASON }, actor });
    },
    'dates the police statement':
      async ({ caseId }) =>
      (actor) =>
        addToComplaint(build.db, {
          caseId,
          kind: 'statement',
          body: { policeCaseNo: 'P-1', station: 'Test', complaintReceivedAt: new Date().toISOString() },
          actor,
        }),
    'reviews a hold':
      async ({ holdId }) =>
      (actor) =>
        reviewHold(build.db, { holdId, body: REASON, actor }),
    'asks for a directive':
      async ({ caseId }) =>
      (actor) =>
        requestDirective(build.db, { caseId, body: { kind: 'telecom', ...REASON } as never, actor }),
    'settles a break': async ({ caseId, holdId }) => {
      await build.receipt(holdId, { result: 'HELD_FULL', heldAmountSatang: '999999' });
      await build.advanceCase(caseId);
      const { id: breakId } = await build.db.manager.findOneByOrFail(BreakRecordRow, { caseId });
      return (actor) => settleBreak(build.db, { breakId, body: REASON, actor });
    },
    'takes the case':
      async ({ caseId }) =>
      (actor) =>
        claimCase(build.db, { caseId, actor }),
  };

  it.each(Object.keys(ACTS))('who declared it: %s no more', async (name) => {
    const at = await held();
    const actor = anybody(`related-${newId()}`);
    const act = await ACTS[name]?.(at);
    const declared = await declareInterest(build.db, { caseId: at.caseId, reason: 'my sister', actor });
    expect(declared).toMatchObject({ ok: true });
    expect(await act?.(actor)).toMatchObject({ ok: false, code: 'CASE.INTEREST' });
  });

  it.each(Object.keys(ACTS))('whose number is the victim’s: %s never', async (name) => {
    const at = await held({ reporter: { phone: OWN_NUMBER } });
    const act = await ACTS[name]?.(at);
    // Another way to write the same number.
    const phoneKey = phoneKeyOf('+66 80 000 0977', build.hash);
    const actor = { ...anybody(`victim-${newId()}`), phoneKey };
    expect(await act?.(actor)).toMatchObject({ ok: false, code: 'CASE.INTEREST' });
  });

  it('is known by the PromptPay id to which the money went, and not by a number that the scammer showed', async () => {
    const paid = { promptPay: { kind: 'phone' as const, value: OWN_NUMBER } };
    const { caseId } = await build.complain({ transfers: [{ to: paid }] });
    await build.advanceCase(caseId);
    const actor = { ...anybody('payee-1'), phoneKey: phoneKeyOf(OWN_NUMBER, build.hash) };
    expect(await claimCase(build.db, { caseId, actor })).toMatchObject({ code: 'CASE.INTEREST' });
    const shown = await build.complain({ suspectContacts: [{ kind: 'phone', value: OWN_NUMBER }] });
    await build.advanceCase(shown.caseId);
    expect(await claimCase(build.db, { caseId: shown.caseId, actor })).toMatchObject({ ok: true });
  });

  it('has it in every case that claims the same money', async () => {
    const reference = `TEST${newId()}`;
    const one = await held({ transfers: [{ reference }] });
    const other = await build.complain({ transfers: [{ reference }] });
    const actor = anybody('related-both');
    await declareInterest(build.db, { caseId: other.caseId, reason: 'my money', actor });
    const release = { holdId: one.holdId, body: { ...REASON, unrelated: false }, actor };
    expect(await releaseByOfficer(build.db, release)).toMatchObject({ code: 'CASE.INTEREST' });
  });

  it('declares it once, loses the claim on the case, gets it not given, and takes nothing back', async () => {
    const { caseId } = await held();
    const actor = person('related-claims', 'aoc_officer');
    expect(await claimCase(build.db, { caseId, actor })).toMatchObject({ ok: true });
    const first = await declareInterest(build.db, { caseId, reason: 'my cousin', actor });
    expect(await declareInterest(build.db, { caseId, reason: 'again', actor })).toEqual(first);
    expect(await claimCase(build.db, { caseId, actor: OFFICER })).toMatchObject({ ok: true });
    await signedIn(build.owner, actor.subject, ['aoc_officer']);
    const given = { caseId, body: { assignee: actor.subject }, actor: SUPERVISOR };
    expect(await assignCase(build.db, given)).toMatchObject({ code: 'CASE.INTEREST' });
    await expect(build.owner.query('DELETE FROM interest')).rejects.toThrow('append-only');
    const events = await build.db.manager.findBy(AuditEventRow, { chain: caseId, type: 'interest.noted' });
    expect(events.map(({ payload }) => JSON.stringify(payload)).join()).not.toContain('my cousin');
  });

  it('keeps what a number showed, also when the provider gives another one later', async () => {
    const at = await held({ reporter: { phone: OWN_NUMBER } });
    const subject = 'victim-renumbered';
    const act = await ACTS['lets a hold go']?.(at);
    expect(await act?.({ ...anybody(subject), phoneKey: phoneKeyOf(OWN_NUMBER, build.hash) })).toMatchObject({
      ok: false,
    });
    expect(await act?.({ ...anybody(subject), phoneKey: phoneKeyOf('0800000978', build.hash) })).toMatchObject({
      code: 'CASE.INTEREST',
    });
    expect(await build.db.manager.findBy(InterestRow, { person: subject })).toMatchObject([
      { caseId: at.caseId, knownBy: 'telephone', reason: null },
    ]);
  });

  it('is offered nothing, with the code of each refusal', async () => {
    const at = await held();
    await appealed(at);
    const actor = anybody('related-reader');
    expect(await readCaseActs(build.db.manager, at.caseId, actor)).toMatchObject({ interest: null });
    await declareInterest(build.db, { caseId: at.caseId, reason: 'my shop', actor });
    const acts = await readCaseActs(build.db.manager, at.caseId, actor);
    expect(acts?.interest).toBe('declared');
    const whyNots = [
      ...Object.values(acts?.kinds ?? {}).map(({ whyNot }) => whyNot),
      ...(acts?.holds ?? []).flatMap(({ release }) => [release?.whyNot, release?.whyNotInPart]),
      ...(acts?.appeals ?? []).flatMap(({ answers }) => answers.map(({ whyNot }) => whyNot)),
    ];
    expect(whyNots.length).toBeGreaterThan(8);
    expect(whyNots.map((whyNot) => whyNot?.code)).toEqual(whyNots.map(() => 'CASE.INTEREST'));
  });

  it('is refused by the database as well, and found by verify', async () => {
    const at = await held();
    const appealId = await appealed(at);
    const actor = anybody('related-writer');
    await declareInterest(build.db, { caseId: at.caseId, reason: 'my son', actor });
    const write = () =>
      build.owner.query(
        `INSERT INTO appeal_decision (id, appeal_id, tier, person, role, verdict, reason_en, decided_at)
         VALUES ('by-an-interested', $1, 'centre', $2, 'aoc_officer', 'refuse', 'no', clock_timestamp())`,
        [appealId, actor.subject],
      );
    await expect(write()).rejects.toThrow('interest:');
    const before = await separatePersons.run({ manager: build.owner.manager } as VerifyContext);
    expect(before.violations).toEqual([]);
    await build.owner.query('ALTER TABLE appeal_decision DISABLE TRIGGER appeal_decision_interest');
    await write();
    await build.owner.query('ALTER TABLE appeal_decision ENABLE TRIGGER appeal_decision_interest');
    const after = await separatePersons.run({ manager: build.owner.manager } as VerifyContext);
    expect(after.violations).toEqual([expect.stringMatching(/^by-an-interested: .*declared an interest/)]);
  });

  it('is known to the database by the number of a sign-in', async () => {
    const at = await held({ reporter: { phone: OWN_NUMBER } });
    await signedIn(build.owner, 'victim-signed-in', ['aoc_officer']);
    await build.owner.query('UPDATE person_session SET phone_key = $1 WHERE subject = $2', [
      phoneKeyOf(OWN_NUMBER, build.hash),
      'victim-signed-in',
    ]);
    const act = await ACTS['lets a hold go']?.(at);
    // A token of the same person, which names no number.
    expect(await act?.(anybody('victim-signed-in'))).toMatchObject({ ok: false, code: 'CASE.INTEREST' });
    expect(await act?.(anybody('somebody-else'))).toMatchObject({ ok: true });
  });

  it('is nobody who merely works on the case', async () => {
    const { caseId, holdId } = await held();
    const body = { ...REASON, unrelated: false };
    expect(await claimCase(build.db, { caseId, actor: { ...OFFICER, phoneKey: 'f'.repeat(64) } })).toMatchObject({
      ok: true,
    });
    expect(await releaseByOfficer(build.db, { holdId, body, actor: { ...OFFICER, phoneKey: null } })).toMatchObject({
      ok: true,
    });
  });
});
