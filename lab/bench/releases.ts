import { DAY_MS, HOUR_MS } from '../../src/domain/time.js';
import { Random } from '../../simulator/world/random.js';
import type { WorldAccount } from '../../simulator/world/population.js';
import type { Bench, PlayedCase, PlayedHold } from './play.js';

/**
 * In what order holds are reviewed that last: not at all; one drawn by chance; who got the least of
 * the stolen money; whom the analysis thinks the likeliest to be innocent.
 */
export const RELEASE_ORDERS = ['none', 'chance', 'taint', 'analysis'] as const;
export type ReleaseOrder = (typeof RELEASE_ORDERS)[number];

/**
 * So many holds of the country are reviewed in a day, one after the other, day and night: about a
 * third of those that come. A hold can be reviewed from some hours on, when there are papers to read.
 */
const REVIEWS_PER_DAY = 10;
const REVIEWED_FROM_MS = 4 * HOUR_MS;
/** So many reviews err: they keep an innocent holder's money, or let a mule's go. An assumption. */
const REVIEW_ERRORS = 0.05;
/** An account is new for so long. */
const NEW_MS = 90 * DAY_MS;

/** Groups of holders that a fair order treats alike; known in the made-up country only. */
export const GROUPS = ['all', 'forwarder', 'seller', 'merchant', 'person', 'new account'] as const;
export type Group = (typeof GROUPS)[number];

/** What happened to the innocent holders of a group. */
interface GroupFigures {
  /** Innocent accounts of the group in the world, and those that had money held. */
  accounts: number;
  held: number;
  bahtHours: number;
  /** Until their money was let go, on average; null where nothing was held. */
  hoursToRelease: number | null;
}

/** What one order of reviews did. */
export interface ReleaseFigures {
  reviews: number;
  /** Of the reviews, those of innocent holders. */
  ofInnocents: number;
  /** Let go to mules by mistaken reviews, of what was held at mules and operators. */
  lostShare: number;
  bahtHoursPerBahtSaved: number;
  groups: Readonly<Record<Group, GroupFigures>>;
}

/** Reviews the holds of a policy in each order, as many in each; the same reviews err in all. */
export function measureReleases(
  bench: Bench,
  played: readonly PlayedCase[],
): Readonly<Record<ReleaseOrder, ReleaseFigures>> {
  const holds = played.flatMap((one) => one.holds);
  const of = (order: ReleaseOrder) => figuresOf(bench, reviewed(bench, holds, order));
  return { none: of('none'), chance: of('chance'), taint: of('taint'), analysis: of('analysis') };
}

/** A hold after the reviews. */
interface Reviewed {
  hold: PlayedHold;
  isInnocent: boolean;
  endsAt: number;
  wasReviewed: boolean;
}

function reviewed({ nation }: Bench, holds: readonly PlayedHold[], order: ReleaseOrder): Reviewed[] {
  const { seed } = nation.settings;
  const rows = holds.map((hold, index) => {
    const isInnocent = !nation.truth.muleKeys.has(hold.account.key) && hold.account.role !== 'exchange';
    const chance = new Random(`review/${seed}/${index}`);
    const [isWrong, draw] = [chance.chance(REVIEW_ERRORS), chance.next()];
    const place = { none: 0, chance: draw, taint: hold.taint, analysis: hold.score ?? 1 }[order];
    return { hold, isInnocent, isWrong, place, endsAt: hold.releasedAt, wasReviewed: false };
  });
  const first = Math.min(...holds.map(({ heldAt }) => heldAt));
  const last = Math.max(...holds.map(({ releasedAt }) => releasedAt));
  if (order === 'none') return rows;
  for (let at = first; at < last; at += DAY_MS / REVIEWS_PER_DAY) {
    const waiting = rows.filter((row) => {
      const { heldAt, releasedAt } = row.hold;
      return !row.wasReviewed && heldAt + REVIEWED_FROM_MS <= at && releasedAt > at;
    });
    if (waiting.length === 0) continue;
    const next = waiting.reduce((best, row) => (row.place < best.place ? row : best));
    next.wasReviewed = true;
    if (next.isInnocent !== next.isWrong) next.endsAt = at;
  }
  return rows;
}

function figuresOf({ nation }: Bench, rows: readonly Reviewed[]): ReleaseFigures {
  const reviews = rows.filter(({ wasReviewed }) => wasReviewed);
  const innocent = rows.filter(({ isInnocent }) => isInnocent);
  const others = rows.filter(({ isInnocent }) => !isInnocent);
  const saved = sum(others.map(({ hold }) => hold.heldSatang));
  const lost = sum(others.filter(({ hold, endsAt }) => endsAt < hold.releasedAt).map(({ hold }) => hold.heldSatang));
  const isOf = (group: Group, account: WorldAccount, at: number) =>
    group === 'all' || (group === 'new account' ? at - account.openedAt < NEW_MS : account.role === group);
  const endsAt = nation.endsAt;
  const ofGroup = (group: Group): GroupFigures => {
    const there = nation.accounts.filter(
      (account) =>
        account.role !== 'exchange' && !nation.truth.muleKeys.has(account.key) && isOf(group, account, endsAt),
    );
    const held = innocent.filter(({ hold }) => isOf(group, hold.account, hold.heldAt));
    return {
      accounts: there.length,
      held: new Set(held.map(({ hold }) => hold.account.key)).size,
      bahtHours: sum(held.map((row) => (row.hold.heldSatang / 100) * hoursOf(row))),
      hoursToRelease: held.length === 0 ? null : sum(held.map(hoursOf)) / held.length,
    };
  };
  const groups = {
    all: ofGroup('all'),
    forwarder: ofGroup('forwarder'),
    seller: ofGroup('seller'),
    merchant: ofGroup('merchant'),
    person: ofGroup('person'),
    'new account': ofGroup('new account'),
  };
  return {
    reviews: reviews.length,
    ofInnocents: reviews.filter(({ isInnocent }) => isInnocent).length,
    lostShare: saved === 0 ? 0 : lost / saved,
    bahtHoursPerBahtSaved: saved === lost ? 0 : (100 * groups.all.bahtHours) / (saved - lost),
    groups,
  };
}

function hoursOf({ hold, endsAt }: Reviewed): number {
  return (endsAt - hold.heldAt) / HOUR_MS;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
