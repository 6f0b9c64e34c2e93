import { GROUPS, RELEASE_ORDERS, type Group, type ReleaseFigures, type ReleaseOrder } from '../bench/releases.js';
import { estimate } from '../bench/statistics.js';
import type { WorldResult } from '../bench/world-result.js';
import { shown, table } from './table.js';

const TITLES: Readonly<Record<ReleaseOrder, string>> = {
  none: 'nobody reviews',
  chance: 'drawn by chance',
  taint: 'least stolen money first',
  analysis: 'likeliest innocent first, by the analysis',
};

/** Says how reviews were played. */
export function releasesText(): string {
  return `The holds of one live trace, reviewed by officers: ten a day, one after the other, from four hours after the hold on. One review in twenty errs
(an assumption): it keeps an innocent holder's money, or lets a mule's go, which is lost. The same reviews err in every order. _More than by chance_ compares
within each world.
`;
}

/** Returns what each order of review did. */
export function releasesTable(worlds: readonly WorldResult[]): string {
  const of = (order: ReleaseOrder, value: (figures: ReleaseFigures) => number) =>
    perWorld(worlds, (releases) => value(releases[order]));
  const shownFor = (order: ReleaseOrder, digits: number, value: (figures: ReleaseFigures) => number) =>
    shown(estimate(of(order, value)), digits);
  return table(
    [
      'order of review',
      'reviews',
      'of innocents',
      'their baht-hours per baht saved',
      'more than by chance',
      'hours to release',
      'lost to mules, of what was saved',
    ],
    RELEASE_ORDERS.map((order) => [
      TITLES[order],
      shownFor(order, 0, ({ reviews }) => reviews),
      order === 'none' ? '–' : shownFor(order, 2, ({ reviews, ofInnocents }) => ofInnocents / Math.max(1, reviews)),
      shownFor(order, 1, ({ bahtHoursPerBahtSaved }) => bahtHoursPerBahtSaved),
      shown(
        estimate(
          perWorld(worlds, (releases) => releases[order].bahtHoursPerBahtSaved - releases.chance.bahtHoursPerBahtSaved),
        ),
        1,
      ),
      shownFor(order, 0, ({ groups }) => groups.all.hoursToRelease ?? 0),
      shownFor(order, 3, ({ lostShare }) => lostShare),
    ]),
  );
}

/** Says what the table of groups compares. */
export function groupsText(): string {
  return `Innocent holders by group, which only the made-up country knows. _Held_: of 1,000 innocent accounts of the group, whatever the order. _Beside all_: hours until
money is let go, as a ratio to those of all innocent holders in the same world, under reviews by chance and by the analysis; 1 is fair, and 1.25 is the most that is
wanted. _Difference_ compares the two within each world: above 0, the analysis makes the group wait longer than chance does. The country has neither age nor
nationality, so of the elderly and of migrants it says nothing.
`;
}

/** Returns how the orders treat each group. */
export function groupsTable(worlds: readonly WorldResult[]): string {
  const hours = (figures: ReleaseFigures, group: Group) => figures.groups[group].hoursToRelease;
  const beside = (figures: ReleaseFigures, group: Group): number[] => {
    const [ofGroup, ofAll] = [hours(figures, group), hours(figures, 'all')];
    return ofGroup === null || ofAll === null ? [] : [ofGroup / ofAll];
  };
  const over = (values: readonly number[], digits: number) =>
    values.length === 0 ? 'nobody was held' : shown(estimate(values), digits);
  return table(
    [
      'innocent holders',
      'held, of 1,000',
      'baht-hours of each held, by chance',
      'by the analysis',
      'hours, by chance',
      'hours, by the analysis',
      'beside all, by chance',
      'beside all, by the analysis',
      'difference',
    ],
    GROUPS.map((group) => {
      const of = (value: (releases: Releases) => readonly number[]) =>
        worlds.flatMap(({ releases }) => (releases === null ? [] : value(releases)));
      const bahtHours = (order: ReleaseOrder) =>
        of((releases) => {
          const { bahtHours: all, held } = releases[order].groups[group];
          return held === 0 ? [] : [all / held];
        });
      const toRelease = (order: ReleaseOrder) => of((releases) => [hours(releases[order], group) ?? []].flat());
      return [
        group,
        over(
          of(({ chance: { groups } }) => [(1_000 * groups[group].held) / Math.max(1, groups[group].accounts)]),
          1,
        ),
        over(thousands(bahtHours('chance')), 0) + 'k',
        over(thousands(bahtHours('analysis')), 0) + 'k',
        over(toRelease('chance'), 0),
        over(toRelease('analysis'), 0),
        over(
          of(({ chance }) => beside(chance, group)),
          2,
        ),
        over(
          of(({ analysis }) => beside(analysis, group)),
          2,
        ),
        over(
          of(({ chance, analysis }) => {
            const [byChance] = beside(chance, group);
            const [byAnalysis] = beside(analysis, group);
            return byChance === undefined || byAnalysis === undefined ? [] : [byAnalysis - byChance];
          }),
          2,
        ),
      ];
    }),
  );
}

type Releases = NonNullable<WorldResult['releases']>;

function perWorld(worlds: readonly WorldResult[], value: (releases: Releases) => number): number[] {
  return worlds.flatMap(({ releases }) => (releases === null ? [] : [value(releases)]));
}

function thousands(values: readonly number[]): number[] {
  return values.map((value) => value / 1_000);
}
