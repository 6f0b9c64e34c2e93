import type { RuleRow } from '../../../src/domain/rulebook/row.js';
import { play } from './play.js';

/**
 * Makes a worked example a test: what happens, line by line, and how things stand at the end.
 * `name@X` is an account at bank X; amounts are in baht. `trace` replaces parameters of P-TRACE.
 */
export function example(
  name: string,
  shows: string,
  story: string,
  ending: string,
  trace?: RuleRow['parameters'],
): void {
  it(`${name}: ${shows}`, () => {
    expect(play(story, trace)).toEqual(
      ending
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    );
  });
}
