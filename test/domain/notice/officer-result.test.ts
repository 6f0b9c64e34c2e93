import type { HoldKind, HoldState } from '../../../src/domain/hold/hold.js';
import {
  type AnswerToResult,
  fallsWith,
  followsResult,
  isWithoutPower,
  type HoldBelow,
  type OfficerResultCode,
  resultCodeOf,
  tooLateForHold,
  tooLateForOwnSuspension,
} from '../../../src/domain/notice/officer-result.js';
import type { OwnSuspensionState } from '../../../src/domain/notice/own-suspension.js';
import { hoursAfter, NOW } from '../support.js';

const ENDED = { ok: false, code: 'SUSPENSION.ENDED' };

describe("an officer's result (OFF-6C)", () => {
  it('is stored as unfounded or as a lawful action', () => {
    expect(resultCodeOf({ result: 'lifted', reason: 'a wage' })).toBe('unfounded');
    expect(resultCodeOf({ result: 'proceeded', reason: 'fraud', reference: 'CASE 1/2569' })).toBe('lawful_action');
  });

  it.each<[OwnSuspensionState, number, boolean]>([
    ['active', 1, true],
    ['active', 0, false],
    ['active', -1, false],
    ['proceeded', 1, false],
    ['lapsed', 1, false],
    ['lifted', 1, false],
  ])('on an own suspension that is %s and ends in %i hours comes in time: %j', (state, hours, inTime) => {
    const refusal = tooLateForOwnSuspension({ state, expiresAt: hoursAfter(NOW, hours) }, NOW);
    if (inTime) expect(refusal).toBeNull();
    else expect(refusal).toMatchObject(ENDED);
  });

  it.each<[HoldState, string[], boolean]>([
    ['ordered', ['n1'], true],
    ['unconfirmed', ['n1'], true],
    ['held', ['n1', 'n2'], true],
    ['partly_held', ['n1'], true],
    ['held', [], false],
    ['no_funds', ['n1'], false],
    ['refused', ['n1'], false],
    ['release_ordered', ['n1'], false],
    ['released', ['n1'], false],
    ['seized', ['n1'], false],
  ])('on a hold that is %s and rests on %j comes in time: %j', (state, standingNotices, inTime) => {
    const refusal = tooLateForHold({ state, standingNotices });
    if (inTime) expect(refusal).toBeNull();
    else expect(refusal).toMatchObject(ENDED);
  });

  it.each<[string, Partial<HoldBelow>, boolean]>([
    ['a hold further down on the same notice falls with it', {}, true],
    ['a hold on both unfounded notices falls with them', { standingNotices: ['n1', 'n2'] }, true],
    ['another notice lets the hold stand', { standingNotices: ['n1', 'n3'] }, false],
    ['a hold on another notice stands', { standingNotices: ['n3'] }, false],
    ['a hold that rests on no notice stands', { standingNotices: [] }, false],
    ["an officer's own result on the hold lets it stand", { hasOwnResult: true }, false],
    ['a hold whose release is ordered is left alone', { state: 'release_ordered' }, false],
    ['a hold that has ended is left alone', { state: 'released' }, false],
  ])('unfounded: %s', (_what, over, expected) => {
    expect(fallsWith(['n1', 'n2'], { state: 'held', standingNotices: ['n1'], hasOwnResult: false, ...over })).toBe(
      expected,
    );
  });

  it.each<[string, HoldKind, HoldState, boolean]>([
    ['that goes by it', 'section6', 'held', true],
    ['of which no answer came yet', 'section6', 'ordered', true],
    ['whose release is ordered already', 'section6', 'release_ordered', false],
    ['that has ended', 'section6', 'no_funds', false],
    ['on section 7', 'section7', 'held', false],
    ['on an order of the centre', 'aoc_suspension', 'held', false],
    ['on a continue-order', 'continue_order', 'partly_held', false],
    ['on a warrant', 'whole_account', 'held', false],
    ['on a break-glass order', 'break_glass', 'held', false],
  ])('unfounded, leaves a hold %s without its power: %s', (_what, kind, state, isWithout) => {
    expect(isWithoutPower({ kind, state })).toBe(isWithout);
  });

  it.each<[OfficerResultCode, AnswerToResult, boolean]>([
    ['unfounded', 'LIFTED', true],
    ['unfounded', 'NOTHING_SUSPENDED', true],
    ['unfounded', 'NOTED', false],
    ['lawful_action', 'NOTED', true],
    ['lawful_action', 'LIFTED', false],
    ['lawful_action', 'NOTHING_SUSPENDED', false],
  ])('%s, answered %s: the institution follows it %j', (result, answer, expected) => {
    expect(followsResult(result, answer)).toBe(expected);
  });
});
