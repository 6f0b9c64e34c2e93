import { keepAdvice } from '../../../src/application/advice/keep-advice.js';
import { noteShown } from '../../../src/application/advice/note-shown.js';
import { readAdvice } from '../../../src/application/advice/read-advice.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { adviceDraft } from '../../support/advice-draft.js';
import { MULE_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OFFICER, OTHER_SUPERVISOR, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';

const DRAFT = adviceDraft({
  subject: `${MULE_ACCOUNT.institution}:${MULE_ACCOUNT.accountNo}`,
  score: 0.9,
  band: 'high',
  modelVersion: 'hop-reported-7',
});
/** Two accounts beside it that nobody would look at. */
const UNLIKE = ['th-002:9000000008', 'th-002:9000000009'].map((subject) => ({
  ...DRAFT,
  subject,
  score: 0.1,
  band: 'unsure' as const,
}));

describe('the advice that was shown when an officer decided', () => {
  let database: FreshDatabase;
  let record: RecordBuilder;
  let caseId: string;
  let requestId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    record = await RecordBuilder.on(database);
    ({ caseId } = await record.complain({ reporter: { holdsVictimAccount: false } }));
    await record.advanceCase(caseId);
    await record.debits(caseId, 'CONFIRMED');
    await record.agencyAnswers(caseId, 'bot', { colours: [{ account: MULE_ACCOUNT, colour: 'black' }] });
    await record.advanceCase(caseId);
    const body = { kind: 'aoc_suspension' as const, reason: 'it is black', account: MULE_ACCOUNT };
    const asked = await requestFreeze(record.db, { caseId, body, actor: OFFICER });
    if (!asked.ok) throw new Error(asked.code);
    requestId = asked.response.id;
  });
  afterEach(() => database.drop());

  const view = async (person: string) => {
    const read = await readAdvice(record.db.manager, caseId, person);
    if (read === undefined) throw new Error('there is no case');
    return read;
  };
  /** Reads the advice as the API does for who may decide. */
  const show = async (person: string): Promise<string[]> => {
    const ids = (await view(person)).advice.map(({ id }) => id);
    await noteShown(record.db, { caseId, person, adviceIds: ids });
    return ids;
  };
  const told = (): Promise<{ actor: string; ids: string[] }[]> =>
    record.owner.query(
      `SELECT actor, payload -> 'adviceIds' AS ids FROM audit_event WHERE chain = $1 AND type = 'advice.shown' ORDER BY sequence`,
      [caseId],
    );

  it('is what that person was shown last before it, whatever came later and whatever others saw', async () => {
    await keepAdvice(record.db, caseId, Date.now(), [DRAFT, ...UNLIKE]);
    const first = await show(SUPERVISOR.subject);
    await keepAdvice(record.db, caseId, Date.now(), [{ ...DRAFT, score: 0.95, featureHash: '9'.repeat(64) }]);
    const second = await show(OFFICER.subject); // another person reads the newest
    await record.approve(requestId, SUPERVISOR);
    await show(SUPERVISOR.subject); // and the decider reads it too, but after the decision
    expect(second).not.toEqual(first);
    const { atDecisions } = await view('auditor-1');
    expect(atDecisions).toMatchObject([
      {
        freezeRequestId: requestId,
        advice: [{ id: first[0], band: 'high', score: 0.9, modelVersion: 'hop-reported-7' }],
      },
    ]);
    expect(atDecisions[0]?.shownAt).not.toBeNull();
    expect(JSON.stringify(atDecisions)).not.toContain(MULE_ACCOUNT.accountNo);
  });

  it('is none where the person was shown none, and the same advice is told of once', async () => {
    await show(SUPERVISOR.subject);
    await keepAdvice(record.db, caseId, Date.now(), [DRAFT, ...UNLIKE]);
    const ids = await show(OFFICER.subject);
    await show(OFFICER.subject);
    expect(await told()).toEqual([{ actor: OFFICER.subject, ids }]);
    await Promise.all([show(OTHER_SUPERVISOR.subject), show(OTHER_SUPERVISOR.subject)]);
    expect(await told()).toHaveLength(2);
    await record.approve(requestId, SUPERVISOR);
    expect((await view('auditor-1')).atDecisions).toMatchObject([{ shownAt: null, advice: [] }]);
  });
});
