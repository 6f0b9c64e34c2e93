import { itInFullRun } from '../support/full-run.js';
import { liveDays } from './support/live-days.js';

describe('a liar’s day', () => liveDays(101, 80, itInFullRun));
