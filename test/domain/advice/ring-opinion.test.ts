import {
  nextOpinion,
  type RingOpinion,
  ringOutcome,
  type RingSoFar,
  ringState,
} from '../../../src/domain/advice/ring-opinion.js';
import { buildRulebook } from '../../../src/domain/rulebook/build.js';
import { ruleInForce } from '../../../src/domain/rulebook/in-force.js';
import { DAY_MS } from '../../../src/domain/time.js';

const NOW = new Date('2026-11-01T03:00:00Z');
const nowMs = NOW.getTime();
const row = ruleInForce(buildRulebook('th'), 'P-ADVICE', NOW);
const LEADS_DAYS = 90;

const decided = (outcome: 'leads' | 'disputed' | 'apart', ageMs = 0): RingSoFar => ({
  firstBy: 'first',
  decided: { outcome, atMs: nowMs - ageMs },
  isUndone: false,
});
const ALONE: RingSoFar = { firstBy: 'first', decided: null, isUndone: false };

it.each<[RingOpinion, RingOpinion, string]>([
  ['together', 'together', 'leads'],
  ['together', 'apart', 'disputed'],
  ['apart', 'together', 'disputed'],
  ['apart', 'apart', 'apart'],
])('opinions %s and %s come to %s', (first, second, outcome) => {
  expect(ringOutcome(first, second)).toBe(outcome);
});

it.each<[string, RingSoFar | null, string | null, string, string]>([
  ['nobody said anything', null, null, 'first', 'first'],
  ['one person did', ALONE, 'awaits_second', 'own_awaits', 'second'],
  ['two agree', decided('leads'), 'leads', 'leads_already', 'leads_already'],
  [
    'they agreed almost so long ago',
    decided('leads', LEADS_DAYS * DAY_MS - 1),
    'leads',
    'leads_already',
    'leads_already',
  ],
  ['they agreed so long ago', decided('leads', LEADS_DAYS * DAY_MS), 'aged', 'first', 'first'],
  ['they differ', decided('disputed'), 'disputed', 'first', 'first'],
  ['they differed long ago', decided('disputed', LEADS_DAYS * DAY_MS), 'disputed', 'first', 'first'],
  ['both say apart', decided('apart'), 'apart', 'first', 'first'],
  ['it was undone', { ...decided('leads'), isUndone: true }, 'undone', 'first', 'first'],
  [
    'it was undone and is old',
    { ...decided('leads', LEADS_DAYS * DAY_MS), isUndone: true },
    'undone',
    'first',
    'first',
  ],
])('where %s', (_what, soFar, state, ofFirst, ofAnother) => {
  expect(soFar === null ? null : ringState(soFar, row, nowMs)).toBe(state);
  expect(nextOpinion(soFar, { person: 'first', row, nowMs })).toBe(ofFirst);
  expect(nextOpinion(soFar, { person: 'another', row, nowMs })).toBe(ofAnother);
});
