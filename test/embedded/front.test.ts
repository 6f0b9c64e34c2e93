import { createServer, get, type Server } from 'node:http';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { apiPorts, copyName } from '../../tools/embedded/begin/copies.js';
import { createFront } from '../../tools/embedded/front.js';
import { freePort, portsFrom } from '../../tools/embedded/server/ports.js';

const open: (Server | NetServer)[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve)))));

async function listen(server: Server | NetServer): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function api(name: string): Promise<number> {
  return listen(createServer((_request, response) => response.end(name)));
}

/** Sends a request on a connection of its own. */
function ask(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', agent: false }, (response) => {
      response.toArray().then((chunks: Buffer[]) => resolve(Buffer.concat(chunks).toString()), reject);
    }).once('error', reject);
  });
}

describe('one address for several APIs', () => {
  it('lets them take turns', async () => {
    const front = await listen(createFront([await api('one'), await api('two')]));
    const answers = [await ask(front), await ask(front), await ask(front), await ask(front)];
    expect(answers.filter((answer) => answer === 'one')).toHaveLength(2);
    expect(answers.filter((answer) => answer === 'two')).toHaveLength(2);
  });

  it('goes past one that does not listen', async () => {
    const front = await listen(createFront([await freePort(), await api('two')]));
    expect([await ask(front), await ask(front)]).toEqual(['two', 'two']);
  });

  it('closes the line when none listens', async () => {
    const front = await listen(createFront([await freePort()]));
    await expect(ask(front)).rejects.toThrow(/socket hang up|ECONNRESET/);
  });
});

describe('several APIs', () => {
  const ports = portsFrom(7_400);

  it('stand behind the address at which one alone would listen', () => {
    expect(apiPorts(ports, 1)).toEqual([ports.api]);
    const behind = apiPorts(ports, 2);
    expect(new Set([...behind, ports.api]).size).toBe(3);
    expect(Object.values(ports).filter((port) => port === behind[1])).toEqual([]);
  });

  it('are at most as many as there are ports between them and the simulator', () => {
    expect(apiPorts(ports, 6).at(-1)).toBeLessThan(ports.simulatorAdmin);
    expect(() => apiPorts(ports, 7)).toThrow('there are ports for 6 APIs');
  });

  it('have the name of one alone, with a number from the second on', () => {
    expect([0, 1].map((index) => copyName('api', index))).toEqual(['api', 'api-2']);
  });
});
