/** Whether this is `npm run test:full`. */
export const isFullRun = process.env['RANGAP_TEST_FULL'] !== undefined;

/**
 * A test that is slow and rarely fails: it runs in `npm run test:full` only. CONTRIBUTING.md lists
 * them all.
 */
export const itInFullRun = isFullRun ? it : it.skip;

/** The same for a story in the browser, which runs beside others. */
export const storyInFullRun = isFullRun ? it.concurrent : it.concurrent.skip;

/** The same for the further rows of a table: `npm test` tries the first `few` of them. */
export function firstRows<Row>(rows: readonly Row[], few: number): readonly Row[] {
  return isFullRun ? rows : rows.slice(0, few);
}
