import type { OnwardMessage } from '../../../src/domain/hold/messages.js';
import type { Account } from '../../../src/domain/party.js';
import { HoldRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { readTrail } from '../../../src/application/trail/read-trail.js';
import { MULE_ACCOUNT, NEXT_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { seedCase } from '../support/seed.js';
import { seedLongTrail } from '../support/long-trail.js';

const [SECOND, THIRD] = ['9000000051', '9000000052'].map((accountNo) => ({ institution: 'th-002', accountNo })) as [
  Account,
  Account,
];

type Trail = NonNullable<Awaited<ReturnType<typeof readTrail>>>;

describe('the graph of a case’s money', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  const manager = () => database.dataSource.manager;

  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  let references = 0;
  function debit(to: OnwardMessage['to'], amountSatang: string, over: Partial<OnwardMessage> = {}): OnwardMessage {
    return {
      transferRef: `GRAPH-${(references += 1)}`,
      to,
      amountSatang,
      attributedSatang: amountSatang,
      at: new Date(Date.now() - 600_000).toISOString(),
      channel: 'promptpay',
      ...over,
    };
  }

  async function read(caseId: string, victims?: 'all'): Promise<Trail> {
    const trail = await readTrail(manager(), caseId, victims);
    if (trail === undefined) throw new Error('no case');
    return trail;
  }

  /** Returns where an amount is, without the places that have no money. */
  const amountsOf = (became: Record<string, string>) =>
    Object.fromEntries(Object.entries(became).filter(([, amount]) => amount !== '0'));

  async function holdAt(caseId: string, account: Account): Promise<string> {
    const hold = await manager().findOneByOrFail(HoldRow, { caseId, accountNo: account.accountNo });
    return hold.id;
  }

  it('shows for each account and in total what became of the money, and adds up to the satang', async () => {
    const { caseId, holdIds } = await build.complain({ transfers: [{ amountSatang: '1000007' }] });
    await build.send(holdIds[0] ?? '', {
      result: 'HELD_PARTIAL',
      heldAmountSatang: '100001',
      onward: [
        debit({ account: NEXT_ACCOUNT }, '600000'),
        debit({ offRail: 'cash' }, '100000', { channel: 'atm' }),
        debit({ account: SECOND }, '49999'),
        debit({ account: THIRD }, '100000', { paidTo: 'merchant' }),
      ],
    });
    await build.send(await holdAt(caseId, NEXT_ACCOUNT), {
      result: 'NO_FUNDS',
      heldAmountSatang: '0',
      onward: [debit({ account: MULE_ACCOUNT }, '400000')],
    });
    const { graph, contradiction, links } = await read(caseId);
    expect(contradiction).toBeNull();
    expect(
      graph?.accounts.map(({ accountMasked, hop, inCycle, became }) => [
        accountMasked,
        hop,
        inCycle,
        amountsOf(became),
      ]),
    ).toEqual([
      ['xxxxxx0002', 0, true, { held: '100001', onward: '849999', awaitingAnswer: '400000', unexplained: '50007' }],
      ['xxxxxx0051', 1, false, { stopped: '49999' }],
      ['xxxxxx0052', 1, false, { stopped: '100000' }],
      ['xxxxxx0003', 1, true, { onward: '400000', unexplained: '200000' }],
    ]);
    expect(graph?.stolenSatang).toBe('1000007');
    expect(amountsOf(graph?.became ?? {})).toEqual({
      held: '100001',
      offRails: '100000',
      stopped: '149999',
      awaitingAnswer: '400000',
      unexplained: '250007',
    });
    expect(
      links
        .map(({ stopReason }) => stopReason)
        .filter(Boolean)
        .sort(),
    ).toEqual(['below_minimum', 'merchant_shield', 'off_rails']);
  });

  it('explains the remainder when a later receipt names where it went', async () => {
    const { caseId, holdIds } = await build.complain({ transfers: [{ amountSatang: '1000000' }] });
    const [holdId = ''] = holdIds;
    const first = debit({ account: SECOND }, '400000');
    await build.send(holdId, { result: 'HELD_PARTIAL', heldAmountSatang: '100000', onward: [first] });
    expect(amountsOf((await read(caseId)).graph?.became ?? {})).toMatchObject({ unexplained: '500000' });
    await build.receipt(holdId, {
      receiptSeq: 2,
      result: 'HELD_PARTIAL',
      heldAmountSatang: '100000',
      onward: [first, debit({ account: THIRD }, '500000')],
    });
    await build.advanceHold(holdId);
    expect(amountsOf((await read(caseId)).graph?.became ?? {})).toEqual({ held: '100000', awaitingAnswer: '900000' });
  });

  it('shows victims who meet at an account together when asked to, and else each alone', async () => {
    const mule = { institution: 'th-014', accountNo: '9000000061' };
    const paid = (amountSatang: string) => build.complain({ transfers: [{ amountSatang, to: { account: mule } }] });
    const [one, two] = [await paid('300000'), await paid('500000')];
    const shared = debit({ account: { institution: 'th-002', accountNo: '9000000062' } }, '700000');
    await build.send(one.holdIds[0] ?? '', {
      result: 'NO_FUNDS',
      heldAmountSatang: '0',
      onward: [{ ...shared, attributedSatang: '300000' }],
    });
    await build.send(two.holdIds[0] ?? '', {
      result: 'HELD_PARTIAL',
      heldAmountSatang: '100000',
      onward: [{ ...shared, attributedSatang: '400000' }],
    });
    const alone = (await read(one.caseId)).graph;
    expect([alone?.stolenSatang, alone?.accounts.map(({ stolenSums }) => stolenSums)]).toEqual(['300000', [1, 1]]);
    const together = (await read(one.caseId, 'all')).graph;
    expect(together?.stolenSatang).toBe('800000');
    expect(together?.accounts.map(({ stolenSums, receivedSatang }) => [stolenSums, receivedSatang])).toEqual([
      [2, '800000'],
      [2, '700000'],
    ]);
    expect(together?.transfers.map(({ attributedSatang }) => attributedSatang).sort()).toEqual([
      '300000',
      '500000',
      '700000',
    ]);
    expect((await read(two.caseId, 'all')).graph).toEqual(together);
  });

  it('is absent when the database contradicts itself, and the contradiction is named', async () => {
    const { caseId, holdIds } = await build.complain({ transfers: [{ amountSatang: '1000000' }] });
    await build.send(holdIds[0] ?? '', {
      result: 'NO_FUNDS',
      heldAmountSatang: '0',
      onward: [debit({ account: SECOND }, '600000')],
    });
    // No program of ours shrinks a part: a trigger keeps it.
    await build.owner.query('ALTER TABLE trail_link DISABLE TRIGGER trail_link_only_grows');
    await manager().query('UPDATE trail_link SET attributed_satang = 599999 WHERE case_id = $1 AND hop = 0', [caseId]);
    await build.owner.query('ALTER TABLE trail_link ENABLE TRIGGER trail_link_only_grows');
    const { graph, contradiction, links } = await read(caseId);
    expect([graph, contradiction?.code, links.length]).toEqual([null, 'TRAIL.NOT_CONSERVED', 2]);
  });

  it('is read in one statement, also over ten hops and five hundred accounts', async () => {
    const long = await seedCase(manager(), 100_000_000n);
    await database.dataSource.transaction((work) => seedLongTrail(work, long, { hops: 10, accounts: 500 }));
    const runner = database.dataSource.createQueryRunner();
    const statements: string[] = [];
    const query = runner.query.bind(runner);
    runner.query = ((sql: string, ...parameters: unknown[]) => {
      statements.push(sql);
      return (query as (...all: unknown[]) => Promise<unknown>)(sql, ...parameters);
    }) as typeof runner.query;
    const trail = await readTrail(runner.manager, long.caseId, 'all');
    await runner.release();
    expect(statements).toHaveLength(1);
    expect(trail?.contradiction).toBeNull();
    expect(trail?.graph?.accounts).toHaveLength(500);
    expect(Math.max(...(trail?.graph?.accounts ?? []).map(({ hop }) => hop))).toBe(10);
    expect(amountsOf(trail?.graph?.became ?? {})).toEqual({ held: '100000000' });
  });

  it('does not exist for a case that does not exist', async () => {
    expect(await readTrail(manager(), 'none')).toBeUndefined();
  });
});
