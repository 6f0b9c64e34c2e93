import type { StateView } from '../../simulator/admin/schemas.js';
import { debitQuestion, holdOrder, move, newAccountNo, openAccount } from './support/orders.js';
import { eventually, TestWorld } from './support/test-world.js';

describe('the admin listener sets the stage', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await TestWorld.start();
  });
  afterAll(async () => {
    await world.end();
  });

  it('opens an account once: a repeated set-up brings no new money', async () => {
    const account = { institution: 'th-006', accountNo: newAccountNo() };
    const body = { account, openingSatang: '5000' };
    expect((await world.admin('/accounts', body)).status).toBe(201);
    const repeated = await world.admin('/accounts', body);
    expect(repeated).toMatchObject({ status: 200, body: { balanceSatang: '5000' } });
  });

  it('moves money once per reference, and refuses the reference for another payment', async () => {
    const from = await openAccount(world, 'th-006', '5000');
    const to = await openAccount(world, 'th-014');
    const body = { from, to: { account: to }, amountSatang: '2000', reference: `SLIP-${newAccountNo()}` };
    const first = await world.admin('/transfers', body);
    const repeated = await world.admin('/transfers', body);
    expect([first.status, repeated.status]).toEqual([201, 200]);
    expect(repeated.body).toEqual(first.body);
    expect((await world.admin(`/accounts/th-014/${to.accountNo}`)).body).toMatchObject({ balanceSatang: '2000' });
    const other = await world.admin('/transfers', { ...body, amountSatang: '2001' });
    expect(other).toMatchObject({ status: 409, body: { code: 'TRANSFER.REUSED' } });
  });

  it('moves money once when the same payment is asked for many times at one instant', async () => {
    const from = await openAccount(world, 'th-006', '5000');
    const to = await openAccount(world, 'th-014');
    const body = { from, to: { account: to }, amountSatang: '1000', reference: `SLIP-${newAccountNo()}` };
    const answers = await Promise.all(Array.from({ length: 8 }, () => world.admin('/transfers', body)));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect((await world.admin(`/accounts/th-014/${to.accountNo}`)).body).toMatchObject({ balanceSatang: '1000' });
  });

  it('says why money cannot move', async () => {
    const from = await openAccount(world, 'th-006', '5000');
    const to = await openAccount(world, 'th-014', '0', { status: 'closed' });
    const pay = (changes: object) =>
      world.admin('/transfers', { from, to: { account: to }, amountSatang: '1', ...changes });
    expect((await pay({})).body).toMatchObject({ code: 'ACCOUNT.CLOSED' });
    expect((await pay({ to: { account: { ...to, accountNo: newAccountNo() } } })).body).toMatchObject({
      code: 'ACCOUNT.UNKNOWN',
    });
    expect((await pay({ to: { promptPay: { kind: 'phone', value: '0800000000' } } })).body).toMatchObject({
      code: 'PROMPTPAY.UNKNOWN',
    });
    expect((await pay({ to: { account: from } })).body).toMatchObject({ code: 'TRANSFER.TO_ITSELF' });
    expect((await pay({ at: new Date(Date.now() + 60_000).toISOString() })).status).toBe(422);
    expect((await pay({ amountSatang: 1 })).status).toBe(400);
  });

  it('registers a PromptPay id for one account only, over all banks', async () => {
    const promptPayIds = [{ kind: 'ewallet', value: `14000${newAccountNo()}` }];
    await openAccount(world, 'wallet-x', '0', { promptPayIds });
    const account = { institution: 'th-014', accountNo: newAccountNo() };
    expect((await world.admin('/accounts', { account, promptPayIds })).body).toMatchObject({ code: 'PROMPTPAY.TAKEN' });
  });

  it('counts where all the money is', async () => {
    const from = await openAccount(world, 'th-004', '1000');
    const before = (await world.admin('/state')).body as { money: { offRailSatang: string } };
    await move(world, from, { offRail: 'crypto' }, '400');
    const after = (await world.admin('/state')).body as { money: { offRailSatang: string } };
    expect(BigInt(after.money.offRailSatang) - BigInt(before.money.offRailSatang)).toBe(400n);
  });

  it('pays into a bank outside the directory: the money is off the rails, and the payer shows where it went', async () => {
    const victim = await openAccount(world, 'th-004', '5000');
    const mule = await openAccount(world, 'th-014');
    const paid = await move(world, victim, mule, '5000');
    const abroad = { institution: 'sg-dbs', accountNo: newAccountNo() };
    const before = await moneyNow();
    const onward = await move(world, mule, abroad, '3000');
    const after = await moneyNow();
    expect(BigInt(after.offRailSatang) - BigInt(before.offRailSatang)).toBe(3000n);
    expect(after.inTransitSatang).toBe(before.inTransitSatang);
    const receipt = await world.post('th-014', '/hold-orders', holdOrder(mule, { ...paid, from: victim }));
    expect(receipt.body).toMatchObject({
      result: 'HELD_PARTIAL',
      heldAmountSatang: '2000',
      onward: [{ to: { account: abroad }, attributedSatang: '3000', transferRef: onward.reference }],
    });
    const debit = await world.post(
      'th-014',
      '/debit-confirmations',
      debitQuestion({ ...onward, from: mule }, { account: abroad }),
    );
    expect(debit.body).toMatchObject({ result: 'CONFIRMED', to: abroad });
    const repeated = { from: mule, to: { account: abroad }, amountSatang: '3000', reference: onward.reference };
    expect((await world.admin('/transfers', repeated)).status).toBe(200);
    expect((await moneyNow()).offRailSatang).toBe(after.offRailSatang);
  });

  it('is paid from no account outside the directory', async () => {
    const to = await openAccount(world, 'th-014');
    const from = { institution: 'sg-dbs', accountNo: newAccountNo() };
    const answer = await world.admin('/transfers', { from, to: { account: to }, amountSatang: '1' });
    expect(answer).toMatchObject({ status: 404, body: { code: 'ACCOUNT.UNKNOWN' } });
  });

  it("counts the money while a bank's own suspicion holds it alone", async () => {
    const from = await openAccount(world, 'th-006', '5000');
    const suspect = await openAccount(world, 'th-002');
    const { reference } = await move(world, from, suspect, '5000');
    const before = await moneyNow();
    const credit = { fromInstitution: 'th-006', reference };
    const suspicion = { party: 'th-002', credit, ground: 'Ten new payers within an hour' };
    expect((await world.admin('/suspicions', suspicion)).status).toBeLessThan(300);
    const after = await moneyNow();
    expect(BigInt(after.heldSatang) - BigInt(before.heldSatang)).toBe(5000n);
    expect(after.inAccountsSatang).toBe(before.inAccountsSatang);
  });

  it('lets a customer tell the own bank of a debit, which the bank tells the centre', async () => {
    const victim = await openAccount(world, 'th-004', '5000');
    const mule = await openAccount(world, 'th-014');
    const { reference } = await move(world, victim, mule, '5000');
    const told = { party: 'th-004', reference, bankCaseId: 'KB-1' };
    expect((await world.admin('/customer-notices', told)).status).toBe(201);
    expect((await world.admin('/customer-notices', { ...told, party: 'th-014' })).body).toMatchObject({
      code: 'TRANSFER.UNKNOWN',
    });
  });

  it('lets a bank review a hold, which it tells the centre and keeps until the centre releases it', async () => {
    const victim = await openAccount(world, 'th-004', '5000');
    const mule = await openAccount(world, 'th-014');
    const order = holdOrder(mule, { ...(await move(world, victim, mule, '5000')), from: victim });
    await world.post('th-014', '/hold-orders', order);
    const { holdId } = order;
    const said = { holdId, result: 'LIFT', reason: 'it was a wage' };
    expect((await world.admin('/reviews', { party: 'th-014', ...said })).status).toBe(201);
    const told = await eventually(() => world.centre.accepted('hold.reviewed').at(0));
    expect(told).toMatchObject({ party: 'th-014', message: { data: said } });
    const { holds } = (await world.admin('/holds')).body as { holds: { holdId: string; state: string }[] };
    expect(holds.find((hold) => hold.holdId === holdId)).toMatchObject({ state: 'active' });
    expect((await world.admin('/reviews', { party: 'th-002', ...said })).body).toMatchObject({ code: 'HOLD.UNKNOWN' });
  });

  async function moneyNow(): Promise<StateView['money']> {
    const { status, body } = await world.admin('/state');
    expect(status).toBe(200);
    return (body as StateView).money;
  }
});
