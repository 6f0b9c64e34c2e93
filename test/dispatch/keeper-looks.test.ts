import type { HoldOutcome } from '../../src/contract/outcomes.js';
import { advancerWithoutWorkflow } from '../../src/keeper/advance-without-workflow.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { RecordBuilder } from '../support/record-builder.js';

describe('a hold that the keeper advances, because its workflow is gone', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  it('has its case looked at by the keeper too, and not when the relay repeats the entry', async () => {
    const { caseId, holdIds } = await build.complain();
    const holdId = holdIds[0] ?? '';
    await build.send(holdId);
    await build.receipt(holdId, {});
    const looks: string[] = [];
    const dispatcher = {
      passOnCase: () => undefined,
      passOnHold: (_holdId: string, { signalCases }: HoldOutcome) => void looks.push(...signalCases),
      sendAboutHolds: () => undefined,
    };
    const advance = advancerWithoutWorkflow(build.db, build.hash, dispatcher);
    expect(await advance({ type: 'hold', id: holdId })).toBe(true);
    expect((await build.hold(holdId)).state).toBe('held');
    expect(looks).toEqual([caseId]);
    await advance({ type: 'hold', id: holdId });
    expect(looks).toEqual([caseId]);
  });
});
