import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '../../src/config/environment.js';
import { loadApiConfig, loadKeeperConfig, loadWorkerConfig } from '../../src/config/load.js';
import { loadMigrateConfig } from '../../src/config/migrate-config.js';
import { loadVerifyConfig } from '../../src/config/verify-config.js';
import { documentedReaders } from '../deployment/environment.js';

const LOADERS: Readonly<Record<string, (environment: NodeJS.ProcessEnv) => unknown>> = {
  migrate: loadMigrateConfig,
  api: loadApiConfig,
  worker: loadWorkerConfig,
  keeper: loadKeeperConfig,
  verify: loadVerifyConfig,
};
const COMPLETE: NodeJS.ProcessEnv = {
  DATABASE_URL: 'postgres://u:p@127.0.0.1:5432/r',
  MIGRATE_DATABASE_URL: 'postgres://owner:p@127.0.0.1:5432/r',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  RANGAP_CODEC_KEYS: JSON.stringify({ current: 'k', keys: { k: Buffer.alloc(32).toString('base64') } }),
  RANGAP_SIGNING_KEY_FILE: '/nowhere/key.json',
  RANGAP_DIRECTORY_FILE: '/nowhere/directory.json',
  RANGAP_PUBLIC_URL: 'https://rangap.example',
  RANGAP_OIDC_ISSUER: 'https://issuer.example',
  RANGAP_OIDC_AUDIENCE: 'rangap',
  RANGAP_WORKFLOW_BUNDLE: __filename,
  RANGAP_CHECKPOINT_DIR: '/nowhere/checkpoints',
};

/** Returns the variables that a process reads from its environment. */
function readBy(load: (environment: NodeJS.ProcessEnv) => unknown): string[] {
  const seen = new Set<string>();
  const environment = new Proxy(COMPLETE, {
    get: (target, name) => {
      if (typeof name === 'string' && /^[A-Z][A-Z0-9_]+$/.test(name)) seen.add(name);
      return typeof name === 'string' ? target[name] : undefined;
    },
  });
  try {
    load(environment);
  } catch (error) {
    // the named files do not exist
    if (!(error instanceof ConfigurationError)) throw error;
  }
  return [...seen];
}

/** Reads docs/SETTINGS.md: each variable with its processes. */
function documented(): ReadonlyMap<string, readonly string[]> {
  return documentedReaders(readFileSync(path.join(__dirname, '../../docs/SETTINGS.md'), 'utf8'));
}

describe('the variables of the environment', () => {
  const table = documented();
  const processNames = Object.keys(LOADERS);

  it.each(processNames)(
    'that %s reads are in docs/SETTINGS.md, with its name beside them, and no others are',
    (name) => {
      const load = LOADERS[name];
      if (load === undefined) throw new Error(name);
      const documentedNames = [...table]
        .filter(([, by]) => by.includes(name) || by.includes('all'))
        .map(([variable]) => variable);
      expect(documentedNames.length).toBeGreaterThan(2);
      expect(documentedNames.sort()).toEqual(readBy(load).sort());
    },
  );

  it('are in docs/SETTINGS.md only when some process reads them', () => {
    const read = new Set(Object.values(LOADERS).flatMap(readBy));
    expect([...table.keys()].filter((name) => !read.has(name))).toEqual([]);
    expect([...table.values()].flat().filter((by) => by !== 'all' && !processNames.includes(by))).toEqual([]);
  });

  it('may be empty where they may be absent, and are refused by name and never by value', () => {
    const health = { RANGAP_HEALTH_PORT: '', OTEL_EXPORTER_OTLP_ENDPOINT: '', RANGAP_TEMPORAL_METRICS_ADDRESS: '' };
    expect(faultsOf(() => loadWorkerConfig({ ...COMPLETE, ...health }))).toEqual([
      'RANGAP_SIGNING_KEY_FILE: names a file that cannot be read',
    ]);
    const wrong = {
      RANGAP_HEALTH_PORT: '70001',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'ftp://x',
      RANGAP_TEMPORAL_METRICS_ADDRESS: '9464',
    };
    const faults = faultsOf(() => loadWorkerConfig({ ...COMPLETE, ...wrong }));
    const named = [...Object.keys(wrong), 'RANGAP_SIGNING_KEY_FILE'];
    expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual(named.sort());
    for (const value of Object.values(wrong)) expect(faults.join('\n')).not.toContain(value);
  });
});

function faultsOf(load: () => unknown): readonly string[] {
  try {
    load();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}
