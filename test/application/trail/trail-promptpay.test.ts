import { recordConfirmation } from '../../../src/application/debit/deliver-debit-question.js';
import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { readTrail } from '../../../src/application/trail/read-trail.js';
import type { OnwardMessage } from '../../../src/domain/hold/messages.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { StolenSumRow } from '../../../src/persistence/entities/money/ledger.entities.js';
import { TransferRow } from '../../../src/persistence/entities/money/trail.entities.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { MULE_ACCOUNT, NEXT_ACCOUNT, VICTIM_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OFFICER, RecordBuilder } from '../../support/record-builder.js';

const promptPay = { kind: 'phone' as const, value: '0890000071' };

describe('money that went on to a PromptPay id', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  const manager = () => database.dataSource.manager;

  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  let references = 0;
  function debit(attributedSatang: string): OnwardMessage {
    const transferRef = `ALIAS-${(references += 1)}`;
    const at = new Date(Date.now() - 600_000).toISOString();
    return { transferRef, to: { promptPay }, amountSatang: '100000', attributedSatang, at, channel: 'promptpay' };
  }

  /** Takes a complaint of 1,000.00 baht; the first bank holds some and sent the rest to the id. */
  async function answered(heldSatang = '0') {
    const { caseId, holdIds } = await build.complain();
    const [holdId = ''] = holdIds;
    const onward = debit((100_000n - BigInt(heldSatang)).toString());
    const result = heldSatang === '0' ? 'NO_FUNDS' : 'HELD_PARTIAL';
    await build.send(holdId, { result, heldAmountSatang: heldSatang, onward: [onward] });
    const { confirmations } = await build.advanceCase(caseId);
    return { caseId, holdId, onward, confirmations };
  }

  /** Lets the bank that paid the id answer the question about it. */
  async function confirmed(caseId: string, { transferRef }: OnwardMessage, says: object): Promise<void> {
    const transfer = await manager().findOneByOrFail(TransferRow, { reference: transferRef });
    const { id, institution } = await manager().findOneByOrFail(DebitConfirmationRow, { transferId: transfer.id });
    const answer = { confirmationId: id, at: new Date().toISOString(), ...says };
    const message = await build.answer(institution, 'debit.confirmation', id, answer);
    await recordConfirmation(build.db, { confirmationId: id, caseId }, message);
    await build.advanceCase(caseId);
  }

  const named = { result: 'CONFIRMED', to: NEXT_ACCOUNT };
  const next = async (caseId: string) =>
    (await build.holds(caseId)).slice(1).map((hold) => [hold.hop, hold.accountNo, hold.requestedSatang]);
  const breaksOf = async (caseId: string) =>
    (await manager().findBy(BreakRecordRow, { caseId })).map(({ kind }) => kind);
  const partAt = async (caseId: string) => {
    const trail = await readTrail(manager(), caseId);
    const { stopReason, awaitsReceiver } = trail?.links.at(-1) ?? {};
    const { awaitingReceiver, stopped } = trail?.graph?.became ?? {};
    return { stopReason, awaitsReceiver, awaitingReceiver, stopped };
  };

  it('awaits its receiver on the trail, and the bank that paid it is asked', async () => {
    const { caseId, confirmations, onward } = await answered();
    expect(await partAt(caseId)).toEqual({
      stopReason: null,
      awaitsReceiver: true,
      awaitingReceiver: '100000',
      stopped: '0',
    });
    expect(confirmations.map(({ institution }) => institution).sort()).toEqual(
      [VICTIM_ACCOUNT.institution, MULE_ACCOUNT.institution].sort(),
    );
    const transfer = await manager().findOneByOrFail(TransferRow, { reference: onward.transferRef });
    expect(transfer).toMatchObject({ promptpayKind: 'phone', promptpayValue: promptPay.value, toAccountNo: null });
    expect(await next(caseId)).toEqual([]);
  });

  it('is ordered once, for the freed part, when that bank’s answer names the account', async () => {
    const { caseId, onward } = await answered('30000');
    await confirmed(caseId, onward, named);
    await build.advanceCase(caseId);
    expect(await next(caseId)).toEqual([[1, NEXT_ACCOUNT.accountNo, 70_000n]]);
    expect(await partAt(caseId)).toMatchObject({ awaitsReceiver: false, awaitingReceiver: '0' });
    const [sum] = await manager().findBy(StolenSumRow, { caseId });
    expect(sum?.reservedSatang).toBe(100_000n);
  });

  it.each([
    ['of a hold that found nothing', '0'],
    ['of a hold that stands', '30000'],
  ])('is ordered when a later receipt %s names the account for the same reference', async (_of, held) => {
    const { caseId, holdId, onward } = await answered(held);
    const receipt = {
      receiptSeq: 2,
      result: held === '0' ? ('NO_FUNDS' as const) : ('HELD_PARTIAL' as const),
      heldAmountSatang: held,
      onward: [{ ...onward, to: { account: NEXT_ACCOUNT } }],
    };
    await build.receipt(holdId, receipt);
    await build.advanceHold(holdId);
    await build.advanceCase(caseId);
    expect(await next(caseId)).toEqual([[1, NEXT_ACCOUNT.accountNo, 100_000n - BigInt(held)]]);
    expect(await breaksOf(caseId)).toEqual([]);
  });

  it('is not ordered when it turns out to have come back to the victim', async () => {
    const { caseId, onward } = await answered();
    await confirmed(caseId, onward, { ...named, to: VICTIM_ACCOUNT });
    expect(await next(caseId)).toEqual([]);
    expect(await partAt(caseId)).toMatchObject({ stopReason: 'returned_to_victim', stopped: '100000' });
  });

  it('stops, for a person to settle, when the account is at an institution that takes no part', async () => {
    const { caseId, onward } = await answered();
    await confirmed(caseId, onward, { ...named, to: { institution: 'xx-999', accountNo: '9000000777' } });
    await build.advanceCase(caseId);
    expect(await next(caseId)).toEqual([]);
    expect(await partAt(caseId)).toMatchObject({ stopReason: 'not_enrolled', stopped: '100000' });
    expect(await breaksOf(caseId)).toEqual(['RECEIVER_NOT_ENROLLED']);
  });

  it('is for a person to settle when the bank denies the debit that it named', async () => {
    const { caseId, onward } = await answered();
    await confirmed(caseId, onward, { result: 'DENIED', reason: 'NO_SUCH_TRANSFER' });
    expect(await next(caseId)).toEqual([]);
    expect(await breaksOf(caseId)).toEqual(['ATTRIBUTION.DEBIT_DENIED']);
  });

  it('is not ordered by itself after an officer released the hold before', async () => {
    const { caseId, holdId, onward } = await answered('30000');
    await releaseByOfficer(build.db, { holdId, body: { reason: 'a shop', unrelated: true }, actor: OFFICER });
    await confirmed(caseId, onward, named);
    expect(await next(caseId)).toEqual([]);
  });

  it('does not count as a confirmation of the victim’s debit', async () => {
    const { caseId, onward } = await answered();
    await confirmed(caseId, onward, named);
    const [hold] = (await build.holds(caseId)).slice(1);
    expect(hold?.kind).toBe('section7');
    expect(await manager().countBy(DebitConfirmationRow, { caseId, state: 'confirmed' })).toBe(1);
    expect(await manager().countBy(DebitConfirmationRow, { caseId, state: 'asked' })).toBe(1);
  });

  it('leaves a database in which every invariant holds', async () => {
    const { checks } = await verifyRecord({ db: database.application });
    const about = ['I3', 'I8', 'I10', 'I13', 'I15', 'I23', 'LEDGER'];
    const failed = checks.filter(({ id, examples }) => about.includes(id) && examples.length > 0);
    expect(failed.map(({ id, examples }) => [id, examples])).toEqual([]);
  });
});
