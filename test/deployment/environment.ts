import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigurationError } from '../../src/config/environment.js';
import { loadApiConfig, loadKeeperConfig, loadWorkerConfig } from '../../src/config/load.js';
import { loadMigrateConfig } from '../../src/config/migrate-config.js';
import { generateSigningKey } from '../../src/signing/keys.js';
import { type ComposeFile, interpolate, interpolated, OURS, serviceOf } from './deployment-files.js';

const LOADERS: Record<(typeof OURS)[number], (environment: NodeJS.ProcessEnv) => unknown> = {
  migrate: loadMigrateConfig,
  api: loadApiConfig,
  worker: loadWorkerConfig,
  keeper: loadKeeperConfig,
};

/** The values that an operator would set. */
const OPERATOR: Readonly<Record<string, string>> = {
  DATABASE_URL: 'postgres://rangap_app:secret@postgresql:5432/rangap',
  MIGRATE_DATABASE_URL: 'postgres://rangap_owner:secret@postgresql:5432/rangap',
  RANGAP_CODEC_KEYS: JSON.stringify({ current: 'k1', keys: { k1: Buffer.alloc(32, 1).toString('base64') } }),
  RANGAP_PUBLIC_URL: 'https://rangap.example',
  RANGAP_OIDC_ISSUER: 'https://identity.example',
  RANGAP_OIDC_AUDIENCE: 'rangap',
};

/** The result of loading a process's configuration from the environment of the compose file. */
export interface Reading {
  readonly service: string;
  /** Names that the file gives. */
  readonly given: readonly string[];
  /** Names that the process read. */
  readonly read: ReadonlySet<string>;
  /** The faults that it found in the values. */
  readonly faults: readonly string[];
}

/**
 * Loads each process's configuration from what the compose file gives it; what it names lies
 * in a temporary folder meanwhile.
 */
export function readEnvironments(compose: ComposeFile): Reading[] {
  const dir = mkdtempSync(path.join(tmpdir(), 'rangap-deployment-'));
  try {
    writeFileSync(path.join(dir, 'centre-signing-key'), JSON.stringify(generateSigningKey('centre-1')));
    writeFileSync(path.join(dir, 'directory.json'), JSON.stringify({ parties: [] }));
    writeFileSync(path.join(dir, 'workflow-bundle.js'), '');
    return OURS.map((name) => {
      const { environment = {} } = serviceOf(compose, name);
      const values = Object.entries(environment).map(([variable, value]) => {
        const text = interpolate(String(value), OPERATOR);
        return [variable, text.replace(/^\/(run\/(secrets|configs)|app\/dist|data)\//, `${dir}/`)] as const;
      });
      return { service: name, given: Object.keys(environment), ...load(name, Object.fromEntries(values)) };
    });
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function load(name: (typeof OURS)[number], environment: NodeJS.ProcessEnv): Pick<Reading, 'read' | 'faults'> {
  const read = new Set<string>();
  const watched = new Proxy(environment, {
    get: (target, key) => {
      read.add(String(key));
      return target[String(key)];
    },
  });
  try {
    LOADERS[name](watched);
    return { read, faults: [] };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { read, faults: error.faults };
  }
}

/**
 * Returns the readers of each variable by docs/SETTINGS.md: names of processes, or `all`.
 */
export function documentedReaders(settings: string): ReadonlyMap<string, readonly string[]> {
  const rows = [...settings.matchAll(/^- `([A-Z][A-Z0-9_]*)` \(([a-z, ]+)\): /gm)];
  return new Map(rows.map(([, variable = '', readers = '']) => [variable, readers.split(', ')]));
}

/**
 * Returns the variables of the compose file that a process does not read, lacks or finds wrong,
 * and those that docs/SETTINGS.md does not document.
 */
export function environmentFaults(compose: ComposeFile, settings: string): string[] {
  const readings = readEnvironments(compose);
  const documented = documentedReaders(settings);
  const readByAny = new Set(readings.flatMap(({ read }) => [...read]));
  const isToldOf = (variable: string, service: string): boolean =>
    ['all', service].some((reader) => documented.get(variable)?.includes(reader));
  return [
    ...readings.flatMap(({ service, given, read, faults }) => [
      ...faults.map((fault) => `${service}: ${fault}`),
      ...given.filter((variable) => !read.has(variable)).map((variable) => `${service} does not read ${variable}`),
      ...given
        .filter((variable) => !isToldOf(variable, service))
        .map((variable) => `SETTINGS tells nothing of ${variable} of ${service}`),
    ]),
    ...interpolated(compose)
      .filter((name) => !readByAny.has(name))
      .map((name) => `nothing of ours reads \${${name}}`),
  ];
}
