import { holdOrder, move, openAccount, releaseOrder } from './support/orders.js';
import { TestWorld } from './support/test-world.js';

describe('what an institution reports about the money that moved on', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await TestWorld.start();
  });
  afterAll(async () => {
    await world.end();
    expect(world.centre.faults).toEqual([]);
  });

  /** Sets up a victim at KBANK who paid a mule at SCB 50,000 baht. */
  async function paidMule() {
    const victim = await openAccount(world, 'th-004', '10000000');
    const mule = await openAccount(world, 'th-014');
    return { mule, transfer: await move(world, victim, mule, '5000000') };
  }

  it('counts two holds on one credit for no more than the credit together, whatever else is in the account', async () => {
    const mule = await openAccount(world, 'th-014', '9000000');
    const transfer = await move(world, await openAccount(world, 'th-004', '5000000'), mule, '5000000');
    const first = holdOrder(mule, transfer, { requestedAmountSatang: '3000000' });
    expect((await world.post('th-014', '/hold-orders', first)).body).toMatchObject({ heldAmountSatang: '3000000' });
    const second = holdOrder(mule, transfer, { requestedAmountSatang: '3000000' });
    expect((await world.post('th-014', '/hold-orders', second)).body).toMatchObject({
      result: 'HELD_PARTIAL',
      heldAmountSatang: '2000000',
      onward: [],
    });
    await world.post('th-014', '/release-orders', releaseOrder(first));
    const third = holdOrder(mule, transfer, { requestedAmountSatang: '3000000' });
    expect((await world.post('th-014', '/hold-orders', third)).body).toMatchObject({ heldAmountSatang: '3000000' });
  });

  it('keeps what an order attributed to later debits when another order replaces it', async () => {
    const { mule, transfer } = await paidMule();
    const second = await move(world, await openAccount(world, 'th-006', '3000000'), mule, '3000000');
    await move(world, mule, { offRail: 'cash' }, '6000000', { channel: 'atm' });
    const first = holdOrder(mule, transfer);
    expect((await world.post('th-014', '/hold-orders', first)).body).toMatchObject({
      heldAmountSatang: '2000000',
      onward: [{ attributedSatang: '3000000' }],
    });
    const changes = { holdId: first.holdId, replacesOrderId: first.orderId, requestedAmountSatang: '2000000' };
    expect((await world.post('th-014', '/hold-orders', holdOrder(mule, transfer, changes))).body).toMatchObject({
      result: 'HELD_FULL',
      onward: [],
    });
    expect((await world.post('th-014', '/hold-orders', holdOrder(mule, second))).body).toMatchObject({
      result: 'NO_FUNDS',
      onward: [{ attributedSatang: '3000000' }],
    });
  });

  it('reports that a debit paid a merchant or a wage, and books neither where the bank could not know', async () => {
    const { mule, transfer } = await paidMule();
    const shop = await openAccount(world, 'th-002', '0', { holderKind: 'merchant' });
    const clerk = await openAccount(world, 'th-002');
    const pay = (to: object, purpose: string) =>
      world.admin('/transfers', { from: mule, to: { account: to }, amountSatang: '1000000', purpose });
    expect(await pay(clerk, 'goods')).toMatchObject({ status: 422, body: { code: 'TRANSFER.NOT_A_MERCHANT' } });
    expect(await pay(clerk, 'wage')).toMatchObject({ status: 422, body: { code: 'TRANSFER.NOT_AN_EMPLOYER' } });
    expect((await pay(shop, 'goods')).status).toBe(201);
    await move(world, mule, clerk, '1000000');
    const answer = await world.post('th-014', '/hold-orders', holdOrder(mule, transfer));
    const onward = answer.body['onward'] as { to: unknown; paidTo?: string }[];
    expect(onward.map(({ to, paidTo }) => [to, paidTo])).toEqual([
      [{ account: shop }, 'merchant'],
      [{ account: clerk }, undefined],
    ]);
    const company = await openAccount(world, 'th-014', '0', { holderKind: 'juristic' });
    const paid = await move(world, await openAccount(world, 'th-004', '5000000'), company, '5000000');
    await move(world, company, clerk, '5000000', { purpose: 'wage' });
    const wages = await world.post('th-014', '/hold-orders', holdOrder(company, paid));
    expect(wages.body).toMatchObject({ result: 'NO_FUNDS', onward: [{ paidTo: 'payroll' }] });
  });

  it('names a PromptPay id that was paid where it does not resolve ids at once, and the account when it is asked for the debit', async () => {
    const { mule, transfer } = await paidMule();
    const promptPay = { kind: 'phone', value: '0890000077' };
    const next = await openAccount(world, 'th-002', '0', { promptPayIds: [promptPay] });
    const { body: paid } = await world.admin('/transfers', { from: mule, to: { promptPay }, amountSatang: '5000000' });
    const toldOf = async () => {
      const { body } = await world.post('th-014', '/hold-orders', holdOrder(mule, transfer));
      return (body['onward'] as { to: object }[]).map(({ to }) => to);
    };
    await world.admin('/behaviours', { party: 'th-014', accountNo: mule.accountNo, act: 'resolve', mode: 'callback' });
    expect(await toldOf()).toEqual([{ promptPay }]);
    const question = {
      confirmationId: holdOrder(mule, transfer).orderId,
      caseNo: 'AOC-2569-000001',
      account: mule,
      transfer: { reference: paid['reference'], amountSatang: '5000000', at: paid['at'], to: { promptPay } },
      legalBasis: [{ ruleId: 'SHARE-4', section: '4', instrument: 'Royal Decree' }],
    };
    const answer = await world.post('th-014', '/debit-confirmations', question);
    expect(answer.body).toMatchObject({ result: 'CONFIRMED', to: next });
  });
});
