import { ApplicationFailure } from '@temporalio/common';
import { evidenceArrived } from '../../workflows/messages.js';
import { MANY_EVENTS, startFewHands, until, type FewHands } from './support/few-hands.js';

describe('a complaint with a long history', () => {
  let few: FewHands;
  beforeAll(async () => {
    few = await startFewHands();
  }, 120_000);
  afterAll(() => few.stop());

  it('begins anew while a party that could not be reached is left alone, and then asks it again', async () => {
    let asked = 0;
    few.world.disturb = (activity) => {
      if (activity !== 'askDebitConfirmation') return;
      asked += 1;
      throw ApplicationFailure.nonRetryable('the institution cannot be reached');
    };
    const inCase = await few.world.open('C1');
    const debit = inCase.askDebit('th-004');
    const handle = await few.startComplaint('C1');
    const run = async (): Promise<string> => (await few.client.workflow.getHandle('complaint-C1').describe()).runId;
    const firstRun = await run();
    await until(() => asked === 1);

    // Rounds of the case go on meanwhile, and none of them asks.
    for (let n = 0; n < MANY_EVENTS && (await run()) === firstRun; n++) {
      const { rounds } = inCase;
      await handle.signal(evidenceArrived, 'M');
      await until(async () => inCase.rounds > rounds || (await run()) !== firstRun);
      if ((await run()) === firstRun) expect(asked).toBe(1);
    }
    await until(() => asked === 2);
    expect(await run()).not.toBe(firstRun);
    expect(debit.state).toBe('asked');
  }, 120_000);
});
