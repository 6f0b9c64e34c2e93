import { readCaseRow } from '../../../src/application/overview/read-case-list.js';
import { CaseLinkRow } from '../../../src/persistence/entities/findings/link.entities.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { MULE, toMule } from '../support/arrivals.js';

describe('a new victim of a known mule', () => {
  let database: FreshDatabase;
  let record: RecordBuilder;

  beforeEach(async () => {
    database = await freshDatabase();
    record = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const links = (): Promise<CaseLinkRow[]> => database.dataSource.manager.find(CaseLinkRow);
  async function arrive(): Promise<string> {
    const { caseId } = await record.complain(toMule());
    await record.advanceCase(caseId);
    return caseId;
  }
  const held = async (caseId: string): Promise<[string, bigint][]> =>
    (await record.holds(caseId)).map(({ state, requestedSatang }) => [state, requestedSatang]);

  it('gets an own order at once, beside the first victim’s, when both report at the same instant', async () => {
    const both = await Promise.all([record.complain(toMule()), record.complain(toMule())]);
    await Promise.all(both.map(({ caseId }) => record.advanceCase(caseId)));
    for (const { caseId } of both) expect(await held(caseId)).toEqual([['ordered', 100_000n]]);
    expect(await links()).toHaveLength(1);
    const [over]: { n: string }[] = await database.dataSource.query(
      'SELECT count(*) AS n FROM stolen_sum WHERE reserved_satang <> amount_satang',
    );
    expect(Number(over?.n)).toBe(0);
  });

  it('gets a claim and a link but no second order when both report the same transfer at the same instant', async () => {
    const victimAccount = { institution: 'th-004', accountNo: '6999999999' };
    const transferredAt = new Date(Date.now() - 3_600_000).toISOString();
    const same = { to: { account: MULE }, reference: 'ONE-TRANSFER', transferredAt };
    const both = await Promise.all([1, 2].map(() => record.complain({ victimAccount, transfers: [same] })));
    await Promise.all(both.map(({ caseId }) => record.advanceCase(caseId)));
    expect(both.flatMap(({ holdIds }) => holdIds)).toHaveLength(1);
    const rowCounts: { holds: string; claims: string }[] = await database.dataSource.query(
      'SELECT (SELECT count(*) FROM hold) AS holds, (SELECT count(*) FROM claim) AS claims',
    );
    expect(rowCounts).toEqual([{ holds: '1', claims: '2' }]);
    expect((await links()).map(({ kind }) => kind)).toEqual(['account']);
  });

  it('leaves the first victim’s hold unchanged: an account is held for a victim only for that victim’s money', async () => {
    const first = await record.complain(toMule());
    await record.send(first.holdIds[0] ?? '', { result: 'HELD_FULL' });
    await record.advanceCase(first.caseId);
    const second = await record.complain(toMule());
    await record.advanceCase(second.caseId);
    await record.send(second.holdIds[0] ?? '', { result: 'ACCOUNT_CLOSED', heldAmountSatang: '0' });
    await record.advanceCase(second.caseId);
    expect(await held(first.caseId)).toEqual([['held', 100_000n]]);
    expect(await held(second.caseId)).toEqual([['no_funds', 100_000n]]);
    expect((await readCaseRow(record.db.manager, second.caseId))?.heldSatang).toBe('0');
  });

  it('leaves a database without faults for verify, however many report at once', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => arrive()));
    await Promise.all(ids.map((id) => record.advanceCase(id)));
    const report = await verifyRecord({ db: database.application, judgedAt: 'last_activity' });
    expect(report.checks.find(({ id }) => id === 'LINKS')).toMatchObject({ violations: 0, checked: 21 });
    expect(report.checks.find(({ id }) => id === 'LEDGER')).toMatchObject({ violations: 0 });
    expect(report.checks.find(({ id }) => id === 'I13')).toMatchObject({ violations: 0 });
  });
});
