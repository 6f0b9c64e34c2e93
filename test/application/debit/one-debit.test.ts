import { createHash, randomUUID } from 'node:crypto';
import { In } from 'typeorm';
import { recordConfirmation } from '../../../src/application/debit/deliver-debit-question.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { tryBlastRadius } from '../../../src/application/freeze-request/read-blast-radius.js';
import type { NoticeInput } from '../../../src/application/notice/notice-input.js';
import { receiveNotice } from '../../../src/application/notice/receive-notice.js';
import { maxSatang } from '../../../src/domain/money.js';
import { ENDED_HOLD_STATES } from '../../../src/domain/hold/hold.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { HoldRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { StolenSumRow } from '../../../src/persistence/entities/money/ledger.entities.js';
import { TransferRow } from '../../../src/persistence/entities/money/trail.entities.js';
import { MULE_ACCOUNT, VICTIM_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { tamper } from '../../verify/support/database-copy.js';
import { INQUIRY_OFFICER, OFFICER, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';
import { withdraw } from '../../support/withdraw.js';
import { violated } from '../../support/violated.js';

const HOUR_MS = 3_600_000;
const AT = new Date(Date.now() - HOUR_MS).toISOString();
const reference = 'ONE-DEBIT-1';

/** The instants that the time of section 7 is counted from. */
const TIMES = {
  case_file: ['opened_at'],
  claim: ['claimed_at'],
  transfer: ['transferred_at'],
  debit_confirmation: ['asked_at', 'answered_at'],
  hold: ['ordered_at', 'section7_from', 'expires_at'],
  hold_order: ['issued_at', 'expires_at'],
};

type Report = 'complaint' | 'notice' | 'officer';

/** Whatever reports a debit, and by whatever power: its money is held once, and within one time. */
describe('one debit that several reports speak of', () => {
  let database: FreshDatabase;
  let record: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    record = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const complain = (amountSatang = '100000') =>
    record.complain({ transfers: [{ to: { account: MULE_ACCOUNT }, amountSatang, transferredAt: AT, reference }] });

  function noticeOf(amountSatang: string): NoticeInput {
    return {
      kind: 'suspicion',
      ground: 'A synthetic suspicion.',
      suspected: 'technology_crime',
      foundAt: new Date(Date.now() - 60_000).toISOString(),
      fromAccount: VICTIM_ACCOUNT,
      transfers: [{ to: { account: MULE_ACCOUNT }, amountSatang, transferredAt: AT, reference, rail: 'promptpay' }],
    } as NoticeInput;
  }

  async function officerNotice(amountSatang: string) {
    const authority = { office: 'ccib', position: 'Inspector', documentNo: 'SYN 1/2569' };
    const body = { ...noticeOf(amountSatang), kind: 'officer', authority } as NoticeInput;
    const received = await receiveNotice(record.db, {
      body,
      bodySha256: createHash('sha256').update(JSON.stringify(body)).digest('hex'),
      notifier: { by: 'officer', office: 'ccib', person: INQUIRY_OFFICER, idempotencyKey: randomUUID() },
      rulebook: 'th',
    });
    if (!received.ok) throw new Error(`${received.code} ${JSON.stringify(received.faults ?? [])}`);
    return received.response;
  }

  /** Reads the holds of the reference that have not ended, the first first. */
  async function standing(): Promise<HoldRow[]> {
    const claims = await record.db.manager.findBy(TransferRow, { reference });
    const where = { transferId: In(claims.map(({ id }) => id)) };
    const holds = await record.db.manager.find(HoldRow, { where, order: { id: 'ASC' } });
    return holds.filter(({ state }) => !ENDED_HOLD_STATES.includes(state));
  }
  const taken = async () => (await standing()).map(({ kind, reservedSatang }) => `${kind} ${reservedSatang}`);

  /** The sending institution answers about the claim of an amount. */
  async function says(amountSatang: string, words: object): Promise<void> {
    const claim = await record.db.manager.findOneByOrFail(TransferRow, {
      reference,
      amountSatang: BigInt(amountSatang),
    });
    const { id, caseId, institution } = await record.db.manager.findOneByOrFail(DebitConfirmationRow, {
      transferId: claim.id,
    });
    const body = { confirmationId: id, at: new Date().toISOString(), ...words };
    const message = await record.answer(institution, 'debit.confirmation', id, body);
    await recordConfirmation(record.db, { confirmationId: id, caseId }, message);
  }

  async function hold(...holds: HoldRow[]): Promise<void> {
    for (const { id } of holds) await record.send(id, { result: 'HELD_FULL' });
  }

  async function expectWhole(): Promise<void> {
    expect(await violated(record.db)).toEqual([]);
  }

  it.each(['the sending institution', 'an officer'])(
    'is held once when %s gives notice of another amount, and the notice stands beside the hold',
    async (who) => {
      const { caseId } = await complain();
      await hold(...(await standing()));
      const given =
        who === 'an officer' ? await officerNotice('100500') : await record.suspect('th-004', noticeOf('100500'));
      const noticeCase = String(given.cases[0]?.id);
      await record.advanceCase(noticeCase);
      await record.advanceCase(caseId);
      expect(await taken()).toEqual(['section6 100000', 'section6 500']);
      await hold(...(await standing()));
      await expectWhole();
      await says('100500', { result: 'DENIED', reason: 'AMOUNT_DIFFERS', debitedAmountSatang: '100000' });
      await record.advanceCase(noticeCase);
      await record.advanceCase(caseId);
      await says('100000', { result: 'CONFIRMED' });
      await record.advanceCase(caseId);
      await record.advanceCase(noticeCase);
      expect((await standing()).map(({ state, reservedSatang }) => [state, reservedSatang])).toEqual([
        ['held', 100_000n],
        ['release_ordered', 500n],
      ]);
      await expectWhole();
    },
  );

  it('is held once when notices name different amounts, and within the seven days of the first', async () => {
    const first = await officerNotice('100000');
    await record.advanceCase(String(first.cases[0]?.id));
    const [stands] = await standing();
    const second = await officerNotice('100500');
    await record.advanceCase(String(second.cases[0]?.id));
    const holds = await standing();
    expect(holds.map(({ kind, reservedSatang }) => `${kind} ${reservedSatang}`)).toEqual([
      'section6 100000',
      'section6 500',
    ]);
    for (const { expiresAt } of holds) expect(expiresAt).toEqual(stands?.expiresAt);
    await expectWhole();
  });

  it('is held once when an officer suspends the account in a case whose own report is covered', async () => {
    await complain();
    await hold(...(await standing()));
    const { caseId } = await complain('99970');
    await record.advanceCase(caseId);
    await record.debits(caseId, 'CONFIRMED');
    await record.agencyAnswers(caseId, 'bot', { colours: [{ account: MULE_ACCOUNT, colour: 'black' }] });
    await record.advanceCase(caseId);
    const seen = await tryBlastRadius(record.db.manager, caseId, { kind: 'aoc_suspension', account: MULE_ACCOUNT });
    if (!seen.ok) throw new Error(seen.code);
    expect(seen.radius.order).toMatchObject({ amountSatang: '100000' });
    const body = { kind: 'aoc_suspension' as const, account: MULE_ACCOUNT, reason: 'the account is a mule' };
    const asked = await requestFreeze(record.db, { caseId, body, actor: OFFICER });
    if (!asked.ok) throw new Error(asked.code);
    await record.approve(asked.response.id, SUPERVISOR);
    await record.advanceCase(caseId);
    const sums = await record.db.manager.find(StolenSumRow);
    expect(sums.reduce((total, { reservedSatang }) => total + reservedSatang, 0n)).toBeLessThanOrEqual(100_000n);
    await expectWhole();
  });

  it.each<[string, readonly Report[]]>([
    ['by smaller and larger amounts in turn', ['notice', 'complaint', 'officer', 'complaint', 'notice']],
    ['by officers first', ['officer', 'notice', 'officer', 'complaint', 'complaint']],
    ['by victims first', ['complaint', 'complaint', 'officer', 'notice', 'complaint']],
  ])('is held once however often it is reported, %s', async (_what, reports) => {
    const amounts = ['100000', '99970', '100500', '100200', '99000'];
    const largest = [0n];
    const caseIds = new Set<string>();
    for (const [index, report] of reports.entries()) {
      const amountSatang = amounts[index] ?? '';
      largest.push(BigInt(amountSatang));
      caseIds.add(await reported(report, amountSatang));
      for (const caseId of caseIds) await record.advanceCase(caseId);
      await hold(...(await standing()));
      const sums = await record.db.manager.find(StolenSumRow);
      const reserved = sums.reduce((total, { reservedSatang }) => total + reservedSatang, 0n);
      expect(reserved).toBe(largest.reduce(maxSatang));
    }
    await expectWhole();
  });

  async function reported(report: Report, amountSatang: string): Promise<string> {
    if (report === 'complaint') return (await complain(amountSatang)).caseId;
    const noticed =
      report === 'officer' ? await officerNotice(amountSatang) : await record.suspect('th-004', noticeOf(amountSatang));
    return String(noticed.cases[0]?.id);
  }

  it('gives no new 72 hours and no new seven days when it is reported again in other words', async () => {
    const { caseId } = await complain();
    await hold(...(await standing()));
    await record.debits(caseId, 'CONFIRMED');
    await record.advanceCase(caseId);
    await older(6.5 * 24);
    const again = await complain('99999');
    await record.advanceCase(again.caseId);
    const [second] = await standing();
    expect(second?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 11 * HOUR_MS);
    expect(second?.expiresAt.getTime()).toBeLessThan(Date.now() + 13 * HOUR_MS);
    await older(24);
    await letTimeEnd();
    const last = await complain('99998');
    expect(last.holdIds).toEqual([]);
    await record.advanceCase(last.caseId);
    expect(await standing()).toEqual([]);
  });

  it.each(['100000', '99999'])(
    'gives no new seven days to a victim who withdraws and reports %s again',
    async (sum) => {
      const { caseId } = await complain();
      await hold(...(await standing()));
      await record.debits(caseId, 'CONFIRMED');
      await record.advanceCase(caseId);
      await older(6.5 * 24);
      await withdraw(record.db, caseId);
      await record.advanceCase(caseId);
      await letTimeEnd();
      const again = await complain(sum);
      if (sum !== '100000') await record.debits(again.caseId, 'CONFIRMED');
      await record.advanceCase(again.caseId);
      const [second] = await standing();
      expect(second?.expiresAt.getTime()).toBeLessThan(Date.now() + 13 * HOUR_MS);
    },
  );

  /** Makes all that happened older by hours. */
  const older = (hours: number) =>
    tamper(database.dataSource, async (manager) => {
      for (const [table, columns] of Object.entries(TIMES)) {
        const sets = columns.map((column) => `${column} = ${column} - $1 * interval '1 hour'`);
        await manager.query(`UPDATE ${table} SET ${sets.join()}`, [hours]);
      }
    });

  /** Lets holds whose time is over end, and the institution let go. */
  async function letTimeEnd(): Promise<void> {
    for (const { id } of await standing()) {
      await record.advanceHold(id);
      await record.release(id);
    }
  }
});
