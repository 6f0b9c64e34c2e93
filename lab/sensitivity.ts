import { MINUTE_MS } from '../src/domain/time.js';
import type { Measured, WorldResult } from './bench/world-result.js';
import type { WorldSettings } from '../simulator/world/settings.js';

/** One change of the world or of how the centre works, and what it is called. */
export interface Variant {
  group: string;
  name: string;
  settings: Partial<Omit<WorldSettings, 'seed'>>;
  measured: Measured;
}

/** What was measured with one change, in several worlds. */
export interface VariantResult {
  variant: Variant;
  worlds: readonly WorldResult[];
}

/** The policies that the changes are tried on. */
export const VARIANT_POLICIES = ['follow', 'follow+frequency', 'follow+analysis', 'trace', 'trace+analysis', 'oracle'];

/** The change of for how many thefts a mule serves. */
export const USES_OF_MULE = 'uses of a mule';

const of = (group: string, name: string, settings: Variant['settings'], measured: Measured = {}): Variant => ({
  group,
  name,
  settings,
  measured: { only: VARIANT_POLICIES, hopMs: measured.hopMs, offLine: measured.offLine },
});

/** What is changed, one thing at a time. */
export const VARIANTS: readonly Variant[] = [
  of('as it is', '30 minutes a hop', {}),
  of('time from hop to hop', '2 minutes', {}, { hopMs: 2 * MINUTE_MS }),
  of('time from hop to hop', '10 minutes', {}, { hopMs: 10 * MINUTE_MS }),
  of('time from hop to hop', '60 minutes', {}, { hopMs: 60 * MINUTE_MS }),
  of('victims notice', 'in half the time', { noticeFactor: 0.5 }),
  of('victims notice', 'in twice the time', { noticeFactor: 2 }),
  of(USES_OF_MULE, '5', { usesOfMule: 5 }),
  of(USES_OF_MULE, '160', { usesOfMule: 160 }),
  of('institutions off line', '10 of 100', {}, { offLine: 0.1 }),
  of('institutions off line', '30 of 100', {}, { offLine: 0.3 }),
  of('gangs adapt', 'money stays three times as long, no test payments', { dwellFactor: 3, testPayments: false }),
];
