import { HOP_FEATURES, readHopFeatures } from '../../../src/analysis/features/hop-features.js';
import { makeReady } from '../../../src/analysis/features/history.js';
import { viewHops } from '../../../src/analysis/features/hop-view.js';
import { type AgencyFact, REPORTED_FACT_KINDS } from '../../../src/analysis/observed.js';
import { traceTaint } from '../../../src/analysis/trace/taint.js';
import { readCaseToAnalyse } from '../../../src/application/advice/read-case-to-analyse.js';
import type { CaseToAnalyse, FactToAnalyse } from '../../../src/contract/analysis.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';

const MULE = 'th-014:9000000002';
const OPENED_AT = '2024-03-01T02:00:00Z';

describe('what the analysis may look at', () => {
  let database: FreshDatabase;
  let record: RecordBuilder;
  let caseId: string;
  let holdId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    record = await RecordBuilder.on(database);
    const taken = await record.complain();
    caseId = taken.caseId;
    holdId = taken.holdIds[0] ?? '';
  });
  afterEach(() => database.drop());

  const transfersOf = async (of: string): Promise<string[]> =>
    (
      await record.db.manager.query<{ id: string }[]>(
        'SELECT s.transfer_id AS id FROM claim c JOIN stolen_sum s ON s.id = c.stolen_sum_id WHERE c.case_id = $1',
        [of],
      )
    ).map(({ id }) => id);

  /** As if the time of the agencies were over. */
  async function read(): Promise<CaseToAnalyse> {
    await record.owner.query(`UPDATE evidence_request SET state = 'unknown' WHERE state = 'asked'`);
    const found = await readCaseToAnalyse(record.db.manager, caseId);
    if (!found.asked) throw new Error(found.because);
    return found.input;
  }
  /** The mule's bank says what it knows of the account, and that most of the money left as cash. */
  const receipt = () =>
    record.send(holdId, {
      result: 'HELD_PARTIAL',
      heldAmountSatang: '40000',
      accountOpenedAt: OPENED_AT,
      simOwner: 'other',
      onward: [
        {
          transferRef: 'CASH-1',
          to: { offRail: 'cash' },
          amountSatang: '60000',
          attributedSatang: '60000',
          at: new Date(Date.now() - 60_000).toISOString(),
          channel: 'atm',
        },
      ],
    });
  const featuresBy = (input: Pick<CaseToAnalyse, 'stolen' | 'transfers' | 'asOfMs'>, facts: readonly AgencyFact[]) => {
    const ready = makeReady({ transfers: input.transfers, facts, refs: [] });
    const trace = traceTaint({ stolen: input.stolen }, ready.history, input.asOfMs);
    if (trace === null) throw new Error('no trace');
    const views = viewHops(trace, ready, input.asOfMs);
    const place = views.findIndex(({ reached }) => reached.account === MULE);
    const row = readHopFeatures(views)[place] ?? [];
    return Object.fromEntries(HOP_FEATURES.map(({ name }, at) => [name, row[at] ?? NaN]));
  };

  it('has what an institution says of its account, from the receipt on', async () => {
    expect((await read()).facts).toEqual([]);
    const before = Date.now();
    await receipt();
    const { facts } = await read();
    const known = { subject: MULE, knownAt: facts[0]?.knownAt };
    expect(facts).toEqual([
      { ...known, kind: 'account_opened', value: Date.parse(OPENED_AT) },
      { ...known, kind: 'sim_owner_differs', value: 1 },
    ]);
    expect(known.knownAt).toBeGreaterThanOrEqual(before - 1_000);
  });

  it('serves the features of agencies as training reads them', async () => {
    await receipt();
    await record.agencyAnswers(caseId, 'amlo', {
      listings: [{ account: { institution: 'th-014', accountNo: '9000000002' }, list: 'HR-03-1', since: OPENED_AT }],
    });
    await record.advanceCase(caseId);
    const input = await read();
    const knownAt = input.asOfMs;
    const asInTraining: AgencyFact[] = [
      { subject: MULE, kind: 'hr03', value: 2, knownAt },
      { subject: MULE, kind: 'sim_owner_differs', value: 1, knownAt },
      { subject: MULE, kind: 'account_opened', value: Date.parse(OPENED_AT), knownAt },
    ];
    const served = featuresBy(input, input.facts);
    expect(served).toEqual(featuresBy(input, asInTraining));
    expect(served).toMatchObject({ hr03: 2, simOwnerDiffers: 1, flaggedWallets: 0 });
    expect(served['daysOpen']).toBeGreaterThan(6); // e^6 days
    // Before a receipt or answer came, it counts for nothing.
    const early = { ...input, asOfMs: Math.min(...input.facts.map((fact) => fact.knownAt)) - 1 };
    expect(featuresBy(early, input.facts)).toMatchObject({ hr03: 0, simOwnerDiffers: NaN, daysOpen: NaN });
  });

  it('names each kind of fact that models of reported trails are trained with, and no other', () => {
    const kinds: Record<FactToAnalyse['kind'], 0> = {
      sim_owner_differs: 0,
      hr03: 0,
      colour: 0,
      earlier_complaint: 0,
      special_case: 0,
      account_opened: 0,
    };
    expect(Object.keys(kinds)).toEqual(REPORTED_FACT_KINDS);
  });

  it('sees money that left the rails', async () => {
    await receipt();
    await record.advanceCase(caseId);
    const input = await read();
    expect(input.transfers.find(({ from }) => from === MULE)).toMatchObject({ to: null, rail: 'cash' });
    expect(featuresBy(input, [])).toMatchObject({ leftRailsShare: 1, sentOn: expect.closeTo(0.6, 6) as number });
  });

  it('has the keys of the cases around it, also of those that only others connect with it', async () => {
    const named = async (serial: string, ...devices: string[]) => {
      const suspectContacts = devices.map((value) => ({ kind: 'device' as const, value }));
      const to = { account: { institution: 'th-004', accountNo: `904000010${serial}` } };
      const taken = await record.complain({ suspectContacts, transfers: [{ to, reference: `AROUND-${serial}` }] });
      await record.advanceCase(taken.caseId);
      return taken.caseId;
    };
    const first = await named('1', 'DEVICE-A');
    const second = await named('2', 'DEVICE-A', 'DEVICE-B');
    const third = await named('3', 'DEVICE-B');
    await named('4', 'DEVICE-C');
    caseId = first;
    const { keys } = await read();
    expect([...new Set(keys.map((key) => key.caseId))].sort()).toEqual([first, second, third].sort());
    expect(keys.every(({ onTrail }) => !onTrail)).toBe(true);
  });

  it('tells accounts that only the trail reached from those that were named', async () => {
    const at = new Date(Date.now() - 60_000).toISOString();
    const to = { account: { institution: 'th-004', accountNo: '9040000109' } };
    const onward = {
      transferRef: 'ON-1',
      to,
      amountSatang: '100000',
      attributedSatang: '100000',
      at,
      channel: 'promptpay',
    };
    await record.send(holdId, { result: 'NO_FUNDS', heldAmountSatang: '0', onward: [onward] });
    await record.advanceCase(caseId);
    const accounts = (await read()).keys.filter(({ kind }) => kind === 'account');
    expect(accounts.map(({ key, onTrail }) => [key, onTrail])).toEqual([
      ['th-004:9040000109', true],
      [MULE, false],
    ]);
  });

  it('counts what speaks for a mistaken complaint', async () => {
    expect((await read()).doubts).toEqual({ debitsDisputed: 0, otherReports: 0, paidBackBefore: 0 });
    await record.owner.query(`UPDATE debit_confirmation SET state = 'disputed', reason = 'AMOUNT_DIFFERS'`);
    expect((await read()).doubts).toMatchObject({ debitsDisputed: 1 });
    const again = (reference: string) =>
      record.complain({ reporter: { phone: '0812345678' }, transfers: [{ reference }] });
    for (const reference of ['AGAIN-1', 'AGAIN-2', 'AGAIN-3']) await again(reference);
    ({ caseId } = await again('AGAIN-4'));
    expect((await read()).doubts).toMatchObject({ debitsDisputed: 0, otherReports: 3 });
  });

  it('leaves out what nobody was debited for: invented complaints colour no account, and link no transfers', async () => {
    const invented: string[] = [];
    for (const round of [1, 2, 3]) {
      const filed = await record.complain({
        victim: { phone: `08900007${round}0` },
        reporter: { phone: `08900007${round}0` },
        transfers: [{ reference: `INVENTED-${round}` }],
      });
      await record.debits(filed.caseId, 'DENIED');
      await record.advanceCase(filed.caseId);
      invented.push(...(await transfersOf(filed.caseId)));
    }
    const { transfers, stolen } = await read();
    expect(stolen).toHaveLength(1);
    expect(transfers.map(({ id }) => id).filter((id) => invented.includes(id))).toEqual([]);
    expect(transfers.filter(({ to }) => to === MULE)).toHaveLength(1);
  });
});
