import { existsSync } from 'node:fs';
import path from 'node:path';
import { pinnedVersion } from './compose-faults.js';
import { dockerfileOf, OURS, projectDir, read, readCompose, serviceOf } from './deployment-files.js';

const FILE = '.config/Dockerfile';

/**
 * Returns the base images of a Dockerfile that are not named by a full version; its own stages are
 * no base images.
 */
function floatingBases(text: string): string[] {
  const froms = dockerfileOf(text).filter(({ instruction }) => instruction === 'FROM');
  const stages = froms.flatMap(({ rest }) => /\bAS (\S+)$/i.exec(rest)?.[1] ?? []);
  const images = froms.map(({ rest }) => rest.split(' ')[0] ?? '').filter((image) => !stages.includes(image));
  return images.filter((image) => pinnedVersion(image) === undefined);
}

const instructions = dockerfileOf(read(FILE));
const restOf = (name: string): string[] =>
  instructions.filter(({ instruction }) => instruction === name).map(({ rest }) => rest);
const lastStage = instructions.slice(instructions.findLastIndex(({ instruction }) => instruction === 'FROM'));
const base = restOf('FROM')[0]?.split(' ')[0] ?? '';

describe('the image', () => {
  it('is the image of every service of Rangap', () => {
    const compose = readCompose();
    for (const name of OURS) {
      expect(serviceOf(compose, name).build).toEqual({ context: '.', dockerfile: FILE });
    }
  });

  it('makes each folder that a service writes its user’s: a new volume gets the owner of the folder below it', () => {
    const [made = ''] = lastStage.flatMap(
      ({ rest }) => /^install -d -o 1000 -g 1000 -m 700 (.+)$/.exec(rest)?.[1] ?? [],
    );
    const written = OURS.flatMap((name) => serviceOf(readCompose(), name).volumes ?? []);
    expect(written.length).toBeGreaterThan(1);
    expect(written.map((volume) => volume.split(':')[1]).filter((to) => !made.split(' ').includes(String(to)))).toEqual(
      [],
    );
  });

  it('has one base image, named by a full version', () => {
    expect(floatingBases(read(FILE))).toEqual([]);
    expect(restOf('FROM').map((rest) => rest.split(' ')[0])).toEqual([base, base]);
  });

  it('would be refused with a base of less than a full version', () => {
    for (const image of ['node:22-trixie-slim', 'node:lts', 'node', 'node:22.23-slim']) {
      expect(floatingBases(`FROM ${image} AS build\nFROM build`)).toEqual([image]);
    }
  });

  it('has glibc, which the native core of Temporal needs', () => {
    expect(base).toMatch(/^node:[\d.]+-(bookworm|trixie)-slim$/);
  });

  it('has a Node that package.json allows and CI tests', () => {
    const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
    const numbers = (version: string): number[] => version.split('.').map(Number);
    const version = numbers(pinnedVersion(base) ?? '');
    const least = numbers(/^>=([\d.]+)$/.exec(engines.node)?.[1] ?? '');
    expect(least).toHaveLength(3);
    const differing = least.findIndex((number, place) => number !== version[place]);
    expect(differing === -1 || (version[differing] ?? 0) > (least[differing] ?? Infinity)).toBe(true);
    const tested = /node: \[([\d, ]+)\]/.exec(read('.github/workflows/ci.yml'))?.[1] ?? '';
    expect(tested.split(', ').map(Number)).toContain(version[0]);
  });

  it('runs as the user of the compose file, for production', () => {
    const last = (name: string): string[] =>
      lastStage.filter(({ instruction }) => instruction === name).map(({ rest }) => rest);
    expect(last('USER')).toEqual([serviceOf(readCompose(), 'api').user]);
    expect(last('ENV')).toContain('NODE_ENV=production');
    expect(last('ENTRYPOINT')).toEqual(['["node", "--enable-source-maps"]']);
  });

  it('gets each process from a source of that name, and the bundle from where the build puts it', () => {
    const [workdir] = restOf('WORKDIR');
    const compose = readCompose();
    for (const name of OURS) {
      const [script = '', ...more] = serviceOf(compose, name).command ?? [];
      expect(more).toEqual([]);
      expect(existsSync(path.join(projectDir, script.replace(/^dist\/(.*)\.js$/, '$1.ts')))).toBe(true);
    }
    expect(serviceOf(compose, 'worker').environment?.['RANGAP_WORKFLOW_BUNDLE']).toBe(
      `${workdir}/dist/workflow-bundle.js`,
    );
  });

  it('is built from files that are there and that .dockerignore lets through, of which none is a secret', () => {
    const copied = restOf('COPY')
      .filter((rest) => !rest.startsWith('--from='))
      .flatMap((rest) => rest.split(/\s+/).slice(0, -1));
    expect(copied).toEqual(
      expect.arrayContaining(['package-lock.json', 'src', 'workflows', 'activities', 'web/src', '.swcrc']),
    );
    expect(copied.filter((source) => !existsSync(path.join(projectDir, source)))).toEqual([]);
    const [first, ...allowed] = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(first).toBe('*');
    expect(allowed.map((line) => line.replace(/^!/, '')).sort()).toEqual([...new Set(copied)].sort());
  });
});
