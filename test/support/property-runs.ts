/**
 * Returns how often a property is tried: `ordinary` times in `npm test`, times FAST_CHECK_FACTOR,
 * which is above 1 in `npm run test:full` and below 1 in `npm run mutation`.
 */
export function propertyRuns(ordinary: number): number {
  const factor = Number(process.env['FAST_CHECK_FACTOR'] ?? '1');
  if (!(factor > 0)) throw new Error('FAST_CHECK_FACTOR must be a number above 0');
  return Math.ceil(ordinary * factor);
}
