import { BROKEN } from './support/broken-banks.js';
import { failures } from './support/failures.js';
import { certify } from './support/test-bank.js';

describe('the kit', () => {
  it.concurrent("finds no fault of the simulator's bank, which is made with the package", async () => {
    const outcomes = await certify();
    expect(failures(outcomes)).toEqual({});
    expect(outcomes.filter(({ verdict }) => verdict === 'passed').length).toBeGreaterThanOrEqual(80);
  });

  it.concurrent('finds no fault of a bank that tells each holder after its receipt, by callback', async () => {
    const tellsLater = { type: 'behaviour.set', act: 'tell', mode: 'callback', delayMs: 0 } as const;
    const outcomes = await certify({ bank: (bank) => bank.commit([tellsLater]) });
    expect(failures(outcomes)).toEqual({});
  });

  it.concurrent.each(BROKEN)('says of a bank that %s just that', async (_what, bank, fails) => {
    const failed = failures(await certify(bank));
    expect(failed).toEqual(Object.fromEntries(fails.map((id) => [id, expect.any(String)])));
  });
});
