import { openEvaluator, withTokens } from '../../../simulator/agencies/person-tokens.js';
import { EvidenceRow } from '../../../src/persistence/entities/findings/evidence.entities.js';
import { LinkKeyRow } from '../../../src/persistence/entities/findings/link.entities.js';
import { InboxMessageRow } from '../../../src/persistence/entities/traffic/message.entities.js';
import { MULE_ACCOUNT } from '../../support/complaint-body.js';
import { nameByTokens } from '../../support/name-by-tokens.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';

const PURPOSE = 'case-links-1';
const EVALUATOR = openEvaluator(Buffer.alloc(32, 5));
const PERSON = 'e'.repeat(64);

describe('an answer whose tokens nobody can prove', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    await nameByTokens(build, PURPOSE, EVALUATOR);
    ({ caseId } = await build.complain());
    await build.advanceCase(caseId);
  });
  afterEach(async () => {
    const found = await violated(build.db);
    await database.drop();
    // The row of P-LINK that the test puts in beside the programs, and nothing else.
    expect(found.map(({ id, examples }) => [id, examples.every((one) => one.includes('P-LINK'))])).toEqual([
      ['I29', true],
    ]);
  });

  const COLOURS = { colours: [{ account: MULE_ACCOUNT, colour: 'black', personRef: PERSON }] };
  const seen = async () => ({
    colours: (await build.db.manager.find(EvidenceRow)).map(({ content }) => JSON.stringify(content)),
    persons: await build.db.manager.countBy(LinkKeyRow, { kind: 'person' }),
    breaks: await build.db.query<object[]>('SELECT kind FROM break_record'),
    faults: await build.db.query<object[]>(
      `SELECT payload->>'tokenFault' AS fault FROM audit_event WHERE type = 'evidence.received'`,
    ),
  });

  it.each([
    ['without a proof', () => Promise.resolve(COLOURS), 'NO_PROOF'],
    [
      'under the key of another purpose',
      async () => {
        const other = { purpose: 'statistics-1', publicKey: await EVALUATOR.publicKey('statistics-1') };
        return withTokens(COLOURS, other, EVALUATOR);
      },
      'WRONG_PROOF',
    ],
  ])('counts for the account, links nobody, and a person hears of it once: %s', async (_name, answer, fault) => {
    const { id: requestId } = await build.question(caseId, 'bot');
    for (const _ of [1, 2]) {
      const body = { requestId, ...(await answer()) };
      expect(await build.callback('bot', 'evidence.answer', requestId, body)).toMatchObject({ ok: true });
    }
    await build.advanceCase(caseId);
    const outcomes = (
      await build.db.manager.find(InboxMessageRow, { where: { party: 'bot' }, order: { id: 'ASC' } })
    ).map(({ outcome }) => outcome);
    expect(outcomes[0]).toBe('APPLIED');
    const { colours, persons, breaks, faults } = await seen();
    expect(colours[0]).toContain('black');
    expect(colours.join()).not.toContain('personRef');
    expect(persons).toBe(0);
    expect(breaks).toEqual([{ kind: 'EVIDENCE_PERSONS_UNPROVED' }]);
    expect(faults[0]).toEqual({ fault });
  });

  it('is not there when the proof holds: the person is known by a hash of ours', async () => {
    const { id: requestId } = await build.question(caseId, 'bot');
    const key = { purpose: PURPOSE, publicKey: await EVALUATOR.publicKey(PURPOSE) };
    const body = { requestId, ...(await withTokens(COLOURS, key, EVALUATOR)) };
    await build.callback('bot', 'evidence.answer', requestId, body);
    await build.advanceCase(caseId);
    const { persons, breaks, faults } = await seen();
    expect([persons, breaks, faults]).toEqual([1, [], [{ fault: null }]]);
  });
});
