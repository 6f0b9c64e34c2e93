import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projectDir, runTool } from './project.js';

jest.setTimeout(180_000); // compilers on a busy machine

/** What is read here of ESLint's report. */
interface LintedFile {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null; readonly line: number }[];
}

const DECISION_FILE = 'src/application/hold/plant.ts';
const DOMAIN_FILE = 'src/domain/plant.ts';
const CLOCK_FILE = 'src/domain/plant-clock.ts';

const DECISIONS = `export function decide(id: string, ruleInForce: (id: string) => unknown): unknown {
  if (id === 'P-URG') return 1;
  const other = id !== 'C3' ? 2 : 3;
  if (['OFF-7C', 'P-3+7'].includes(id)) return other;
  switch (id) {
    case 'AOC-85B':
      return 4;
    default:
      return { 'P-URG': 5, row: ruleInForce('P-URG'), other: id === 'P-UNKNOWN' };
  }
}
`;

describe('the linter', () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'rangap-lint-'));
  let linted: LintedFile[] = [];

  beforeAll(async () => {
    for (const copied of ['.config', 'eslint.config.mjs', 'tsconfig.json', 'src/domain/rulebook/rule-ids.ts']) {
      cpSync(path.join(projectDir, copied), path.join(dir, copied), { recursive: true });
    }
    symlinkSync(path.join(projectDir, 'node_modules'), path.join(dir, 'node_modules'));
    const plants = {
      [DECISION_FILE]: DECISIONS,
      [DOMAIN_FILE]: DECISIONS,
      [CLOCK_FILE]: 'export const now = Date.now();\n',
    };
    for (const [file, code] of Object.entries(plants)) {
      mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
      writeFileSync(path.join(dir, file), code);
    }
    const { output } = await runTool('eslint/bin/eslint.js', ['--format', 'json', 'src'], dir);
    if (!output.startsWith('[')) throw new Error(output);
    linted = JSON.parse(output.slice(0, output.lastIndexOf(']') + 1)) as LintedFile[];
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  /** The lines of a planted file that are refused, and nothing else is said about it. */
  function refusedLines(file: string): number[] {
    const messages = linted.find(({ filePath }) => filePath.endsWith(file))?.messages ?? [];
    expect(messages.map(({ ruleId }) => ruleId).filter((rule) => rule !== 'no-restricted-syntax')).toEqual([]);
    return [...new Set(messages.map(({ line }) => line))];
  }

  it('refuses a rule id in a condition of the application, where loading its row is fine', () => {
    expect(refusedLines(DECISION_FILE)).toEqual([2, 3, 4, 6]);
  });

  it('lets the domain decide by the id of a rule, but by no clock of its own', () => {
    expect(refusedLines(DOMAIN_FILE)).toEqual([]);
    expect(refusedLines(CLOCK_FILE)).toEqual([1]);
  });
});
