import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ENDED_HOLD_STATES, HOLD_STATES, HOLDING_STATES, LIVE_HOLD_STATES } from '../../src/domain/hold/hold.js';
import { mayChangeHold } from '../../src/domain/hold/hold-state.js';
import { INVARIANTS } from './invariants.js';
import { STEPS } from './play.js';

/** A command as its type says it: a sentence, then its name and what it carries. */
const COMMAND = /\/\*\* ([^*]+?) \*\/\s*\| \{ do: '(\w+)'/g;

/** A question or command of a desk: a sentence, then its name and what it answers. */
const OF_DESK = /\/\*\* ([^*]+?) \*\/\s*(\w+)\([^)]*\): ([^;]+);/g;
/** Where the desks of a stolen sum are. */
const DESKS = ['decide-sum', 'again', 'rests', 'rests-of-notices', 'reported'];

/**
 * Returns the lists of docs/CORE.md in Markdown, by the name of their place: what the code knows
 * anyway, so that the page never says something else. `projectDir` is where the sources are.
 */
export function coreLists(projectDir: string): Record<'states' | 'commands' | 'desk' | 'invariants' | 'steps', string> {
  const source = readFileSync(path.join(projectDir, 'src/domain/hold/hold-command.ts'), 'utf8');
  const commands = [...source.matchAll(COMMAND)].map(([, does = '', name = '']) => [`\`${name}\``, does]);
  return {
    states: table(['state', 'may become', 'is'], HOLD_STATES.map(stateRow)),
    commands: listed(commands),
    desk: listed([...deskRows(projectDir).values()]),
    invariants: listed(Object.entries(INVARIANTS)),
    steps: table(
      ['step', 'of a hundred'],
      Object.entries(STEPS).map(([name, often]) => [name, String(often)]),
    ),
  };
}

function deskRows(projectDir: string): Map<string, string[]> {
  const sources = DESKS.map((name) => readFileSync(path.join(projectDir, `src/domain/case/sum/${name}.ts`), 'utf8'));
  const found = sources.flatMap((source) => [...source.matchAll(OF_DESK)]);
  return new Map(found.map(([, says = '', name = '']) => [name, [`\`${name}\``, says]]));
}

function stateRow(state: (typeof HOLD_STATES)[number]): string[] {
  const next = HOLD_STATES.filter((other) => mayChangeHold(state, other)).map((other) => `\`${other}\``);
  const is = [
    ...(LIVE_HOLD_STATES.includes(state) ? ['live'] : []),
    ...(HOLDING_STATES.includes(state) ? ['holding'] : []),
    ...(ENDED_HOLD_STATES.includes(state) ? ['ended'] : []),
  ];
  return [`\`${state}\``, next.join(', '), is.join(', ')];
}

/** Writes each name with what is said of it; a sentence is too long for the cell of a table. */
function listed(rows: readonly (readonly string[])[]): string {
  return rows.map(([name = '', says = '']) => `- ${name}: ${says}`).join('\n');
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
