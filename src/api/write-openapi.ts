import 'reflect-metadata';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { institutionOpenApi } from '../wire/institution/institution-openapi.js';
import { faultsOf, shapeRecord, type ShapeRecord } from './openapi/shape-record.js';
import { shapeOf } from '../wire/shape.js';
import { createDataSource } from '../persistence/data-source.js';
import { generateSigningKey, loadPrivateKey } from '../signing/keys.js';
import { TemporalTeller } from '../dispatch/tell-temporal.js';
import { NarrativeThread } from './advice/narrative-thread.js';
import { createApp } from './create-app.js';
import { createLogger } from '../observe/process-log.js';
import { Metrics } from './observe/metrics.js';
import { createDocument } from './openapi/create-document.js';
import { WorkbookThread } from './party/workbook-thread.js';
import { stableJson } from './openapi/stable-json.js';
import { createTemporalLink } from './temporal/temporal-client.js';

/** Returns the text of `docs/openapi.json`, made from the routes. Connects to nothing. */
export async function openApiText(): Promise<string> {
  const { keyId, privateJwk, publicJwk } = generateSigningKey('unused');
  const codecKeys = { current: 'unused', keys: { unused: Buffer.alloc(32).toString('base64') } };
  const temporal = createTemporalLink({ connect: { address: '127.0.0.1:1' }, namespace: 'default', codecKeys });
  const logger = createLogger('api', 'silent');
  const app = await createApp({
    attachments: null,
    narratives: new NarrativeThread(undefined),
    workbooks: new WorkbookThread(),
    settings: {
      environment: 'test',
      publicUrl: 'https://api.example',
      oidcIssuer: 'https://sign-in.example',
      oidcAudience: 'rangap',
      oidcRolesClaim: 'roles',
      oidcClientId: 'rangap',
      oidcClientSecret: undefined,
      demoRulebookAllowed: false,
      trustedProxies: [],
      clientCertificates: 'unasked',
      sessionsPerPerson: 1,
      limits: { personPerMinute: 1, partyPerMinute: 1, addressPerMinute: 1 },
    },
    key: { keyId, privateKey: loadPrivateKey(privateJwk), publicJwk },
    logger,
    metrics: new Metrics(),
    db: createDataSource({ url: 'postgres://127.0.0.1:1/none', poolSize: 1, applicationName: 'openapi' }),
    recovery: { isOpen: () => Promise.resolve(true) },
    afterCommit: new TemporalTeller(temporal.client.workflow, logger, () => undefined),
    temporalAnswers: temporal.answers,
  });
  try {
    return stableJson(createDocument(app));
  } finally {
    await app.close();
    await temporal.close();
  }
}

/** Returns the text of `docs/institution-protocol.openapi.json`, made from the wire schemas. */
export function institutionOpenApiText(): string {
  return stableJson(institutionOpenApi());
}

/** Writes the documents, and without a folder what is on record of v1: `node dist/src/api/write-openapi.js [folder]`. */
async function main(folder = 'docs'): Promise<void> {
  if (folder === 'docs') writeShapeRecord();
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'openapi.json'), await openApiText());
  writeFileSync(path.join(folder, 'institution-protocol.openapi.json'), institutionOpenApiText());
}

/** Replaces what is on record of v1. Throws where the wire may not change like that. */
function writeShapeRecord(): void {
  const file = 'docs/protocol/v1.json';
  const guide = readFileSync('docs/protocol/README.md', 'utf8');
  const shape = shapeOf(institutionOpenApi());
  const faults = faultsOf(JSON.parse(readFileSync(file, 'utf8')) as ShapeRecord, guide, shape);
  if (faults.length > 0) throw new Error(`v1 may not change like that (docs/protocol): ${faults.join('; ')}`);
  writeFileSync(file, stableJson(shapeRecord(guide, shape)));
}

if (require.main === module) {
  main(process.argv[2]).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
