import type { RuleRow } from '../../../src/domain/rulebook/row.js';
import { play } from './play.js';

/**
 * A worked example as a test: what happens, line by line, and how it stands in the end. `name@X` is
 * an account at bank X; amounts are baht. `trace` replaces parameters of P-TRACE.
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
