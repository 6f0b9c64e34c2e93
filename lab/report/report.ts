import type { PolicyFigures } from '../bench/measure.js';
import { policiesOf } from '../bench/policies.js';
import { type Estimate, estimate } from '../bench/statistics.js';
import type { WorldResult } from '../bench/world-result.js';
import { HELD_IN_2024, calibrationFault } from '../hardness/calibration.js';
import { failedGates } from '../hardness/hardness.js';
import type { ReviewFigures } from '../review/measure-review.js';
import { LINKED_BY, type Linkage } from '../linkage/measure-linkage.js';
import { VARIANT_POLICIES, type VariantResult } from '../sensitivity.js';
import { barChart } from './chart.js';
import { findingOf, goalsTable } from './goals.js';
import { groupsTable, groupsText, releasesTable, releasesText } from './releases-part.js';
import { reviewTables, reviewText } from './review-part.js';
import { shown, table } from './table.js';

/** Everything that was measured; what is missing has no part of the page. */
interface Results {
  worlds: readonly WorldResult[];
  variants?: readonly VariantResult[];
  linkage?: readonly Linkage[];
  reviews?: readonly ReviewFigures[];
}

/** The files of the page, by name. */
type Page = Readonly<Record<string, string>>;

/** Returns the worlds that figures may come from: those that pass every gate of hardness. */
export function hardWorlds(worlds: readonly WorldResult[]): WorldResult[] {
  return worlds.filter(({ hardness }) => failedGates(hardness).length === 0);
}

/**
 * Writes the page of a run: the tables, and the charts beside them. A world that fails a gate of
 * hardness stands in the table of hardness only. Throws a RangeError when no world passes.
 */
export function reportOf({ worlds: measured, variants = [], linkage = [], reviews = [] }: Results): Page {
  const worlds = hardWorlds(measured);
  if (worlds.length === 0) throw new RangeError('no world passes the gates of hardness, so there is nothing to report');
  const page: Record<string, string> = {
    'README.md': [
      intro(worlds, measured.length - worlds.length),
      ...calibrationText(worlds),
      '## The policies\n',
      policyTable(worlds),
      '\n## What it shows\n',
      findingOf(worlds),
      goalsTable(worlds, variants),
      '\n![Share of the stolen money that is saved, by policy](saved.svg)\n',
      '![Minutes until half of what is held is held, by policy](minutes.svg)\n',
      '## Who predicts the next account\n',
      hitsText(),
      hitsTable(worlds),
      GONE,
      '\n## Who is let go first\n',
      releasesText(),
      releasesTable(worlds),
      '\n### Whom the order treats how\n',
      groupsText(),
      groupsTable(worlds),
      ...(reviews.length === 0
        ? []
        : ['\n## Complaints that are mistaken\n', reviewText(reviews), reviewTables(reviews)]),
      '\n## What sharing is worth\n',
      SHARING_TEXT,
      ...(variants.length === 0
        ? []
        : ['\n## When something changes\n', variantText(variants), variantTable(variants)]),
      ...(linkage.length === 0 ? [] : ['\n## Which cases belong together\n', linkageText(), linkageTable(linkage)]),
      '\n## How hard the worlds are\n',
      heldText(worlds),
      hardnessTable(measured),
      '',
    ].join('\n'),
    'saved.svg': chartOf(worlds, 'Share of the stolen money that is saved', (figures) => figures.savedShare),
    'minutes.svg': chartOf(worlds, 'Minutes until half of what is held is held', (figures) => figures.minutesToHold),
  };
  return page;
}

const SHARING_TEXT = `One institution alone, all of them, and each agency beside: trained models say it, not the lab. Their figures stand in the
[model card](../../src/analysis/models/MODEL_CARD.md#what-sharing-is-worth).
`;

function intro(worlds: readonly WorldResult[], leftOut: number): string {
  const seeds = worlds.map(({ settings }) => settings.seed).join(', ');
  const [first] = worlds;
  return `# The lab: what policies save in a made-up country

\`npm run lab\` writes this page. It plays each policy over the same thefts and asks the domain's own code how money is attributed, which payments
are followed (P-TRACE), when the evidence gives reason to believe (P-EV85B), and when a hold ends. The country is made up
([ADR 46](../adr/0046-the-country-is-made-up-and-hard.md)): the figures compare policies; they say nothing of what is saved in Thailand.

Worlds: seeds ${seeds}, ${first?.settings.accounts} accounts and ${first?.settings.days} days each; the complaints of the last third are played.
Each figure is a mean over the worlds with its 95% interval. Worlds that failed a gate of hardness, and were left out: ${leftOut}.

- **saved**: held at mules and digital-asset operators, of what was stolen. **held** counts money at innocent holders too.
- **of the oracle**: saved, as a share of what the oracle with the same times saves: it knows the whole path when the victim calls.
- **reported**, **history**, **live**: what a predictor may look at: trails of earlier complaints; all payments before the theft; all until now. A
  store refuses every other payment. Holds made ready with _frequency_ and _analysis_ look at _reported_ only, unless the policy says all banks (_history_).
  What the analysis says of accounts that are held looks at _live_.
- **innocents**: holders without guilt who had money held, for each case; baht-hours of theirs for each baht saved; hours until it was let go, when
  every hold ends by its own rule. [Reviews](#who-is-let-go-first) let some go earlier.
- **the oracle** knows the whole path when the victim calls. _Same times_: it waits for the first hold, for evidence and officers where section 7
  gives no power, and for institutions that are off line, as the others do.
`;
}

function policyTable(worlds: readonly WorldResult[]): string {
  const over = (id: string, of: (figures: PolicyFigures, oracle: PolicyFigures | undefined) => number): Estimate =>
    estimate(
      worlds.flatMap(({ policies }) => {
        const figures = policies[id];
        return figures === undefined ? [] : [of(figures, policies['oracle'])];
      }),
    );
  return table(
    [
      'policy',
      'saved',
      'of the oracle',
      'held',
      'minutes to hold',
      'innocents',
      'their baht-hours per baht',
      'hours to release',
      'made ready per case',
      'never triggered',
    ],
    policiesOf().map(({ id, title }) => [
      title,
      shown(over(id, ({ savedShare }) => savedShare)),
      shown(
        over(id, ({ savedShare }, oracle) => savedShare / Math.max(1e-9, oracle?.savedShare ?? 0)),
        2,
      ),
      shown(over(id, ({ heldShare }) => heldShare)),
      shown(
        over(id, ({ minutesToHold }) => minutesToHold),
        0,
      ),
      shown(
        over(id, ({ innocentsPerCase }) => innocentsPerCase),
        2,
      ),
      shown(
        over(id, (figures) => figures.innocentBahtHoursPerBahtSaved),
        1,
      ),
      shown(
        over(id, ({ hoursToRelease }) => hoursToRelease),
        0,
      ),
      shown(
        over(id, ({ armedPerCase }) => armedPerCase),
        1,
      ),
      shown(
        over(id, ({ neverTriggeredShare }) => neverTriggeredShare),
        2,
      ),
    ]),
  );
}

/** What was measured here, and why it is measured no more. */
const GONE = `
**The product names no next account and no way out.** The first account that was named was right .17 ± .02 of the time, which is too seldom to say; of the ways out the commonest (to another
account) was right .69 ± .05, as often as a table of all hops, and .77 ± .02 of the minutes lay within the span that was to hold .80. Both were kept and shown to nobody, and the code is gone. The
policies that arm holds by prediction are of the lab alone.
`;

function hitsText(): string {
  return `For each account that sent stolen money on: was the account that got most of it among the first 1, 3 or 5 that were named when the victim
called? _Reachable_ says how often it was in the set at all; no predictor can be better on that set.
`;
}

function hitsTable(worlds: readonly WorldResult[]): string {
  const kinds = worlds[0]?.hits ?? [];
  return table(
    ['predictor', 'may look at', 'hit@1', 'hit@3', 'hit@5', 'reachable'],
    kinds.map(({ by, set }) => {
      const of = (name: 'hit1' | 'hit3' | 'hit5' | 'reachable') =>
        shown(estimate(worlds.map(({ hits }) => hits.find((hit) => hit.by === by && hit.set === set)?.[name] ?? 0)), 2);
      return [by, set, of('hit1'), of('hit3'), of('hit5'), of('reachable')];
    }),
  );
}

function variantText(variants: readonly VariantResult[]): string {
  const seeds = variants[0]?.worlds.map(({ settings }) => settings.seed).join(', ');
  return `Saved, of what was stolen; seeds ${seeds}. One thing is changed at a time. Worlds with other mules or speeds need not pass the gates of hardness. One world
differs from the next by far, so the three columns at the end compare within each world: what one live trace saves more than hop by hop, what it saves more with the
analysis, and what it saves of the oracle. **Gangs that adapt lose more**, because they leave money three times as long so that it looks like
ordinary money: it is then still there when the victim calls. The row says what being slow costs them, and not that they cannot adapt better.
`;
}

function variantTable(variants: readonly VariantResult[]): string {
  const titles = new Map(policiesOf().map(({ id, title }) => [id, title]));
  const saved = ({ policies }: WorldResult, id: string) => policies[id]?.savedShare ?? 0;
  return table(
    [
      'change',
      'to',
      ...VARIANT_POLICIES.map((id) =>
        id.startsWith('follow+') ? `hop by hop ${titles.get(id)}` : (titles.get(id) ?? id),
      ),
      'trace − hop by hop',
      'analysis − trace',
      'trace, of the oracle',
    ],
    variants.map(({ variant, worlds }) => {
      const within = (of: (world: WorldResult) => number, digits?: number) => shown(estimate(worlds.map(of)), digits);
      return [
        variant.group,
        variant.name,
        ...VARIANT_POLICIES.map((id) => within((world) => saved(world, id))),
        within((world) => saved(world, 'trace') - saved(world, 'follow')),
        within((world) => saved(world, 'trace+analysis') - saved(world, 'trace')),
        within((world) => saved(world, 'trace') / Math.max(1e-9, saved(world, 'oracle')), 2),
      ];
    }),
  );
}

function linkageText(): string {
  return `How well the linkage of the product finds, when a case comes, the earlier cases of its gang (G10: B-cubed F1 of at least .90, at most .01 merged with others). _Contacts_ are what
complaints name beside accounts: telephone numbers, LINE ids, web addresses and devices. How long a gang uses each, how often it is named and how often
it is somebody else's are assumptions ([contacts.ts](../../simulator/world/contacts.ts)). Sellers paid by the victims of two gangs, and things of nobody that two
gangs' victims name, would chain gangs together, so an account binds a case to no ring by itself; a mule of more than 20 cases counts as a hub.
`;
}

function linkageTable(linkage: readonly Linkage[]): string {
  return table(
    ['cases linked by', 'precision', 'recall', 'F1', 'merged with others', 'linked'],
    LINKED_BY.map((by) => {
      const of = (name: 'precision' | 'recall' | 'f1' | 'overMerged' | 'linked') =>
        shown(estimate(linkage.map((one) => one[by][name])), 2);
      return [by, of('precision'), of('recall'), of('f1'), of('overMerged'), of('linked')];
    }),
  );
}

/** Nothing where the manual policy holds what was held in 2024; else a warning in one paragraph. */
function calibrationText(worlds: readonly WorldResult[]): string[] {
  const fault = calibrationFault(worlds);
  return fault === undefined ? [] : [`**Not calibrated, so quote no share from this page**: ${fault}.\n`];
}

function heldText(worlds: readonly WorldResult[]): string {
  const held = estimate(worlds.map(({ policies }) => policies['manual']?.heldShare ?? 0));
  return `The published ratio of held to lost is ${HELD_IN_2024.least} to ${HELD_IN_2024.most} for 2024. The manual policy, whose times were set for it on other worlds (9 to 16, 41 to 46), holds ${shown(held)} here:
at mules and at innocent holders, whom nearly half of the smaller thefts pay. One world differs from the next by far, so the gate is on the mean.
`;
}

function hardnessTable(worlds: readonly WorldResult[]): string {
  return table(
    ['seed', 'mules of all accounts', 'wrong labels', 'rule AUC', 'linear AUC', 'held, manual', 'fails'],
    worlds.map(({ settings, hardness, policies }) => [
      String(settings.seed),
      hardness.prevalence.toFixed(4),
      hardness.labelNoise.toFixed(3),
      hardness.ruleAuc.toFixed(3),
      hardness.logisticAuc.toFixed(3),
      (policies['manual']?.heldShare ?? 0).toFixed(3),
      failedGates(hardness).join('; ') || '–',
    ]),
  );
}

function chartOf(worlds: readonly WorldResult[], title: string, of: (figures: PolicyFigures) => number): string {
  return barChart(
    title,
    policiesOf().map(({ id, title: label }) => ({
      label,
      value: estimate(worlds.flatMap(({ policies }) => (policies[id] === undefined ? [] : [of(policies[id])]))),
    })),
  );
}
