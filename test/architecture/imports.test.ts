import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { itInFullRun } from '../support/full-run.js';
import { projectDir, runTool } from './project.js';

/** The part of dependency-cruiser's result that the test reads. */
interface Cruised {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

jest.setTimeout(180_000); // compilers on a busy machine

const FOLDERS = ['src', 'tools', 'workflows', 'activities', 'simulator', 'packages', 'lab', 'test', 'web/src'];

async function cruise(dir: string): Promise<Cruised['summary']> {
  const args = ['--config', path.join('.config', 'dependency-cruiser.cjs'), '--output-type', 'json', ...FOLDERS];
  const { output } = await runTool('dependency-cruiser/bin/dependency-cruise.mjs', args, dir);
  if (!output.startsWith('{')) throw new Error(output);
  return (JSON.parse(output) as Cruised).summary;
}

/** Forbidden imports: the file of each, its text, and the rule that must refuse it. */
const PLANTS: readonly (readonly [what: string, file: string, text: string, rule: string])[] = [
  [
    'a package in the domain',
    'src/domain/plant-package.ts',
    `import { DataSource } from 'typeorm'; export const it = DataSource;`,
    'allowed-in-src-domain',
  ],
  [
    'a mere type of the database in the domain',
    'src/domain/plant-type.ts',
    `import type { HoldRow } from '../persistence/entities/money/hold.entities.js'; export type It = HoldRow;`,
    'allowed-in-src-domain',
  ],
  [
    'a Node built-in in the domain',
    'src/domain/plant-core.ts',
    `import { randomUUID } from 'node:crypto'; export const it = randomUUID;`,
    'allowed-in-src-domain',
  ],
  [
    'a Node built-in without its prefix',
    'src/contract/plant-bare-core.ts',
    `import { readFileSync } from 'fs'; export const it = readFileSync;`,
    'allowed-in-src-contract',
  ],
  [
    'a dynamic import',
    'src/domain/plant-dynamic.ts',
    `export const it = () => import('../config/load.js');`,
    'allowed-in-src-domain',
  ],
  [
    'an activity in a workflow',
    'workflows/plant-activity.ts',
    `import { callParty } from '../activities/call-party.js'; export const it = callParty;`,
    'allowed-in-workflows',
  ],
  [
    'a workflow body behind the message list',
    'workflows/messages.ts',
    `import { holdWorkflow } from './hold.workflow.js'; export const it = holdWorkflow;`,
    'allowed-in-workflows-messages-ts',
  ],
  [
    'a workflow body in the API',
    'src/api/plant-workflow.ts',
    `import { holdWorkflow } from '../../workflows/hold.workflow.js'; export const it = holdWorkflow;`,
    'allowed-in-src-api',
  ],
  [
    'infrastructure two steps from a workflow',
    'workflows/plant-two-steps.ts',
    `import { it } from '../src/contract/plant-step.js'; export const that = it;`,
    'workflows-never-reach-infrastructure',
  ],
  [
    'one agency in another',
    'src/agencies/ccib/plant-neighbour.ts',
    `import { dsi } from '../dsi/dsi-dialect.js'; export const it = dsi;`,
    'an-agency-not-from-another',
  ],
  [
    'the configuration in the database layer',
    'src/persistence/plant-config.ts',
    `import { loadApiConfig } from '../config/load.js'; export const it = loadApiConfig;`,
    'allowed-in-src-persistence',
  ],
  [
    'the application in the database layer',
    'src/persistence/plant-application.ts',
    `import { advanceCase } from '../application/advance/advance-case.js'; export const it = advanceCase;`,
    'allowed-in-src-persistence',
  ],
  [
    'a later feature of the application in an earlier one',
    'src/application/hold/plant-later.ts',
    `import { readTrail } from '../trail/read-trail.js'; export const it = readTrail;`,
    'allowed-in-src-application-hold',
  ],
  [
    'an entity beyond the application',
    'src/keeper/plant-entity.ts',
    `import type { HoldRow } from '../persistence/entities/money/hold.entities.js'; export type It = HoldRow;`,
    'entities-end-at-application',
  ],
  [
    'the centre in the outside world',
    'simulator/plant-inside.ts',
    `import { parseSatang } from '../src/domain/money.js'; export const it = parseSatang;`,
    'allowed-in-simulator',
  ],
  [
    'the outside world in the centre',
    'src/keeper/plant-simulator.ts',
    `import { openWorld } from '../../simulator/world.js'; export const it = openWorld;`,
    'allowed-in-src-keeper',
  ],
  [
    'a package that package.json does not name',
    'tools/embedded/plant-undeclared.ts',
    `import webpack from 'webpack'; export const it = webpack;`,
    'allowed-in-tools-embedded',
  ],
  [
    'advice in a transaction that orders',
    'src/application/hold/plant-advice.ts',
    `import { AdviceRow } from '../../persistence/entities/findings/advice.entities.js'; export const it = AdviceRow;`,
    'nothing-that-decides-reads-advice',
  ],
  [
    'the analysis in a rule',
    'src/domain/judgement/plant-score.ts',
    `import { assessHops } from '../../analysis/assess-hops.js'; export const it = assessHops;`,
    'nothing-that-decides-reads-advice',
  ],
  [
    'advice in a workflow',
    'workflows/plant-advice.ts',
    `import { keepAdvice } from '../src/application/advice/keep-advice.js'; export const it = keepAdvice;`,
    'nothing-that-decides-reads-advice',
  ],
  [
    'test code in the product',
    'tools/embedded/plant-test.ts',
    `import { it } from '../../test/plant.js'; export const that = it;`,
    'nothing-imports-test',
  ],
  [
    'a folder that the table does not know',
    'src/plant/new.ts',
    `import { it } from '../domain/plant-cycle.js'; export const that = it;`,
    'every-folder-has-a-row',
  ],
  [
    'a page of everybody that comes to the staff by two steps',
    'web/src/holder/plant-staff.ts',
    `export { Forbidden as it } from '../ui/screen/page-states.js';`,
    'open-pages-ship-without-the-staff',
  ],
  [
    'a cycle',
    'src/domain/plant-cycle-back.ts',
    `import { it } from './plant-cycle.js'; export const that = (): unknown => it;`,
    'no-cycles',
  ],
  ['a file that is not there', 'src/domain/plant-nowhere.ts', `import './nowhere.js';`, 'resolves'],
];

/** The files that the plants import. */
const SUPPORT: readonly (readonly [file: string, text: string])[] = [
  ['src/contract/plant-step.ts', `export { createDataSource as it } from '../persistence/data-source.js';`],
  ['src/domain/plant-cycle.ts', `import { that } from './plant-cycle-back.js'; export const it = (): unknown => that;`],
  ['test/plant.ts', 'export const it = 1;'],
];

describe('the direction of imports', () => {
  // `npm run check` asks it of every commit.
  itInFullRun('holds in the whole tree', async () => {
    const { violations, totalCruised } = await cruise(projectDir);
    expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
    expect(totalCruised).toBeGreaterThan(300);
  });

  describe('refuses', () => {
    let dir = '';
    let refused: string[] = [];

    beforeAll(async () => {
      dir = mkdtempSync(path.join(os.tmpdir(), 'rangap-imports-'));
      for (const copied of [...FOLDERS, '.config', 'package.json', 'tsconfig.json']) {
        cpSync(path.join(projectDir, copied), path.join(dir, copied), { recursive: true });
      }
      symlinkSync(path.join(projectDir, 'node_modules'), path.join(dir, 'node_modules'));
      for (const [file, text] of [...SUPPORT, ...PLANTS.map(([, file, text]) => [file, text] as const)]) {
        mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
        writeFileSync(path.join(dir, file), text);
      }
      refused = (await cruise(dir)).violations.map(({ rule, from }) => `${rule.name}: ${from}`);
    });
    afterAll(() => rmSync(dir, { recursive: true, force: true }));

    itInFullRun.each(PLANTS)('%s', (_what, file, _text, rule) => {
      expect(refused).toContain(`${rule}: ${file}`);
    });
  });
});
