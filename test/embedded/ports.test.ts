import { createServer } from 'node:net';
import { choosePorts, type ClaimedPorts, type Ports, type PortWish } from '../../tools/embedded/server/ports.js';

const none: Record<keyof Ports, number> = {
  api: 0,
  apiCopies: 0,
  signIn: 0,
  codec: 0,
  simulatorAdmin: 0,
  simulator: 0,
  postgres: 0,
  temporal: 0,
  temporalUi: 0,
  temporalCluster: 0,
  moreSimulated: 0,
  apiHealth: 0,
  workerHealth: 0,
  keeperHealth: 0,
};
const wish: PortWish = { base: 'auto', counts: { ...none, api: 1, simulator: 3, postgres: 1 } };

const claimed: ClaimedPorts[] = [];
afterEach(async () => {
  for (const { release } of claimed.splice(0)) await release();
});

async function claim(wanted: PortWish = wish): Promise<Ports> {
  const claim = await choosePorts(wanted);
  claimed.push(claim);
  return claim.ports;
}

describe('the ports of systems on one machine', () => {
  it('are in blocks of their own when several start at once, before any of them listens', async () => {
    const systems = [await claim(), ...(await Promise.all([claim(), claim()])), await claim()];
    expect(new Set(systems.map(({ api }) => api)).size).toBe(4);
  });

  it('are refused to a second system that names the same block, and free again afterwards', async () => {
    const { api } = await claim();
    const same: PortWish = { ...wish, base: api - 10 };
    await expect(claim(same)).rejects.toThrow(`Port ${api + 89}, for another Rangap that starts or runs, is in use.`);
    await claimed.pop()?.release();
    expect((await claim(same)).api).toBe(api);
  });

  it('are refused by the port that is taken, where a program listens', async () => {
    const { api, postgres } = await claim();
    await claimed.pop()?.release();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(postgres, '127.0.0.1', resolve));
    const refused = claim({ ...wish, base: api - 10 });
    await expect(refused).rejects.toThrow(`Port ${postgres}, for PostgreSQL, is in use.`);
    await new Promise((resolve) => other.close(resolve));
    expect((await claim({ ...wish, base: api - 10 })).api).toBe(api);
  });
});
