import { appendAudit } from '../../../src/persistence/audit/append-audit.js';
import type { AuditEvent } from '../../../src/persistence/audit/hash-event.js';
import { verifyChain } from '../../../src/persistence/audit/verify-chain.js';
import { AuditEventRow, AuditHeadRow } from '../../../src/persistence/entities/traffic/audit.entities.js';
import { inTransaction } from '../../../src/persistence/unit-of-work.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { AT } from '../../application/support/seed.js';

describe('the audit chain', () => {
  let database: FreshDatabase;

  beforeAll(async () => {
    database = await freshDatabase(20);
  });
  afterAll(() => database.drop());

  const append = (chain: string, ...types: string[]) =>
    inTransaction(database.application, (manager) =>
      appendAudit(
        manager,
        chain,
        'officer-1',
        AT,
        types.map((type) => ({ type, payload: payloadOf(type) })),
      ),
    );
  const read = (chain: string) =>
    database.dataSource.manager.find(AuditEventRow, { where: { chain }, order: { sequence: 'ASC' } });
  const readHead = (chain: string) => database.dataSource.manager.findOneByOrFail(AuditHeadRow, { chain });

  it('grows without a gap when twenty transactions append at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => append('busy', `a.${index}`, `b.${index}`)));
    const events = await read('busy');
    expect(events.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(verifyChain(events, await readHead('busy'))).toEqual({ ok: true });
  });

  it('keeps the events of one transaction together and in order', async () => {
    await append('order', 'one', 'two', 'three');
    await append('order', 'four');
    expect((await read('order')).map(({ type }) => type)).toEqual(['one', 'two', 'three', 'four']);
  });

  it('keeps nothing of a transaction that failed', async () => {
    await append('failed', 'kept');
    const failing = inTransaction(database.application, async (manager) => {
      await appendAudit(manager, 'failed', 'officer-1', AT, [{ type: 'lost', payload: {} }]);
      throw new Error('after the audit');
    });
    await expect(failing).rejects.toThrow('after the audit');
    await append('failed', 'next');
    const events = await read('failed');
    expect(events.map(({ type }) => type)).toEqual(['kept', 'next']);
    expect(verifyChain(events, await readHead('failed'))).toEqual({ ok: true });
  });

  it('needs two statements for any number of events, and none when there is no event', async () => {
    const runner = database.dataSource.createQueryRunner();
    const query = jest.spyOn(runner, 'query');
    const events = Array.from({ length: 30 }, (_, index) => ({ type: `t.${index}`, payload: {} }));
    await appendAudit(runner.manager, 'few', 'system', AT, events);
    expect(query).toHaveBeenCalledTimes(2);
    await appendAudit(runner.manager, 'few', 'system', AT, []);
    expect(query).toHaveBeenCalledTimes(2);
    await runner.release();
  });

  it('verifies a payload as JSON stores it, and refuses one without a JSON form', async () => {
    await inTransaction(database.application, (manager) =>
      appendAudit(manager, 'json', 'system', AT, [
        {
          type: 'odd',
          payload: { at: AT, absent: undefined, thai: 'ระงับ "น้ำ"\n', number: 1e21, nested: { b: [1.5, null], a: -0 } },
        },
      ]),
    );
    expect(verifyChain(await read('json'), await readHead('json'))).toEqual({ ok: true });
    const withBigint = inTransaction(database.application, (manager) =>
      appendAudit(manager, 'json', 'system', AT, [{ type: 'odd', payload: { amount: 1n } }]),
    );
    await expect(withBigint).rejects.toThrow(TypeError);
  });

  describe('shows tampering', () => {
    let events: AuditEvent[];
    let head: AuditHeadRow;

    beforeAll(async () => {
      await append('whole', 'one', 'two', 'three', 'four');
      events = await read('whole');
      head = await readHead('whole');
    });

    it.each<[string, Partial<AuditEvent>]>([
      ['type', { type: 'other' }],
      ['actor', { actor: 'officer-2' }],
      ['time', { at: new Date(AT.getTime() + 1) }],
      ['payload', { payload: { amountSatang: '1' } }],
    ])('an edited %s', (_what, edit) => {
      expect(verifyChain(changed(1, edit), head)).toEqual({ ok: false, sequence: 2, why: 'CHANGED' });
    });

    it('an edited hash, by the event itself or by the next one', () => {
      expect(verifyChain(changed(1, { hash: 'a'.repeat(64) }), head)).toMatchObject({ ok: false, sequence: 2 });
      expect(verifyChain(changed(1, { prevHash: 'a'.repeat(64) }), head)).toMatchObject({ ok: false, sequence: 2 });
    });

    it.each([0, 1, 2])('the removal of the event at position %i', (index) => {
      const cut = events.filter((_, position) => position !== index);
      expect(verifyChain(cut, head)).toEqual({ ok: false, sequence: index + 1, why: 'GAP' });
    });

    it('the removal of an event, also when the later ones get new numbers', () => {
      const cut = events
        .filter((_, position) => position !== 1)
        .map((event, index) => ({ ...event, sequence: index + 1 }));
      expect(verifyChain(cut, head)).toEqual({ ok: false, sequence: 2, why: 'BROKEN_LINK' });
    });

    it('two events that changed places', () => {
      const [one, two, three, four] = events as [AuditEvent, AuditEvent, AuditEvent, AuditEvent];
      expect(verifyChain([one, three, two, four], head)).toEqual({ ok: false, sequence: 2, why: 'GAP' });
    });

    it('an event of another chain', async () => {
      await append('foreign', 'one');
      const [foreign] = await read('foreign');
      expect(verifyChain([...events, ...(foreign ? [foreign] : [])])).toEqual({
        ok: false,
        sequence: 5,
        why: 'OTHER_CHAIN',
      });
    });

    it('a tail that was cut off, which only the head shows', () => {
      const cut = events.slice(0, -1);
      expect(verifyChain(cut)).toEqual({ ok: true });
      expect(verifyChain(cut, head)).toEqual({ ok: false, sequence: 4, why: 'HEAD_DIFFERS' });
    });

    it('a chain removed as a whole', () => {
      expect(verifyChain([], head)).toEqual({ ok: false, sequence: 1, why: 'HEAD_DIFFERS' });
    });

    it('and nothing else: a chain as it was written verifies', () => {
      expect(verifyChain(events, head)).toEqual({ ok: true });
    });

    function changed(index: number, edit: Partial<AuditEvent>): AuditEvent[] {
      return events.map((event, position) => (position === index ? { ...event, ...edit } : event));
    }
  });
});

function payloadOf(type: string): Record<string, unknown> {
  return { holdId: `01J-${type}`, amountSatang: '9007199254740993', z: 1, a: [true, null] };
}
