import { OUTGOING_KINDS, type OutgoingKind } from '../../src/domain/outgoing/outgoing-kind.js';
import { dueMessages } from '../../src/outgoing/take.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { RecordBuilder } from '../support/record-builder.js';

/** Kinds that are not sent without the order or question that they put. */
const HELD_BACK_ALONE: readonly OutgoingKind[] = ['hold.order', 'debit.question'];

describe('the messages that are due', () => {
  let database: FreshDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
    await RecordBuilder.on(database); // enrols the parties
  });
  afterEach(() => database.drop());

  async function wait(...messages: (readonly [id: string, kind: string, party: string, minutes: number])[]) {
    for (const [id, kind, party, minutes] of messages)
      await database.dataSource.query(
        `INSERT INTO outgoing_message (id, kind, party, subject_id, written_at, attempts, next_attempt_at)
         VALUES ($1, $2, $3, $1, now(), 0, now() - $4 * interval '1 minute')`,
        [id, kind, party, minutes],
      );
  }
  const due = async (limit: number, ofParty: number) =>
    (await dueMessages(database.application, { limit, ofParty })).map(({ id }) => id);

  it('begin with the most urgent kind, however long the others wait', async () => {
    const waiting = OUTGOING_KINDS.filter((kind) => !HELD_BACK_ALONE.includes(kind));
    await wait(...OUTGOING_KINDS.map((kind, index) => [kind, kind, 'th-002', index] as const));
    expect(await due(10, 10)).toEqual(waiting);
    expect(await due(1, 10)).toEqual(waiting.slice(0, 1));
    expect(await due(10, 1)).toEqual(waiting.slice(0, 1));
  });

  it('are for one party no more than it may get, so that one that is away leaves room for others', async () => {
    const [kind = 'release.order'] = OUTGOING_KINDS;
    await wait(['A1', kind, 'amlo', 9], ['A2', kind, 'amlo', 8], ['A3', kind, 'amlo', 7], ['B1', kind, 'ccib', 1]);
    expect(await due(3, 2)).toEqual(['A1', 'A2', 'B1']);
    expect(await due(3, 100)).toEqual(['A1', 'A2', 'A3']);
  });

  it('are none for parties that are away, and those when a probe is due', async () => {
    const [kind = 'release.order'] = OUTGOING_KINDS;
    await wait(['A1', kind, 'amlo', 9], ['A2', kind, 'amlo', 8], ['B1', kind, 'ccib', 1]);
    const dueWithout = async (away: string[]) =>
      (await dueMessages(database.application, { limit: 9, ofParty: 9 }, away)).map(({ id }) => id);
    expect(await dueWithout(['amlo'])).toEqual(['B1']);
    expect(await dueWithout([])).toEqual(['A1', 'A2', 'B1']);
  });

  it('are none that a process sends, that is acknowledged, or that is not due', async () => {
    const [kind = 'release.order'] = OUTGOING_KINDS;
    await wait(['A1', kind, 'amlo', 9], ['A2', kind, 'amlo', 8], ['A3', kind, 'amlo', -1], ['A4', kind, 'amlo', 1]);
    await database.dataSource.query(
      `UPDATE outgoing_message SET leased_until = now() + interval '1 minute' WHERE id = 'A1'`,
    );
    await database.dataSource.query(
      `UPDATE outgoing_message SET sent_at = now(), acknowledged_at = now() WHERE id = 'A2'`,
    );
    expect(await due(10, 10)).toEqual(['A4']);
    await database.dataSource.query(`UPDATE outgoing_message SET leased_until = now() WHERE id = 'A1'`);
    expect(await due(10, 10)).toEqual(['A1', 'A4']);
  });
});
