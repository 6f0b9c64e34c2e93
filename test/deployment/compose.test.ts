import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TEMPORAL_VERSION } from '../../tools/proof/production/server-tools.js';
import { hardeningFaults, imageFaults, lifeFaults, pinnedVersion, secondsOf, secretFaults } from './compose-faults.js';
import { type ComposeFile, OURS, PROCESSES, read, readCompose, type Service, serviceOf } from './deployment-files.js';

/** Returns a copy of the compose file with one service changed. */
function composeWith(name: string, change: Partial<Service> | ((service: Service) => void)): ComposeFile {
  const compose = readCompose();
  const service = serviceOf(compose, name);
  if (typeof change === 'function') change(service);
  else Object.assign(service, change);
  return compose;
}

describe('the images of docker-compose.yml', () => {
  it('are named by full versions, the same for all parts of a product', () => {
    expect(imageFaults(readCompose())).toEqual([]);
  });

  it.each([
    ['api', 'rangap:latest'],
    ['api', 'rangap'],
    ['api', 'rangap:${VERSION}'],
    ['postgresql', 'postgres:18-trixie'],
    ['temporal-ui', 'temporalio/ui:2.49'],
    ['temporal-ui', 'temporalio/ui:v2.49.1'],
  ])('would be found floating: %s with %s', (name, image) => {
    expect(imageFaults(composeWith(name, { image }))).toContain(`${name}: ${image} is not a full version`);
  });

  it.each([
    ['temporal-schema', 'temporalio/admin-tools:1.32.0'],
    ['worker', 'rangap:0.2.0'],
    ['temporal-postgresql', 'postgres:17.11-trixie'],
  ])('would be found apart: %s with %s', (name, image) => {
    expect(imageFaults(composeWith(name, { image })).join()).toMatch(new RegExp(`${name}.* differ in version`));
  });

  it('are the version of this project, and the Temporal that the production test runs', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    const compose = readCompose();
    expect(pinnedVersion(serviceOf(compose, 'api').image ?? '')).toBe(version);
    expect(pinnedVersion(serviceOf(compose, 'temporal').image ?? '')).toBe(TEMPORAL_VERSION);
  });

  it('are not the deprecated one that sets itself up', () => {
    expect(read('docker-compose.yml')).not.toContain('temporalio/auto-setup');
  });
});

describe('the services of Rangap in docker-compose.yml', () => {
  it('have no right that they do not need', () => {
    expect(hardeningFaults(readCompose())).toEqual([]);
  });

  const weaker: [string, Record<string, unknown>][] = [
    ['a root file system that cannot be written', { read_only: false }],
    ['no new privileges', { security_opt: [] }],
    ['no capability', { cap_drop: ['NET_RAW'] }],
    ['nothing that gives rights back', { cap_add: ['SYS_ADMIN'] }],
    ['nothing that gives rights back', { privileged: true }],
    ['a user that is not root, by number', { user: '0:0' }],
    ['a user that is not root, by number', { user: 'node' }],
    ['a user that is not root, by number', { user: undefined }],
    ['a first process that reaps', { init: undefined }],
  ];
  it.each(weaker)('would be found without %s: %o', (demand, change) => {
    for (const name of OURS) expect(hardeningFaults(composeWith(name, change))).toEqual([`${name} lacks ${demand}`]);
  });
});

describe('the logs of docker-compose.yml', () => {
  it('have an end for every service, so that they never fill the disk of the database', () => {
    const { services } = readCompose();
    expect(Object.keys(services).length).toBeGreaterThan(8);
    for (const [name, { logging }] of Object.entries(services)) {
      const { 'max-size': size, 'max-file': files } = logging?.options ?? {};
      expect([name, logging?.driver, /^\d+m$/.test(size ?? ''), /^\d+$/.test(files ?? '')]).toEqual([
        name,
        'local',
        true,
        true,
      ]);
    }
  });
});

describe('the life of Rangap processes in docker-compose.yml', () => {
  /** Reads from a source how long its process may take to stop, in seconds. */
  function secondsIn(file: string, pattern: RegExp, perSecond: number): number {
    const found = pattern.exec(read(file))?.[1];
    if (found === undefined) throw new Error(`${file} does not say how long stopping takes`);
    return Number(found.replaceAll('_', '')) / perSecond;
  }
  const drainMax = 60; // the most that the configuration allows for RANGAP_API_DRAIN_SECONDS
  const graceSeconds = {
    api: drainMax + secondsIn('src/api/stop-serving.ts', /REQUESTS_END_WITHIN_MS = ([\d_]+)/, 1000),
    worker: secondsIn('src/worker/create-workers.ts', /shutdownForceTime: '(\d+) ?s'/, 1),
    keeper: secondsIn('src/keeper/repeat-chore.ts', /ROUND_LIMIT_MS = ([\d_]+)/, 1000),
  };

  it('is watched, restarted, and over before it would be killed', () => {
    expect(lifeFaults(readCompose(), graceSeconds)).toEqual([]);
  });

  it.each<[string, Partial<Service>]>([
    ['is not started anew', { restart: 'no' }],
    ['has no health check', { healthcheck: undefined }],
    ['is killed after 10 s', { stop_grace_period: undefined }],
    ['is killed after 11 s', { stop_grace_period: '11s' }],
  ])('would be found where it %s', (fault, change) => {
    for (const name of PROCESSES) {
      expect(lifeFaults(composeWith(name, change), graceSeconds)).toEqual([`${name} ${fault}`]);
    }
  });

  it('is written in the durations of compose', () => {
    expect(['90s', '2m', '1m30s'].map(secondsOf)).toEqual([90, 120, 90]);
  });

  it.each(PROCESSES)('is checked on the port on which %s answers', async (name) => {
    const { environment = {}, healthcheck } = serviceOf(readCompose(), name);
    const [, program, ...args] = healthcheck?.test ?? [];
    expect(program).toBe('node');
    const portName = name === 'api' ? 'RANGAP_API_PORT' : 'RANGAP_HEALTH_PORT';
    expect(environment[portName]).toMatch(/^\d+$/);

    let status = 200;
    const asked: (string | undefined)[] = [];
    const server = createServer(({ url }, response) => {
      asked.push(url);
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const env = { ...environment, [portName]: String((server.address() as AddressInfo).port) };
    const exitCode = (): Promise<number | null> =>
      new Promise((resolve) => {
        const child = execFile(process.execPath, args, { env }, () => resolve(child.exitCode));
      });
    expect(await exitCode()).toBe(0);
    status = 503;
    expect(await exitCode()).toBe(1);
    await new Promise((resolve) => server.close(resolve));
    expect(await exitCode()).toBe(1);
    expect(asked).toEqual(['/health/ready', '/health/ready']);
  });
});

describe('the secrets of docker-compose.yml', () => {
  const none = new Set<string>();

  it('are files wherever a file is possible, and stand nowhere in the file itself', () => {
    expect(secretFaults(readCompose(), none)).toEqual([]);
  });

  const give = (variables: Record<string, string>) => (service: Service) => {
    service.environment = { ...service.environment, ...variables };
  };
  it.each([
    ['temporal', give({ POSTGRES_PWD: '${TEMPORAL_PASSWORD}' }), 'temporal: POSTGRES_PWD can be a file'],
    [
      'temporal-postgresql',
      give({ POSTGRES_PASSWORD: '${P}' }),
      'temporal-postgresql: POSTGRES_PASSWORD can be a file',
    ],
    ['api', give({ RANGAP_SIGNING_KEY: '${KEY}' }), 'api: RANGAP_SIGNING_KEY can be a file'],
    ['keeper', give({ DATABASE_URL: 'postgres://rangap:rangap@db/rangap' }), 'keeper: DATABASE_URL is written out'],
  ])('would be found in %s otherwise', (name, change, fault) => {
    expect(secretFaults(composeWith(name, change), none)).toEqual(expect.arrayContaining([fault]));
  });

  it('would have to move into a file if Rangap processes read one', () => {
    const faults = secretFaults(readCompose(), new Set(['RANGAP_CODEC_KEYS_FILE']));
    expect(faults).toEqual(PROCESSES.map((name) => `${name}: RANGAP_CODEC_KEYS can be a file`));
  });

  it('would be found outside secrets/', () => {
    const compose = readCompose();
    compose.secrets = { ...compose.secrets, 'centre-signing-key': { file: './docs/key.json' } };
    expect(secretFaults(compose, none)).toEqual(['the secret centre-signing-key is not a file below secrets/']);
  });
});
