import type { ReleaseOrder } from '../bench/releases.js';
import type { WorldResult } from '../bench/world-result.js';
import { estimate } from '../bench/statistics.js';
import { USES_OF_MULE, type VariantResult } from '../sensitivity.js';
import { shown, table } from './table.js';

/** A goal of the analysis, and what was measured. */
interface Goal {
  goal: string;
  figure: string;
  isMet: boolean;
}

/** Returns the goals with their figures, as a table. */
export function goalsTable(worlds: readonly WorldResult[], variants: readonly VariantResult[] = []): string {
  const reuse = [reusing(variants, '160', 0.25), reusing(variants, '5', 0)].flatMap((goal) => goal ?? []);
  const goals = [tracing(worlds), predicting(worlds), ...reuse, sparing(worlds), ...naming(worlds)];
  return table(
    ['goal', 'figure', 'met'],
    goals.map(({ goal, figure, isMet }) => [goal, figure, isMet ? 'yes' : 'no']),
  );
}

/** Says in words whether a fast trace saves more than prediction does. */
export function findingOf(worlds: readonly WorldResult[]): string {
  const more = estimate(worlds.map((world) => saved(world, 'trace') - saved(world, 'follow+analysis')));
  const ahead = worlds.filter((world) => saved(world, 'trace') > saved(world, 'follow+analysis')).length;
  const isSure = more.within !== null && more.mean - more.within > 0;
  const verdict = isSure
    ? 'Confirmed'
    : more.mean > 0
      ? 'Neither confirmed nor refuted: the interval includes zero'
      : 'Refuted';
  return (
    `**A fast live trace saves more than prediction** at 30 minutes a hop: ${verdict}. One live trace saves ${shown(more)} of what was stolen ` +
    `more than hop by hop with prediction, and it is ahead in ${ahead} of ${worlds.length} worlds. Both look at what their rows say; a trace needs no model.\n`
  );
}

function tracing(worlds: readonly WorldResult[]): Goal {
  const share = estimate(worlds.map((world) => ofOracle(world, 'trace')));
  return {
    goal: 'G4: one live trace saves at least .88 of the oracle',
    figure: shown(share, 2),
    isMet: share.mean >= 0.88,
  };
}

function predicting(worlds: readonly WorldResult[]): Goal {
  const gain = estimate(worlds.map((world) => ofOracle(world, 'follow+analysis') - ofOracle(world, 'follow')));
  return {
    goal: 'G4: at 30 minutes a hop, prediction on reported trails adds at least .25 of the oracle',
    figure: shown(gain, 2),
    isMet: gain.mean >= 0.25,
  };
}

/** What prediction adds where gangs use a mule for more, or for fewer, thefts. */
function reusing(variants: readonly VariantResult[], uses: string, least: number): Goal | undefined {
  const found = variants.find(({ variant }) => variant.group === USES_OF_MULE && variant.name === uses);
  if (found === undefined) return undefined;
  const gain = estimate(found.worlds.map((world) => ofOracle(world, 'follow+analysis') - ofOracle(world, 'follow')));
  return {
    goal: `G4: the same where a mule serves ${uses} thefts: at least ${least.toFixed(2)}`,
    figure: shown(gain, 2),
    isMet: gain.mean >= least,
  };
}

function sparing(worlds: readonly WorldResult[]): Goal {
  const hours = (world: WorldResult, order: ReleaseOrder) => world.releases?.[order].bahtHoursPerBahtSaved ?? 0;
  const less = (than: ReleaseOrder) => worlds.filter((world) => hours(world, 'analysis') < hours(world, than)).length;
  return {
    goal: 'G5: reviews in the order of the analysis leave innocents fewer baht-hours per baht saved than as many reviews by taint, and by chance, in every world',
    figure: `${less('taint')} and ${less('chance')} of ${worlds.length} worlds`,
    isMet: less('taint') === worlds.length && less('chance') === worlds.length,
  };
}

function naming(worlds: readonly WorldResult[]): Goal[] {
  return (['reported', 'history'] as const).map((set) => {
    const hit = (world: WorldResult, by: string) => world.hits.find((one) => one.by === by && one.set === set);
    const analysis = estimate(worlds.map((world) => hit(world, 'analysis')?.hit5 ?? 0));
    const frequency = estimate(worlds.map((world) => hit(world, 'frequency')?.hit5 ?? 0));
    const reachable = estimate(worlds.map((world) => hit(world, 'analysis')?.reachable ?? 0));
    return {
      goal: `G6, ${set}: hit@5 at least .80 of what is reachable, and .03 above frequency; else frequency ships`,
      figure: `${shown(analysis, 2)}; frequency ${shown(frequency, 2)}; reachable ${shown(reachable, 2)}`,
      isMet: analysis.mean >= 0.8 * reachable.mean && analysis.mean >= frequency.mean + 0.03,
    };
  });
}

function saved({ policies }: WorldResult, id: string): number {
  return policies[id]?.savedShare ?? 0;
}

function ofOracle(world: WorldResult, id: string): number {
  return saved(world, id) / Math.max(1e-9, saved(world, 'oracle'));
}
