import { EntityNotFoundError, QueryFailedError } from 'typeorm';
import { createInstitutionActivities } from '../../../activities/institution.activities.js';
import type { HoldReceiptMessage } from '../../../src/domain/hold/messages.js';
import type { InstitutionPort } from '../../../src/institutions/port.js';
import { HoldOrderRow, HoldRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { comesAgain } from '../../../src/persistence/unit-of-work.js';
import { NoAnswerError } from '../../../src/signed-http/no-answer.js';
import { SIGNATURE_ALGORITHM } from '../../../src/signing/profile.js';
import { inActivity } from '../../support/in-activity.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { STILL_DISPATCHER } from '../../support/still-dispatcher.js';
import type { Ports } from '../../../src/outgoing/kind.js';

/** An amount that its schema would refuse: a fault of ours let it through. */
const POISON = { heldAmountSatang: 'much' };
const ATTEMPTS = 5;

let database: FreshDatabase;
let build: RecordBuilder;
beforeAll(async () => {
  database = await freshDatabase();
  build = await RecordBuilder.on(database);
});
afterAll(() => database.drop());

const messages = (caseId: string) =>
  database.dataSource.query<object[]>(
    `SELECT outcome, failures FROM inbox_message WHERE case_id = $1 ORDER BY received_at, id`,
    [caseId],
  );
const breaks = (caseId: string) =>
  database.dataSource.query<object[]>('SELECT kind, hold_id AS "holdId" FROM break_record WHERE case_id = $1', [
    caseId,
  ]);

describe('a message that cannot be applied', () => {
  it.each([
    ['its hold', (_caseId: string, holdId: string): Promise<unknown> => build.advanceHold(holdId)],
    ['its case', (caseId: string): Promise<unknown> => build.advanceCase(caseId)],
  ])('is set aside with a break after five attempts of %s, and the next message counts', async (_what, advance) => {
    const { caseId, holdIds } = await build.complain();
    const [holdId = ''] = holdIds;
    await build.send(holdId);
    await build.receipt(holdId, POISON);
    await build.receipt(holdId, { receiptSeq: 2 });
    for (let attempt = 1; attempt < ATTEMPTS; attempt += 1)
      await expect(advance(caseId, holdId)).rejects.toMatchObject({ name: 'MessageFault' });
    expect((await build.hold(holdId)).state).toBe('ordered');
    await advance(caseId, holdId);
    expect((await build.hold(holdId)).state).toBe('held');
    expect(await messages(caseId)).toEqual([
      { outcome: 'SET_ASIDE', failures: ATTEMPTS },
      { outcome: 'APPLIED', failures: 0 },
    ]);
    expect(await breaks(caseId)).toEqual([{ kind: 'MESSAGE_SET_ASIDE', holdId }]);
  });

  it('is found among the answers of agencies that are written together', async () => {
    const { caseId } = await build.complain();
    await build.advanceCase(caseId);
    await build.agencyAnswers(caseId, 'ccib', { complaints: [] });
    await build.agencyAnswers(caseId, 'amlo', { listings: [] });
    await build.agencyAnswers(caseId, 'dsi', { specialCases: [] });
    await database.dataSource.query(`ALTER TABLE evidence ADD CONSTRAINT poison CHECK (agency <> 'amlo') NOT VALID`);
    try {
      for (let attempt = 1; attempt < ATTEMPTS; attempt += 1)
        await expect(build.advanceCase(caseId)).rejects.toMatchObject({ name: 'MessageFault' });
      await build.advanceCase(caseId);
    } finally {
      await database.dataSource.query('ALTER TABLE evidence DROP CONSTRAINT poison');
    }
    expect(await messages(caseId)).toEqual([
      { outcome: 'APPLIED', failures: 0 },
      { outcome: 'SET_ASIDE', failures: ATTEMPTS },
      { outcome: 'APPLIED', failures: 0 },
    ]);
    expect((await build.question(caseId, 'dsi')).state).toBe('answered');
  });

  it('as a direct answer is kept, and waits for its effect like a callback', async () => {
    const { caseId, holdIds } = await build.complain();
    const [holdId = ''] = holdIds;
    await build.send(holdId, POISON);
    expect(await messages(caseId)).toEqual([{ outcome: null, failures: 0 }]);
    const order = await database.dataSource.manager.findOneByOrFail(HoldOrderRow, { holdId });
    expect(order.sentAt).not.toBeNull();
    const entries = await database.dataSource.query<object[]>(
      `SELECT message FROM outbox WHERE workflow_id = $1 AND read_at IS NULL`,
      [`hold-${holdId}`],
    );
    expect(entries).toEqual([{ message: 'institutionAnswered' }]);
    for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) await build.advanceHold(holdId).catch(() => undefined);
    await build.advanceHold(holdId);
    expect(await messages(caseId)).toEqual([{ outcome: 'SET_ASIDE', failures: ATTEMPTS }]);
  });

  it.each<[string, unknown, boolean]>([
    ['a bug', new TypeError('no such property'), true],
    ['a row that is not there', new EntityNotFoundError(HoldRow, {}), true],
    ['data that no table takes', failed('22P02'), true],
    ['a constraint', failed('23514'), true],
    ['a database that shuts down', failed('57P01'), false],
    ['a lock that is held', failed('55P03'), false],
    ['a deadlock', failed('40P01'), false],
    ['a column of another version', failed('42703'), false],
    ['a lost connection', failed(undefined), false],
  ])('is told from other trouble: %s', (_what, error, expected) => {
    expect(comesAgain(error)).toBe(expected);
  });
});

function failed(code: string | undefined): QueryFailedError {
  return new QueryFailedError('SELECT 1', [], Object.assign(new Error('failed'), code === undefined ? {} : { code }));
}

describe('an institution that answers one order and is silent on the next', () => {
  it('keeps the receipt of the first', async () => {
    const { caseId, holdIds } = await build.complain();
    const [holdId = ''] = holdIds;
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    const asked: string[] = [];
    const placeHold: InstitutionPort['placeHold'] = async ({ slug }, { orderId, requestedAmountSatang }) => {
      asked.push(orderId);
      if (asked.length > 1) throw new NoAnswerError(slug, 'TIMEOUT');
      const body: HoldReceiptMessage = {
        orderId,
        receiptSeq: 1,
        result: 'HELD_FULL',
        heldAmountSatang: requestedAmountSatang,
        onward: [],
        at: new Date().toISOString(),
      };
      const { rawBody, proof } = await build.answer(slug, 'hold.receipt', orderId, body);
      const answer = { httpStatus: 200, rawBody, keyId: proof.keyId, proof: { ...proof, alg: SIGNATURE_ALGORITHM } };
      return { kind: 'answered', body: body as never, answer };
    };
    const activities = createInstitutionActivities(
      build.db,
      { institutions: { placeHold } } as Ports,
      STILL_DISPATCHER,
    );
    expect(await inActivity(() => activities.sendHoldOrders({ holdId }))).toMatchObject({ next: 'send' });
    expect((await build.hold(holdId)).state).toBe('held');
    await expect(inActivity(() => activities.sendHoldOrders({ holdId }))).rejects.toMatchObject({
      type: 'PARTY.NO_ANSWER',
    });
    const orders = await database.dataSource.manager.find(HoldOrderRow, {
      where: { holdId },
      order: { sequence: 'ASC' },
    });
    expect(orders.map(({ id }) => id)).toEqual(asked);
    expect(orders.map(({ answeredAt }) => answeredAt !== null)).toEqual([true, false]);
  });
});
