import { randomUUID, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { isGrpcServiceError, ServiceError } from '@temporalio/client';
import { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { createRestAgencies } from '../../../src/agencies/rest-v1/rest-agencies.js';
import { WorkbookReader } from '../../../src/api/party/workbook-reader.js';
import { Narratives } from '../../../src/api/advice/narratives.js';
import { createApp } from '../../../src/api/create-app.js';
import { Metrics } from '../../../src/api/observe/metrics.js';
import { createTemporalLink } from '../../../src/api/temporal/temporal-client.js';
import { createSubjectHash } from '../../../src/application/case/privacy/subject-hash.js';
import { askStatements } from '../../../src/application/statement/ask-statements.js';
import { createDispatcher } from '../../../src/dispatch/create-dispatcher.js';
import { createRestInstitutions } from '../../../src/institutions/rest-v1/rest-institutions.js';
import { advancerWithoutWorkflow, driverOf, lookerForWorkflow } from '../../../src/keeper/advance-without-workflow.js';
import { DueDriving } from '../../../src/keeper/drive-due.js';
import { relayOutbox } from '../../../src/keeper/outbox-relay.js';
import { CheckpointSigner } from '../../../src/keeper/sign-checkpoints.js';
import { enrolDirectory } from '../../../src/migrate/migrate-database.js';
import { createLogger } from '../../../src/observe/process-log.js';
import { RecoveryGate } from '../../../src/persistence/audit/recovery-gate.js';
import { KeptCheckpoints } from '../../../src/persistence/audit/kept-checkpoint.js';
import { createDataSource } from '../../../src/persistence/data-source.js';
import { Circuits } from '../../../src/signed-http/circuits.js';
import { NoAnswerError } from '../../../src/signed-http/no-answer.js';
import { loadPrivateKey, type SigningKeyPair } from '../../../src/signing/keys.js';
import { openIssuer, type TestIssuer } from '../../support/oidc.js';
import type { FreshDatabase } from '../../support/postgres.js';
import type { Town } from './town.js';

/** An answer of the API. */
export interface Said {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** A person of the centre, by subject and role. */
export interface Person {
  readonly subject: string;
  readonly role: string;
}

/** Nobody uploads a workbook. */
class NoWorkbooks extends WorkbookReader {
  override read(): Promise<never> {
    return Promise.reject(new Error('nobody uploads a workbook here'));
  }
}

class NoNarratives extends Narratives {
  override read(): Promise<null> {
    return Promise.resolve(null);
  }
}

/**
 * The centre: its API over HTTP, a dispatcher that sends signed orders to real banks, and the
 * chores of the keeper. Temporal is away all the time, so all of this stands without it.
 */
export class Centre {
  private constructor(
    readonly url: string,
    private readonly app: INestApplication,
    private readonly issuer: TestIssuer,
    private readonly chores: readonly (() => Promise<unknown>)[],
    private readonly send: () => Promise<unknown>,
    private readonly dispatched: () => Promise<void>,
    private readonly calls: OpenCalls,
    private readonly shut: () => Promise<void>,
  ) {}

  static async open(
    database: FreshDatabase,
    town: Pick<Town, 'parties'>,
    key: SigningKeyPair,
    port: number,
  ): Promise<Centre> {
    await enrolDirectory(database.dataSource, town.parties, { keyId: key.keyId, publicJwk: { ...key.publicJwk } });
    const url = `http://127.0.0.1:${port}`;
    const issuer = await openIssuer();
    const db = createDataSource({ url: database.url, poolSize: 10, applicationName: 'liars-day' });
    await db.initialize();
    const signingKey = { keyId: key.keyId, privateKey: loadPrivateKey(key.privateJwk) };
    const { kty, crv, x } = key.publicJwk;
    const codecKeys = { current: 'test', keys: { test: Buffer.alloc(32, 1).toString('base64') } };
    // Port 1 refuses at once: Temporal is away.
    const temporal = createTemporalLink({ connect: { address: '127.0.0.1:1' }, namespace: 'default', codecKeys });
    const signBytes = (bytes: Uint8Array) => ({
      signature: sign(null, bytes, signingKey.privateKey).toString('base64'),
      keyId: key.keyId,
    });
    const circuits = new Circuits();
    const open = new OpenCalls();
    const calls = { circuits, signingKey, now: () => new Date(), newNonce: () => randomUUID() };
    const institutions = createRestInstitutions(calls);
    const agencies = createRestAgencies(calls);
    const logger = createLogger('api', 'silent');
    const subjectHash = createSubjectHash(signBytes);
    const workflows = temporal.client.workflow;
    const registry = new Registry();
    const dispatcher = createDispatcher({
      db,
      ports: { institutions: open.counting(institutions), agencies: open.counting(agencies) },
      circuits,
      workflows,
      logger,
      registry,
      subjectHash,
    });
    const app = await createApp({
      settings: {
        environment: 'test',
        publicUrl: url,
        oidcIssuer: issuer.issuer,
        oidcAudience: issuer.audience,
        oidcRolesClaim: 'roles',
        oidcClientId: issuer.audience,
        oidcClientSecret: undefined,
        demoRulebookAllowed: false,
        trustedProxies: ['loopback'],
        clientCertificates: 'unasked',
        sessionsPerPerson: 10,
        limits: { personPerMinute: 1_000_000, partyPerMinute: 1_000_000, addressPerMinute: 1_000_000 },
      },
      key: { ...signingKey, publicJwk: { kty, crv, x } },
      logger,
      metrics: new Metrics(),
      db,
      recovery: new RecoveryGate(db, undefined, () => undefined),
      afterCommit: dispatcher,
      temporalAnswers: temporal.answers,
      attachments: null,
      narratives: new NoNarratives(),
      workbooks: new NoWorkbooks(),
    });
    await app.listen(port, '127.0.0.1');
    const without = {
      advance: advancerWithoutWorkflow(db, subjectHash, dispatcher),
      look: lookerForWorkflow(db, subjectHash, dispatcher),
    };
    const { client } = temporal;
    const driver = driverOf(db, without, dispatcher, () => undefined);
    const keptDir = mkdtempSync(path.join(tmpdir(), 'rangap-kept-'));
    const signer = new CheckpointSigner(db, signBytes, new KeptCheckpoints(keptDir), logger);
    const chores = [
      () => relayOutbox(db, client, without),
      // A new one each time: it remembers whom it drove by a clock that does not jump.
      () => new DueDriving(driver, UNWATCHED).round(),
      () => askStatements(db),
      () => dispatcher.sender.sendDue(),
      () => signer.round(),
    ];
    return new Centre(
      url,
      app,
      issuer,
      chores,
      () => dispatcher.sender.sendDue(),
      () => dispatcher.drain(),
      open,
      async () => {
        await dispatcher.stop();
        await institutions.close();
        await agencies.close();
        await temporal.close();
        await db.destroy();
        rmSync(keptDir, { recursive: true });
      },
    );
  }

  /**
   * Resolves when nothing is under way: neither at the dispatcher nor in a call to a party. So nobody's clock
   * jumps while a call hangs, or between its answer and the record of it.
   */
  async drain(): Promise<void> {
    do {
      await this.calls.end();
      await this.dispatched();
    } while (this.calls.isAny());
  }

  /** Sends what is due, as the keeper's chore of its own does beside the others. */
  async sendDue(): Promise<void> {
    await this.send();
  }

  /** Does each chore of the keeper once. A chore that misses Temporal, or a bank, comes again. */
  async keep(): Promise<void> {
    for (const chore of this.chores) await chore().catch(unlessAway);
  }

  /** Sends a request as a person; a GET without a body. */
  async call(person: Person | null, method: 'GET' | 'POST', path: string, body?: object, key?: string): Promise<Said> {
    const headers: Record<string, string> = {};
    if (person !== null) {
      const token = await this.issuer.token({ sub: person.subject, roles: [person.role], name: person.subject });
      headers['authorization'] = `Bearer ${token}`;
    }
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (key !== undefined) headers['idempotency-key'] = key;
    const sent = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const answer = await fetch(this.url + path, sent);
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.shut();
    await this.issuer.close();
  }
}

/** Nobody counts what is driven. */
const UNWATCHED = { driven: () => undefined, inOrder: () => undefined };

/** Counts the calls to parties that have not ended. */
class OpenCalls {
  private readonly open = new Set<Promise<unknown>>();

  isAny(): boolean {
    return this.open.size > 0;
  }

  /** Resolves when the calls that are open now have ended, whatever their end. */
  async end(): Promise<void> {
    await Promise.allSettled(this.open);
  }

  /** Returns the port with each of its calls counted. */
  counting<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        return (...parameters: unknown[]): unknown => {
          const called: unknown = Reflect.apply(value, target, parameters);
          if (!(called instanceof Promise)) return called;
          this.open.add(called);
          const ended = () => this.open.delete(called);
          called.then(ended, ended);
          return called;
        };
      },
    });
  }
}

/** Throws what is neither Temporal's absence nor a bank's silence. */
function unlessAway(error: unknown): void {
  const isAway = error instanceof ServiceError || isGrpcServiceError(error) || error instanceof NoAnswerError;
  if (!isAway) throw error;
}

/** Counts the events on record; what changes something writes one. */
export async function countEvents(db: DataSource): Promise<number> {
  const [row]: { count: number }[] = await db.query('SELECT count(*)::int AS count FROM audit_event');
  return row?.count ?? 0;
}
