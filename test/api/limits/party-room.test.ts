import { setTimeout as sleep } from 'node:timers/promises';
import { COMMITTED_AT_ONCE, PartyRoom, WAITING } from '../../../src/api/limits/party-room.js';
import { postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';
import { postCallback, type SentCallback } from '../support/signed-callback.js';

describe('the room for callbacks of a party', () => {
  it('commits some at once; the rest waits, and one too many is refused', async () => {
    const room = new PartyRoom();
    let begun = 0;
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const work = (): Promise<void> => {
      begun += 1;
      return ended;
    };
    const running = Array.from({ length: COMMITTED_AT_ONCE + WAITING }, () => room.run('th-002', work));
    await expect(room.run('th-002', work)).rejects.toMatchObject({ code: 'REQUEST.TOO_MANY' });
    expect(begun).toBe(COMMITTED_AT_ONCE);
    expect(await room.run('th-004', () => Promise.resolve('kept'))).toBe('kept');
    end();
    await Promise.all(running);
    expect(begun).toBe(COMMITTED_AT_ONCE + WAITING);
  });
});

describe('a flood of callbacks from one institution', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await runApi();
  });
  afterAll(() => api.close());

  it('is answered with 429 and a time to wait when too many are under way; the others are kept', async () => {
    const caseId = String((await postComplaint(api)).body['id']);
    const [order]: { id: string }[] = await api.db.query('SELECT id FROM hold_order WHERE case_id = $1', [caseId]);
    const key = api.parties['th-002']?.key;
    if (order === undefined || key === undefined) throw new Error('no order to th-002');
    const receipt = (receiptSeq: number) => ({
      type: 'hold.receipt',
      data: {
        orderId: order.id,
        receiptSeq,
        result: 'HELD_FULL',
        heldAmountSatang: '5000000',
        at: new Date().toISOString(),
      },
    });
    const lock = api.db.createQueryRunner();
    await lock.startTransaction();
    await lock.query('LOCK TABLE inbox_message IN SHARE MODE');
    const answers: SentCallback[] = [];
    const sent = Array.from({ length: COMMITTED_AT_ONCE + WAITING + 1 }, async (_none, index) => {
      answers.push(await postCallback(api, 'institutions', key, receipt(index + 1)));
    });
    while (answers.length === 0) await sleep(20);
    expect(answers.map(({ status, body }) => [status, body['code']])).toEqual([[429, 'REQUEST.TOO_MANY']]);
    expect(answers[0]?.headers['retry-after']).toBe('1');
    await lock.rollbackTransaction();
    await lock.release();
    await Promise.all(sent);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(COMMITTED_AT_ONCE + WAITING);
  });
});
