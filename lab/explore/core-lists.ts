import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ENDED_HOLD_STATES, HOLD_STATES, HOLDING_STATES, LIVE_HOLD_STATES } from '../../src/domain/hold/hold.js';
import { mayChangeHold } from '../../src/domain/hold/hold-state.js';
import { INVARIANTS } from './invariants.js';
import { STEPS } from './play.js';

/** A command as its type says it: a sentence, then its name and what it carries. */
const COMMAND = /\/\*\* ([^*]+?) \*\/\s*\| \{ do: '(\w+)'/g;

/**
 * Returns the lists of docs/CORE.md in Markdown, by the name of their place: what the code knows
 * anyway, so that the page never says something else. `projectDir` is where the sources are.
 */
export function coreLists(projectDir: string): Record<'states' | 'commands' | 'invariants' | 'steps', string> {
  const source = readFileSync(path.join(projectDir, 'src/domain/hold/hold-command.ts'), 'utf8');
  const commands = [...source.matchAll(COMMAND)].map(([, does = '', name = '']) => [`\`${name}\``, does]);
  return {
    states: table(['state', 'may become', 'is'], HOLD_STATES.map(stateRow)),
    commands: table(['command', 'what it does'], commands),
    invariants: table(['', 'what holds after each step'], Object.entries(INVARIANTS)),
    steps: table(
      ['step', 'of a hundred'],
      Object.entries(STEPS).map(([name, often]) => [name, String(often)]),
    ),
  };
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

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
