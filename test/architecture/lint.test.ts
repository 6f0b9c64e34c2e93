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

/** The lists that the rules are made from. */
const LISTS = ['src/domain/rulebook/rule-ids.ts', 'src/domain/freeze-request/freeze-request.ts', 'web/tsconfig.json'];

const DECISION_FILE = 'src/application/hold/plant.ts';
const DOMAIN_FILE = 'src/domain/plant.ts';
const CLOCK_FILE = 'src/domain/plant-clock.ts';

const CONSOLE_FILE = 'web/src/plant.ts';

const CONSOLE = `interface Person { roles: readonly string[] }
interface Hold { kind: string; state: string }
const WORKERS = ['aoc_officer'];
export const byRole = (person: Person) => person.roles.some((role) => WORKERS.includes(role));
export const byList = (roles: readonly string[], role: string) => roles.includes(role);
export const byPower = (hold: Hold) => hold.kind === String(0);
export const byPowerOfAppeal = ({ holdKind }: { holdKind: string }) => holdKind !== String(0);
export const byPowers = (powers: readonly string[], hold: Hold) => powers.includes(hold.kind);
export const REACH_ON = ['section7'];
export const named = (person: Person) => person.roles.join(', ');
export const byState = (hold: Hold) => hold.state === 'held';
export const byMaker = (person: { id: string }, made: { by: string }) => made.by === person.id;
export const byMakerIfAny = (person: { id: string } | undefined, made: { by: string }) => person?.id !== made.by;
export const byActor = (at: { actor: { subject: string } }, by: string) => at.actor.subject === by;
export const byAmount = (typed: string, held: string) => BigInt(typed) < BigInt(held);
export const leftOf = (whole: string, part: string) => BigInt(whole) - BigInt(part);
export const late = (until: string) => Date.parse(until) < Date.now();
export const begun = new Date();
export const said = new Date(0);
export const opened = (person: { calls: readonly string[] }) => person.calls.includes('GET /v1/queue');
`;

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
    for (const copied of ['.config', 'eslint.config.mjs', 'tsconfig.json', ...LISTS]) {
      cpSync(path.join(projectDir, copied), path.join(dir, copied), { recursive: true });
    }
    symlinkSync(path.join(projectDir, 'node_modules'), path.join(dir, 'node_modules'));
    const plants = {
      [DECISION_FILE]: DECISIONS,
      [DOMAIN_FILE]: DECISIONS,
      [CONSOLE_FILE]: CONSOLE,
      [CLOCK_FILE]: 'export const now = Date.now();\n',
    };
    for (const [file, code] of Object.entries(plants)) {
      mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
      writeFileSync(path.join(dir, file), code);
    }
    const { output } = await runTool('eslint/bin/eslint.js', ['--format', 'json', 'src', 'web'], dir);
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

  it('refuses a decision of the console by role, power, amount, who asked or a clock of its own, where to name one is fine', () => {
    expect(refusedLines(CONSOLE_FILE)).toEqual([3, 4, 5, 6, 7, 8, 9, 12, 13, 14, 15, 17, 18]);
  });

  it('lets the domain decide by the id of a rule, but by no clock of its own', () => {
    expect(refusedLines(DOMAIN_FILE)).toEqual([]);
    expect(refusedLines(CLOCK_FILE)).toEqual([1]);
  });
});
