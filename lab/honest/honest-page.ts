import { estimate } from '../bench/statistics.js';
import { shown, table } from '../report/table.js';
import { type HonestFigures, PROPOSALS } from './measure-honest.js';

/** Writes the page of what the rules do to those without guilt; the figures are by world, then by proposal. */
export function honestPage(seeds: readonly number[], worlds: readonly (readonly HonestFigures[])[]): string {
  const over = (place: number, value: (figures: HonestFigures, asItIs: HonestFigures) => number | null) =>
    worlds.flatMap((world) => {
      const [figures, asItIs] = [world[place], world[0]];
      const found = figures === undefined || asItIs === undefined ? null : value(figures, asItIs);
      return found === null ? [] : [found];
    });
  const cell = (
    place: number,
    digits: number,
    value: (figures: HonestFigures, asItIs: HonestFigures) => number | null,
  ): string => {
    const values = over(place, value);
    return values.length === 0 ? '–' : shown(estimate(values), digits);
  };
  const rows = PROPOSALS.map(({ title, row }, place) => [
    title,
    row === null ? '–' : `\`${row}\``,
    cell(place, 1, ({ heldOfThousand }) => heldOfThousand.forwarder),
    cell(place, 1, ({ heldOfThousand }) => heldOfThousand.seller),
    cell(place, 1, ({ heldOfThousand }) => heldOfThousand.all),
    cell(place, 2, beside),
    cell(place, 1, ({ heldOfThousand: { forwarder, all } }) => (all === 0 ? null : forwarder / all)),
    cell(place, 2, ({ paidByVictim }) => paidByVictim),
    cell(place, 2, ({ hours }) => (hours.seller === null || hours.all === null ? null : hours.seller / hours.all)),
    cell(place, 1, ({ bahtHoursPerBahtSaved }) => bahtHoursPerBahtSaved),
    cell(place, 3, ({ savedShare }) => savedShare),
    cell(place, 3, (now, before) => now.savedShare - before.savedShare),
  ]);
  const halves = PROPOSALS.map(({ title }, place) => ({
    title,
    forwarders: meanOf(over(place, (now, before) => beside(now, before))),
    price: -1_000 * meanOf(over(place, (now, before) => now.savedShare - before.savedShare)),
  })).filter(({ forwarders }) => forwarders <= 0.5);
  const [cheapest] = halves.sort((one, other) => one.price - other.price);
  const today = 1_000 * meanOf(over(0, ({ savedShare }) => savedShare));
  const found =
    cheapest === undefined
      ? 'None of these halves how many forwarders are held.'
      : `**${cheapest.title}** halves how many forwarders are held for the least: of each 1,000 baht that are stolen it saves ${cheapest.price.toFixed(0)} baht less than the ${today.toFixed(0)} of today.`;
  return `# What the rules do to those without guilt

\`npm run lab -- --honest ${seeds.at(0)}-${seeds.at(-1)}\` writes the table. ${worlds.length} made-up countries ([the lab](README.md)), one live trace, no model and no review: the rows of the rulebook alone.
Each figure is a mean over the worlds with its 95% interval; the last column compares within each world.

${table(
  [
    'money is followed into',
    'row',
    'forwarders held, of 1,000',
    'sellers held, of 1,000',
    'all innocents held, of 1,000',
    'forwarders, beside today',
    'forwarders, beside all innocents',
    'of their holds, where a victim paid',
    "sellers' wait, beside all",
    "innocents' baht-hours per baht saved",
    'saved',
    'saved more than today',
  ],
  rows,
)}

The rule that holds them is P-TRACE. The smaller part of their holds is at the account that a victim paid; into the others the row follows the money by itself, ten hops far and down to 500 baht,
and whoever sends money on stands on many trails. ${found}
**No proposal makes forwarders less of a mark beside the others**: whatever lets them go lets other innocents go even more, so as a multiple of all innocents they are held more often, not less; what falls is how many are held at all.
By the rules alone nobody waits longer for what he is: a hold ends by its own clock, whoever has the account.

What is proposed is a change of the parameters of one row, which two persons make (\`POST /v1/rule-changes\`); none of it is in force. \`evidenceFromHop\` would be a new parameter. What a proposal lets go stays on the trail, and an officer may still ask for an order there.
`;
}

/** Returns how many forwarders are held, as a share of those that are held today; null where none is. */
function beside(now: HonestFigures, before: HonestFigures): number | null {
  const { forwarder } = before.heldOfThousand;
  return forwarder === 0 ? null : now.heldOfThousand.forwarder / forwarder;
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? NaN : estimate(values).mean;
}
