import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { WorkflowSearch } from '../../src/keeper/workflow-search.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { RecordBuilder } from '../support/record-builder.js';

/** A Temporal that knows only what was started since it lost its database. */
class EmptyTemporal {
  readonly running = new Set<string>();
  /** What was asked for, in order. */
  readonly asked: string[] = [];

  get client(): Client {
    return {
      withDeadline: (_: number, call: () => Promise<unknown>) => call(),
      workflow: {
        getHandle: (workflowId: string) => ({
          describe: async () => {
            this.asked.push(workflowId);
            if (!this.running.has(workflowId))
              throw new WorkflowNotFoundError('no such workflow', workflowId, undefined);
            return { status: { name: 'RUNNING' } };
          },
        }),
        start: async (_: string, { workflowId }: { workflowId: string }) => this.running.add(workflowId),
      },
    } as unknown as Client;
  }
}

describe("the search for lost workflows, after Temporal's database was lost", () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  const temporal = new EmptyTemporal();
  const workflowIds: string[] = [];
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    for (let number = 0; number < 25; number += 1) {
      const { caseId, holdIds } = await build.complain();
      workflowIds.push(`complaint-${caseId}`, ...holdIds.map((id) => `hold-${id}`));
    }
  });
  afterAll(() => database.drop());

  const makeOld = () =>
    database.dataSource.query(
      `UPDATE case_file SET opened_at = opened_at - interval '2 minutes'; UPDATE hold SET section7_from = section7_from - interval '2 minutes', ordered_at = ordered_at - interval '2 minutes'`,
    );

  it('leaves alone what was opened within the last minute, whose workflow may not have started yet', async () => {
    expect(await new WorkflowSearch(build.db, temporal.client).round()).toBe(0);
    expect(temporal.asked).toEqual([]);
  });

  it('starts the workflow of each open case and live hold, all in two rounds, and then none', async () => {
    await makeOld();
    const search = new WorkflowSearch(build.db, temporal.client);
    expect(await search.round()).toBe(20);
    expect(await search.round()).toBe(workflowIds.length - 20);
    expect([...temporal.running].sort()).toEqual([...workflowIds].sort());
    for (let round = 0; round < 3; round += 1) expect(await search.round()).toBe(0);
  });

  it('begins anew after the last one, and finds one that an operator ended', async () => {
    const search = new WorkflowSearch(build.db, temporal.client);
    const [gone = ''] = workflowIds;
    await search.round();
    temporal.running.delete(gone);
    const started: number[] = [];
    while (!started.includes(1) && started.length < 5) started.push(await search.round());
    expect(started.at(-1)).toBe(1);
    expect(temporal.running.has(gone)).toBe(true);
  });
});
