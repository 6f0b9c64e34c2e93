import type { DataSource, Logger } from 'typeorm';
import type { InstitutionPort } from '../../../src/institutions/port.js';
import { HoldRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { createDataSource } from '../../../src/persistence/data-source.js';
import { driveDue } from '../../support/drive-due.js';
import { NoAnswerError } from '../../../src/signed-http/no-answer.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { messagesAreDue, sendMessages } from '../../support/outgoing.js';

let database: FreshDatabase;
let build: RecordBuilder;
let keeper: DataSource;
beforeEach(async () => {
  database = await freshDatabase();
  build = await RecordBuilder.on(database);
  const settings = { url: database.url, poolSize: 10, applicationName: 'test-keeper', limits: 'keeper' as const };
  keeper = await createDataSource(settings).initialize();
});
afterEach(async () => {
  await keeper.destroy();
  await database.drop();
});

/** Makes a case with `count` holds that expired `secondsAgo`. */
async function expired(count: number, secondsAgo: number): Promise<{ caseId: string; holdIds: string[] }> {
  const transfer = (index: number) => ({
    to: { account: { institution: 'th-014', accountNo: `900000010${index}` } },
    amountSatang: '50000',
    reference: `STALL${secondsAgo}N${index}`,
  });
  const made = await build.complain({ transfers: Array.from({ length: count }, (_, index) => transfer(index)) });
  expect(made.holdIds).toHaveLength(count);
  for (const holdId of made.holdIds) await build.send(holdId, { result: 'HELD_FULL' });
  await database.dataSource.query(`UPDATE hold SET expires_at = now() - $2 * interval '1 second' WHERE case_id = $1`, [
    made.caseId,
    secondsAgo,
  ]);
  return made;
}

/** Returns a list that fills with the texts of the statements that PostgreSQL refuses from now on. */
function refusedStatements(db: DataSource): string[] {
  const texts: string[] = [];
  db.logger = Object.assign(Object.create(db.logger) as Logger, {
    logQueryError: (_error: unknown, text: string) => texts.push(text),
  });
  return texts;
}

const stateOf = async (holdId = '') =>
  (await database.dataSource.manager.findOneByOrFail(HoldRow, { id: holdId })).state;

describe('the keeper, of holds past their time,', () => {
  it('releases in time what nine expired holds behind one locked case stand before', async () => {
    const locked = await expired(9, 60);
    const other = await expired(1, 30);
    const act = database.dataSource.createQueryRunner();
    await act.startTransaction();
    await act.query('SELECT id FROM case_file WHERE id = $1 FOR UPDATE', [locked.caseId]);
    expect(await driveDue(keeper, ['hold_end'])).toBe(1);
    expect(await stateOf(other.holdIds[0])).toBe('release_ordered');
    await act.rollbackTransaction();
    await act.release();
    expect(await driveDue(keeper, ['hold_end'])).toBe(9);
  });

  it('waits once for a case that a lock elsewhere holds up, and not for each of its holds', async () => {
    const locked = await expired(9, 60);
    const other = await expired(1, 30);
    const act = database.dataSource.createQueryRunner();
    await act.startTransaction();
    await act.query('SELECT id FROM hold WHERE case_id = $1 FOR UPDATE', [locked.caseId]);
    const refused = refusedStatements(keeper);
    await expect(driveDue(keeper, ['hold_end'])).rejects.toMatchObject({ driverError: { code: '55P03' } });
    expect(refused).toHaveLength(1);
    expect(await stateOf(other.holdIds[0])).toBe('release_ordered');
    await act.rollbackTransaction();
    await act.release();
  });

  it('releases the other holds of a case of which one cannot be released', async () => {
    const { holdIds } = await expired(3, 60);
    const [faulty = '', ...others] = holdIds;
    await database.dataSource.query(`
      CREATE FUNCTION refuse_release() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'no release of this hold'; END $$;
      CREATE TRIGGER refuse_release BEFORE INSERT ON release_order
        FOR EACH ROW WHEN (NEW.hold_id = '${faulty}') EXECUTE FUNCTION refuse_release()`);
    await database.dataSource.query('UPDATE hold SET expires_at = expires_at - interval $$30 s$$ WHERE id = $1', [
      faulty,
    ]);
    await expect(driveDue(keeper, ['hold_end'])).rejects.toThrow('no release of this hold');
    expect(await Promise.all(others.map(stateOf))).toEqual(['release_ordered', 'release_ordered']);
    expect(await stateOf(faulty)).toBe('held');
  });
});

describe('the releases that the keeper sends', () => {
  it.each([
    ['CIRCUIT_OPEN', { attempts: 0, sent: false }],
    ['TOO_MANY_CALLS', { attempts: 0, sent: false }],
    ['TIMEOUT', { attempts: 1, sent: true }],
  ] as const)('count an attempt only when something was sent: %s', async (reason, counted) => {
    const { holdIds } = await expired(1, 60);
    await driveDue(keeper, ['hold_end']);
    await messagesAreDue(keeper);
    const releaseHold = () => Promise.reject(new NoAnswerError('th-014', reason));
    const institutions = { releaseHold } as unknown as InstitutionPort;
    await expect(sendMessages(keeper, { institutions })).rejects.toThrow(reason);
    expect(
      await database.dataSource.query(
        `SELECT attempts, sent_at IS NOT NULL AS sent FROM outgoing_message
          WHERE subject_id = $1 AND kind = 'release.order'`,
        holdIds,
      ),
    ).toEqual([counted]);
    expect(await sendMessages(keeper, { institutions })).toBe(0);
  });
});
