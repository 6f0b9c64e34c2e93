import type { ChildProcess } from 'node:child_process';
import { appendFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ulid } from 'ulid';
import { compileSimulator, end, startChild, withFreePorts } from './support/child-world.js';
import { holdOrder, move, openAccount, releaseOrder } from './support/orders.js';
import { eventually, prepareGround, TestWorld, type Ground } from './support/test-world.js';

describe('the simulator as a process that is killed', () => {
  let entry: string;
  let ground: Ground;
  let configPath: string;
  let child: ChildProcess;
  let world: TestWorld;

  beforeAll(async () => {
    entry = await compileSimulator();
    const prepared = await prepareGround();
    ground = { ...prepared, config: await withFreePorts(prepared.config) };
    configPath = `${ground.config.stateDir}.json`;
    await writeFile(configPath, JSON.stringify(ground.config));
    child = await startChild(entry, configPath);
    const url = (port: number) => `http://127.0.0.1:${port}`;
    const partyUrls = new Map(ground.config.parties.map(({ slug, port }) => [slug, url(port)]));
    const stop = () => Promise.resolve();
    world = new TestWorld(ground, { adminUrl: url(ground.config.adminPort), partyUrls, stop });
  });
  afterAll(async () => {
    if (child.exitCode === null) await end(child, 'SIGKILL');
    await world.end();
    await rm(dirname(dirname(entry)), { recursive: true, force: true });
    expect(ground.centre.faults).toEqual([]);
  });
  const restart = async () => {
    await end(child, 'SIGKILL');
    child = await startChild(entry, configPath);
  };

  it('remembers accounts, holds, releases, listings, behaviours and idempotent answers', async () => {
    const victim = await openAccount(world, 'th-004', '900000');
    const mule = await openAccount(world, 'th-014');
    const held = holdOrder(mule, await move(world, victim, mule, '500000'));
    const freed = holdOrder(mule, await move(world, victim, mule, '300000'));
    const before = await world.post('th-014', '/hold-orders', held);
    await world.post('th-014', '/hold-orders', freed);
    const release = releaseOrder(freed);
    const released = await world.post('th-014', '/release-orders', release);
    await world.admin('/agencies/amlo/listings', { account: mule, list: 'HR-03-2', since: '2026-01-01T00:00:00Z' });
    await world.admin('/behaviours', { party: 'th-002', mode: 'down' });
    const holds = (await world.admin('/holds')).body;
    const state = (await world.admin('/state')).body;

    await restart();
    expect((await world.admin('/holds')).body).toEqual(holds);
    expect((await world.admin('/state')).body).toEqual(state);
    expect((await world.post('th-014', '/hold-orders', held)).body).toEqual(before.body);
    expect((await world.post('th-014', '/release-orders', release)).body).toEqual(released.body);
    const revived = await world.post('th-014', '/hold-orders', { ...freed, orderId: ulid() });
    expect(revived.body).toMatchObject({ result: 'REFUSED_LEGAL' });
    expect((await world.get('th-002', `/hold-orders/${held.orderId}`)).status).toBe(503);
  });

  it('goes on sending a callback that is owed, with the same id', async () => {
    const victim = await openAccount(world, 'th-004', '500000');
    const mule = await openAccount(world, 'th-014');
    await world.admin('/behaviours', { party: 'th-014', accountNo: mule.accountNo, mode: 'callback', delayMs: 0 });
    ground.centre.failNext(1);
    const order = holdOrder(mule, await move(world, victim, mule, '500000'));
    await world.post('th-014', '/hold-orders', order);
    const seen = () => ground.centre.seen.filter((one) => one.raw.includes(order.orderId));
    await eventually(() => (seen().length > 0 ? true : undefined));
    await restart();
    await eventually(() => seen().find((one) => one.status === 204));
    expect(new Set(seen().map((one) => `${one.webhookId} ${one.raw}`)).size).toBe(1);
    await eventually(async () => {
      const { institutions } = (await world.admin('/state')).body as { institutions: { callbacksOwed: number }[] };
      return institutions.every(({ callbacksOwed }) => callbacksOwed === 0) ? true : undefined;
    });
  });

  it('lets holds lapse after its restart that expired while it was down', async () => {
    const victim = await openAccount(world, 'th-004', '500000');
    const mule = await openAccount(world, 'th-006');
    const transfer = await move(world, victim, mule, '500000');
    const order = holdOrder(mule, transfer, { expiresAt: new Date(Date.now() + 500).toISOString() });
    await world.post('th-006', '/hold-orders', order);
    await end(child, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 600));
    child = await startChild(entry, configPath);
    await eventually(() => ground.centre.accepted('hold.lapsed').find((one) => one.raw.includes(order.holdId)));
    expect((await world.admin(`/accounts/th-006/${mule.accountNo}`)).body).toMatchObject({ heldSatang: '0' });
  });

  it('cuts off an incomplete last line and delivers money that was in transit', async () => {
    const victim = await openAccount(world, 'th-004', '700000');
    const mule = await openAccount(world, 'wallet-x');
    await end(child, 'SIGKILL');
    const debit = {
      type: 'account.debited',
      accountNo: victim.accountNo,
      reference: 'IN-TRANSIT-1',
      amountSatang: '700000',
      at: Date.now(),
      channel: 'ewallet',
      to: { account: mule },
    };
    const sender = join(ground.config.stateDir, 'th-004.journal');
    await appendFile(sender, `${JSON.stringify([debit])}\n[{"type":"account.deb`);
    const torn = (await stat(sender)).size;
    child = await startChild(entry, configPath);
    expect((await stat(sender)).size).toBe(torn - '[{"type":"account.deb'.length);
    const arrived = (await world.admin(`/accounts/wallet-x/${mule.accountNo}`)).body;
    expect(arrived).toMatchObject({ balanceSatang: '700000' });
    expect((await world.admin('/state')).body).toMatchObject({ money: { inTransitSatang: '0' } });
    await restart();
    expect((await world.admin(`/accounts/wallet-x/${mule.accountNo}`)).body).toEqual(arrived);
  });

  it('stops in good order on SIGTERM', async () => {
    expect(await end(child, 'SIGTERM')).toBe(0);
  });
});
