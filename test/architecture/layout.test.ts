import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { CODE, filesBelow, projectDir } from './project.js';

/** The top level: what a newcomer reads, and the files that tools look for only there. */
const TOP_LEVEL = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'jest.config.cjs',
  'eslint.config.mjs',
  'src',
  'tools',
  'workflows',
  'activities',
  'test',
  'simulator',
  'packages',
  'lab',
  'ml',
  'docs',
  'docker-compose.yml',
  'README.md',
  'README.th.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'LICENSE',
];
const OPTIONAL = ['web'];
/** Folders that tools create or, in `secrets`, the operator; git ignores them. */
const IGNORED = ['node_modules', 'dist', 'coverage', 'secrets'];

const codeFiles = CODE.flatMap(filesBelow).filter((file) => /\.(ts|mts|cts|mjs|cjs|js|tsx)$/.test(file));
const read = (file: string): string => readFileSync(path.join(projectDir, file), 'utf8');

describe('the repository', () => {
  it('has the designed top level, nothing missing and nothing beside it', () => {
    const shown = readdirSync(projectDir).filter((name) => !name.startsWith('.') && !IGNORED.includes(name));
    expect(shown.filter((name) => !OPTIONAL.includes(name)).sort()).toEqual([...TOP_LEVEL].sort());
  });

  it('leaves out no test, and narrows a run to none', () => {
    const tests = filesBelow('test').filter((file) => file.endsWith('.test.ts'));
    const narrowed =
      /\b(describe|it|test)\s*\.\s*(only|skip|todo|failing)\b|\b(xit|xdescribe|xtest|fit|fdescribe)\s*\(/;
    expect(tests.filter((file) => narrowed.test(read(file)))).toEqual([]);
  });

  it('silences no compiler, linter or formatter, and contains no TODO', () => {
    const excuses = /@ts-(ignore|nocheck|expect-error)|eslint-disable|prettier-ignore|\b(TODO|FIXME|XXX|HACK)\b/;
    const here = path.relative(projectDir, __filename);
    // HACK is the label of a case type
    const allowed = [here, '.config/eslint.config.mjs', 'src/analysis/text/case-type/case-types.ts'];
    expect(codeFiles.filter((file) => !allowed.includes(file) && excuses.test(read(file)))).toEqual([]);
  });

  it('has no index file but the one of the workflows', () => {
    const barrels = codeFiles.filter((file) => /(^|\/)index\.ts$/.test(file));
    expect(barrels).toEqual(['workflows/index.ts']);
  });

  it('runs every command through the bootstrap, which knows it', async () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const source = read('tools/embedded/bootstrap/commands.mjs');
    for (const [name, command] of Object.entries(scripts)) {
      expect(command).toBe(`node tools/embedded/bootstrap.mjs ${name}`);
      expect(source).toMatch(new RegExp(`^  '?${name}'?: \\{`, 'm'));
    }
  });

  it('starts CI from one executable file', () => {
    expect(existsSync(path.join(projectDir, '.ci/run'))).toBe(true);
  });

  it('uses one version of the protocol library that Temporal needs, so that histories can be replayed', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { version: string }> };
    const copies = Object.keys(packages).filter((key) => key.endsWith('node_modules/protobufjs'));
    expect(copies.filter((key) => key.includes('@temporalio'))).toEqual([]);
  });
});
