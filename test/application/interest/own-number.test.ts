import { answerAppeal } from '../../../src/application/appeal/answer-appeal.js';
import { receiveAppeal } from '../../../src/application/appeal/file-appeal.js';
import { phoneKeyOf } from '../../../src/application/case/privacy/phone-key.js';
import type { ActingPerson } from '../../../src/application/case/work/acting-person.js';
import { tellAgain } from '../../../src/application/complaint/incomplete/tell-again.js';
import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { releaseInPart } from '../../../src/application/hold/release/release-in-part.js';
import { receiveNotice } from '../../../src/application/notice/receive-notice.js';
import { startSession } from '../../../src/application/session/start-session.js';
import { keepCheck } from '../../../src/application/session/use-session.js';
import type { Role } from '../../../src/domain/freeze-request/freeze-request.js';
import { AppealFilingRow } from '../../../src/persistence/entities/case/appeal.entities.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { InterestRow } from '../../../src/persistence/entities/case/interest.entities.js';
import { newId } from '../../../src/persistence/ids.js';
import { sha256Hex } from '../../../src/persistence/sha256.js';
import type { VerifyContext } from '../../../tools/verify/check.js';
import { separatePersons } from '../../../tools/verify/checks/authority/i2-separate-persons.js';
import { MULE_ACCOUNT, VICTIM_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OFFICER, person, RecordBuilder } from '../../support/record-builder.js';

const REASON = { reason: 'synthetic' };
let numbers = 0;
/** A telephone number that belongs to nobody, another one each time. */
const madeUpNumber = () => `08000${String((numbers += 1)).padStart(5, '0')}`;

/** A person's own number, as the sign-in gives it, is that of somebody whom the money is about. */
describe('the own telephone number of a person who decides', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  async function held(changes: Parameters<RecordBuilder['complain']>[0] = {}) {
    const { caseId, holdIds } = await build.complain(changes);
    const holdId = holdIds[0] ?? '';
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.advanceCase(caseId);
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    return { caseId, holdId };
  }

  const keyOf = (phone: string) => phoneKeyOf(phone, build.hash) ?? '';

  async function appeal(holdId: string, phone: string | null, statement = 'A sale.'): Promise<string> {
    const { noticeReference: reference } = await build.hold(holdId);
    const appellant = { by: 'desk' as const, person: person('desk-1', 'unfreeze_desk'), idempotencyKey: newId() };
    const phoneKey = phone === null ? null : keyOf(phone);
    const filed = await receiveAppeal(build.db, { reference, statement, phoneKey, bodySha256: newId(), appellant });
    if (!filed.ok) throw new Error(filed.code);
    return filed.response.id;
  }

  function signIn(subject: string, phone: string | null, roles: readonly Role[] = ['aoc_officer']) {
    const phoneKey = phone === null ? null : keyOf(phone);
    const word = { name: subject, institution: null, rulebookClaim: undefined, phoneKey };
    return startSession(build.db, {
      person: { subject, roles, ...word },
      secretSha256: sha256Hex(newId()),
      providerSession: null,
      providerGrant: null,
      wordEndsAt: new Date(Date.now() + 3_600_000),
      replaces: undefined,
      most: 10,
    });
  }

  const lets = (holdId: string, actor: ActingPerson, keepSatang = '90000') =>
    releaseInPart(build.db, { holdId, body: { keepSatang, ...REASON }, actor });
  const called = async (caseId: string) =>
    (await build.db.manager.findBy(BreakRecordRow, { caseId, kind: 'DECIDED_BY_INTERESTED' })).length;
  const noted = async (subject: string) =>
    (await build.db.manager.findBy(InterestRow, { person: subject })).map(({ caseId, knownBy }) => ({
      caseId,
      knownBy,
    }));
  const i2 = async () => (await separatePersons.run({ manager: build.owner.manager } as VerifyContext)).violations;

  it('is that of who appealed: the person answers nothing and lets nothing go', async () => {
    const { holdId } = await held();
    const phone = madeUpNumber();
    const appealId = await appeal(holdId, phone);
    const actor = { ...person('appellant-1', 'aoc_officer'), phoneKey: keyOf(`+66 ${phone.slice(1)}`) };
    const body = { verdict: 'uphold' as const, reason: { en: 'synthetic' } };
    expect(await answerAppeal(build.db, { appealId, body, actor })).toMatchObject({ code: 'CASE.INTEREST' });
    expect(await lets(holdId, actor)).toMatchObject({ code: 'CASE.INTEREST' });
    const other = { ...person('appellant-2', 'aoc_officer'), phoneKey: keyOf(madeUpNumber()) };
    expect(await answerAppeal(build.db, { appealId, body, actor: other })).toMatchObject({ ok: true });
  });

  it('stands on record as a keyed hash, and each number that was given counts', async () => {
    const { holdId } = await held();
    const [first, second] = [madeUpNumber(), madeUpNumber()];
    const appealId = await appeal(holdId, first);
    await appeal(holdId, second);
    await appeal(holdId, second);
    const filings = await build.db.manager.findBy(AppealFilingRow, { appealId });
    expect(filings.map(({ phoneKey }) => phoneKey).sort()).toEqual([keyOf(first), keyOf(second)].sort());
    expect(JSON.stringify(await build.owner.query('SELECT * FROM audit_event'))).not.toContain(first);
    for (const phone of [first, second])
      expect(await lets(holdId, { ...OFFICER, phoneKey: keyOf(phone) })).toMatchObject({ code: 'CASE.INTEREST' });
  });

  it.each(['sign_in', 'check'] as const)('calls a supervisor as soon as a %s shows it, once', async (how) => {
    const phone = madeUpNumber();
    const { caseId, holdId } = await held({ reporter: { phone } });
    const subject = `decided-before-${how}`;
    expect(await lets(holdId, person(subject, 'aoc_officer'))).toMatchObject({ ok: true });
    expect(await called(caseId)).toBe(0);
    if (how === 'sign_in') await signIn(subject, phone);
    else {
      const { id } = await signIn(subject, null);
      const said = { subject, name: subject, roles: ['aoc_officer' as const], institution: null };
      await keepCheck(build.db, id, { ...said, rulebookClaim: undefined, phoneKey: keyOf(phone) }, null);
    }
    expect(await called(caseId)).toBe(1);
    expect(await noted(subject)).toEqual([{ caseId, knownBy: 'telephone' }]);
    await signIn(subject, phone);
    expect(await called(caseId)).toBe(1);
    expect(await i2()).toEqual([]);
  });

  it('calls nobody where the person decided nothing, or has another number', async () => {
    const phone = madeUpNumber();
    const { caseId, holdId } = await held({ reporter: { phone } });
    await lets(holdId, person('decided-other-number', 'aoc_officer'));
    await signIn('decided-other-number', madeUpNumber());
    await signIn('decided-nothing', phone);
    expect(await called(caseId)).toBe(0);
    expect(await noted('decided-nothing')).toEqual([]);
  });

  const LEARNED: Record<string, (at: { caseId: string; holdId: string; reference: string }, phone: string) => unknown> =
    {
      'an appeal': ({ holdId }, phone) => appeal(holdId, phone),
      'what is told again': ({ caseId }, phone) =>
        tellAgain(build.db, {
          caseId,
          actor: OFFICER,
          body: { note: 'her own', victim: { phone } },
          signRecord: (bytes) => build.parties.signBytes(bytes),
        }),
      'another report of the money': ({ reference }, phone) =>
        build.complain({ transfers: [{ reference }], reporter: { phone } }),
    };

  it.each(Object.keys(LEARNED))('calls a supervisor as soon as %s tells it', async (how) => {
    const reference = `TEST${newId()}`;
    const at = await held({ transfers: [{ reference }], victim: { name: 'Somying Test', citizenId: '9123456789010' } });
    const phone = madeUpNumber();
    const subject = `signed-in-before-${how}`;
    await signIn(subject, phone);
    expect(await lets(at.holdId, person(subject, 'aoc_officer'))).toMatchObject({ ok: true });
    await LEARNED[how]?.({ ...at, reference }, phone);
    const cases = (await noted(subject)).map(({ caseId }) => caseId);
    expect(cases).toHaveLength(1);
    expect(await called(cases[0] ?? '')).toBe(1);
    expect(await i2()).toEqual([]);
    const next = releaseByOfficer(build.db, {
      holdId: at.holdId,
      body: { ...REASON, unrelated: false },
      actor: person(subject, 'aoc_officer'),
    });
    expect(await next).toMatchObject({ code: 'CASE.INTEREST' });
  });

  it('calls a supervisor as soon as money went to its PromptPay id', async () => {
    const phone = madeUpNumber();
    await signIn('payee-before', phone);
    const to = { promptPay: { kind: 'phone' as const, value: phone } };
    const { caseId } = await build.complain({ transfers: [{ to }] });
    await build.owner.query(
      `INSERT INTO correction (id, case_id, state, body, reason, changes_orders, rule_row_id, requested_by, requested_role, requested_at)
       SELECT $1, $2, 'made', '{}', 'x', false, (SELECT row_id FROM rule_row WHERE rule_id = 'P-CORRECT' LIMIT 1), 'payee-before', 'aoc_officer', clock_timestamp()`,
      [newId(), caseId],
    );
    await build.advanceCase(caseId);
    expect(await called(caseId)).toBe(1);
  });

  it('is missed by I2 where nobody noted what a sign-in showed', async () => {
    const phone = madeUpNumber();
    const { caseId, holdId } = await held({ reporter: { phone } });
    await lets(holdId, person('never-noted', 'aoc_officer'));
    await signIn('never-noted', phone);
    expect(await i2()).toEqual([]);
    await build.owner.query('ALTER TABLE interest DISABLE TRIGGER USER');
    await build.owner.query(`DELETE FROM interest WHERE person = 'never-noted'`);
    await build.owner.query('ALTER TABLE interest ENABLE TRIGGER USER');
    expect(await i2()).toEqual([expect.stringMatching(new RegExp(`^${caseId}: is a person who decided before`))]);
  });

  it('keeps an officer of AMLO from suspending money of the own case, and the database refuses it', async () => {
    const reference = `TEST${newId()}`;
    const phone = madeUpNumber();
    const { caseId } = await held({ transfers: [{ reference }], reporter: { phone } });
    const [transfer] = await build.owner.query<{ at: Date; amount: string }[]>(
      'SELECT transferred_at AS at, amount_satang::text AS amount FROM transfer WHERE first_case_id = $1',
      [caseId],
    );
    const give = (actor: ActingPerson) =>
      receiveNotice(build.db, {
        body: {
          fromAccount: VICTIM_ACCOUNT,
          foundAt: new Date().toISOString(),
          transfers: [
            {
              reference,
              to: { account: MULE_ACCOUNT },
              amountSatang: transfer?.amount ?? '',
              transferredAt: transfer?.at.toISOString() ?? '',
              rail: 'promptpay' as const,
            },
          ],
        },
        bodySha256: sha256Hex(newId()),
        notifier: { by: 'officer', person: actor, office: 'amlo', idempotencyKey: newId() },
        rulebook: 'th',
      });
    const related = { ...person('amlo-related', 'amlo_officer'), phoneKey: keyOf(phone) };
    expect(await give(related)).toMatchObject({ ok: false, code: 'CASE.INTEREST' });
    expect(await give(person('amlo-other', 'amlo_officer'))).toMatchObject({ ok: true });
  });
});
