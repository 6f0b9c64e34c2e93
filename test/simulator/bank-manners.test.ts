import { ulid } from 'ulid';
import { holderProof } from '../../src/application/debit/holder-proof.js';
import { HoldReceipt } from '../../src/wire/institution/calls/hold-receipt.js';
import { debitQuestion, holdOrder, move, newAccountNo, openAccount, releaseOrder } from './support/orders.js';
import { eventually, TestWorld } from './support/test-world.js';

describe('an institution answers as it behaves', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await TestWorld.start();
  });
  afterAll(async () => {
    await world.end();
    expect(world.centre.faults).toEqual([]);
  });

  async function paidMule(extra: object = {}) {
    const victim = await openAccount(world, 'th-006', '10000000', extra);
    const mule = await openAccount(world, 'th-002');
    const transfer = await move(world, victim, mule, '5000000');
    return { victim, mule, transfer };
  }
  const behave = (account: { institution: string; accountNo: string }, behaviour: object) =>
    world.admin('/behaviours', { party: account.institution, accountNo: account.accountNo, ...behaviour });

  it('by callback: accepts, shows PENDING, then sends the receipt by callback and when asked', async () => {
    const { mule, transfer } = await paidMule();
    await behave(mule, { mode: 'callback', delayMs: 300 });
    const order = holdOrder(mule, transfer);
    const accepted = await world.post('th-002', '/hold-orders', order);
    expect(accepted).toMatchObject({ status: 202, body: { status: 'accepted', id: order.orderId } });
    const path = `/hold-orders/${order.orderId}`;
    expect((await world.get('th-002', path)).body).toMatchObject({ result: 'PENDING', receiptSeq: 1 });
    const callback = await eventually(() =>
      world.centre.accepted('hold.receipt').find((one) => one.raw.includes(order.orderId)),
    );
    expect(callback.message.data).toMatchObject({ result: 'HELD_FULL', receiptSeq: 2, heldAmountSatang: '5000000' });
    expect((await world.get('th-002', path)).body).toEqual(callback.message.data);

    const release = releaseOrder(order);
    expect((await world.post('th-002', '/release-orders', release)).status).toBe(202);
    const released = await eventually(() =>
      world.centre.accepted('release.receipt').find((one) => one.raw.includes(release.releaseOrderId)),
    );
    expect(released.message.data).toMatchObject({ result: 'RELEASED', releasedAmountSatang: '5000000' });
  });

  it('lying: does its work, and states of each hold that it let it go', async () => {
    const { mule, transfer } = await paidMule();
    const order = holdOrder(mule, transfer);
    await world.post('th-002', '/hold-orders', order);
    const stated = async () => {
      const { orders } = (await world.get('th-002', '/hold-statements')).body as { orders: { orderId: string }[] };
      return orders.find(({ orderId }) => orderId === order.orderId);
    };
    expect(await stated()).toMatchObject({ state: 'HELD', heldSatang: '5000000' });
    await world.admin('/behaviours', { party: 'th-002', mode: 'lying' });
    expect(await stated()).toMatchObject({ state: 'RELEASED', heldSatang: '0' });
    expect((await world.get('th-002', `/hold-orders/${order.orderId}`)).body).toMatchObject({ result: 'HELD_FULL' });
    await world.admin('/behaviours', { party: 'th-002', mode: 'sync' });
  });

  it('restored: has lost the holds since an instant, their money is free, and takes the order again', async () => {
    const { mule, transfer } = await paidMule();
    const [before, lost] = [holdOrder(mule, transfer), await paidMule()];
    await world.post('th-002', '/hold-orders', before);
    const since = new Date(Date.now() + 1).toISOString();
    while (Date.now() < Date.parse(since)) await new Promise((resolve) => setTimeout(resolve, 1));
    const order = holdOrder(lost.mule, lost.transfer);
    await world.post('th-002', '/hold-orders', order);
    expect((await world.admin('/restores', { party: 'th-002', since })).status).toBe(200);
    const held = async ({ accountNo }: { accountNo: string }) =>
      (await world.admin(`/accounts/th-002/${accountNo}`)).body['heldSatang'];
    expect([await held(mule), await held(lost.mule)]).toEqual(['5000000', '0']);
    expect((await world.get('th-002', `/hold-orders/${order.orderId}`)).status).toBe(404);
    expect((await world.admin('/state')).status).toBe(200);
    expect((await world.post('th-002', '/hold-orders', order)).body).toMatchObject({ result: 'HELD_FULL' });
    expect([await held(lost.mule), (await world.admin('/state')).status]).toEqual(['5000000', 200]);
  });

  it('with two keys: signs by its own, by both in turn, and by its own again', async () => {
    const made = (await world.admin('/keys', { party: 'wallet-x', use: 'new' })).body as {
      keyId: string;
      publicJwk: object;
    };
    expect(made).toEqual({
      keyId: expect.stringMatching(/^wallet-x-1-/) as string,
      publicJwk: expect.any(Object) as object,
    });
    const path = '/hold-statements';
    expect((await world.get('wallet-x', path)).status).toBe(200);
    await world.admin('/keys', { party: 'wallet-x', use: 'both' });
    const answers = await Promise.allSettled([1, 2, 3, 4].map(() => world.get('wallet-x', path)));
    // The test knows the first key alone.
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    await world.admin('/keys', { party: 'wallet-x', use: 'first' });
    expect((await world.get('wallet-x', path)).status).toBe(200);
  });

  it('duplicate: sends each callback twice, the same message', async () => {
    const { mule, transfer } = await paidMule();
    await behave(mule, { mode: 'duplicate', delayMs: 50 });
    const order = holdOrder(mule, transfer);
    expect((await world.post('th-002', '/hold-orders', order)).status).toBe(202);
    const sent = () => world.centre.accepted('hold.receipt').filter((one) => one.raw.includes(order.orderId));
    await eventually(() => (sent().length === 2 ? true : undefined));
    expect(sent()[0]?.raw).toBe(sent()[1]?.raw);
  });

  it('out_of_order: the receipt that says PENDING comes after the one that follows it', async () => {
    const { mule, transfer } = await paidMule();
    await behave(mule, { mode: 'out_of_order', delayMs: 50 });
    const order = holdOrder(mule, transfer);
    expect((await world.post('th-002', '/hold-orders', order)).status).toBe(202);
    const sent = () => world.centre.accepted('hold.receipt').filter((one) => one.raw.includes(order.orderId));
    await eventually(() => (sent().length === 2 ? true : undefined));
    expect(sent().map(({ message }) => message.data)).toMatchObject([
      { receiptSeq: 2, result: 'HELD_FULL' },
      { receiptSeq: 1, result: 'PENDING' },
    ]);
  });

  it('partial: holds half of what it could, and no less when the order is replaced', async () => {
    const { mule, transfer } = await paidMule();
    await behave(mule, { mode: 'partial' });
    const order = holdOrder(mule, transfer);
    const half = { result: 'HELD_PARTIAL', heldAmountSatang: '2500000' };
    expect((await world.post('th-002', '/hold-orders', order)).body).toMatchObject(half);
    const later = holdOrder(mule, transfer, { holdId: order.holdId, replacesOrderId: order.orderId });
    expect((await world.post('th-002', '/hold-orders', later)).body).toMatchObject(half);
  });

  it('silent: never calls back, but gives the true receipt when asked for an order', async () => {
    const { mule, transfer } = await paidMule();
    await behave(mule, { mode: 'silent' });
    const order = holdOrder(mule, transfer, { expiresAt: new Date(Date.now() + 500).toISOString() });
    expect((await world.post('th-002', '/hold-orders', order)).status).toBe(202);
    expect((await world.get('th-002', `/hold-orders/${order.orderId}`)).body).toMatchObject({ result: 'HELD_FULL' });
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(world.centre.seen.filter((one) => one.raw.includes(order.orderId))).toEqual([]);
    expect((await world.admin(`/accounts/th-002/${mule.accountNo}`)).body).toMatchObject({ heldSatang: '0' });
  });

  it('notifies the holder with the receipt, later by a callback of its own, or never', async () => {
    const [atOnce, later, never] = [await paidMule(), await paidMule(), await paidMule()];
    await behave(later.mule, { act: 'tell', mode: 'callback', delayMs: 200 });
    await behave(never.mule, { act: 'tell', mode: 'silent' });
    const orders = [atOnce, later, never].map(({ mule, transfer }) => holdOrder(mule, transfer));
    const receipts = await Promise.all(orders.map((order) => world.post('th-002', '/hold-orders', order)));
    expect(receipts.map(({ body }) => Object.hasOwn(body, 'holderNotifiedAt'))).toEqual([true, false, false]);
    const [, second, third] = orders.map(({ holdId }) => holdId);
    const callback = await eventually(() =>
      world.centre.accepted('holder.notified').find((one) => one.raw.includes(String(second))),
    );
    expect(callback.message.data).toMatchObject({ holdId: second });
    expect(world.centre.accepted('holder.notified').some((one) => one.raw.includes(String(third)))).toBe(false);
  });

  it('names the devices by which an account was used, in the receipt of an order, and none of others', async () => {
    const victim = await openAccount(world, 'th-006', '10000000');
    const used = await openAccount(world, 'th-002', '0', { deviceIds: ['DEVICE-1', 'DEVICE-2'] });
    const plain = await paidMule();
    const order = holdOrder(used, await move(world, victim, used, '5000000'));
    const receipt = HoldReceipt.parse((await world.post('th-002', '/hold-orders', order)).body);
    expect(receipt).toMatchObject({ result: 'HELD_FULL', deviceIds: ['DEVICE-1', 'DEVICE-2'] });
    const other = await world.post('th-002', '/hold-orders', holdOrder(plain.mule, plain.transfer));
    expect(Object.hasOwn(other.body, 'deviceIds')).toBe(false);
  });

  it('says when an account was opened and whose its SIM is, where its stage says so', async () => {
    const victim = await openAccount(world, 'th-006', '10000000');
    const said = { openedAt: '2024-03-01T02:00:00Z', simOwner: 'other' };
    const told = await openAccount(world, 'th-002', '0', said);
    const order = holdOrder(told, await move(world, victim, told, '5000000'));
    const receipt = HoldReceipt.parse((await world.post('th-002', '/hold-orders', order)).body);
    expect(receipt).toMatchObject({ accountOpenedAt: said.openedAt, simOwner: 'other' });
    const plain = await paidMule();
    const other = await world.post('th-002', '/hold-orders', holdOrder(plain.mule, plain.transfer));
    expect(Object.keys(other.body)).not.toEqual(expect.arrayContaining(['simOwner']));
    expect(Object.keys(other.body)).not.toEqual(expect.arrayContaining(['accountOpenedAt']));
  });

  it('notifies the holder later also of a part that was released', async () => {
    const { mule, transfer } = await paidMule();
    await behave(mule, { act: 'tell', mode: 'callback', delayMs: 1 });
    const order = holdOrder(mule, transfer);
    await world.post('th-002', '/hold-orders', order);
    const less = { holdId: order.holdId, replacesOrderId: order.orderId, requestedAmountSatang: '1000000' };
    await world.post('th-002', '/hold-orders', holdOrder(mule, transfer, less));
    const callback = await eventually(() => {
      const of = world.centre.accepted('holder.notified').filter((one) => one.raw.includes(order.holdId));
      return of.length === 2 ? of : undefined;
    });
    expect(callback.map(({ message }) => (message.data as { of?: string }).of).sort()).toEqual(['hold', 'part']);
  });

  it('down: answers 503 and records nothing', async () => {
    const { mule, transfer } = await paidMule();
    await behave(mule, { mode: 'down' });
    const order = holdOrder(mule, transfer);
    expect(await world.post('th-002', '/hold-orders', order)).toMatchObject({ status: 503, signed: true });
    await behave(mule, { mode: 'sync' });
    expect((await world.get('th-002', `/hold-orders/${order.orderId}`)).status).toBe(404);
    expect((await world.post('th-002', '/hold-orders', order)).body).toMatchObject({ result: 'HELD_FULL' });
  });

  it('slow: has held the money long before it answers', async () => {
    const { mule, transfer } = await paidMule();
    await behave(mule, { mode: 'slow', delayMs: 2_000, act: 'hold' });
    let isAnswered = false;
    const answering = world
      .post('th-002', '/hold-orders', holdOrder(mule, transfer))
      .finally(() => (isAnswered = true));
    await eventually(async () => {
      const { heldSatang } = (await world.admin(`/accounts/th-002/${mule.accountNo}`)).body;
      return heldSatang === '5000000' ? true : undefined;
    });
    expect(isAnswered).toBe(false);
    expect((await answering).body).toMatchObject({ result: 'HELD_FULL' });
  });

  it('confirms a debit truthfully and names the account behind a PromptPay id', async () => {
    const victim = await openAccount(world, 'th-006', '10000000');
    const promptPay = { kind: 'phone', value: `089${newAccountNo().slice(0, 7)}` } as const;
    const mule = await openAccount(world, 'wallet-x', '0', { promptPayIds: [promptPay] });
    const transfer = await move(world, victim, { promptPay }, '250000');
    const ask = (changes: Parameters<typeof debitQuestion>[2] = {}) =>
      world.post('th-006', '/debit-confirmations', debitQuestion(transfer, { promptPay }, changes));
    expect((await ask()).body).toMatchObject({ result: 'CONFIRMED', to: mule });
    const asked = debitQuestion(transfer, { promptPay }).transfer;
    expect((await ask({ transfer: { ...asked, amountSatang: '250001' } })).body).toMatchObject({
      result: 'DENIED',
      reason: 'AMOUNT_DIFFERS',
    });
    expect((await ask({ transfer: { ...asked, reference: 'NEVER-SENT' } })).body).toMatchObject({
      result: 'DENIED',
      reason: 'NO_SUCH_TRANSFER',
    });
    const other = await openAccount(world, 'th-006', '1');
    expect((await ask({ account: other })).body).toMatchObject({ result: 'DENIED', reason: 'OTHER_ACCOUNT' });
  });

  it('finds the one debit that a victim told of, and names none where several fit or none does', async () => {
    const { victim, mule, transfer } = await paidMule();
    const atMs = Date.parse(transfer.at);
    const between = { from: new Date(atMs - 60_000).toISOString(), until: new Date(atMs + 60_000).toISOString() };
    const search = { amountSatang: '5000000', between };
    const ask = async (told: object) => {
      const { transfer: _asked, ...question } = debitQuestion(transfer, { account: mule });
      return (await world.post('th-006', '/debit-confirmations', { ...question, search: told })).body;
    };
    const { reference, amountSatang } = transfer;
    expect(await ask(search)).toMatchObject({
      result: 'CONFIRMED',
      found: { reference, amountSatang, to: { institution: mule.institution, accountNo: mule.accountNo } },
    });
    const none = { result: 'DENIED', reason: 'NO_SUCH_TRANSFER' };
    expect(await ask({ ...search, amountSatang: '4999999' })).toMatchObject(none);
    const before = { from: between.from, until: new Date(atMs - 1_000).toISOString() };
    expect(await ask({ ...search, between: before })).toMatchObject(none);
    expect(await ask({ ...search, to: { account: victim } })).toMatchObject(none);
    // By about how much, within the same time: as the exact amount, from end to end.
    const near = (fromSatang: string, untilSatang: string) =>
      ask({ between, amountBetween: { fromSatang, untilSatang } });
    for (const [from, until] of [
      ['4500000', '5500000'],
      ['5000000', '5000001'],
      ['4999999', '5000000'],
    ] as const)
      expect(await near(from, until)).toMatchObject({ result: 'CONFIRMED', found: { reference, amountSatang } });
    expect(await near('5000001', '5500000')).toMatchObject(none);
    expect(await near('4500000', '4999999')).toMatchObject(none);
    await move(world, victim, mule, '5000000');
    expect(await near('4500000', '5500000')).toMatchObject({ result: 'DENIED', reason: 'SEVERAL_TRANSFERS' });
    expect(await ask(search)).toMatchObject({ result: 'DENIED', reason: 'SEVERAL_TRANSFERS' });
    expect(await ask({ ...search, reference })).toMatchObject({ result: 'CONFIRMED', found: { reference } });
  });

  it('compares the holder of the account with the proof, and names nothing of another holder', async () => {
    const { mule, transfer } = await paidMule({ holderNo: '9123456789010' });
    const { transfer: _asked, ...question } = debitQuestion(transfer, { account: mule });
    const search = { amountSatang: '5000000', reference: transfer.reference };
    const ask = async (number: string) => {
      const proof = await holderProof(number, question.caseNo);
      const body = { ...question, confirmationId: ulid(), search, holder: { kind: 'citizen_id', proof } };
      return (await world.post('th-006', '/debit-confirmations', body)).body;
    };
    const { reference } = transfer;
    expect(await ask('9123456789010')).toMatchObject({ result: 'CONFIRMED', holder: 'MATCHES', found: { reference } });
    const other = await ask('9900000000014');
    expect(other).toMatchObject({ result: 'DENIED', reason: 'OTHER_HOLDER', holder: 'DIFFERS' });
    expect(other).not.toHaveProperty('found');
  });

  it('confirms a debit by callback or never, as its behaviour says', async () => {
    const { victim, mule, transfer } = await paidMule();
    await behave(victim, { mode: 'callback', delayMs: 100, act: 'debit' });
    const question = debitQuestion(transfer, { account: mule });
    expect((await world.post('th-006', '/debit-confirmations', question)).status).toBe(202);
    const callback = await eventually(() =>
      world.centre.accepted('debit.confirmation').find((one) => one.raw.includes(question.confirmationId)),
    );
    expect(callback.message.data).toMatchObject({ result: 'CONFIRMED', to: mule });
    await behave(victim, { mode: 'silent', act: 'debit' });
    const unanswered = debitQuestion(transfer, { account: mule });
    expect((await world.post('th-006', '/debit-confirmations', unanswered)).status).toBe(202);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(world.centre.seen.filter((one) => one.raw.includes(unanswered.confirmationId))).toEqual([]);
  });

  it('repeats a callback, same id and same bytes, until the centre answers 2xx', async () => {
    const { mule, transfer } = await paidMule();
    await behave(mule, { mode: 'callback', delayMs: 0 });
    world.centre.failNext(2);
    const order = holdOrder(mule, transfer);
    await world.post('th-002', '/hold-orders', order);
    await eventually(() => world.centre.accepted('hold.receipt').find((one) => one.raw.includes(order.orderId)));
    const tries = world.centre.seen.filter((one) => one.raw.includes(order.orderId));
    expect(tries.map((one) => one.status)).toEqual([503, 503, 204]);
    expect(new Set(tries.map((one) => one.webhookId)).size).toBe(1);
    expect(new Set(tries.map((one) => one.raw)).size).toBe(1);
  });

  it('takes only a 2xx that the centre has signed as an acknowledgement', async () => {
    const { mule, transfer } = await paidMule();
    await behave(mule, { mode: 'callback', delayMs: 0 });
    world.centre.leaveUnsigned(1);
    const order = holdOrder(mule, transfer);
    await world.post('th-002', '/hold-orders', order);
    const tries = await eventually(() => {
      const seen = world.centre.seen.filter((one) => one.raw.includes(order.orderId));
      return seen.length === 2 ? seen : undefined;
    });
    expect(tries.map((one) => one.status)).toEqual([204, 204]);
  });
});
