import { addTransfers } from '../../../src/application/complaint/intake/add-transfers.js';
import { decideCorrection } from '../../../src/application/complaint/correct/decide-correction.js';
import { readComplaintStatus } from '../../../src/application/complaint/view/read-complaint-status.js';
import { recordConfirmation } from '../../../src/application/debit/deliver-debit-question.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { HOLDING_STATES } from '../../../src/domain/hold/hold.js';
import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { CorrectionRow } from '../../../src/persistence/entities/case/complaint.entities.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { HoldRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { ClaimRow } from '../../../src/persistence/entities/money/ledger.entities.js';
import { ComplaintBody } from '../../../src/wire/case/complaint.js';
import { complaintBody, MULE_ACCOUNT, NEXT_ACCOUNT, VICTIM_ACCOUNT } from '../../support/complaint-body.js';
import { askCorrection, correct, type Corrected } from '../../support/correct.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OPERATOR, RecordBuilder } from '../../support/record-builder.js';
import { ASKS, CONFIRMS, withdraw } from '../../support/withdraw.js';
import { violated } from '../../support/violated.js';

const AT = new Date(Date.now() - 3_600_000).toISOString();
const TRUE_FACTS = { to: { account: MULE_ACCOUNT }, amountSatang: '100000', transferredAt: AT };

/** P-CORRECT on the record: what one person may correct, and where it takes a second. */
describe('a correction of a report', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  /** Takes a report with the facts, whose holds the banks have made. */
  async function report(facts: Corrected = {}, reference = 'TYPO-1'): Promise<string> {
    const { victimAccount = VICTIM_ACCOUNT, ...transfer } = facts;
    const transfers = [{ ...TRUE_FACTS, reference, ...transfer }];
    const { caseId } = await build.complain({ victimAccount, transfers });
    await settle(caseId);
    return caseId;
  }

  /** Plays the banks and the workflows until nothing more is due. */
  async function settle(...caseIds: string[]): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      for (const { id, state } of await build.db.manager.find(HoldRow, { order: { id: 'ASC' } })) {
        if (state === 'release_ordered') await build.release(id);
        else if (state !== 'released') await build.send(id, { result: 'HELD_FULL' });
      }
      for (const caseId of caseIds) await build.advanceCase(caseId);
    }
  }

  /** What is held now, by account. */
  async function held(): Promise<Record<string, string>> {
    const sums: Record<string, bigint> = {};
    for (const { state, accountNo, heldSatang } of await build.db.manager.find(HoldRow))
      if (HOLDING_STATES.includes(state)) sums[accountNo] = (sums[accountNo] ?? 0n) + heldSatang;
    return Object.fromEntries(Object.entries(sums).map(([account, satang]) => [account, satang.toString()]));
  }

  async function confirmNewest(caseId: string): Promise<void> {
    const [newest] = await build.db.manager.find(DebitConfirmationRow, { where: { caseId }, order: { id: 'DESC' } });
    await confirm(caseId, newest);
  }

  async function confirm(caseId: string, question: DebitConfirmationRow | undefined): Promise<void> {
    if (question === undefined) throw new Error('nothing was asked');
    const { id, institution } = question;
    const answer = { confirmationId: id, result: 'CONFIRMED', at: new Date().toISOString() };
    const message = await build.answer(institution, 'debit.confirmation', id, answer);
    await recordConfirmation(build.db, { confirmationId: id, caseId }, message);
    await settle(caseId);
  }

  const decide = (correctionId: string, actor = CONFIRMS, verdict: 'confirm' | 'refuse' = 'confirm') =>
    decideCorrection(build.db, { id: correctionId, body: { verdict, reason: 'heard' }, actor });
  const lossOf = async (id: string) =>
    (await build.db.manager.findOneByOrFail(CaseFileRow, { id })).stolenSatang.toString();
  const violations = () => violated(build.db);

  const mistakes: [what: string, wrong: Corrected, persons: 'made' | 'confirmed'][] = [
    ['a smaller amount', { amountSatang: '2500' }, 'confirmed'],
    ['a larger amount', { amountSatang: '250000' }, 'confirmed'],
    ['another receiver', { to: { account: NEXT_ACCOUNT } }, 'confirmed'],
    ['another reference', { reference: 'TYPO-2' }, 'confirmed'],
    ['another time', { transferredAt: new Date(Date.now() - 7_200_000).toISOString() }, 'made'],
    ['another debited account', { victimAccount: { ...VICTIM_ACCOUNT, accountNo: '9000000009' } }, 'made'],
    ['a debited account elsewhere', { victimAccount: { institution: 'th-006', accountNo: '9000000008' } }, 'confirmed'],
  ];

  it.each(mistakes)(
    'of %s replaces the mistaken claim at once, and the bank confirms the true one',
    async (_what, wrong, persons) => {
      const caseId = await report(wrong);
      expect(
        await correct(build.db, caseId, { ...TRUE_FACTS, reference: 'TYPO-1', victimAccount: VICTIM_ACCOUNT }),
      ).toBe(persons);
      await settle(caseId);
      expect(await held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
      expect(await lossOf(caseId)).toBe('100000');
      const claims = await build.db.manager.findBy(ClaimRow, { caseId });
      const mistaken = claims.filter(({ reported }) => !reported);
      const correction = await build.db.manager.findOneByOrFail(CorrectionRow, { caseId });
      expect(mistaken).toMatchObject([{ correctedBy: correction.id }]);
      expect(correction).toMatchObject({ state: persons, reason: 'typed wrongly', requestedBy: ASKS.subject });
      expect(await readComplaintStatus(build.db.manager, caseId)).toMatchObject({
        heldSatang: '100000',
        transfers: [{ reference: 'TYPO-1', amountSatang: '100000', heldSatang: '100000' }],
      });
      expect(await violations()).toEqual([]);
      await confirmNewest(caseId);
      expect(await held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
      expect(await violations()).toEqual([]);
    },
  );

  it('releases at the wrong account and orders at the right one in one look at the case, and tells the victim why', async () => {
    const caseId = await report({ to: { account: NEXT_ACCOUNT } });
    await correct(build.db, caseId, TRUE_FACTS);
    await build.advanceCase(caseId);
    expect(await build.holds(caseId)).toMatchObject([
      { accountNo: NEXT_ACCOUNT.accountNo, state: 'release_ordered', stateReason: 'CORRECTED' },
      { accountNo: MULE_ACCOUNT.accountNo, state: 'ordered' },
    ]);
    await settle(caseId);
    const status = await readComplaintStatus(build.db.manager, caseId);
    expect(status?.toTell?.text.en).toContain('the report of this transfer was corrected');
    expect(await violations()).toEqual([]);
  });

  it('waits for a second person where an order changes, and changes nothing before', async () => {
    const caseId = await report({ to: { account: NEXT_ACCOUNT } });
    expect(await askCorrection(build.db, caseId, TRUE_FACTS, { calls: false })).toMatchObject({
      code: 'CORRECTION.CALL_BACK_NEEDED',
    });
    const asked = await askCorrection(build.db, caseId, TRUE_FACTS);
    if (!asked.ok) throw new Error(asked.code);
    expect(asked.state).toBe('requested');
    await settle(caseId);
    expect(await held()).toEqual({ [NEXT_ACCOUNT.accountNo]: '100000' });
    expect(await askCorrection(build.db, caseId, TRUE_FACTS)).toMatchObject({ code: 'APPROVAL.ALREADY_OPEN' });
    expect(await decide(asked.id, ASKS)).toMatchObject({ code: 'APPROVAL.OWN_REQUEST' });
    expect(await decide(asked.id, OPERATOR)).toMatchObject({ code: 'APPROVAL.OWN_INTAKE' });
    expect(await decide(asked.id, CONFIRMS, 'refuse')).toMatchObject({ ok: true, state: 'refused' });
    await settle(caseId);
    expect(await held()).toEqual({ [NEXT_ACCOUNT.accountNo]: '100000' });
    expect(await decide(asked.id)).toMatchObject({ code: 'APPROVAL.ALREADY_DECIDED' });
    expect(await violations()).toEqual([]);
  });

  it('is kept to two persons by the database too', async () => {
    const caseId = await report({ to: { account: NEXT_ACCOUNT } });
    const endClaim = (by: string | null) =>
      build.owner.query('UPDATE claim SET ended_at = now(), reported = false, corrected_by = $2 WHERE case_id = $1', [
        caseId,
        by,
      ]);
    await expect(endClaim(null)).rejects.toThrow('four eyes');
    const asked = await askCorrection(build.db, caseId, TRUE_FACTS);
    const id = asked.ok ? asked.id : '';
    await expect(endClaim(id)).rejects.toThrow('four eyes');
    const confirm = (by: string) =>
      build.owner.query(
        `UPDATE correction SET state = 'confirmed', decided_by = $2, decided_role = 'hotline_operator', decision_reason = 'x', decided_at = clock_timestamp()
          WHERE id = $1`,
        [id, by],
      );
    await expect(confirm(ASKS.subject)).rejects.toThrow('violates check constraint');
    await expect(confirm(OPERATOR.subject)).rejects.toThrow('four eyes');
    await expect(build.owner.query(`UPDATE correction SET reason = 'else' WHERE id = $1`, [id])).rejects.toThrow(
      'once',
    );
    await expect(build.owner.query('DELETE FROM correction WHERE id = $1', [id])).rejects.toThrow('once');
    const made = `INSERT INTO correction SELECT 'x', case_id, 'made', body, reason, NULL, false, rule_row_id, requested_by, requested_role, requested_at, NULL
        FROM correction WHERE id = $1`;
    await build.owner.query(made, [id]);
    // One person's correction ends no claim on which a hold rests.
    await expect(endClaim('x')).rejects.toThrow('four eyes');
    await confirm(CONFIRMS.subject);
    await endClaim(id);
  });

  it('may be made back, and the hold is ordered anew', async () => {
    const caseId = await report();
    await correct(build.db, caseId, { to: { account: NEXT_ACCOUNT } });
    await settle(caseId);
    expect(await held()).toEqual({ [NEXT_ACCOUNT.accountNo]: '100000' });
    await correct(build.db, caseId, TRUE_FACTS);
    await settle(caseId);
    expect(await held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
    expect(await lossOf(caseId)).toBe('100000');
    expect(await violations()).toEqual([]);
  });

  it('ends nothing that rests on an officer’s order', async () => {
    const caseId = await report({ to: { account: NEXT_ACCOUNT } });
    const holdId = (await build.holds(caseId))[0]?.id ?? '';
    const order = { kind: 'continue_order' as const, holdId, reason: 'the inquiry goes on' };
    expect(await requestFreeze(build.db, { caseId, body: order, actor: INQUIRY_OFFICER })).toMatchObject({ ok: true });
    await build.advanceCase(caseId);
    await correct(build.db, caseId, TRUE_FACTS);
    await settle(caseId);
    expect(await build.hold(holdId)).toMatchObject({ kind: 'continue_order', state: 'held' });
    expect(await held()).toEqual({ [NEXT_ACCOUNT.accountNo]: '100000', [MULE_ACCOUNT.accountNo]: '100000' });
    expect(await violations()).toEqual([]);
  });

  it('is refused for what the bank confirmed, what nobody reported and what says the same', async () => {
    const caseId = await report();
    expect(await askCorrection(build.db, caseId, {})).toMatchObject({ code: 'CORRECTION.NOTHING_NEW' });
    const [first] = ComplaintBody.parse(
      complaintBody({ transfers: [{ ...TRUE_FACTS, reference: 'TYPO-1' }] }),
    ).transfers;
    const again = { note: 'x', transfers: first === undefined ? [] : [first] };
    expect(await addTransfers(build.db, { caseId, actor: OPERATOR, body: again })).toMatchObject({
      code: 'COMPLAINT.REPORTED_ALREADY',
    });
    await confirmNewest(caseId);
    expect(await askCorrection(build.db, caseId, { amountSatang: '5' })).toMatchObject({
      code: 'CORRECTION.DEBIT_CONFIRMED',
    });
    await withdraw(build.db, caseId);
    await build.advanceCase(caseId);
    expect(await askCorrection(build.db, caseId, { amountSatang: '5' })).toMatchObject({
      code: 'COMPLAINT.ALREADY_WITHDRAWN',
    });
  });

  it('gives way when the bank confirms the report as it was first', async () => {
    const caseId = await report();
    const [question] = await build.db.manager.findBy(DebitConfirmationRow, { caseId });
    await correct(build.db, caseId, { to: { account: NEXT_ACCOUNT } });
    await settle(caseId);
    expect(await held()).toEqual({ [NEXT_ACCOUNT.accountNo]: '100000' });
    await confirm(caseId, question);
    expect(await held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
    expect(await violations()).toEqual([]);
  });

  it('takes nothing from a victim whose report joined a thief’s before the thief corrects it', async () => {
    const thief = await report();
    const victim = await report();
    expect(await build.holds(victim)).toEqual([]);
    await correct(build.db, thief, { to: { account: NEXT_ACCOUNT } });
    await settle(thief, victim);
    expect(await held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000', [NEXT_ACCOUNT.accountNo]: '100000' });
    const status = (id: string) => readComplaintStatus(build.db.manager, id);
    expect(await status(victim)).toMatchObject({ status: 'holding', heldSatang: '100000' });
    expect(await status(thief)).toMatchObject({ heldSatang: '100000', transfers: [{ heldSatang: '100000' }] });
    const questions = await build.db.manager.findBy(DebitConfirmationRow, { caseId: thief });
    expect(questions).toHaveLength(2);
    expect(await violations()).toEqual([]);
  });

  it('takes nothing from a victim whose money a thief’s larger report covers', async () => {
    const thief = await report({ amountSatang: '250000' });
    const victim = await report();
    await correct(build.db, thief, { to: { account: NEXT_ACCOUNT } });
    await settle(thief, victim);
    expect((await held())[MULE_ACCOUNT.accountNo]).toBe('100000');
    expect(await readComplaintStatus(build.db.manager, victim)).toMatchObject({ heldSatang: '100000' });
    await confirmNewest(victim);
    expect((await held())[MULE_ACCOUNT.accountNo]).toBe('100000');
    await settle(thief, victim);
    expect(await held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
    expect(await violations()).toEqual([]);
  });
});
