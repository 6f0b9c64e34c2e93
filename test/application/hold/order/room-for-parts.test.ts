import { LIVE_HOLD_STATES } from '../../../../src/domain/hold/hold.js';
import type { OnwardMessage } from '../../../../src/domain/hold/messages.js';
import { MINUTE_MS } from '../../../../src/domain/time.js';
import { driveDue } from '../../../support/drive-due.js';
import type { HoldRow } from '../../../../src/persistence/entities/money/hold.entities.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { type ReceiptSays, RecordBuilder } from '../../../support/record-builder.js';
import { timePasses } from '../../../support/time-passes.js';
import { violated } from '../../../support/violated.js';
import { withdraw } from '../../../support/withdraw.js';

const VICTIM = { institution: 'th-004', accountNo: '9210000001' };
const ABOUT_MONEY: readonly string[] = ['LEDGER', 'I1', 'I3', 'I8', 'I12', 'I19', 'I24', 'I25', 'I26'];
const STOLEN = 10_000_000n;
const LIE = 3_000_000n;
/** What went on from the account before the last. */
const FURTHER = 4_000_000n;
const NOTHING: ReceiptSays = { result: 'NO_FUNDS', heldAmountSatang: '0' };

/** The account of a hop: the victim paid the first. */
const account = (hop: number) => ({
  institution: ['th-014', 'th-006', 'th-002', 'th-014'][hop] ?? 'th-006',
  accountNo: `923000000${hop}`,
});

/**
 * A victim's money stands at two accounts, one after the other, and was let go at both. Before it is ordered
 * again, a liar's order about the same debit takes up a part of what may be held.
 */
describe('the room that a rival’s hold leaves to the parts of a victim’s money', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let paidAtMs: number;
  beforeEach(async () => {
    paidAtMs = Date.now() - 30 * MINUTE_MS;
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const claimed = (amountSatang: bigint, phone: string) =>
    build.complain({
      victimAccount: VICTIM,
      reporter: { phone },
      transfers: [
        {
          to: { account: account(0) },
          amountSatang: amountSatang.toString(),
          reference: 'ROOM',
          transferredAt: new Date(paidAtMs - MINUTE_MS).toISOString(),
        },
      ],
    });

  /** A debit of the account of a hop to the next one, with the part of the stolen money that it carried. */
  const wentOn = (hop: number, satang: bigint, attributed = satang): OnwardMessage => ({
    transferRef: `ROOM-${hop}`,
    to: { account: account(hop + 1) },
    amountSatang: satang.toString(),
    attributedSatang: attributed.toString(),
    channel: 'promptpay',
    at: new Date(paidAtMs + hop * MINUTE_MS).toISOString(),
  });

  async function answers(holdId: string, says: ReceiptSays): Promise<void> {
    await build.send(holdId);
    await build.receipt(holdId, says);
    await build.advanceHold(holdId);
  }

  async function live(caseId: string): Promise<HoldRow[]> {
    const holds = await build.holds(caseId);
    return holds.filter(({ state }) => LIVE_HOLD_STATES.includes(state)).sort((one, other) => one.hop - other.hop);
  }

  async function last(caseId: string): Promise<string> {
    const hold = (await live(caseId)).at(-1);
    if (hold === undefined) throw new Error('no hold is live');
    return hold.id;
  }

  async function banksLetGo(): Promise<void> {
    const rows = await build.db.query<{ id: string }[]>(`SELECT id FROM hold WHERE state = 'release_ordered'`);
    for (const { id } of rows) await build.release(id);
  }

  /** The victim's money: 6,000,000 stands at a hop and 4,000,000 at the next, and both are let go. */
  async function standsAt(hop: number, ends: 'withdrawal' | 'urgent time'): Promise<string> {
    const { caseId } = await claimed(STOLEN, '0812345678');
    for (let at = 0; at < hop; at += 1) await answers(await last(caseId), { ...NOTHING, onward: [wentOn(at, STOLEN)] });
    await answers(await last(caseId), {
      result: 'HELD_PARTIAL',
      heldAmountSatang: (STOLEN - FURTHER).toString(),
      onward: [wentOn(hop, FURTHER)],
    });
    await answers(await last(caseId), { result: 'HELD_FULL' });
    expect((await live(caseId)).map(({ heldSatang }) => heldSatang)).toEqual([STOLEN - FURTHER, FURTHER]);
    if (ends === 'withdrawal') {
      await build.debits(caseId, 'CONFIRMED');
      await withdraw(build.db, caseId);
      await build.advanceCase(caseId);
    } else {
      await timePasses(build.owner, '61 minutes');
      paidAtMs -= 61 * MINUTE_MS;
      await driveDue(build.db, ['hold_end']);
    }
    await banksLetGo();
    expect(await live(caseId)).toEqual([]);
    return caseId;
  }

  /** The liar's order comes first; his money is found at the account of a hop. */
  async function lies(foundAt: number): Promise<void> {
    const { caseId } = await claimed(LIE, '0898765432');
    for (let at = 0; at < foundAt; at += 1)
      await answers(await last(caseId), { ...NOTHING, onward: [wentOn(at, at === 0 ? STOLEN : FURTHER, LIE)] });
    if (foundAt > 0) await answers(await last(caseId), { result: 'HELD_FULL' });
    expect(await live(caseId)).toMatchObject([{ hop: foundAt, reservedSatang: LIE }]);
  }

  /** The victim's money is ordered again. */
  async function orderedAgain(caseId: string, ends: 'withdrawal' | 'urgent time'): Promise<[number, bigint][]> {
    const again = ends === 'withdrawal' ? (await claimed(STOLEN, '0812345678')).caseId : caseId;
    if (ends === 'urgent time') await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(again);
    return (await live(again)).map(({ hop, requestedSatang }) => [hop, requestedSatang]);
  }

  const ENDS = ['withdrawal', 'urgent time'] as const;
  it.each(ENDS.flatMap((ends) => [1, 2].map((hop) => [ends, hop] as const)))(
    'goes to the account farthest on, where the lie is held before them all (after the %s, hop %i)',
    async (ends, hop) => {
      const caseId = await standsAt(hop, ends);
      await lies(0);
      expect(await orderedAgain(caseId, ends)).toEqual([
        [hop, STOLEN - FURTHER - LIE],
        [hop + 1, FURTHER],
      ]);
      expect(await violated(build.db, ABOUT_MONEY)).toEqual([]);
    },
  );

  it.each(
    ENDS.flatMap((ends) =>
      [
        [1, STOLEN - FURTHER - LIE, FURTHER],
        [2, STOLEN - FURTHER, FURTHER - LIE],
      ].map(([foundAt, nearer, further]) => [ends, foundAt, nearer, further] as const),
    ),
  )('is missing where the lie is held itself (after the %s, hop %i)', async (ends, foundAt, nearer, further) => {
    const caseId = await standsAt(1, ends);
    await lies(Number(foundAt));
    expect(await orderedAgain(caseId, ends)).toEqual([
      [1, nearer],
      [2, further],
    ]);
    expect(await violated(build.db, ABOUT_MONEY)).toEqual([]);
  });
});
