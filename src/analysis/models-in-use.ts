import type { TrainedFigure } from '../domain/advice/feature-drift.js';
import { hopModel } from './assess-hops.js';

/**
 * Returns the models of hop risk whose advice officers see, with how each of their figures was spread
 * in training, in the order of the bins of their advice.
 */
export function modelsInUse(): { modelVersion: string; trained: TrainedFigure[] }[] {
  const { version, features, spread } = hopModel('reported');
  const trained = spread.map((one, place) => ({ feature: features[place] ?? '', ...one }));
  return [{ modelVersion: version, trained }];
}
