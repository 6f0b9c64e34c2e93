import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { NEXT_ACCOUNT, MULE_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';
import { timePasses } from '../../support/time-passes.js';
import { violated } from '../../support/violated.js';
import { warrantOf } from '../../support/warrant.js';

/** What a complaint gives reaches all hops (VIC-7A), whatever stronger order stands at the first account. */
describe('section 7 beyond an account that another power holds', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  let holdId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    const complained = await build.complain({ transfers: [{ amountSatang: '1000000' }] });
    caseId = complained.caseId;
    holdId = complained.holdIds[0] ?? '';
    await build.advanceCase(caseId);
  });
  afterEach(() => database.drop());

  const onward = (amountSatang: string) => [
    {
      transferRef: 'ON-1',
      to: { account: NEXT_ACCOUNT },
      amountSatang,
      attributedSatang: amountSatang,
      channel: 'promptpay' as const,
      at: new Date(Date.now() - 1_800_000).toISOString(),
    },
  ];
  const below = () =>
    build.db.query<{ kind: string; requested: string }[]>(
      'SELECT kind, requested_satang AS requested FROM hold WHERE hop = 1',
    );
  const stops = async () =>
    (await build.db.query<{ stop: string | null }[]>('SELECT stop_reason AS stop FROM trail_link WHERE hop = 1')).map(
      ({ stop }) => stop,
    );

  async function confirmed(): Promise<void> {
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
  }

  /** The central register has the account as black. */
  async function black(): Promise<void> {
    await build.agencyAnswers(caseId, 'bot', { colours: [{ account: MULE_ACCOUNT, colour: 'black' }] });
    await build.advanceCase(caseId);
  }

  async function ordered(kind: 'aoc_suspension' | 'whole_account' | 'continue_order'): Promise<void> {
    if (kind === 'continue_order') {
      const body = { kind, holdId, reason: 'the inquiry goes on' };
      expect(await requestFreeze(build.db, { caseId, body, actor: INQUIRY_OFFICER })).toMatchObject({ ok: true });
    } else if (kind === 'whole_account') {
      const body = { kind, holdId, reason: 'a warrant', ...(await warrantOf(build.db, caseId)) };
      const asked = await requestFreeze(build.db, { caseId, body, actor: OFFICER });
      if (!asked.ok) throw new Error(asked.code);
      await build.approve(asked.response.id, SUPERVISOR);
      await build.approve(asked.response.id, INQUIRY_OFFICER);
    } else {
      const body = { kind, account: MULE_ACCOUNT, reason: 'it is black' };
      const asked = await requestFreeze(build.db, { caseId, body, actor: OFFICER });
      if (!asked.ok) throw new Error(asked.code);
      await build.approve(asked.response.id, SUPERVISOR);
    }
    await build.advanceCase(caseId);
    expect((await build.hold(holdId)).kind).toBe(kind);
  }

  it.each(['aoc_suspension', 'whole_account', 'continue_order'] as const)(
    'follows the money that went on, where the debit is confirmed and %s holds the rest',
    async (kind) => {
      await confirmed();
      await black();
      await build.send(holdId);
      await ordered(kind);
      await build.send(holdId, { result: 'HELD_PARTIAL', heldAmountSatang: '400000', onward: onward('600000') });
      await build.advanceCase(caseId);
      expect(await below()).toEqual([{ kind: 'section7', requested: '600000' }]);
      expect(await violated(build.db)).toEqual([]);
    },
  );

  it('follows all of it, where the suspended account is found empty', async () => {
    await confirmed();
    await black();
    await build.send(holdId);
    await ordered('aoc_suspension');
    await build.send(holdId, { result: 'NO_FUNDS', heldAmountSatang: '0', onward: onward('1000000') });
    await build.advanceCase(caseId);
    expect([await below(), await stops()]).toEqual([[{ kind: 'section7', requested: '1000000' }], [null]]);
  });

  it('follows it in the urgent time of a debit that nobody has confirmed yet', async () => {
    await build.send(holdId);
    await ordered('whole_account');
    await build.send(holdId, { result: 'HELD_PARTIAL', heldAmountSatang: '400000', onward: onward('600000') });
    await build.advanceCase(caseId);
    expect(await below()).toEqual([{ kind: 'section7', requested: '600000' }]);
  });

  it('follows it once the debit is confirmed, where the urgent time was over when it was named', async () => {
    await build.send(holdId);
    await ordered('whole_account');
    await build.taken(caseId);
    await timePasses(build.owner, '61 minutes');
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_PARTIAL', heldAmountSatang: '400000', onward: onward('600000') });
    await build.advanceCase(caseId);
    expect([await below(), await stops()]).toEqual([[], ['no_power']]);
    await confirmed();
    expect([await below(), await stops()]).toEqual([[{ kind: 'section7', requested: '600000' }], [null]]);
  });
});
