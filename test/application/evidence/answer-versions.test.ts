import { evidenceHash } from '../../../src/application/evidence/evidence-hash.js';
import { MOST_VERSIONS } from '../../../src/domain/evidence/evidence-state.js';
import { InboxMessageRow } from '../../../src/persistence/entities/traffic/message.entities.js';
import { MULE_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';

describe('an agency that answers a question again', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  let requestId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    ({ caseId } = await build.complain());
    await build.advanceCase(caseId);
    ({ id: requestId } = await build.question(caseId, 'bot'));
  });
  afterEach(async () => {
    const found = await violated(build.db);
    await database.drop();
    expect(found).toEqual([]);
  });

  /** Sends answers, each under a webhook-id of its own, and applies them. */
  async function answered(...colours: string[]): Promise<(string | null)[]> {
    const ids: string[] = [];
    for (const colour of colours) {
      const body = { requestId, colours: [{ account: MULE_ACCOUNT, colour }] };
      const received = await build.callback('bot', 'evidence.answer', requestId, body);
      if (!received.ok) throw new Error(received.code);
      ids.push(received.id);
    }
    await build.advanceCase(caseId);
    const kept = await Promise.all(ids.map((id) => build.db.manager.findOneByOrFail(InboxMessageRow, { id })));
    return kept.map(({ outcome }) => outcome);
  }
  const versions = () => build.db.query<{ count: string }[]>('SELECT count(*) FROM evidence');
  const breaks = () => build.db.query<object[]>('SELECT kind FROM break_record');

  it('in the same words changes nothing that an approval rests on', async () => {
    expect(await answered('black')).toEqual(['APPLIED']);
    const seen = await evidenceHash(build.db.manager, caseId);
    expect(await answered('black', 'black')).toEqual(['DUPLICATE', 'DUPLICATE']);
    expect(await evidenceHash(build.db.manager, caseId)).toBe(seen);
    expect(await versions()).toEqual([{ count: '1' }]);
    expect(await answered('none')).toEqual(['APPLIED']);
    expect(await evidenceHash(build.db.manager, caseId)).not.toBe(seen);
  });

  it('in ever other words is stopped, and a person hears of it once', async () => {
    const words = Array.from({ length: MOST_VERSIONS }, (_, index) => (index % 2 === 0 ? 'black' : 'none'));
    expect(new Set(await answered(...words))).toEqual(new Set(['APPLIED']));
    const seen = await evidenceHash(build.db.manager, caseId);
    expect(await answered('black', 'dark_grey')).toEqual(['BREAK_OPENED', 'BREAK_OPEN']);
    expect(await evidenceHash(build.db.manager, caseId)).toBe(seen);
    expect(await versions()).toEqual([{ count: String(MOST_VERSIONS) }]);
    expect(await breaks()).toEqual([{ kind: 'EVIDENCE_VERSIONS' }]);
  });
});
