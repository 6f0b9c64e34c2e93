import type { Chapter } from '../check.js';
import { answers } from './answers.js';
import { changes } from './changes.js';
import { clocks } from './clocks.js';
import { holds } from './holds.js';
import { life } from './life.js';
import { questions } from './questions.js';
import { repetition } from './repetition.js';
import { requests } from './requests.js';
import { restart } from './restart.js';
import { statements } from './statements.js';

/** The chapters whose checks play at the same time, each on an account of its own. */
export const TOGETHER: readonly Chapter[] = [
  requests,
  answers,
  holds,
  repetition,
  life,
  questions,
  statements,
  changes,
  clocks,
];

/** Those that stop the institution: one check after the other, at the end. */
export const ALONE: readonly Chapter[] = [restart];

export const CHAPTERS: readonly Chapter[] = [...TOGETHER, ...ALONE];
