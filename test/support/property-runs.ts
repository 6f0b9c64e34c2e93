/**
 * How often a property is tried: `ordinary` times in `npm test`, as many times more often as
 * FAST_CHECK_FACTOR says (`npm run test:full`), or less often (`npm run mutation`).
 */
export function propertyRuns(ordinary: number): number {
  const factor = Number(process.env['FAST_CHECK_FACTOR'] ?? '1');
  if (!(factor > 0)) throw new Error('FAST_CHECK_FACTOR must be a number above 0');
  return Math.ceil(ordinary * factor);
}
