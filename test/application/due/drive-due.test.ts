import { readDue } from '../../../src/application/due/read-due.js';
import { DueDriving } from '../../../src/keeper/drive-due.js';
import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OFFICER, RecordBuilder } from '../../support/record-builder.js';

let database: FreshDatabase;
let build: RecordBuilder;
beforeEach(async () => {
  database = await freshDatabase();
  build = await RecordBuilder.on(database);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await database.drop();
});

/** Makes a case whose next deadline passed so many minutes ago. */
async function overdue(minutes: number): Promise<string> {
  const { caseId } = await build.complain();
  await build.owner.query(`UPDATE case_file SET next_deadline_at = now() - $2 * interval '1 minute' WHERE id = $1`, [
    caseId,
    minutes,
  ]);
  return caseId;
}

/** Makes a hold whose release its institution leaves unanswered, and whose silence is due. */
async function silent(): Promise<{ caseId: string; holdId: string }> {
  const { caseId, holdIds } = await build.complain();
  const [holdId = ''] = holdIds;
  await build.send(holdId, { result: 'HELD_FULL' });
  await releaseByOfficer(build.db, { holdId, body: { reason: 'a shop', unrelated: false }, actor: OFFICER });
  await build.owner.query(
    `UPDATE outgoing_message SET look_at = now() - interval '1 minute' WHERE subject_id = $1 AND kind = 'release.order'`,
    [holdId],
  );
  return { caseId, holdId };
}

const driver = (look: (caseId: string) => Promise<boolean>) => ({
  db: build.db,
  look,
  advanceHold: () => Promise.resolve(),
  sendAboutHolds: () => undefined,
  missesWorkflow: () => undefined,
});

describe('the list of what is due', () => {
  it('names what frees money first, then one of each kind in turn, the longest waiting of each first', async () => {
    const cases = [await overdue(30), await overdue(40), await overdue(50)];
    const release = await silent();
    const { caseId, holdIds } = await build.complain();
    await build.owner.query(`UPDATE hold SET expires_at = now() - interval '1 second' WHERE id = $1`, holdIds);
    const due = await readDue(build.db, []);
    expect(due.map(({ why, caseId: id }) => [why, id])).toEqual([
      ['hold_end', caseId],
      ['case_clock', cases[2]],
      ['silence', release.caseId],
      ['case_clock', cases[1]],
      ['case_clock', cases[0]],
    ]);
    expect((await readDue(build.db, [cases[2] ?? ''])).map(({ id }) => id)).not.toContain(cases[2]);
  });

  it('leaves out a case that another act has locked, and nothing else', async () => {
    const [locked, free] = [await overdue(30), await overdue(40)];
    const act = database.dataSource.createQueryRunner();
    await act.startTransaction();
    await act.query('SELECT id FROM case_file WHERE id = $1 FOR UPDATE', [locked]);
    expect((await readDue(build.db, [])).map(({ caseId }) => caseId)).toEqual([free]);
    await act.rollbackTransaction();
    await act.release();
  });

  it('has a release whose act named no instant, at once', async () => {
    const { caseId, holdId } = await silent();
    await build.owner.query(`UPDATE outgoing_message SET acknowledged_at = now() WHERE subject_id = $1`, [holdId]);
    expect(await readDue(build.db, [])).toEqual([]);
    await build.owner.query(
      `INSERT INTO outgoing_message (id, kind, party, case_id, subject_id, written_at, attempts, next_attempt_at)
       VALUES ('FORGOTTEN', 'release.order', 'th-014', $1, $2, now(), 0, now() + interval '1 hour')`,
      [caseId, holdId],
    );
    expect(await readDue(build.db, [])).toEqual([{ why: 'silence', id: 'FORGOTTEN', caseId }]);
  });
});

describe('a subject that fails, or stays due', () => {
  it('is left alone for a pause that doubles, and keeps no other waiting', async () => {
    let nowMs = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => nowMs);
    const [faulty, staying] = [await overdue(60), await overdue(50)];
    const looked: string[] = [];
    const outcomes: string[] = [];
    const driving = new DueDriving(
      driver((caseId) => {
        looked.push(caseId === faulty ? 'faulty' : 'staying');
        return caseId === faulty ? Promise.reject(new Error('a fault of ours')) : Promise.resolve(false);
      }),
      {
        driven: (why, outcome) => outcomes.push(`${why} ${outcome}`),
        inOrder: (why) => outcomes.push(`${why} in order`),
      },
      ['case_clock', 'silence'],
    );
    expect(staying).toBeDefined();
    const round = async (atMs: number): Promise<string[]> => {
      nowMs = atMs;
      looked.length = 0;
      await driving.round().catch((error: Error) => looked.push(error.message));
      return [...looked];
    };
    expect(await round(0)).toEqual(['faulty', 'staying', 'a fault of ours']);
    expect(outcomes).toEqual(['case_clock failed', 'case_clock done', 'silence in order']);
    expect(await round(900)).toEqual([]);
    expect(await round(1_100)).toEqual(['faulty', 'staying', 'a fault of ours']);
    expect(await round(3_000)).toEqual([]);
    expect(await round(3_200)).toEqual(['faulty', 'staying', 'a fault of ours']);
    const another = await overdue(40);
    expect(another).toBeDefined();
    expect(await round(3_300)).toEqual(['staying']);
  });

  it('is driven again each second where it frees money', async () => {
    let nowMs = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => nowMs);
    const { holdIds } = await build.complain();
    await build.owner.query(`UPDATE hold SET expires_at = now() - interval '1 second' WHERE id = $1`, holdIds);
    const transaction = jest.spyOn(build.db, 'transaction').mockRejectedValue(new Error('a fault of ours'));
    const driving = new DueDriving(
      driver(() => Promise.resolve(false)),
      { driven: () => undefined, inOrder: () => undefined },
      ['hold_end'],
    );
    for (nowMs of [0, 1_100, 2_200, 3_300]) await expect(driving.round()).rejects.toThrow('a fault of ours');
    transaction.mockRestore();
    nowMs = 4_400;
    expect(await driving.round()).toBe(1);
  });
});
