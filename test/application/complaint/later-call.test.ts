import { randomBytes } from 'node:crypto';
import { answerAppeal } from '../../../src/application/appeal/answer-appeal.js';
import { receiveAppeal } from '../../../src/application/appeal/file-appeal.js';
import type { ActingPerson } from '../../../src/application/case/work/acting-person.js';
import { decideCorrection } from '../../../src/application/complaint/correct/decide-correction.js';
import { decideWithdrawal } from '../../../src/application/complaint/correct/decide-withdrawal.js';
import { addToComplaint } from '../../../src/application/complaint/intake/add-to-complaint.js';
import { addTransfers } from '../../../src/application/complaint/intake/add-transfers.js';
import { decideDirective } from '../../../src/application/directive/decide-directive.js';
import { requestDirective } from '../../../src/application/directive/request-directive.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { releaseInPart } from '../../../src/application/hold/release/release-in-part.js';
import { readCaseActs } from '../../../src/application/overview/read-case-acts.js';
import { ROLES } from '../../../src/domain/freeze-request/freeze-request.js';
import { CorrectionRow } from '../../../src/persistence/entities/case/complaint.entities.js';
import { newId } from '../../../src/persistence/ids.js';
import type { VerifyContext } from '../../../tools/verify/check.js';
import { separatePersons } from '../../../tools/verify/checks/authority/i2-separate-persons.js';
import { ComplaintBody } from '../../../src/wire/case/complaint.js';
import { complaintBody, MULE_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, person, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';
import { warrantOf } from '../../support/warrant.js';
import { askWithdrawal } from '../../support/withdraw.js';

const REASON = { reason: 'synthetic' };

/** Who took a part of the report in a later call counts like who took the complaint. */
describe('who took a later call of a report', () => {
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

  /** Somebody who holds every role of the centre and the police, so that no other rule is in the way. */
  const anybody = (): ActingPerson =>
    person(`later-${newId()}`, ...ROLES.filter((role) => role !== 'institution_user' && role !== 'amlo_officer'));

  type Kind = 'supplement' | 'transfers' | 'told_again' | 'authority' | 'statement' | 'found';
  /** Has a person take a later call down, or what stands beside the calls. */
  const took = ({ caseId }: Held, kind: Kind, { subject }: ActingPerson, at = 'clock_timestamp()') =>
    build.db.query(
      `INSERT INTO complaint_addition (id, case_id, kind, body, received_at, received_by) VALUES ($1, $2, $3, '{"suspectContacts": []}', ${at}, $4)`,
      [newId(), caseId, kind, subject],
    );

  async function asked({ caseId }: Held, actor: ActingPerson = OFFICER) {
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const body = { kind: 'aoc_suspension' as const, account: MULE_ACCOUNT, until, ...REASON };
    return requestFreeze(build.db, { caseId, body, actor });
  }
  async function waiting(at: Held): Promise<string> {
    const made = await asked(at);
    if (!made.ok) throw new Error(made.code);
    return made.response.id;
  }

  async function appealed({ holdId }: Held): Promise<string> {
    const { noticeReference: reference } = await build.hold(holdId);
    const appellant = { by: 'desk' as const, person: person('desk-1', 'unfreeze_desk'), idempotencyKey: newId() };
    const filed = await receiveAppeal(build.db, { reference, statement: 'A sale.', bodySha256: newId(), appellant });
    if (!filed.ok) throw new Error(filed.code);
    return filed.response.id;
  }
  const answer = (appealId: string, actor: ActingPerson) =>
    answerAppeal(build.db, { appealId, body: { verdict: 'uphold', reason: { en: 'synthetic' } }, actor });

  const listing = ({ caseId }: Held, actor: ActingPerson) => {
    const subject = { kind: 'wallet' as const, value: `0x${randomBytes(20).toString('hex')}` };
    return requestDirective(build.db, {
      caseId,
      body: { kind: 'list', subject, ground: 'cl. 5 (1)', ...REASON },
      actor,
    });
  };

  /** Every act that rests on the report and needs a second person, each made ready by others. */
  const ACTS: Record<string, (at: Held) => Promise<(actor: ActingPerson) => Promise<{ ok: boolean }>>> = {
    'asks for an order': async (at) => (actor) => asked(at, actor),
    'asks for a whole account': async ({ caseId, holdId }) => {
      const warrant = await warrantOf(build.db, caseId);
      const body = { kind: 'whole_account' as const, holdId, ...REASON, ...warrant };
      return (actor) => requestFreeze(build.db, { caseId, body, actor });
    },
    'approves an order': async (at) => {
      const id = await waiting(at);
      return (actor) => build.decide(id, actor, 'approve');
    },
    'refuses an order': async (at) => {
      const id = await waiting(at);
      return (actor) => build.decide(id, actor, 'refuse');
    },
    'asks for a directive': async (at) => (actor) => listing(at, actor),
    'approves a directive': async (at) => {
      const made = await listing(at, OFFICER);
      if (!made.ok) throw new Error(made.code);
      return (actor) => decideDirective(build.db, { id: made.id, body: { verdict: 'approve', ...REASON }, actor });
    },
    'confirms a withdrawal': async ({ caseId }) => {
      const withdrawalId = await askWithdrawal(build.db, caseId);
      return (actor) =>
        decideWithdrawal(build.db, { id: withdrawalId, body: { verdict: 'confirm', ...REASON }, actor });
    },
    'confirms a correction': async ({ caseId }) => {
      const complaintReceivedAt = new Date(Date.now() - 30 * 60_000).toISOString();
      const body = { policeCaseNo: 'P-1', station: 'Test', complaintReceivedAt };
      const dated = await addToComplaint(build.db, { caseId, kind: 'statement', body, actor: INQUIRY_OFFICER });
      if (!dated.ok) throw new Error(dated.code);
      const { id: correctionId } = await build.db.manager.findOneByOrFail(CorrectionRow, { caseId });
      return (actor) =>
        decideCorrection(build.db, { id: correctionId, body: { verdict: 'confirm', ...REASON }, actor });
    },
  };

  it.each(Object.keys(ACTS))('%s no more, and another person still does', async (name) => {
    const at = await held();
    const act = await ACTS[name]?.(at);
    for (const kind of ['supplement', 'transfers', 'told_again', 'authority'] as const) {
      const taker = anybody();
      await took(at, kind, taker);
      expect(await act?.(taker)).toMatchObject({ ok: false, code: 'APPROVAL.OWN_INTAKE' });
    }
    expect(await act?.(anybody())).toMatchObject({ ok: true });
  });

  it.each(Object.keys(ACTS))('%s of no other report of the same money either', async (name) => {
    const reference = `TEST${newId()}`;
    const at = await held({ transfers: [{ reference }] });
    const act = await ACTS[name]?.(at);
    const [taker, ofOtherMoney] = [anybody(), anybody()];
    // Somebody else reports the same transfer, and calls again; a third report is about other money.
    const rival = await build.complain({ transfers: [{ reference }] });
    await took({ caseId: rival.caseId, holdId: '' }, 'supplement', taker);
    await took({ caseId: (await build.complain()).caseId, holdId: '' }, 'supplement', ofOtherMoney);
    expect(await act?.(taker)).toMatchObject({ ok: false, code: 'APPROVAL.OWN_INTAKE' });
    expect(await act?.(ofOtherMoney)).toMatchObject({ ok: true });
  });

  it('is whoever took it by a call of the centre, whatever the call told', async () => {
    const at = await held();
    const id = await waiting(at);
    const [supplements, transfers] = [anybody(), anybody()];
    const body = { note: 'she called again', suspectContacts: [] };
    const { caseId } = at;
    expect(await addToComplaint(build.db, { caseId, kind: 'supplement', body, actor: supplements })).toMatchObject({
      ok: true,
    });
    const more = ComplaintBody.parse(complaintBody({ transfers: [{ reference: `LATER-${newId()}` }] }));
    const later = { note: 'one more', transfers: more.transfers };
    expect(await addTransfers(build.db, { caseId, body: later, actor: transfers })).toMatchObject({ ok: true });
    for (const taker of [supplements, transfers])
      expect(await build.decide(id, taker)).toMatchObject({ code: 'APPROVAL.OWN_INTAKE' });
  });

  it.each(['supplement', 'transfers', 'told_again', 'authority', 'statement', 'found'] as const)(
    'answers no appeal of what it brought: %s',
    async (kind) => {
      const at = await held();
      const appealId = await appealed(at);
      const taker = anybody();
      await took(at, kind, taker);
      expect(await answer(appealId, taker)).toMatchObject({ code: 'APPEAL.OWN_HOLD' });
      await expect(
        build.db.query(
          `INSERT INTO appeal_decision (id, appeal_id, tier, person, role, verdict, reason_en, decided_at)
           VALUES ($1, $2, 'centre', $3, 'aoc_officer', 'refuse', 'no', clock_timestamp())`,
          [newId(), appealId, taker.subject],
        ),
      ).rejects.toThrow('impartial');
      expect(await answer(appealId, anybody())).toMatchObject({ ok: true });
    },
  );

  it.each(['statement', 'found'] as const)(
    'is not who gave a %s: the order may be asked for and approved',
    async (kind) => {
      const at = await held();
      const [asks, approves] = [anybody(), anybody()];
      await took(at, kind, asks);
      await took(at, kind, approves);
      const made = await asked(at, asks);
      if (!made.ok) throw new Error(made.code);
      expect(await build.decide(made.response.id, approves)).toMatchObject({ ok: true });
    },
  );

  it('keeps the own power of the police, and lets money go as every officer', async () => {
    const at = await held();
    const taker = anybody();
    await took(at, 'supplement', taker);
    const part = { keepSatang: '40000', ...REASON };
    expect(await releaseInPart(build.db, { holdId: at.holdId, body: part, actor: taker })).toMatchObject({ ok: true });
    const body = { kind: 'continue_order' as const, holdId: at.holdId, ...REASON };
    expect(await requestFreeze(build.db, { caseId: at.caseId, body, actor: taker })).toMatchObject({ ok: true });
  });

  it('reads beforehand what the acts say', async () => {
    const at = await held();
    await waiting(at);
    await appealed(at);
    const taker = anybody();
    const offered = async () => {
      const acts = await readCaseActs(build.db.manager, at.caseId, taker);
      return {
        asks: acts?.kinds.break_glass.whyNot?.code,
        ownPower: acts?.kinds.continue_order.whyNot?.code,
        lists: acts?.directives.list?.code,
        approves: acts?.decisions.map(({ whyNotApprove, whyNotRefuse }) => [whyNotApprove?.code, whyNotRefuse?.code]),
        answers: [...new Set(acts?.appeals.flatMap(({ answers }) => answers.map(({ whyNot }) => whyNot?.code)))],
      };
    };
    expect(await offered()).toEqual({ approves: [[undefined, undefined]], answers: [undefined] });
    await took(at, 'supplement', taker);
    const own = 'APPROVAL.OWN_INTAKE';
    expect(await offered()).toEqual({ asks: own, lists: own, approves: [[own, own]], answers: ['APPEAL.OWN_HOLD'] });
  });

  it('is refused by the database, whichever program writes it', async () => {
    const at = await held();
    const requestId = await waiting(at);
    const directive = await listing(at, OFFICER);
    const withdrawalId = await askWithdrawal(build.db, at.caseId);
    const { subject } = SUPERVISOR;
    await took(at, 'supplement', SUPERVISOR);
    const decide = (table: string, state: string, id: string, role: string) =>
      build.db.query(
        `UPDATE ${table} SET state = $2, decided_by = $3, decided_role = $4, decided_at = clock_timestamp(), decision_reason = 'x' WHERE id = $1`,
        [id, state, subject, role],
      );
    const approval = build.db.query(
      `INSERT INTO decision (id, freeze_request_id, person, name, role, verdict, reason, evidence_hash, decided_at)
       VALUES ($1, $2, $3, 'x', 'aoc_supervisor', 'approve', 'x', 'x', clock_timestamp())`,
      [newId(), requestId, subject],
    );
    await expect(approval).rejects.toThrow('four eyes');
    if (!directive.ok) throw new Error(directive.code);
    await expect(decide('directive', 'approved', directive.id, 'aoc_supervisor')).rejects.toThrow('four eyes');
    await expect(decide('withdrawal', 'confirmed', withdrawalId, 'aoc_supervisor')).rejects.toThrow('four eyes');
  });

  it('is found by I2 where the call was before the decision, and not where it came after', async () => {
    const at = await held();
    const requestId = await waiting(at);
    await build.approve(requestId, SUPERVISOR);
    const i2 = async () => (await separatePersons.run({ manager: build.owner.manager } as VerifyContext)).violations;
    await took(at, 'supplement', SUPERVISOR);
    await took(at, 'supplement', OFFICER);
    expect(await i2()).toEqual([]);
    const since = `(SELECT requested_at - interval '1 millisecond' FROM freeze_request WHERE id = '${requestId}')`;
    await took(at, 'told_again', SUPERVISOR, since);
    await took(at, 'transfers', OFFICER, since);
    const [decision] = await build.owner.query<{ id: string }[]>(
      'SELECT id FROM decision WHERE freeze_request_id = $1',
      [requestId],
    );
    expect(await i2()).toEqual([
      `${decision?.id}: decided by a person who took a part of the report`,
      `${requestId}: requested by a person who took a part of the report`,
    ]);
  });

  it('is known to the database and to I2 by the money, from when both cases claim it', async () => {
    const reference = `TEST${newId()}`;
    const at = await held({ transfers: [{ reference }] });
    const before = await waiting(at);
    const rival = async () => ({ ...at, caseId: (await build.complain({ transfers: [{ reference }] })).caseId });
    const approve = (id: string) =>
      build.owner.query(
        `INSERT INTO decision (id, freeze_request_id, person, name, role, verdict, reason, evidence_hash, decided_at)
         VALUES ($1, $2, $3, 'x', 'aoc_supervisor', 'approve', 'x', 'x', clock_timestamp())`,
        [`of-${id}`, id, SUPERVISOR.subject],
      );
    await build.approve(before, SUPERVISOR);
    const body = { kind: 'whole_account' as const, holdId: at.holdId, ...REASON };
    const warrant = await warrantOf(build.db, at.caseId);
    const made = await requestFreeze(build.db, {
      caseId: at.caseId,
      body: { ...body, ...warrant },
      actor: INQUIRY_OFFICER,
    });
    if (!made.ok) throw new Error(made.code);
    const after = made.response.id;
    await took(await rival(), 'supplement', SUPERVISOR, `now() - interval '1 hour'`);
    await expect(approve(after)).rejects.toThrow('four eyes');
    await build.owner.query('ALTER TABLE decision DISABLE TRIGGER decision_four_eyes');
    await approve(after);
    await build.owner.query('ALTER TABLE decision ENABLE TRIGGER decision_four_eyes');
    const { violations } = await separatePersons.run({ manager: build.owner.manager } as VerifyContext);
    expect(violations).toContain(`of-${after}: decided by a person who took a part of the report`);
    expect(violations.filter((violation) => violation.startsWith('of-'))).toHaveLength(1);
  });
});
