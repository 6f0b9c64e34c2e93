import { type Nation, makeNation } from '../../simulator/world/nation.js';
import { type WorldSettings, worldSettings } from '../../simulator/world/settings.js';

/** Makes a world that is quick to make: 1,500 accounts, 12 days, three gangs. */
export function smallNation(seed: number, changes: Partial<Omit<WorldSettings, 'seed'>> = {}): Nation {
  return makeNation(worldSettings(seed, { accounts: 1_500, days: 12, gangs: 3, ...changes }));
}
