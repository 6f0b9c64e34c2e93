/**
 * How often a property is tried: `ordinary` times in `npm test`, as many times more often as FAST_CHECK_FACTOR says
 * (`npm run test:full`).
 */
export function propertyRuns(ordinary: number): number {
  const factor = Number(process.env['FAST_CHECK_FACTOR'] ?? '1');
  if (!Number.isInteger(factor) || factor < 1) throw new Error('FAST_CHECK_FACTOR must be a whole number from 1');
  return ordinary * factor;
}
