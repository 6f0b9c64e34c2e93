/** Whether this is `npm run test:full`. */
export const isFullRun = process.env['RANGAP_TEST_FULL'] !== undefined;

/**
 * A test that is slow and rarely fails: it runs in `npm run test:full` only. CONTRIBUTING.md lists
 * them all.
 */
export const itInFullRun = isFullRun ? it : it.skip;
