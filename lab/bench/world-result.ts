import { makeNation } from '../../simulator/world/nation.js';
import type { WorldSettings } from '../../simulator/world/settings.js';
import { type Hardness, measureHardness } from '../hardness/hardness.js';
import { type HitFigures, measureHits } from './hits.js';
import { type PolicyFigures, measurePolicy } from './measure.js';
import { playPolicy, prepareBench } from './play.js';
import { type Policy, type Arming, policiesOf } from './policies.js';
import { measureReleases, type ReleaseFigures, type ReleaseOrder } from './releases.js';

/** Everything that was measured in one world. */
export interface WorldResult {
  settings: WorldSettings;
  hardness: Hardness;
  policies: Readonly<Record<string, PolicyFigures>>;
  hits: readonly HitFigures[];
  /** What reviews of the holds of one live trace did; null where policies were left out. */
  releases: Readonly<Record<ReleaseOrder, ReleaseFigures>> | null;
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

/** The policy whose holds are reviewed. */
const REVIEWED_POLICY = 'trace';

/** Makes a world once and plays every policy over it. */
export function measureWorld(settings: WorldSettings, { hopMs, offLine, only }: Measured = {}): WorldResult {
  const nation = makeNation(settings);
  const bench = prepareBench(nation, offLine);
  const wanted = (policy: Policy) => only === undefined || only.includes(policy.id);
  const isWhole = only === undefined;
  const played = new Map(
    policiesOf(hopMs)
      .filter(wanted)
      .map((policy) => [policy.id, playPolicy(bench, isWhole ? policy : { ...policy, scoresHolds: false })]),
  );
  const traced = isWhole ? played.get(REVIEWED_POLICY) : undefined;
  return {
    settings,
    hardness: measureHardness(nation),
    policies: Object.fromEntries([...played].map(([id, cases]) => [id, measurePolicy(bench, cases)])),
    releases: traced === undefined ? null : measureReleases(bench, traced),
    hits: isWhole ? PREDICTORS.map((predictor) => measureHits(bench, predictor)) : [],
  };
}
