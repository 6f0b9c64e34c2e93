import type { EntityManager } from 'typeorm';
import { type AdviceBand, errorRate, outcomeOf } from '../../domain/advice/advice.js';
import {
  calibrationByBand,
  calibrationByTenth,
  type Compared,
  type Outcome,
} from '../../domain/advice/calibration-of-outcomes.js';
import type { RingOutcome } from '../../domain/advice/ring-opinion.js';
import type { OwnOutcomes } from '../../domain/advice/measured.js';
import { SCORES_COMPARED } from '../../domain/advice/drift.js';
import { type FeatureDrift, featureDrift, type TrainedFigure } from '../../domain/advice/feature-drift.js';
import {
  foundOfAccounts,
  type FoundRow,
  ringOpinionsByModel,
  type RingOpinionsRow,
  servedBins,
  verdictsByModel,
} from './advice.queries.js';
import { readDrift } from './read-drift.js';

/** A model of hop risk that advises now, and how its figures were spread in training. */
export interface ModelInUse {
  modelVersion: string;
  trained: readonly TrainedFigure[];
}

/**
 * Reads the model versions that ever advised: what officers said of each, how far its scores and its
 * figures drifted, and how its probabilities compare with what was found of the accounts. It changes
 * no model.
 */
export async function readModels(manager: EntityManager, inUse: readonly ModelInUse[]) {
  const rows = await verdictsByModel(manager);
  const found = await foundOfAccounts(manager);
  const opinions = await ringOpinionsByModel(manager);
  const models = [];
  for (const { firstAt, lastAt, ...row } of rows) {
    const own = found.filter(({ modelVersion }) => modelVersion === row.modelVersion);
    models.push({
      ...row,
      errorRate: errorRate(row),
      ringOpinions: row.kinds.includes('ring') ? opinionsOf(row.modelVersion, opinions) : null,
      drift: row.kinds.includes('hop_risk') ? await readDrift(manager, row.modelVersion) : null,
      featureDrift: await readFeatureDrift(
        manager,
        inUse.find(({ modelVersion }) => modelVersion === row.modelVersion),
      ),
      bands: calibrationByBand(own.flatMap(outcomes)),
      calibration: calibrationByTenth(own.flatMap(outcomes)),
      calibrationOfSlots: calibrationByTenth(own.filter(({ reviewSlot }) => reviewSlot).flatMap(outcomes)),
      firstAt: firstAt.toISOString(),
      lastAt: lastAt.toISOString(),
    });
  }
  return { models };
}

/** What of a model in use somebody has to look at. */
export interface ModelAlarm {
  modelVersion: string;
  /** Bands in which the share of mules that was found is not what the model expects. */
  offBands: (Compared & { band: AdviceBand })[];
  /** Figures that are served otherwise than they were in training, the furthest first. */
  driftedFeatures: FeatureDrift[];
}

/** Reads what of each model in use somebody has to look at: five statements for a model and its challenger. */
export async function readModelAlarms(manager: EntityManager, inUse: readonly ModelInUse[]): Promise<ModelAlarm[]> {
  const { models } = await readModels(manager, inUse);
  return models
    .filter((model) => inUse.some(({ modelVersion }) => modelVersion === model.modelVersion))
    .map(({ modelVersion, bands, featureDrift: features }) => ({
      modelVersion,
      offBands: bands.filter(({ isOff }) => isOff),
      driftedFeatures: features.filter(({ calls }) => calls !== 'none'),
    }));
}

/** Reads how far each figure of a model moved; none where that is not known. */
async function readFeatureDrift(manager: EntityManager, model: ModelInUse | undefined): Promise<FeatureDrift[]> {
  if (model === undefined) return [];
  return featureDrift(model.trained, await servedBins(manager, model.modelVersion, SCORES_COMPARED)) ?? [];
}

/** Returns what two opinions on the rings of a model version came to. */
function opinionsOf(modelVersion: string, rows: readonly RingOpinionsRow[]): Record<RingOutcome, number> {
  const { leads, disputed, apart } = rows.find((row) => row.modelVersion === modelVersion) ?? NO_OPINIONS;
  return { leads, disputed, apart };
}

const NO_OPINIONS: Record<RingOutcome, number> = { leads: 0, disputed: 0, apart: 0 };

/**
 * Reads what came of what each model version said, by version: of its accounts, and of its rings, where
 * right is what two officers found, neither knowing the other's word.
 */
export async function readOutcomes(manager: EntityManager): Promise<OwnOutcomes> {
  const byVersion = new Map<string, Pick<Outcome, 'band' | 'isMule'>[]>();
  for (const row of await foundOfAccounts(manager))
    byVersion.set(row.modelVersion, [...(byVersion.get(row.modelVersion) ?? []), ...outcomes(row)]);
  for (const { modelVersion, leads, disputed, apart } of await ringOpinionsByModel(manager)) {
    const rings = Array.from({ length: leads + disputed + apart }, (_, nth) => ({
      band: 'high' as const,
      isMule: nth < leads,
    }));
    byVersion.set(modelVersion, [...(byVersion.get(modelVersion) ?? []), ...rings]);
  }
  return byVersion;
}

/** Returns what was found of an account by which a model is measured; none where that is nothing. */
function outcomes({ score, band, proved, reviewSlot, found }: FoundRow): Outcome[] {
  const isMule = proved ?? outcomeOf({ reviewSlot, found });
  return isMule === null ? [] : [{ score, band, isMule, isOfRecord: proved !== null }];
}
