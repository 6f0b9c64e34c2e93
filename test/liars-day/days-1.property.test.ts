import { propertyRuns } from '../support/property-runs.js';
import { isFullRun } from '../support/full-run.js';
import { liveDays } from './support/live-days.js';

describe('a liar’s day', () => liveDays(1, isFullRun ? 20 : propertyRuns(20)));
