import type { DayAccount, PaymentStep } from '../../simulator/day/script.js';
import { Stage } from '../../simulator/stories/stage.js';
import { Outside } from '../../tools/proof/simulate/outside.js';
import { TestWorld } from './support/test-world.js';

const OPENED = { openedAt: Date.UTC(2024, 2, 1), simOwner: null };
const ACCOUNTS: readonly DayAccount[] = [
  { key: 'victim', institution: 'th-002', openingSatang: 100_000, holder: 'innocent', ...OPENED },
  { key: 'mule', institution: 'th-014', openingSatang: 0, holder: 'mule', ...OPENED, simOwner: 'other' },
  { key: 'shop', institution: 'wallet-x', openingSatang: 0, holder: 'merchant', ...OPENED },
];
const PAYMENT: PaymentStep = {
  kind: 'payment',
  atMs: 0,
  id: 1,
  from: 'victim',
  to: 'mule',
  amountSatang: 60_000,
  rail: 'transfer',
  isGoods: false,
  after: null,
};

describe('the outside of a played day', () => {
  let world: TestWorld;
  let stage: Stage;
  let outside: Outside;
  beforeAll(async () => {
    world = await TestWorld.start();
    stage = new Stage(world.adminUrl);
    outside = new Outside(stage, { accounts: ACCOUNTS, steps: [] });
    await outside.open();
  });
  afterAll(() => world.end());

  it('makes the payments whose money is there, and leaves out the others and what they would carry on', async () => {
    const paid = await outside.pay(PAYMENT);
    expect(paid?.reference).toMatch(/^SIM\d{5}-1$/);
    expect(await outside.pay({ ...PAYMENT, id: 2, from: 'mule', to: null, rail: 'cash', after: 1 })).toBeDefined();
    expect(await outside.pay({ ...PAYMENT, id: 3, from: 'mule', to: 'shop', isGoods: true })).toBeUndefined();
    expect(await outside.pay({ ...PAYMENT, id: 4, from: 'victim', to: null, rail: 'card', after: 3 })).toBeUndefined();
    expect(await stage.account(outside.ref('victim'))).toMatchObject({ balanceSatang: '40000' });
    expect(await stage.account(outside.ref('mule'))).toMatchObject({ balanceSatang: '0' });
    expect(await outside.made(1)).toEqual(paid);
  });

  it('lists accounts, lets parties misbehave, and knows that nobody owes a callback', async () => {
    for (const agency of ['amlo', 'bot', 'ccib', 'dsi'] as const) {
      await outside.list({ kind: 'listing', atMs: 0, agency, account: 'mule', value: 1 }, 1);
    }
    await outside.behave({ party: 'th-014', mode: 'silent', delayMs: 0 });
    await expect(outside.behave({ party: 'nobody', mode: 'sync', delayMs: 0 })).rejects.toThrow('POST /behaviours');
    expect(await stage.callbacksOwed()).toBe(0);
  });
});
