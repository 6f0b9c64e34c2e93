import { createServer, type Server } from 'node:net';
import { errorCode, StartRefusal } from '../refusal.js';

/**
 * The loopback ports of one running system. Where a kind has several ports, this is the first:
 * `simulator`, `simulator + 1` ...
 */
export interface Ports {
  readonly api: number;
  /** First port of the APIs behind `api`, when there are several. */
  readonly apiCopies: number;
  readonly signIn: number;
  readonly codec: number;
  readonly simulatorAdmin: number;
  readonly simulator: number;
  /** First port of simulated parties beside those of the demonstration. */
  readonly moreSimulated: number;
  readonly postgres: number;
  readonly temporal: number;
  readonly temporalUi: number;
  /** First of the other ports of a Temporal that consists of several services. */
  readonly temporalCluster: number;
  /** Health of the APIs. */
  readonly apiHealth: number;
  /** Health of the workers. */
  readonly workerHealth: number;
  /** Health of the keepers. */
  readonly keeperHealth: number;
}

/** The number of APIs that a block of ports has room for. */
export const API_COPIES_MAX = 6;

const PURPOSES: Readonly<Record<keyof Ports, string>> = {
  api: 'the API',
  apiCopies: 'an API',
  signIn: 'the demo sign-in',
  codec: 'the Temporal codec',
  simulatorAdmin: 'the simulator',
  simulator: 'the simulated agencies and banks',
  moreSimulated: 'more simulated banks',
  postgres: 'PostgreSQL',
  temporal: 'Temporal',
  temporalUi: "Temporal's web UI",
  temporalCluster: "a service of Temporal's",
  apiHealth: "an API's health",
  workerHealth: "a worker's health",
  keeperHealth: "a keeper's health",
};

/**
 * Returns the default layout: the 20 ports from `base + 20` belong to the simulator, and those from
 * `base + 60` to what it plays beside the demonstration. `apiPort` moves only the API.
 */
export function portsFrom(base: number, apiPort?: number): Ports {
  return {
    apiHealth: base + 1,
    api: apiPort ?? base + 10,
    signIn: base + 11,
    codec: base + 12,
    apiCopies: base + 13,
    simulatorAdmin: base + 19,
    simulator: base + 20,
    postgres: base + 40,
    temporal: base + 41,
    temporalUi: base + 42,
    temporalCluster: base + 43,
    moreSimulated: base + 60,
    workerHealth: base + 80,
    keeperHealth: base + 90,
  };
}

/**
 * The wish for ports: a base number, or `auto` for the first free base from 7400 in steps of 100.
 */
export interface PortWish {
  readonly base: number | 'auto';
  readonly apiPort?: number;
  /** How many ports of each kind are needed; none for a server that the operator brings. */
  readonly counts: Readonly<Record<keyof Ports, number>>;
}

/** The ports of a system. No other system chooses one of its block until they are released. */
export interface ClaimedPorts {
  readonly ports: Ports;
  /** Lets others choose the block; the end of the process does so too. */
  release: () => Promise<void>;
}

/**
 * Chooses the ports and claims their block, or throws StartRefusal naming the first that is taken
 * and what to do. Two systems that start at once get two blocks.
 */
export async function choosePorts(wish: PortWish): Promise<ClaimedPorts> {
  if (wish.base !== 'auto') {
    const claimed = await claimBlock(wish.base, wish);
    if (isBusy(claimed)) throw new StartRefusal(busyMessage(claimed));
    return claimed;
  }
  for (let base = 7400; base < 20_000; base += 100) {
    const claimed = await claimBlock(base, wish);
    if (!isBusy(claimed)) return claimed;
    if (claimed.port === wish.apiPort) throw new StartRefusal(busyMessage(claimed));
  }
  throw new StartRefusal(
    'No free block of ports was found between 7400 and 20000. Set RANGAP_PORT_BASE to a free one.',
  );
}

/** The port of a block that only says that the block is taken; nobody can talk to it. */
const CLAIM = 99;

/**
 * Claims a block, if all its ports are free. A chosen port is opened much later, by another
 * process, so what is free does not say what another start has chosen. The claim does.
 */
async function claimBlock(base: number, wish: PortWish): Promise<ClaimedPorts | BusyPort> {
  const ports = portsFrom(base, wish.apiPort);
  const claim = await listenAlone(base + CLAIM);
  const busy = await firstBusy(ports, wish);
  if (claim && !busy) return { ports, release: () => closed(claim) };
  if (claim) await closed(claim);
  return busy ?? { port: base + CLAIM, purpose: 'another Rangap that starts or runs', isApi: false };
}

/** Listens on a loopback port and talks to nobody; undefined when the port is taken. */
async function listenAlone(port: number): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error) => (errorCode(error) === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.unref();
      resolve(server);
    });
  });
}

async function closed(server: Server): Promise<void> {
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

/**
 * Returns a free loopback port that the system chooses. Another process may take it first, so the
 * caller must be ready to ask again.
 */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/**
 * Returns true if nothing listens on this loopback port. Throws StartRefusal for a port that this
 * user may not open.
 */
export async function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      if (errorCode(error) === 'EADDRINUSE') return resolve(false);
      if (errorCode(error) !== 'EACCES') return reject(error);
      reject(new StartRefusal(`Port ${port} may not be opened by this user. Choose one above 1024.`));
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

interface BusyPort {
  readonly port: number;
  readonly purpose: string;
  readonly isApi: boolean;
}

function isBusy(found: ClaimedPorts | BusyPort): found is BusyPort {
  return 'purpose' in found;
}

async function firstBusy(ports: Ports, wish: PortWish): Promise<BusyPort | undefined> {
  for (const [name, first] of entriesOf(ports)) {
    for (let port = first; port < first + wish.counts[name]; port += 1) {
      if (!(await isPortFree(port))) return { port, purpose: PURPOSES[name], isApi: name === 'api' };
    }
  }
  return undefined;
}

function entriesOf(ports: Ports): [keyof Ports, number][] {
  return (Object.keys(PURPOSES) as (keyof Ports)[]).map((name) => [name, ports[name]]);
}

function busyMessage({ port, purpose, isApi }: BusyPort): string {
  const other = isApi ? 'PORT=8080 npm start (another port)' : 'RANGAP_PORT_BASE=auto npm start (any free ports)';
  return `Port ${port}, for ${purpose}, is in use. End what uses it (\`ss -ltnp | grep ${port}\` shows it), or: ${other}.`;
}
