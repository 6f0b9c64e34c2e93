import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import { temporalLookup } from '../../tools/verify/read/workflow-lookup.js';

interface Listed {
  workflowId: string;
  status: { name: string };
  startTime: Date;
  closeTime?: Date;
}

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 30, 3, minute));

/** A client of a Temporal that lists some workflows, knows others only by name, or is away. */
function clientOf(listed: readonly Listed[], known: readonly string[] = [], isAway = false) {
  const deadlines: (number | Date)[] = [];
  const asked: string[] = [];
  const client = {
    withDeadline: (deadline: number | Date, ask: () => Promise<unknown>) => {
      deadlines.push(deadline);
      return isAway ? Promise.reject(new Error('away')) : ask();
    },
    workflow: {
      list: async function* () {
        for (const execution of listed) yield await Promise.resolve(execution);
      },
      getHandle: (workflowId: string) => ({
        describe: () => {
          asked.push(workflowId);
          if (known.includes(workflowId))
            return Promise.resolve({ workflowId, status: { name: 'PAUSED' }, startTime: at(0) });
          return Promise.reject(new WorkflowNotFoundError('none', workflowId, undefined));
        },
      }),
    },
  };
  return { lookup: temporalLookup(client as unknown as Client), deadlines, asked };
}

describe('the workflows that Temporal knows', () => {
  const running = (index: number): Listed => ({
    workflowId: `complaint-${index}`,
    status: { name: 'RUNNING' },
    startTime: at(index % 60),
  });

  it('are listed with a time of its own for each answer, so that no number of them is too many', async () => {
    const { lookup, deadlines, asked } = clientOf(Array.from({ length: 500 }, (_, index) => running(index)));
    const found = await lookup.executionsOf(['complaint-7']);
    expect(found.size).toBe(500);
    expect(deadlines).toHaveLength(501);
    expect(asked).toEqual([]);
  });

  it('are asked for by name where the list has them not yet', async () => {
    const { lookup, asked } = clientOf([running(1)], ['hold-2']);
    const found = await lookup.executionsOf(['complaint-1', 'hold-2', 'hold-3']);
    expect(asked).toEqual(['hold-2', 'hold-3']);
    expect(Object.fromEntries(found)).toEqual({
      'complaint-1': { running: 1, lastEndedAt: null },
      'hold-2': { running: 1, lastEndedAt: null },
    });
  });

  it('tell when the oldest began; none tells nothing', async () => {
    expect(await clientOf([running(9), running(4), running(6)]).lookup.oldestStart()).toEqual(at(4));
    expect(await clientOf([]).lookup.oldestStart()).toBeNull();
  });

  it('cannot be known of a Temporal that does not answer', async () => {
    const { lookup } = clientOf([running(1)], [], true);
    await expect(lookup.executionsOf([])).rejects.toMatchObject({
      name: 'CannotKnow',
      message: 'Temporal did not answer: away',
    });
  });
});
