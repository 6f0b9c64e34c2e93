import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectDir } from '../../../tools/embedded/begin/home.js';
import {
  CLUSTER_PORTS,
  clusterConfig,
  dynamicConfig,
  schemaCalls,
} from '../../../tools/proof/production/cluster-config.js';
import { findServerTools, TEMPORAL_VERSION } from '../../../tools/proof/production/server-tools.js';
import { tempDirs } from '../../embedded/temp-dir.js';

const temp = tempDirs();
const pathBefore = process.env['PATH'];
afterEach(() => {
  process.env['PATH'] = pathBefore;
});
afterAll(() => temp.removeAll());

const compose = readFileSync(path.join(projectDir(), 'docker-compose.yml'), 'utf8');
const settings = {
  database: { port: 9_000, user: 'owner', password: 'made-up' },
  frontendPort: 9_100,
  firstPort: 9_000,
  dynamicConfigFile: '/run/dynamic.json',
};

/** Returns all port numbers of a configuration, at any depth. */
function ports(value: unknown): number[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    /Port$/.test(name) && typeof inner === 'number' ? [inner] : ports(inner),
  );
}

describe('the configuration of the Temporal cluster', () => {
  it('gives every service ports of its own, within those it was given, on loopback', () => {
    const config = clusterConfig(settings);
    const taken = ports(config);
    expect(taken).toHaveLength(8);
    expect(new Set(taken).size).toBe(8);
    const among = taken.filter((port) => port !== settings.frontendPort);
    const [least, most] = [settings.firstPort + 1, settings.firstPort + CLUSTER_PORTS - 1];
    expect(among.filter((port) => port < least || port > most)).toEqual([]);
    expect(JSON.stringify(config).match(/"bindOnLocalHost":true/g)).toHaveLength(4);
  });

  it('keeps state and visibility in the two databases that the schema calls make', () => {
    const named = [...JSON.stringify(clusterConfig(settings)).matchAll(/"databaseName":"(\w+)"/g)].map(
      ([, name]) => name,
    );
    const made = schemaCalls(settings).map((call) => call[call.indexOf('--db') + 1]);
    expect(new Set(made)).toEqual(new Set(named));
  });

  it('makes a database, then its versions, then its tables, and never shows the password', () => {
    const calls = schemaCalls(settings);
    const verbs = calls.map((call) => call[call.indexOf('--db') + 2]);
    expect(verbs).toEqual(['create', 'setup-schema', 'update-schema', 'create', 'setup-schema', 'update-schema']);
    expect(calls.flat()).not.toContain(settings.database.password);
  });

  it('is what docker-compose.yml runs: version, plugin, databases, fairness', () => {
    expect(compose).toContain(`temporalio/server:${TEMPORAL_VERSION}`);
    expect(compose).toContain(`temporalio/admin-tools:${TEMPORAL_VERSION}`);
    const [, plugin] = /--plugin (\w+)/.exec(compose) ?? [];
    const inCompose = [...compose.matchAll(/tool (\w+) create/g)].map(([, name]) => name);
    const text = JSON.stringify(clusterConfig(settings));
    expect(text).toContain(`"pluginName":"${plugin}"`);
    expect(inCompose.filter((name) => !text.includes(`"databaseName":"${name}"`))).toEqual([]);
    for (const name of Object.keys(dynamicConfig())) expect(compose).toContain(`${name}:`);
  });
});

describe('the programs of the Temporal server', () => {
  const fakeGo = (dir: string): void => {
    const file = path.join(dir, 'go');
    const make = ['server', 'sql'].map((name) => `echo "$@" > "$GOBIN/${name}"; /bin/chmod +x "$GOBIN/${name}"`);
    writeFileSync(file, `#!/bin/sh\n${make.join('\n')}\n`);
    chmodSync(file, 0o755);
  };

  it('are built once, of the pinned version, and found without Go after that', async () => {
    const [bin, tools] = [temp.make(), temp.make()];
    fakeGo(bin);
    process.env['PATH'] = bin;
    const said: string[] = [];
    const built = await findServerTools(tools, (line) => said.push(line));
    process.env['PATH'] = temp.make();
    expect(await findServerTools(tools, (line) => said.push(line))).toEqual(built);
    expect(said).toHaveLength(1);
    expect(
      readFileSync(built.server, 'utf8').match(new RegExp(`@v${TEMPORAL_VERSION.replaceAll('.', '\\.')}`, 'g')),
    ).toHaveLength(2);
  });

  it('are asked for in one line when there is no Go, and nothing unfinished stays', async () => {
    const tools = temp.make();
    process.env['PATH'] = temp.make();
    await expect(findServerTools(tools, () => undefined)).rejects.toThrow(/no Go to build it\. Install Go .* or put/);
    expect(existsSync(path.join(tools, `temporal-server-${TEMPORAL_VERSION}`))).toBe(false);
  });
});
