import { makeNation } from '../../simulator/world/nation.js';
import type { WorldSettings } from '../../simulator/world/settings.js';
import { type Hardness, measureHardness } from '../hardness/hardness.js';
import { type SharingFigures, measureSharing } from '../hardness/sharing.js';
import { type HitFigures, measureHits } from './hits.js';
import { type PolicyFigures, measurePolicy } from './measure.js';
import { playPolicy, prepareBench } from './play.js';
import { type Policy, type Arming, policiesOf } from './policies.js';

/** Everything that was measured in one world. */
export interface WorldResult {
  settings: WorldSettings;
  hardness: Hardness;
  policies: Readonly<Record<string, PolicyFigures>>;
  hits: readonly HitFigures[];
  sharing: SharingFigures;
}

/** What is measured beside the world itself. */
export interface Measured {
  hopMs?: number;
  offLine?: number;
  /** The policies by id; all, where absent. */
  only?: readonly string[];
}

/** The predictors whose hits are counted, each with what it may look at. */
const PREDICTORS: readonly Arming[] = [
  { by: 'frequency', set: 'reported' },
  { by: 'analysis', set: 'reported' },
  { by: 'frequency', set: 'history' },
  { by: 'analysis', set: 'history' },
  { by: 'frequency', set: 'live' },
];

/** Makes a world once and plays every policy over it. */
export function measureWorld(settings: WorldSettings, { hopMs, offLine, only }: Measured = {}): WorldResult {
  const nation = makeNation(settings);
  const bench = prepareBench(nation, offLine);
  const wanted = (policy: Policy) => only === undefined || only.includes(policy.id);
  return {
    settings,
    hardness: measureHardness(nation),
    policies: Object.fromEntries(
      policiesOf(hopMs)
        .filter(wanted)
        .map((policy) => [policy.id, measurePolicy(bench, playPolicy(bench, policy))]),
    ),
    hits: only === undefined ? PREDICTORS.map((predictor) => measureHits(bench, predictor)) : [],
    sharing: measureSharing(nation),
  };
}
