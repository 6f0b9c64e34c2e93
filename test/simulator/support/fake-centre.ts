import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AgencyCallback } from '../../../src/wire/agency/agency-protocol.js';
import { InstitutionCallback } from '../../../src/wire/institution/callback.js';
import type { SigningKey } from '../../../src/signing/keys.js';
import { signResponse } from '../../../src/signing/sign-response.js';
import type { FindKey } from '../../../src/signing/verdict.js';
import { verifyRequest } from '../../../src/signing/verify-request.js';

/** A callback that the fake centre accepted or refused. */
export interface SeenCallback {
  readonly party: string;
  readonly webhookId: string;
  readonly raw: string;
  readonly message: InstitutionCallback | AgencyCallback;
  /** The status of the answer. */
  readonly status: number;
}

/**
 * Stands for the centre's callback routes: checks signature and schema, and can refuse the next
 * messages.
 */
export class FakeCentre {
  readonly seen: SeenCallback[] = [];
  /** Faults that must fail the test: bad signatures, bodies that break the wire schema. */
  readonly faults: string[] = [];
  private failuresLeft = 0;
  private unsignedLeft = 0;

  private constructor(
    private readonly server: Server,
    private readonly findKey: FindKey,
    private readonly key: SigningKey,
  ) {}

  static async open(findKey: FindKey, key: SigningKey): Promise<FakeCentre> {
    const server = createServer();
    const centre = new FakeCentre(server, findKey, key);
    server.on('request', (req, res) => {
      void centre.take(req).then((status) => centre.answer(req, res, status));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return centre;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Answers the next `count` messages with 503. */
  failNext(count: number): void {
    this.failuresLeft = count;
  }

  /** Leaves the next `count` answers unsigned. */
  leaveUnsigned(count: number): void {
    this.unsignedLeft = count;
  }

  /** Returns the accepted callbacks of one type. */
  accepted(type: SeenCallback['message']['type']): SeenCallback[] {
    return this.seen.filter((one) => one.status === 204 && one.message.type === type);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(req: IncomingMessage, res: ServerResponse, status: number): void {
    if (status === 401 || this.unsignedLeft-- > 0) return void res.writeHead(status).end();
    const answer = { status, headers: {}, body: Buffer.alloc(0), requestHeaders: req.headersDistinct };
    res.writeHead(status, { ...signResponse({ ...answer, key: this.key, now: new Date() }) }).end();
  }

  private async take(req: IncomingMessage): Promise<number> {
    const body = await readAll(req);
    const verdict = await verifyRequest({
      method: req.method ?? '',
      url: req.url ?? '',
      authority: req.headers.host ?? '',
      headers: req.headersDistinct,
      body,
      now: new Date(),
      findKey: this.findKey,
      requireWebhookId: true,
    });
    if (!verdict.ok) {
      this.faults.push(`${req.url}: ${verdict.code}`);
      return 401;
    }
    const schema = req.url === '/v1/callbacks/agencies' ? AgencyCallback : InstitutionCallback;
    const parsed = schema.safeParse(JSON.parse(body.toString('utf8')));
    if (!parsed.success) {
      this.faults.push(`${req.url}: ${parsed.error.message}`);
      return 400;
    }
    const status = this.failuresLeft-- > 0 ? 503 : 204;
    const webhookId = verdict.webhookId ?? '';
    this.seen.push({ party: verdict.partyId, webhookId, raw: body.toString('utf8'), message: parsed.data, status });
    return status;
  }
}

async function readAll(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
