import { Agent, type IncomingMessage, type ServerResponse, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Listener } from '../http/listener.js';
import type { Fate, Fates } from './fates.js';
import type { Way } from './way.js';

/** A request as it came, to be sent on byte for byte. */
interface Passing {
  readonly method: string;
  readonly path: string;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

interface Answer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

const OF_CONNECTION = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length']);
const PROXY_SAYS = [502, 503, 504] as const;
/** A replayed message comes again this much later than the longest delay, ms. */
const REPLAYED_AFTER_MS = 300;

/**
 * One way between the centre and a party: what comes to its port is sent on, byte for byte and with the host that
 * it was meant for, or meets its fate.
 */
export class Gate {
  private readonly agent = new Agent({ keepAlive: false });
  private readonly stopping = new AbortController();
  private readonly waiting = new Set<() => void>();
  private listener: Listener | undefined;

  private constructor(
    private readonly way: { readonly party: string; readonly direction: Way; readonly fates: Fates },
    private readonly targetPort: number,
  ) {}

  /**
   * Opens the gate before a port of this machine.
   * @param port where it listens; 0: a free one
   */
  static async open(port: number, way: Gate['way'], targetPort: number): Promise<Gate> {
    const gate = new Gate(way, targetPort);
    gate.listener = await Listener.open(port, `the gate of ${way.party}`, (req, res) => void gate.take(req, res));
    return gate;
  }

  get port(): number {
    return this.listener?.port ?? 0;
  }

  get url(): string {
    return this.listener?.url ?? '';
  }

  /** How many messages wait to be overtaken. */
  get waitingCount(): number {
    return this.waiting.size;
  }

  async close(): Promise<void> {
    this.stopping.abort();
    for (const go of this.waiting) go();
    await this.listener?.close();
    this.agent.destroy();
  }

  private async take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    try {
      const body = await bodyOf(req);
      const { method = 'GET', url: path = '/', rawHeaders } = req;
      const { party, direction, fates } = this.way;
      const fate = fates.next(party, direction, path);
      if (fate.kind !== 'reorder') for (const go of this.waiting) go();
      await this.carry({ method, path, rawHeaders, body }, fate, res);
    } catch {
      // The other side is away, or ended the connection: so does the gate.
      res.destroy();
    }
  }

  private async carry(message: Passing, { kind, ms, draw }: Fate, res: ServerResponse): Promise<void> {
    switch (kind) {
      case 'pass':
        return answer(res, await this.sendOn(message));
      case 'cut':
      case 'reset':
        res.destroy();
        return;
      case 'delay':
        await this.wait(ms);
        return answer(res, await this.sendOn(message));
      case 'reorder':
        await this.overtaken(ms);
        return answer(res, await this.sendOn(message));
      case 'lost':
        await this.wait(ms);
        res.destroy();
        return;
      case 'half_request':
        await this.sendHalf(message, draw);
        res.destroy();
        return;
      case 'answer_lost':
        await this.sendOn(message);
        res.destroy();
        return;
      case 'half_answer':
        return answerHalf(res, await this.sendOn(message), draw);
      case 'duplicate': {
        const [one, other] = await Promise.all([this.sendOn(message), this.sendOn(message)]);
        return answer(res, draw < 0.5 ? one : other);
      }
      case 'replayed': {
        answer(res, await this.sendOn(message));
        await this.wait(REPLAYED_AFTER_MS + ms);
        await this.sendOn(message);
        return;
      }
      case 'bad_gateway':
        return answer(res, proxyAnswer(PROXY_SAYS[Math.floor(draw * PROXY_SAYS.length)] ?? 502));
      case 'gateway_timeout':
        await this.sendOn(message);
        return answer(res, proxyAnswer(504));
    }
  }

  /** Waits until another message of the way passes, at most so long, ms. */
  private async overtaken(longestMs: number): Promise<void> {
    const passed = new AbortController();
    const go = () => passed.abort();
    this.waiting.add(go);
    await delay(longestMs, undefined, { signal: passed.signal }).catch(() => undefined);
    this.waiting.delete(go);
    this.stopping.signal.throwIfAborted();
  }

  private wait(ms: number): Promise<void> {
    return delay(ms, undefined, { signal: this.stopping.signal });
  }

  private async sendOn(message: Passing): Promise<Answer> {
    const said = await this.askOn(message);
    const { party, direction: way, fates } = this.way;
    const { method, path, body } = message;
    fates.witness.hear({ party, way, method, path, body, status: said.status, answer: said.body });
    return said;
  }

  private askOn({ method, path, rawHeaders, body }: Passing): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = [...withoutConnection(rawHeaders), 'content-length', String(body.length)];
      const { targetPort: port, agent } = this;
      const sent = request({ host: '127.0.0.1', port, method, path, headers, agent, setHost: false });
      sent.on('error', reject);
      sent.on('response', (response) => {
        bodyOf(response).then((read) => {
          const { statusCode: status = 502, rawHeaders: said } = response;
          resolve({ status, headers: withoutConnection(said), body: read });
        }, reject);
      });
      sent.end(body);
    });
  }

  /** Begins to send a message, and ends the connection within its body. */
  private sendHalf({ method, path, rawHeaders, body }: Passing, draw: number): Promise<void> {
    const lines = [`${method} ${path} HTTP/1.1`];
    const headers = withoutConnection(rawHeaders);
    for (let at = 0; at < headers.length; at += 2) lines.push(`${headers[at]}: ${headers[at + 1]}`);
    lines.push(`content-length: ${body.length}`, '', '');
    return new Promise((resolve) => {
      const socket = connect(this.targetPort, '127.0.0.1', () => {
        socket.write(lines.join('\r\n'));
        socket.write(body.subarray(0, Math.floor(body.length * draw)), () => socket.destroy());
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve());
    });
  }
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** Returns the headers without those of one connection: each side has its own. */
function withoutConnection(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter((_, at) => !OF_CONNECTION.has((rawHeaders[at - (at % 2)] ?? '').toLowerCase()));
}

function answer(res: ServerResponse, { status, headers, body }: Answer): void {
  res.sendDate = false;
  res.writeHead(status, [...headers, 'content-length', String(body.length)]).end(body);
}

function answerHalf(res: ServerResponse, { status, headers, body }: Answer, draw: number): void {
  res.sendDate = false;
  res.writeHead(status, [...headers, 'content-length', String(body.length)]);
  res.write(body.subarray(0, Math.floor(body.length * draw)), () => res.destroy());
}

/** What a proxy says by itself: nobody signed it. */
function proxyAnswer(status: number): Answer {
  return { status, headers: ['content-type', 'text/html'], body: Buffer.from(`<h1>${status}</h1>`) };
}
