import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadedFiles } from '../../../tools/embedded/dev/loaded-files.js';
import { changedBetween } from '../../../tools/embedded/dev/sources.js';
import { planRestart, processEntries, type RestartPlan } from '../../../tools/embedded/dev/what-restarts.js';
import { builtPrograms } from '../../../tools/embedded/begin/programs.js';
import { tempDirs } from '../temp-dir.js';

const temp = tempDirs();
const project = temp.make();
const programs = builtPrograms(project);
const supervisor = path.join(project, 'dist/tools/embedded/dev.js');
afterAll(() => temp.removeAll());

/** Compiled code, as swc writes it: what each file requires. */
const COMPILED: Readonly<Record<string, string>> = {
  'src/api/main.js': `const _app = require("./create-app.js"); require("node:http"); require("@nestjs/core");`,
  'src/api/create-app.js': `const _read = require("../application/hold/read-holds.js");`,
  'src/application/hold/read-holds.js': `const _money = require("../../domain/money.js");`,
  'src/domain/money.js': '',
  'src/worker/main.js': `Promise.resolve().then(()=>_interop_require_wildcard(require("../../activities/hold.activities.js")));`,
  'src/worker/build-workflow-bundle.js': `require.resolve('../../workflows/index'); require.resolve('../temporal/failure-converter')`,
  'src/temporal/failure-converter.js': '',
  'workflows/index.js': `const _hold = require("./hold.workflow.js");`,
  'workflows/hold.workflow.js': `const _money = require("../src/domain/money.js");`,
  'activities/hold.activities.js': '',
  'src/keeper/main.js': `const _sweep = require("./sweep.js");`,
  'src/keeper/sweep.js': `const _back = require("./main.js");`,
  'src/migrate/main.js': `const _first = require("../persistence/migrations/first.migration.js");`,
  'src/persistence/migrations/first.migration.js': '',
  'src/persistence/migrations/first.sql': '',
  'tools/embedded/temporal/codec-endpoint.js': '',
  'tools/embedded/sign-in.js': `const _keys = require("./server/keys.js");`,
  'tools/embedded/server/keys.js': '',
  'tools/embedded/dev.js': `const _keys = require("./server/keys.js"); const _supervise = require("./process/supervise.js");`,
  'tools/embedded/process/supervise.js': '',
  'tools/verify/main.js': '',
  'simulator/main.js': `const _world = require("./world.js");`,
  'simulator/world.js': '',
};

beforeAll(() => {
  for (const [file, code] of Object.entries(COMPILED)) {
    const target = path.join(project, 'dist', file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, code);
  }
});

function plan(...changed: string[]): RestartPlan {
  return planRestart(project, changed, processEntries(programs), supervisor);
}

describe('a changed source', () => {
  it.each([
    ['src/api/create-app.ts', ['api']],
    ['src/application/hold/read-holds.ts', ['api']],
    ['activities/hold.activities.ts', ['worker']],
    ['workflows/hold.workflow.ts', ['worker']],
    ['src/temporal/failure-converter.ts', ['worker']],
    ['src/domain/money.ts', ['api', 'worker']],
    ['src/keeper/sweep.ts', ['keeper']],
    ['simulator/world.ts', ['simulator']],
    ['tools/embedded/server/keys.ts', ['sign-in']],
    ['tools/embedded/temporal/codec-endpoint.ts', ['codec']],
    ['tools/verify/main.ts', []],
    ['src/domain/only-types.ts', []],
  ])('%s restarts the processes that load it and no other', (file, processes) => {
    expect(plan(file)).toEqual({ processes, migrateFirst: false, onlySupervisor: [] });
  });

  it.each(['src/persistence/migrations/first.migration.ts', 'src/persistence/migrations/first.sql'])(
    '%s of a migration migrates the database first',
    (file) => {
      expect(plan(file).migrateFirst).toBe(true);
    },
  );

  it('that only the supervisor has loaded is named, because nothing can restart the supervisor', () => {
    expect(plan('tools/embedded/process/supervise.ts', 'src/keeper/main.ts')).toEqual({
      processes: ['keeper'],
      migrateFirst: false,
      onlySupervisor: ['tools/embedded/process/supervise.ts'],
    });
  });

  it('restarts each process once, however many of its files changed', () => {
    expect(plan('src/api/main.ts', 'src/api/create-app.ts', 'src/domain/money.ts').processes).toEqual([
      'api',
      'worker',
    ]);
  });
});

describe('the files that a process loads', () => {
  it('are followed around a cycle and past what is not there', () => {
    const keeper = [...loadedFiles(programs.keeper)].map((file) => path.relative(project, file));
    expect(keeper).toEqual(['dist/src/keeper/main.js', 'dist/src/keeper/sweep.js']);
    expect(loadedFiles(path.join(project, 'dist/nowhere.js')).size).toBe(0);
  });
});

describe('two looks at the sources', () => {
  it('differ by what is new, different or gone', () => {
    const before = new Map([
      ['a', '1 1'],
      ['b', '1 1'],
      ['c', '1 1'],
    ]);
    const after = new Map([
      ['a', '1 1'],
      ['b', '2 1'],
      ['d', '1 1'],
    ]);
    expect(changedBetween(before, after)).toEqual(['b', 'c', 'd']);
    expect(changedBetween(after, after)).toEqual([]);
  });
});
