import type { HoldOrder } from '../../src/wire/institution/calls/hold-order.js';
import { HoldStatement } from '../../src/wire/institution/calls/hold-statement.js';
import { holdOrder, move, newAccountNo, openAccount, releaseOrder } from './support/orders.js';
import { eventually, TestWorld } from './support/test-world.js';

describe('an institution takes hold orders', () => {
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
    const transfer = await move(world, victim, mule, '5000000');
    return { victim, mule, transfer };
  }
  const accountState = async (account: { institution: string; accountNo: string }) =>
    (await world.admin(`/accounts/${account.institution}/${account.accountNo}`)).body;

  it('holds the whole sum when it is still there, and signs the receipt', async () => {
    const { mule, transfer } = await paidMule();
    const answer = await world.post('th-014', '/hold-orders', holdOrder(mule, transfer));
    expect(answer).toMatchObject({
      status: 200,
      signed: true,
      body: { result: 'HELD_FULL', heldAmountSatang: '5000000', onward: [], receiptSeq: 1 },
    });
    expect(await accountState(mule)).toMatchObject({ heldSatang: '5000000', availableSatang: '0' });
  });

  it('holds once however often the same order comes, and refuses its id for another order', async () => {
    const { mule, transfer } = await paidMule();
    const order = holdOrder(mule, transfer, { requestedAmountSatang: '3000000' });
    const first = await world.post('th-014', '/hold-orders', order);
    const repeated = await world.post('th-014', '/hold-orders', order);
    expect(repeated.body).toEqual(first.body);
    expect(await accountState(mule)).toMatchObject({ heldSatang: '3000000' });
    const other = await world.post('th-014', '/hold-orders', { ...order, requestedAmountSatang: '4000000' });
    expect(other).toMatchObject({ status: 409, body: { code: 'ORDER.REUSED' } });
    const second = await world.post('th-014', '/hold-orders', holdOrder(mule, transfer, { holdId: order.holdId }));
    expect(second.body).toMatchObject({ result: 'REFUSED_LEGAL' });
    expect(await accountState(mule)).toMatchObject({ heldSatang: '3000000' });
  });

  it.each([
    [true, 'those that went since', 1],
    [false, 'the same debit twice, where the order does not say what stays named', 0],
  ])('names for an order beside one that goes on (%s) %s', async (says, _debits, place) => {
    const victim = await openAccount(world, 'th-004', '10000000');
    const mule = await openAccount(world, 'th-014');
    const further = await openAccount(world, 'th-002');
    const transfer = await move(world, victim, mule, '9000000');
    const debits = [await move(world, mule, further, '6000000')];
    const ordered = async (changes: Partial<HoldOrder>) => {
      const order = holdOrder(mule, transfer, changes);
      return { order, answer: (await world.post('th-014', '/hold-orders', order)).body };
    };
    const ofOther = await ordered({ requestedAmountSatang: '500000' });
    const first = await ordered({ requestedAmountSatang: '8500000' });
    expect(first.answer).toMatchObject({ heldAmountSatang: '2500000', onward: [{ attributedSatang: '6000000' }] });
    for (const { order } of [ofOther, first]) await world.post('th-014', '/release-orders', releaseOrder(order));
    const debitsSince = new Date().toISOString();
    debits.push(await move(world, mule, further, '2400000'));
    const goesOn = says ? { debitsSince, debitsNamedFor: [first.order.orderId] } : { debitsSince };
    const again = await ordered({ requestedAmountSatang: '2500000', ...goesOn });
    expect(again.answer).toMatchObject({
      heldAmountSatang: '600000',
      onward: [{ transferRef: debits[1]?.reference, attributedSatang: '1900000' }],
    });
    const beside = await ordered({ requestedAmountSatang: '500000' });
    expect(beside.answer).toMatchObject({
      result: 'NO_FUNDS',
      onward: [{ transferRef: debits[place]?.reference, attributedSatang: '500000' }],
    });
    await world.post('th-014', '/release-orders', releaseOrder(again.order));
  });

  it.each([
    [true, []],
    [false, ['500000']],
  ])('names no debit again of an order that another one took over and goes on with (%s)', async (says, attributed) => {
    const victim = await openAccount(world, 'th-004', '10000000');
    const mule = await openAccount(world, 'th-014');
    const transfer = await move(world, victim, mule, '9000000');
    await move(world, mule, await openAccount(world, 'th-002'), '6000000');
    const first = holdOrder(mule, transfer, { requestedAmountSatang: '9000000' });
    expect((await world.post('th-014', '/hold-orders', first)).body).toMatchObject({ heldAmountSatang: '3000000' });
    const takesOver = { takesOver: [first.orderId], ...(says && { debitsNamedFor: [first.orderId] }) };
    const again = holdOrder(mule, transfer, { requestedAmountSatang: '3000000', ...takesOver });
    expect((await world.post('th-014', '/hold-orders', again)).body).toMatchObject({ result: 'HELD_FULL' });
    const beside = holdOrder(mule, transfer, { requestedAmountSatang: '500000' });
    const { body } = await world.post('th-014', '/hold-orders', beside);
    expect(body).toMatchObject({
      heldAmountSatang: '0',
      onward: attributed.map((attributedSatang) => ({ attributedSatang })),
    });
  });

  it('finds again what an order that it takes over named, and not the money of another credit in its place', async () => {
    const mule = await openAccount(world, 'th-014');
    const credit = await move(world, await openAccount(world, 'th-004', '5000000'), mule, '5000000');
    const other = await move(world, await openAccount(world, 'th-006', '5000000'), mule, '5000000');
    const debit = await move(world, mule, await openAccount(world, 'th-002'), '6000000');
    const ofOther = holdOrder(mule, other);
    expect((await world.post('th-014', '/hold-orders', ofOther)).body).toMatchObject({ heldAmountSatang: '4000000' });
    const first = holdOrder(mule, credit);
    const gone = (attributedSatang: string) => ({
      result: 'NO_FUNDS',
      heldAmountSatang: '0',
      onward: [{ transferRef: debit.reference, attributedSatang }],
    });
    expect((await world.post('th-014', '/hold-orders', first)).body).toMatchObject(gone('5000000'));
    await world.post('th-014', '/release-orders', releaseOrder(ofOther));
    const again = holdOrder(mule, credit, { requestedAmountSatang: '2000000', takesOver: [first.orderId] });
    expect((await world.post('th-014', '/hold-orders', again)).body).toMatchObject(gone('2000000'));
  });

  it('states every order that it knows, by the time of its last change', async () => {
    const { mule, transfer } = await paidMule();
    const before = new Date().toISOString();
    const [order, other] = [holdOrder(mule, transfer, { requestedAmountSatang: '3000000' }), holdOrder(mule, transfer)];
    await world.post('th-014', '/hold-orders', order);
    const read = async (since: string) => {
      const { body, signed } = await world.get('th-014', `/hold-statements?since=${since}`);
      expect(signed).toBe(true);
      return HoldStatement.parse(body).orders.map(({ orderId, state, heldSatang }) => [orderId, state, heldSatang]);
    };
    expect(await read(before)).toEqual([[order.orderId, 'HELD', '3000000']]);
    await world.post('th-014', '/hold-orders', { ...other, holdId: order.holdId, replacesOrderId: order.orderId });
    expect((await read(before)).sort()).toEqual(
      [
        [order.orderId, 'REPLACED', '0'],
        [other.orderId, 'HELD', '5000000'],
      ].sort(),
    );
    await world.post('th-014', '/release-orders', releaseOrder({ ...other, holdId: order.holdId }));
    expect((await read(before)).map(([, state]) => state)).not.toContain('HELD');
    expect(await read(new Date(Date.now() + 60_000).toISOString())).toEqual([]);
    expect((await world.get('th-014', '/hold-statements?since=yesterday')).status).toBe(400);
  });

  it('lets nobody move held money, and moves what is not held', async () => {
    const { mule, transfer } = await paidMule();
    await world.post('th-014', '/hold-orders', holdOrder(mule, transfer, { requestedAmountSatang: '4000000' }));
    const away = { from: mule, to: { offRail: 'cash' }, channel: 'atm' };
    const tooMuch = await world.admin('/transfers', { ...away, amountSatang: '1000001' });
    expect(tooMuch).toMatchObject({ status: 422, body: { code: 'TRANSFER.NOT_AVAILABLE' } });
    const rest = await world.admin('/transfers', { ...away, amountSatang: '1000000' });
    expect(rest.status).toBe(201);
  });

  it('explains a partly held sum by later debits over two hops, never for more than was asked', async () => {
    const { mule, transfer } = await paidMule();
    const second = await openAccount(world, 'th-006');
    const third = await openAccount(world, 'th-002');
    const early = await move(world, mule, second, '2000000');
    const late = await move(world, mule, { offRail: 'cash' }, '1500000', { channel: 'atm' });
    const hopOne = await world.post('th-014', '/hold-orders', holdOrder(mule, transfer));
    expect(hopOne.body).toMatchObject({
      result: 'HELD_PARTIAL',
      heldAmountSatang: '1500000',
      onward: [
        { transferRef: early.reference, to: { account: second }, amountSatang: '2000000', attributedSatang: '2000000' },
        { transferRef: late.reference, to: { offRail: 'cash' }, attributedSatang: '1500000', channel: 'atm' },
      ],
    });

    const onward = await move(world, second, third, '1200000');
    const hopTwo = await world.post('th-006', '/hold-orders', holdOrder(second, early));
    expect(hopTwo.body).toMatchObject({
      heldAmountSatang: '800000',
      onward: [{ transferRef: onward.reference, to: { account: third }, attributedSatang: '1200000' }],
    });
    const hopThree = await world.post('th-002', '/hold-orders', holdOrder(third, onward));
    expect(hopThree.body).toMatchObject({ result: 'HELD_FULL', heldAmountSatang: '1200000' });
  });

  it('does not attribute the stolen sum to debits before it came, nor one debit to two sums twice', async () => {
    const mule = await openAccount(world, 'th-014');
    const victim = await openAccount(world, 'th-004', '10000000');
    const ago = (minutes: number) => ({ at: new Date(Date.now() - minutes * 60_000).toISOString() });
    const funding = await move(world, victim, mule, '100000', ago(60));
    await move(world, mule, { offRail: 'card' }, '100000', { ...ago(50), channel: 'card' });
    const one = await move(world, victim, mule, '70000', ago(40));
    const two = await move(world, victim, mule, '70000', ago(30));
    const gone = await move(world, mule, { offRail: 'cash' }, '140000', { ...ago(20), channel: 'atm' });
    const first = await world.post('th-014', '/hold-orders', holdOrder(mule, one));
    expect(first.body).toMatchObject({
      result: 'NO_FUNDS',
      onward: [{ transferRef: gone.reference, attributedSatang: '70000', amountSatang: '140000' }],
    });
    const other = await world.post('th-014', '/hold-orders', holdOrder(mule, two));
    expect(other.body).toMatchObject({ onward: [{ transferRef: gone.reference, attributedSatang: '70000' }] });
    const nothingLeft = await world.post('th-014', '/hold-orders', holdOrder(mule, funding));
    expect(nothingLeft.body).toMatchObject({
      result: 'NO_FUNDS',
      onward: [{ attributedSatang: '100000', to: { offRail: 'card' } }],
    });
  });

  it('names an order of the centre that holds the credit already, and lets a later one take its place', async () => {
    const { mule, transfer } = await paidMule();
    const second = await openAccount(world, 'th-006');
    const onward = await move(world, mule, second, '2000000');
    const lost = holdOrder(mule, transfer);
    await world.post('th-014', '/hold-orders', lost);
    const first = holdOrder(mule, transfer);
    const answer = await world.post('th-014', '/hold-orders', first);
    expect(answer.body).toMatchObject({
      result: 'HELD_BEFORE',
      heldAmountSatang: '0',
      heldBefore: [lost.orderId],
      onward: [],
    });
    expect(await accountState(mule)).toMatchObject({ heldSatang: '3000000' });

    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const later = { holdId: first.holdId, replacesOrderId: first.orderId, takesOver: [lost.orderId], expiresAt };
    const taken = await world.post('th-014', '/hold-orders', holdOrder(mule, transfer, later));
    expect(taken.body).toMatchObject({
      result: 'HELD_PARTIAL',
      heldAmountSatang: '3000000',
      onward: [{ transferRef: onward.reference, attributedSatang: '2000000' }],
    });
    expect(await accountState(mule)).toMatchObject({ heldSatang: '3000000', availableSatang: '0' });
    const released = await world.post('th-014', '/release-orders', releaseOrder(lost));
    expect(released.body).toMatchObject({ result: 'NOTHING_HELD', releasedAmountSatang: '0' });
    expect(await accountState(mule)).toMatchObject({ heldSatang: '3000000' });
  });

  it('never holds more than the credit that is named', async () => {
    const { mule, transfer } = await paidMule();
    const savings = await openAccount(world, 'th-002', '9000000');
    await move(world, savings, mule, '9000000');
    const order = holdOrder(mule, transfer, { requestedAmountSatang: '8000000' });
    const answer = await world.post('th-014', '/hold-orders', order);
    expect(answer.body).toMatchObject({ result: 'HELD_PARTIAL', heldAmountSatang: '5000000', onward: [] });
  });

  it('distinguishes an unknown account, an unknown credit and a closed account', async () => {
    const { mule, transfer } = await paidMule();
    const unknown = { institution: 'th-014', accountNo: newAccountNo() };
    const noAccount = await world.post('th-014', '/hold-orders', holdOrder(unknown, transfer));
    expect(noAccount.body).toMatchObject({ result: 'NOT_FOUND', heldAmountSatang: '0' });
    const wrongCredit = holdOrder(mule, { ...transfer, reference: 'NO-SUCH-CREDIT' });
    expect((await world.post('th-014', '/hold-orders', wrongCredit)).body).toMatchObject({ result: 'NOT_FOUND' });
    await move(world, mule, { offRail: 'cash' }, '5000000');
    await world.admin('/accounts', { account: mule, status: 'closed' });
    const closed = await world.post('th-014', '/hold-orders', holdOrder(mule, transfer));
    expect(closed.body).toMatchObject({ result: 'ACCOUNT_CLOSED', heldAmountSatang: '0' });
  });

  it('replaces an order by another in one step', async () => {
    const { mule, transfer } = await paidMule();
    const first = holdOrder(mule, transfer);
    await world.post('th-014', '/hold-orders', first);
    const until = new Date(Date.now() + 7_200_000).toISOString();
    const changes = { holdId: first.holdId, replacesOrderId: first.orderId, expiresAt: until };
    const next = holdOrder(mule, transfer, { ...changes, requestedAmountSatang: '4500000' });
    const answer = await world.post('th-014', '/hold-orders', next);
    expect(answer.body).toMatchObject({ result: 'HELD_FULL', heldAmountSatang: '4500000' });
    expect(await accountState(mule)).toMatchObject({ heldSatang: '4500000', availableSatang: '500000' });
    const { holds } = (await world.admin('/holds')).body as { holds: { holdId: string }[] };
    expect(holds.filter((hold) => hold.holdId === first.holdId)).toMatchObject([
      { orderIds: [first.orderId, next.orderId], state: 'active', expiresAt: until },
    ]);
    const stranger = holdOrder(mule, transfer, { replacesOrderId: next.orderId });
    const refused = await world.post('th-014', '/hold-orders', stranger);
    expect(refused.body).toMatchObject({ result: 'REFUSED_LEGAL' });
  });

  it('holds under the replacing order even when the first one never came, and then refuses the late one', async () => {
    const { mule, transfer } = await paidMule();
    const late = holdOrder(mule, transfer);
    const next = holdOrder(mule, transfer, { holdId: late.holdId, replacesOrderId: late.orderId });
    const answer = await world.post('th-014', '/hold-orders', next);
    expect(answer.body).toMatchObject({ result: 'HELD_FULL' });
    expect((await world.post('th-014', '/hold-orders', late)).body).toMatchObject({ result: 'REFUSED_LEGAL' });
    expect(await accountState(mule)).toMatchObject({ heldSatang: '5000000' });
  });

  it('releases once, answers the same order with the same receipt, and holds nothing for an order that comes after', async () => {
    const { mule, transfer } = await paidMule();
    const order = holdOrder(mule, transfer);
    await world.post('th-014', '/hold-orders', order);
    const release = releaseOrder(order);
    const first = await world.post('th-014', '/release-orders', release);
    expect(first).toMatchObject({ status: 200, body: { result: 'RELEASED', releasedAmountSatang: '5000000' } });
    expect((await world.post('th-014', '/release-orders', release)).body).toEqual(first.body);
    const other = await world.post('th-014', '/release-orders', releaseOrder(order));
    expect(other.body).toMatchObject({ result: 'NOTHING_HELD', releasedAmountSatang: '0' });
    const revival = holdOrder(mule, transfer, { holdId: order.holdId, replacesOrderId: order.orderId });
    expect((await world.post('th-014', '/hold-orders', revival)).body).toMatchObject({ result: 'REFUSED_LEGAL' });
    expect(await accountState(mule)).toMatchObject({ heldSatang: '0' });
  });

  it('holds nothing for an order that its own release overtook', async () => {
    const { mule, transfer } = await paidMule();
    const order = holdOrder(mule, transfer);
    const release = await world.post('th-014', '/release-orders', releaseOrder(order));
    expect(release.body).toMatchObject({ result: 'NOTHING_HELD' });
    const late = await world.post('th-014', '/hold-orders', order);
    expect(late.body).toMatchObject({ result: 'REFUSED_LEGAL', heldAmountSatang: '0' });
    const unnamed = await world.post('th-014', '/hold-orders', holdOrder(mule, transfer, { holdId: order.holdId }));
    expect(unnamed.body).toMatchObject({ result: 'REFUSED_LEGAL', heldAmountSatang: '0' });
    const other = holdOrder(mule, transfer);
    await world.post('th-014', '/release-orders', releaseOrder(order, { orderIds: [other.orderId] }));
    expect((await world.post('th-014', '/hold-orders', other)).body).toMatchObject({ result: 'REFUSED_LEGAL' });
    expect(await accountState(mule)).toMatchObject({ heldSatang: '0' });
  });

  it('lets a hold lapse by itself at the expiry and reports it to the centre', async () => {
    const { mule, transfer } = await paidMule();
    const order = holdOrder(mule, transfer, { expiresAt: new Date(Date.now() + 400).toISOString() });
    await world.post('th-014', '/hold-orders', order);
    expect(await accountState(mule)).toMatchObject({ heldSatang: '5000000' });
    const lapsed = await eventually(() =>
      world.centre.accepted('hold.lapsed').find((one) => one.raw.includes(order.holdId)),
    );
    expect(lapsed).toMatchObject({
      party: 'th-014',
      message: { data: { orderId: order.orderId, holdId: order.holdId, releasedAmountSatang: '5000000' } },
    });
    expect(await accountState(mule)).toMatchObject({ heldSatang: '0' });
    const release = await world.post('th-014', '/release-orders', releaseOrder(order));
    expect(release.body).toMatchObject({ result: 'NOTHING_HELD' });
  });

  it('keeps a hold that was extended past its first expiry', async () => {
    const { mule, transfer } = await paidMule();
    const order = holdOrder(mule, transfer, { expiresAt: new Date(Date.now() + 300).toISOString() });
    await world.post('th-014', '/hold-orders', order);
    const next = holdOrder(mule, transfer, { holdId: order.holdId, replacesOrderId: order.orderId });
    await world.post('th-014', '/hold-orders', next);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await accountState(mule)).toMatchObject({ heldSatang: '5000000' });
  });

  it('names who keeps the money of an account that AMLO restrained, and lets it pay nobody', async () => {
    const { mule, transfer } = await paidMule();
    await world.admin('/accounts', { account: mule, status: 'restrained' });
    const { body } = await world.post('th-014', '/hold-orders', holdOrder(mule, transfer));
    const heldUnder = { authority: 'amlo', amountSatang: '5000000' };
    expect(body).toMatchObject({ result: 'REFUSED_LEGAL', heldAmountSatang: '0', heldUnder });
    expect(await accountState(mule)).toMatchObject({ status: 'restrained', heldSatang: '0' });
  });

  describe('on an account of which AMLO keeps a part', () => {
    async function kept(restrainedSatang: string) {
      const { mule, transfer } = await paidMule();
      await world.admin('/accounts', { account: mule, restrainedSatang });
      return { mule, transfer };
    }

    it('holds what is left, and says what AMLO keeps beside, to one order alone', async () => {
      const { mule, transfer } = await kept('2000000');
      expect((await world.post('th-014', '/hold-orders', holdOrder(mule, transfer))).body).toMatchObject({
        result: 'HELD_PARTIAL',
        heldAmountSatang: '3000000',
        heldUnder: { authority: 'amlo', amountSatang: '2000000' },
        onward: [],
      });
      expect(await accountState(mule)).toMatchObject({ heldSatang: '3000000', availableSatang: '0' });
      const second = (await world.post('th-014', '/hold-orders', holdOrder(mule, transfer))).body;
      expect(second).toMatchObject({ result: 'HELD_BEFORE', heldAmountSatang: '0' });
      expect(second).not.toHaveProperty('heldUnder');
    });

    it('refuses by name where AMLO keeps all, and goes on with the account', async () => {
      const { mule, transfer } = await kept('5000000');
      const { body } = await world.post('th-014', '/hold-orders', holdOrder(mule, transfer));
      expect(body).toMatchObject({ result: 'REFUSED_LEGAL', heldUnder: { authority: 'amlo' } });
      expect(await accountState(mule)).toMatchObject({ status: 'open', heldSatang: '0', availableSatang: '0' });
    });

    it('says it again in the answer to an order for all, and leaves it out of an extension', async () => {
      const { mule, transfer } = await kept('4000000');
      const order = holdOrder(mule, transfer);
      expect((await world.post('th-014', '/hold-orders', order)).body).toMatchObject({
        result: 'HELD_PARTIAL',
        heldAmountSatang: '1000000',
        heldUnder: { authority: 'amlo' },
      });
      const again = (requestedAmountSatang: string, replaced: { orderId: string }) =>
        holdOrder(mule, transfer, { holdId: order.holdId, requestedAmountSatang, replacesOrderId: replaced.orderId });
      const extension = again('1000000', order);
      const extended = (await world.post('th-014', '/hold-orders', extension)).body;
      expect(extended).toMatchObject({ result: 'HELD_FULL', heldAmountSatang: '1000000' });
      expect(extended).not.toHaveProperty('heldUnder');
      expect((await world.post('th-014', '/hold-orders', again('5000000', extension))).body).toMatchObject({
        result: 'HELD_PARTIAL',
        heldUnder: { authority: 'amlo' },
      });
    });
  });

  it('refuses an order that had expired when it came', async () => {
    const { mule, transfer } = await paidMule();
    const order = holdOrder(mule, transfer, { expiresAt: new Date(Date.now() - 1).toISOString() });
    expect((await world.post('th-014', '/hold-orders', order)).body).toMatchObject({
      result: 'REFUSED_LEGAL',
      refusalKind: 'ORDER_OVER',
    });
  });

  describe('for a part that was let go by mistake', () => {
    async function letGoInPart() {
      const { mule, transfer } = await paidMule();
      const order = holdOrder(mule, transfer);
      await world.post('th-014', '/hold-orders', order);
      const again = (requestedAmountSatang: string, replaced: { orderId: string }, more = {}) =>
        holdOrder(mule, transfer, {
          holdId: order.holdId,
          requestedAmountSatang,
          replacesOrderId: replaced.orderId,
          ...more,
        });
      const less = again('1000000', order);
      expect((await world.post('th-014', '/hold-orders', less)).body).toMatchObject({ heldAmountSatang: '1000000' });
      return { mule, back: again('3000000', less, { reinstatesPart: true }) };
    }

    it('holds again what is still there', async () => {
      const { mule, back } = await letGoInPart();
      expect((await world.post('th-014', '/hold-orders', back)).body).toMatchObject({
        result: 'HELD_FULL',
        heldAmountSatang: '3000000',
        onward: [],
      });
      expect(await accountState(mule)).toMatchObject({ heldSatang: '3000000' });
    });

    it('names the debits that took the rest since then', async () => {
      const { mule, back } = await letGoInPart();
      const availableSatang = String((await accountState(mule))['availableSatang']);
      await move(world, mule, { offRail: 'cash' }, (BigInt(availableSatang) - 500_000n).toString());
      expect((await world.post('th-014', '/hold-orders', back)).body).toMatchObject({
        result: 'HELD_PARTIAL',
        heldAmountSatang: '1500000',
        onward: [{ attributedSatang: '1500000' }],
      });
    });
  });

  describe('where money was spent between two credits', () => {
    /** 50,000 baht come, 10,000 are spent, and then 50,000 of a second victim come. */
    const FIRST = { result: 'HELD_PARTIAL', heldAmountSatang: '4000000', onward: [{ attributedSatang: '1000000' }] };
    const SECOND = { result: 'HELD_FULL', heldAmountSatang: '5000000', onward: [] };

    it.each(['first', 'second'] as const)(
      'holds of each what can be left of it, the %s ordered first',
      async (which) => {
        const { victim, mule, transfer } = await paidMule();
        await move(world, mule, { offRail: 'cash' }, '1000000');
        const late = await move(world, victim, mule, '5000000');
        const orders = [
          { order: holdOrder(mule, transfer), answer: FIRST },
          { order: holdOrder(mule, late), answer: SECOND },
        ];
        for (const { order, answer } of which === 'first' ? orders : orders.reverse())
          expect((await world.post('th-014', '/hold-orders', order)).body).toMatchObject(answer);
      },
    );

    it('leaves alone what a shop has earned since it spent the money', async () => {
      const { mule: shop, transfer } = await paidMule();
      await move(world, shop, { offRail: 'cash' }, '5000000');
      await move(world, await openAccount(world, 'th-006', '20000000'), shop, '9000000');
      expect((await world.post('th-014', '/hold-orders', holdOrder(shop, transfer))).body).toMatchObject({
        result: 'NO_FUNDS',
        onward: [{ attributedSatang: '5000000' }],
      });
      expect(await accountState(shop)).toMatchObject({ heldSatang: '0' });
    });

    it('counts what is held of the credits before, when a third comes', async () => {
      const { victim, mule, transfer } = await paidMule();
      await move(world, mule, { offRail: 'cash' }, '1000000');
      const second = await move(world, victim, mule, '3000000');
      await move(world, mule, { offRail: 'cash' }, '1000000');
      const third = await move(world, await openAccount(world, 'th-006', '3000000'), mule, '3000000');
      const held: unknown[] = [];
      for (const credit of [second, transfer, third]) {
        const { body } = await world.post('th-014', '/hold-orders', holdOrder(mule, credit));
        held.push(body['heldAmountSatang']);
      }
      expect(held).toEqual(['3000000', '3000000', '3000000']);
    });
  });

  describe('whose hold was partial, because the bank held half of what it could', () => {
    /** Of a second victim's 80,000 the bank holds 40,000, and the rest is spent after that. */
    async function partlyHeld(more: { watchCredits?: true } = { watchCredits: true }) {
      const { mule, transfer } = await paidMule();
      const payer = await openAccount(world, 'th-006', '28000000');
      await move(world, mule, { offRail: 'cash' }, '1000000');
      const late = await move(world, payer, mule, '8000000');
      await world.post('th-014', '/hold-orders', holdOrder(mule, transfer));
      await world.admin('/behaviours', { party: mule.institution, accountNo: mule.accountNo, mode: 'partial' });
      const order = holdOrder(mule, late, more);
      const answer = await world.post('th-014', '/hold-orders', order);
      expect(answer.body).toMatchObject({ result: 'HELD_PARTIAL', heldAmountSatang: '4000000', onward: [] });
      await move(world, mule, { offRail: 'cash' }, '4000000');
      return { payer, mule, late, order };
    }
    const noticesOf = (holdId: string) =>
      world.centre.accepted('account.credited').filter((one) => one.raw.includes(holdId));
    const raising = (
      { mule, late, order }: Awaited<ReturnType<typeof partlyHeld>>,
      requestedAmountSatang: string,
      replaced = order,
    ) =>
      holdOrder(mule, late, {
        holdId: order.holdId,
        requestedAmountSatang,
        replacesOrderId: replaced.orderId,
        watchCredits: true,
        catchesLaterCredit: true,
      });

    it('reports later credits up to the missing amount, where the order asks for it', async () => {
      const { payer, mule, order } = await partlyHeld();
      await move(world, payer, mule, '600000');
      await eventually(() => noticesOf(order.holdId)[0]);
      await move(world, payer, mule, '9000000');
      await eventually(() => noticesOf(order.holdId)[1]);
      expect(noticesOf(order.holdId).map(({ message }) => message.data)).toMatchObject([
        { holdId: order.holdId, amountSatang: '600000' },
        { holdId: order.holdId, amountSatang: '4000000' },
      ]);
      await world.post('th-014', '/release-orders', releaseOrder(order));
      await move(world, payer, mule, '55500');
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(noticesOf(order.holdId)).toHaveLength(2);
    });

    it('reports no credit that no order asked for', async () => {
      const { payer, mule, order } = await partlyHeld({});
      await move(world, payer, mule, '600000');
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(noticesOf(order.holdId)).toEqual([]);
    });

    it('holds more of later credits by an order that catches them, and never more than is missing', async () => {
      const partly = await partlyHeld();
      await move(world, partly.payer, partly.mule, '9000000');
      const some = raising(partly, '4600000');
      expect((await world.post('th-014', '/hold-orders', some)).body).toMatchObject({
        result: 'HELD_FULL',
        heldAmountSatang: '4600000',
        onward: [],
      });
      const tooMuch = await world.post('th-014', '/hold-orders', raising(partly, '9000000', some));
      expect(tooMuch.body).toMatchObject({ result: 'HELD_PARTIAL', heldAmountSatang: '8000000' });
      expect(await accountState(partly.mule)).toMatchObject({ heldSatang: '12000000' });
    });

    it('keeps what it held when the credit has gone again', async () => {
      const partly = await partlyHeld();
      const answer = await world.post('th-014', '/hold-orders', raising(partly, '4600000'));
      expect(answer.body).toMatchObject({ result: 'HELD_PARTIAL', heldAmountSatang: '4000000', onward: [] });
    });

    it('raises nothing that is not held', async () => {
      const partly = await partlyHeld();
      await world.post('th-014', '/release-orders', releaseOrder(partly.order));
      const answer = await world.post('th-014', '/hold-orders', raising(partly, '4600000'));
      expect(answer.body).toMatchObject({ result: 'REFUSED_LEGAL', heldAmountSatang: '0' });
    });
  });
});
