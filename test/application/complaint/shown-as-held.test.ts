import { readCallRecord } from '../../../src/application/complaint/view/read-call-record.js';
import { readComplaintStatus } from '../../../src/application/complaint/view/read-complaint-status.js';
import { readHolds } from '../../../src/application/hold/view/read-holds.js';
import { readCaseView } from '../../../src/application/overview/read-case-view.js';
import { readQueue } from '../../../src/application/queue/read-queue.js';
import { newsToTell } from './support/news-to-tell.js';
import { VICTIM_ACCOUNT, MULE_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { withdraw } from '../../support/withdraw.js';
import { Rivals } from './support/rivals.js';

const AT = new Date(Date.now() - 3_600_000).toISOString();
const TRUE_FACTS = { to: { account: MULE_ACCOUNT }, amountSatang: '100000', transferredAt: AT };

/** What each page shows as held of a case: the holds that it answers for, and of another's nothing. */
describe('what is shown as held of a case that others contradict', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let rivals: Rivals;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    rivals = new Rivals(build, { reference: 'SHOWN-1', victim: VICTIM_ACCOUNT, facts: TRUE_FACTS });
  });
  afterEach(() => database.drop());

  /** Reads every page that shows an amount. */
  async function shown(caseId: string) {
    const { manager } = build.db;
    const status = await readComplaintStatus(manager, caseId);
    const [queued] = (await readQueue(manager, { tab: 'all', limit: 100 })).cases.filter(({ id }) => id === caseId);
    return {
      view: (await readCaseView(manager, caseId))?.heldSatang,
      queue: queued?.heldSatang ?? 'closed',
      victim: status?.heldSatang,
      transfers: status?.transfers.map(({ heldSatang }) => heldSatang),
      told: status?.toTell?.text.en.split('\n').at(-2) ?? (await newsToTell(manager, caseId)),
    };
  }

  /** What the holds that the page of a case lists suspend now. */
  async function listed(caseId: string): Promise<string> {
    const { holds = [] } = (await readHolds(build.db.manager, caseId)) ?? {};
    const states = ['held', 'partly_held', 'release_ordered'];
    return holds
      .filter(({ state }) => states.includes(state))
      .reduce((sum, { heldSatang }) => sum + BigInt(heldSatang), 0n)
      .toString();
  }

  it('is of one moment: a bank that answers while a report is read changes all of it or nothing', async () => {
    const { id } = await rivals.take();
    await build.advanceCase(id);
    const create = build.db.createQueryRunner.bind(build.db);
    let isAnswered = false;
    const readers = jest.spyOn(build.db, 'createQueryRunner').mockImplementation((mode) => {
      const reader = create(mode);
      const query = reader.query.bind(reader);
      const answering = async (...given: [sql: string, values?: unknown[], isStructured?: boolean]) => {
        const rows: unknown = await query(...(given as [string]));
        if (!isAnswered && given[0].includes('FROM case_file WHERE id')) {
          isAnswered = true;
          readers.mockRestore();
          await rivals.settle(id);
        }
        return rows;
      };
      return Object.assign(reader, { query: answering });
    });
    const during = await readComplaintStatus(build.db.manager, id);
    const after = await readComplaintStatus(build.db.manager, id);
    const sums = (status: typeof after) => [status?.heldSatang, status?.transfers.map((each) => each.heldSatang)];
    expect({ isAnswered, during: sums(during), after: sums(after) }).toEqual({
      isAnswered: true,
      during: ['0', ['0']],
      after: ['100000', ['100000']],
    });
  });

  it.each(['the smaller first', 'the true one first'])(
    'is its holds for the centre, and for a victim no more than was reported: %s',
    async (order) => {
      const smaller = { facts: { amountSatang: '25000' } };
      const first = await rivals.take(order === 'the smaller first' ? smaller : {});
      await rivals.settle(first.id);
      const second = await rivals.take(order === 'the smaller first' ? {} : smaller);
      const [truth, less] = order === 'the smaller first' ? [second, first] : [first, second];
      await rivals.settle(less.id, truth.id);
      await rivals.answer(truth.id, { result: 'CONFIRMED' });
      await rivals.settle(less.id, truth.id);
      expect(await rivals.held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
      for (const { id } of [truth, less])
        expect(await shown(id)).toMatchObject({ view: await listed(id), queue: await listed(id) });
      expect(await shown(truth.id)).toMatchObject({ view: '100000', victim: '100000', transfers: ['100000'] });
      // The bank named another amount under the reference, and nobody knows who holds the account.
      expect(await shown(less.id)).toMatchObject({
        victim: null,
        transfers: [null],
        told: expect.stringContaining('Money that you reported is suspended.') as string,
      });
      await rivals.expectWhole();
    },
  );

  it.each(['the liar first', 'the liar second'])(
    'is nothing of another’s hold once the bank denied the report, and the case closes: %s',
    async (order) => {
      const lie = { from: '9000000009' };
      const first = await rivals.take(order === 'the liar first' ? lie : {});
      await rivals.settle(first.id);
      const second = await rivals.take(order === 'the liar first' ? {} : lie);
      const [liar, truth] = order === 'the liar first' ? [first, second] : [second, first];
      await rivals.settle(liar.id, truth.id);
      const before = await build.db.query<unknown[]>('SELECT 1 FROM victim_news WHERE case_id = $1', [liar.id]);
      await rivals.answer(liar.id, { result: 'DENIED', reason: 'NO_SUCH_TRANSFER' });
      await rivals.answer(truth.id, { result: 'CONFIRMED' });
      await build.owner.query(`UPDATE evidence_request SET state = 'unknown'`);
      await rivals.settle(liar.id, truth.id);
      expect(await rivals.held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
      expect(await shown(liar.id)).toEqual({
        view: '0',
        queue: 'closed',
        victim: '0',
        transfers: ['0'],
        told: 'Suspended at this moment: 0.00 of 1,000.00 baht.',
      });
      const status = await readComplaintStatus(build.db.manager, liar.id);
      expect(status).toMatchObject({ status: 'closed', nextSteps: [] });
      // What is reported about the hold from now on is news for the true victim alone.
      const news = await build.db.query<{ kind: string }[]>(
        'SELECT kind FROM victim_news WHERE case_id = $1 ORDER BY id',
        [liar.id],
      );
      expect(news.slice(before.length).map(({ kind }) => kind)).toEqual(['closed']);
      expect(await shown(truth.id)).toMatchObject({ view: '100000', victim: '100000', transfers: ['100000'] });
      expect(JSON.stringify(await readCallRecord(build.db.manager, liar.id))).not.toMatch(/held|suspended/i);
    },
  );

  it('is what is let go until the bank says so, for who reported it', async () => {
    const only = await rivals.take();
    await rivals.settle(only.id);
    await rivals.answer(only.id, { result: 'DENIED', reason: 'NO_SUCH_TRANSFER' });
    expect(await shown(only.id)).toMatchObject({ view: '100000', victim: '100000' });
    await rivals.settle(only.id);
    expect(await shown(only.id)).toMatchObject({ view: '0', victim: '0', transfers: ['0'] });
    const news = await build.db.query<{ kind: string }[]>(
      'SELECT kind FROM victim_news WHERE case_id = $1 ORDER BY id',
      [only.id],
    );
    expect(news.map(({ kind }) => kind)).toContain('released');
  });

  it('is nothing after a withdrawal, while the money is held for another', async () => {
    const first = await rivals.take();
    await rivals.settle(first.id);
    const second = await rivals.take();
    await rivals.settle(first.id, second.id);
    await withdraw(build.db, first.id);
    await rivals.settle(first.id, second.id);
    expect(await shown(first.id)).toMatchObject({ view: '0', victim: '0', transfers: ['0'] });
    expect(await shown(second.id)).toMatchObject({ view: '100000', victim: '100000' });
    await rivals.expectWhole();
  });
});
