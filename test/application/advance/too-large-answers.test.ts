import { noteTooLarge } from '../../../src/application/advance/receive/keep-unreadable.js';
import type { InstitutionPort } from '../../../src/institutions/port.js';
import { driveDue } from '../../support/drive-due.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { NoAnswerError } from '../../../src/signed-http/no-answer.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { sendAbout } from '../../support/outgoing.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';

const BANK = 'th-014';

describe('an answer about a hold that is larger than any may be', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const failing = (reason: 'TOO_LARGE' | 'TIMEOUT') => () => Promise.reject(new NoAnswerError(BANK, reason));
  const send = (holdId: string, reason: 'TOO_LARGE' | 'TIMEOUT') =>
    sendAbout(
      build.db,
      { institutions: { placeHold: failing(reason), readHoldOrder: failing(reason) } as unknown as InstitutionPort },
      holdId,
    );
  const breaks = async () => (await build.db.manager.find(BreakRecordRow)).map(({ kind, holdId }) => [kind, holdId]);

  it('is told to a person once for each hold, however often it comes', async () => {
    const { holdIds } = await build.complain();
    const [holdId = ''] = holdIds;
    await expect(send(holdId, 'TOO_LARGE')).rejects.toThrow('TOO_LARGE');
    for (let time = 1; time <= 3; time += 1) await expect(send(holdId, 'TOO_LARGE')).rejects.toThrow('TOO_LARGE');
    expect(await breaks()).toEqual([['ANSWER_TOO_LARGE', holdId]]);
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });

  it('settles itself when an answer comes that can be read, and opens again when the next is too large', async () => {
    const { holdIds } = await build.complain();
    const [holdId = ''] = holdIds;
    await expect(send(holdId, 'TOO_LARGE')).rejects.toThrow('TOO_LARGE');
    expect(await driveDue(build.db, ['break_cause'])).toBe(0);
    await build.receipt(holdId, { result: 'HELD_FULL' });
    await build.advanceHold(holdId);
    expect(await Promise.all([driveDue(build.db, ['break_cause']), driveDue(build.db, ['break_cause'])])).toEqual(
      expect.arrayContaining([0, 1]),
    );
    const [settled] = await build.db.manager.find(BreakRecordRow);
    expect(settled).toMatchObject({ closedBy: 'system', closeReason: 'an answer came that could be read' });
    await noteTooLarge(build.db, holdId);
    expect(await driveDue(build.db, ['break_cause'])).toBe(0);
    expect(await breaks()).toHaveLength(2);
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });

  it('is not what silence is', async () => {
    const { holdIds } = await build.complain();
    await expect(send(holdIds[0] ?? '', 'TIMEOUT')).rejects.toThrow('TIMEOUT');
    expect(await breaks()).toEqual([]);
  });
});
