import { ApplicationFailure } from '@temporalio/common';
import { evidenceArrived } from '../../workflows/messages.js';
import { MANY_EVENTS, startOneSlot, until, type OneSlot } from './support/one-slot.js';

describe('a complaint with a long history', () => {
  let oneSlot: OneSlot;
  beforeAll(async () => {
    oneSlot = await startOneSlot();
  }, 120_000);
  afterAll(() => oneSlot.stop());

  it('begins anew while a question pauses because its party could not be reached, and then asks again', async () => {
    let attempts = 0;
    oneSlot.world.before = (activity) => {
      if (activity !== 'askDebitConfirmation') return;
      attempts += 1;
      throw ApplicationFailure.nonRetryable('the institution cannot be reached');
    };
    const inCase = await oneSlot.world.open('C1');
    const debit = inCase.askDebit('th-004');
    const handle = await oneSlot.startComplaint('C1');
    const runId = async (): Promise<string> =>
      (await oneSlot.client.workflow.getHandle('complaint-C1').describe()).runId;
    const firstRun = await runId();
    await until(() => attempts === 1);

    // The case makes more rounds, and none of them asks the party.
    for (let n = 0; n < MANY_EVENTS && (await runId()) === firstRun; n++) {
      const { rounds } = inCase;
      await handle.signal(evidenceArrived, 'M');
      await until(async () => inCase.rounds > rounds || (await runId()) !== firstRun);
      if ((await runId()) === firstRun) expect(attempts).toBe(1);
    }
    await until(() => attempts === 2);
    expect(await runId()).not.toBe(firstRun);
    expect(debit.state).toBe('asked');
  }, 120_000);
});
