import { sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { INestApplication } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { WorkbookReader } from '../../../src/api/party/workbook-reader.js';
import {
  readWorkbookAnswers,
  type WorkbookAnswers,
} from '../../../src/institutions/spreadsheet/read-workbook-answers.js';
import { Narratives } from '../../../src/api/advice/narratives.js';
import { NarrativeReader } from '../../../src/analysis/text/read-narrative.js';
import { NarrativeReading } from '../../../src/wire/office/advice.js';
import { createApp } from '../../../src/api/create-app.js';
import { createLogger } from '../../../src/observe/process-log.js';
import { Metrics } from '../../../src/api/observe/metrics.js';
import { TemporalTeller } from '../../../src/dispatch/tell-temporal.js';
import { createTemporalLink } from '../../../src/api/temporal/temporal-client.js';
import type { ApiSettings } from '../../../src/api/dependencies.js';
import { RecoveryGate } from '../../../src/persistence/audit/recovery-gate.js';
import { FileAttachmentStore } from '../../../src/persistence/attachment/file-store.js';
import { createDataSource } from '../../../src/persistence/data-source.js';
import { createSubjectHash, type SubjectHash } from '../../../src/application/case/privacy/subject-hash.js';
import { generateSigningKey, loadPrivateKey, type SigningKeyPair } from '../../../src/signing/keys.js';
import { openIssuer, type TestIssuer } from '../../support/oidc.js';
import { freshDatabase } from '../../support/postgres.js';
import { centreParty } from '../../../src/persistence/party/centre.js';
import { enrolParties as enrolInDirectory } from '../../../src/persistence/party/enrol.js';
import { inTransaction } from '../../../src/persistence/unit-of-work.js';
import { enrolParties, type TestParty } from './parties.js';

/** The public address that the API is given; signatures are made for its host. */
export const PUBLIC_URL = 'https://api.rangap.test';

/** An API on a free port, with a real database and without Temporal. */
export interface RunningApi {
  app: INestApplication;
  url: string;
  /** The folder in which it keeps the files of cases. */
  attachmentsDir: string;
  /** The database as its owner: for what a test arranges or looks at. */
  db: DataSource;
  /** The database as the application's role: what a test gives to the product. */
  application: DataSource;
  issuer: TestIssuer;
  centreKey: SigningKeyPair;
  /** The hash of subjects that a worker with the centre's key uses. */
  subjectHash: SubjectHash;
  parties: Record<string, TestParty>;
  /** The API's log, line by line. */
  log: string[];
  /** Sends a request with a person's token; `roles: null` sends none. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  close(): Promise<void>;
}

interface CallOptions {
  roles?: readonly string[] | null;
  subject?: string;
  claims?: Record<string, unknown>;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** Reads narratives by the lexicon in this process; a text that asks for it gets no reading. */
class LexiconNarratives extends Narratives {
  private readonly reader = new NarrativeReader();
  override read(narrative: string): Promise<NarrativeReading | null> {
    return Promise.resolve(narrative === NO_READING ? null : NarrativeReading.parse(this.reader.read(narrative)));
  }
}

/** Reads workbooks in this process. */
class WorkbooksHere extends WorkbookReader {
  override read(file: Buffer, institution: string): Promise<WorkbookAnswers> {
    return Promise.resolve(readWorkbookAnswers(file, institution));
  }
}

/** A narrative for which the test's reader has no answer in time. */
export const NO_READING = 'the reader takes too long';

/** Starts an API. `wayTo` may put a proxy between it and its database. */
export async function runApi(
  settings: Partial<ApiSettings> = {},
  wayTo: (databaseUrl: string) => Promise<string> = (databaseUrl) => Promise.resolve(databaseUrl),
): Promise<RunningApi> {
  const [database, issuer] = await Promise.all([freshDatabase(), openIssuer()]);
  const way = { url: await wayTo(database.url), poolSize: 10, applicationName: 'test-api' };
  const db = await createDataSource(way).initialize();
  const parties = await enrolParties(database.dataSource);
  const centreKey = generateSigningKey('centre-1');
  const privateKey = loadPrivateKey(centreKey.privateJwk);
  const { kty, crv, x } = centreKey.publicJwk;
  const itself = centreParty({ keyId: centreKey.keyId, publicJwk: { kty, crv, x } }, new Date());
  await inTransaction(database.dataSource, (manager) => enrolInDirectory(manager, [itself]));
  const codecKeys = { current: 'test', keys: { test: Buffer.alloc(32, 1).toString('base64') } };
  // Port 1 refuses at once: these tests run without Temporal.
  const temporal = createTemporalLink({ connect: { address: '127.0.0.1:1' }, namespace: 'default', codecKeys });
  const log: string[] = [];
  const logger = createLogger('api', 'debug', { write: (line: string) => void log.push(line) });
  // Nothing leaves this API: its tests play what institutions answer.
  const afterCommit = new TemporalTeller(temporal.client.workflow, logger, () => undefined);
  const attachmentsDir = mkdtempSync(path.join(tmpdir(), 'rangap-attachments-'));
  const app = await createApp({
    settings: {
      environment: 'test',
      publicUrl: PUBLIC_URL,
      oidcIssuer: issuer.issuer,
      oidcAudience: issuer.audience,
      oidcRolesClaim: 'roles',
      oidcClientId: issuer.audience,
      oidcClientSecret: undefined,
      demoRulebookAllowed: true,
      trustedProxies: ['loopback'],
      clientCertificates: 'unasked',
      sessionsPerPerson: 10,
      limits: { personPerMinute: 100_000, partyPerMinute: 100_000, addressPerMinute: 100_000 },
      ...settings,
    },
    key: { keyId: centreKey.keyId, privateKey, publicJwk: centreKey.publicJwk },
    logger,
    metrics: new Metrics(),
    db,
    recovery: new RecoveryGate(db, undefined, (words) => logger.error(words)),
    afterCommit,
    temporalAnswers: temporal.answers,
    attachments: new FileAttachmentStore(attachmentsDir, codecKeys),
    narratives: new LexiconNarratives(),
    workbooks: new WorkbooksHere(),
  });
  await app.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  return {
    app,
    url,
    attachmentsDir,
    db: database.dataSource,
    application: database.application,
    issuer,
    centreKey,
    subjectHash: createSubjectHash((bytes) => ({ signature: sign(null, bytes, privateKey).toString('base64') })),
    parties,
    log,
    call: (method, path, options = {}) => call(url, issuer, method, path, options),
    close: async () => {
      await app.close();
      await afterCommit.drain();
      await temporal.close();
      await issuer.close();
      await db.destroy();
      await database.drop();
      rmSync(attachmentsDir, { recursive: true });
    },
  };
}

async function call(
  url: string,
  issuer: TestIssuer,
  method: string,
  path: string,
  { roles = [], subject = 'somebody', claims = {}, body, headers = {} }: CallOptions,
): Promise<Answer> {
  const sent: Record<string, string> = {};
  if (roles !== null) sent['authorization'] = `Bearer ${await issuer.token({ sub: subject, roles, ...claims })}`;
  if (body !== undefined) sent['content-type'] = 'application/json';
  const response = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: { ...sent, ...headers },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? (JSON.parse(text) as Record<string, unknown>) : { text },
  };
}
