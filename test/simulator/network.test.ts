import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, request } from 'undici';
import { type Fate, FATES, Fates } from '../../simulator/network/fates.js';
import { Gate } from '../../simulator/network/gate.js';

/** Every message has the same fate. */
class OneFate extends Fates {
  fate: Fate = { kind: 'pass', ms: 0, draw: 0 };
  override next(): Fate {
    return this.fate;
  }
}

describe('a gate between the centre and a party', () => {
  const agent = new Agent({ keepAliveTimeout: 1 });
  const fates = new OneFate();
  let target: Server;
  let gate: Gate;
  /** Whole requests that came to the other side, and how many of those came torn. */
  let came: { host: string | undefined; body: string }[];
  let torn: number;
  beforeAll(async () => {
    target = createServer((req, res) => {
      const pieces: Buffer[] = [];
      req.on('data', (piece: Buffer) => pieces.push(piece));
      req.on('error', () => (torn += 1));
      req.on('end', () => {
        came.push({ host: req.headers.host, body: Buffer.concat(pieces).toString() });
        res.writeHead(201, { 'x-nth': String(came.length) }).end(`the answer to nth ${came.length}`);
      });
    });
    await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
    const way = { party: 'th-014', direction: 'to_party', fates } as const;
    gate = await Gate.open(0, way, (target.address() as AddressInfo).port);
  });
  afterAll(async () => {
    await gate.close();
    await agent.close();
    target.closeAllConnections();
    target.close();
  });
  beforeEach(() => {
    [came, torn] = [[], 0];
  });

  async function send(body = 'an order'): Promise<string> {
    try {
      const answer = await request(gate.url, { method: 'POST', body, dispatcher: agent });
      return `${answer.statusCode} ${await answer.body.text()}`;
    } catch (error) {
      return `no answer ${(error as { code?: string }).code}`;
    }
  }

  it.each<[Fate['kind'], number, RegExp, number]>([
    ['pass', 0, /^201 the answer to nth 1$/, 1],
    ['delay', 0, /^201 the answer to nth 1$/, 1],
    ['reorder', 0, /^201 the answer to nth 1$/, 1],
    ['cut', 0, /^no answer UND_ERR_SOCKET$/, 0],
    ['lost', 0, /^no answer UND_ERR_SOCKET$/, 0],
    ['reset', 0, /^no answer UND_ERR_SOCKET$/, 0],
    ['half_request', 0.5, /^no answer UND_ERR_SOCKET$/, 0],
    ['answer_lost', 0, /^no answer UND_ERR_SOCKET$/, 1],
    ['half_answer', 0.5, /^no answer /, 1],
    ['duplicate', 0.2, /^201 the answer to nth [12]$/, 2],
    ['bad_gateway', 0, /^502 <h1>502/, 0],
    ['bad_gateway', 0.9, /^504 <h1>504/, 0],
    ['gateway_timeout', 0, /^504 <h1>504/, 1],
  ])(
    'where a message has the fate %s (%d), the sender sees %s, and it came %d times',
    async (kind, draw, seen, times) => {
      fates.fate = { kind, ms: 5, draw };
      expect(await send()).toMatch(seen);
      expect(came).toEqual(Array.from({ length: times }, () => ({ host: new URL(gate.url).host, body: 'an order' })));
    },
  );

  it('sends a replayed message once more after its answer', async () => {
    fates.fate = { kind: 'replayed', ms: 1, draw: 0 };
    expect(await send()).toBe('201 the answer to nth 1');
    await until(() => came.length === 2);
  });

  it('lets a later message overtake one', async () => {
    fates.fate = { kind: 'reorder', ms: 60_000, draw: 0 };
    const first = send('first');
    await until(() => gate.waitingCount === 1);
    fates.fate = { kind: 'delay', ms: 0, draw: 0 };
    await send('second');
    await first;
    expect(came.map(({ body }) => body).sort()).toEqual(['first', 'second']);
  });
});

describe('the fates of messages', () => {
  const storm = { seed: 'a', share: 0.5, longestMs: 100 };
  const fatesOf = (fates: Fates, party = 'th-014') =>
    Array.from({ length: 200 }, () => fates.next(party, 'to_party', '/debit-confirmations').kind);

  it('are none without a storm', () => {
    expect(new Set(fatesOf(new Fates()))).toEqual(new Set(['pass']));
  });

  it('are the same for the same seed, whatever becomes of the messages of others', () => {
    const [one, other] = [new Fates(), new Fates()];
    one.begin(storm);
    other.begin(storm);
    fatesOf(other, 'th-002');
    expect(fatesOf(one)).toEqual(fatesOf(other));
    expect(new Set(one.counts.keys())).toEqual(new Set(['pass', ...FATES]));
  });

  it('lose the answer of the first order at about half of the parties, and so have it sent again', () => {
    const fates = new Fates();
    fates.begin({ ...storm, share: 0 });
    const parties = Array.from({ length: 100 }, (_, nth) => `bank-${nth}`);
    const firsts = parties.map((party) => fates.next(party, 'to_party', '/hold-orders').kind);
    const lost = firsts.filter((kind) => kind === 'answer_lost').length;
    expect(lost).toBeGreaterThan(30);
    expect(lost).toBeLessThan(70);
    expect(new Set(parties.map((party) => fates.next(party, 'to_party', '/hold-orders').kind))).toEqual(
      new Set(['pass']),
    );
    expect(new Set(parties.map((party) => fates.next(party, 'to_centre', '/hold-orders').kind))).toEqual(
      new Set(['pass']),
    );
  });

  it('end with the storm, and a party that is cut off comes back', () => {
    const fates = new Fates();
    fates.begin(storm);
    fates.cut('th-014', true);
    expect(new Set(fatesOf(fates))).toEqual(new Set(['cut']));
    fates.calm();
    expect(new Set(fatesOf(fates))).toEqual(new Set(['pass']));
  });
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
