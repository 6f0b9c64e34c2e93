import type { Chapter, Check } from '../check.js';
import type { Play } from '../play.js';
import { wants } from '../unmet.js';

/** What says when it was made: how it is had, and when it says that it was made. */
const SAID: readonly (readonly [id: string, what: string, says: (play: Play) => Promise<string>])[] = [
  ['receipt', 'A receipt', async (play) => (await play.place(play.order())).at],
  [
    'release',
    'The receipt of a release',
    async (play) => {
      const order = play.order();
      await play.place(order);
      return (await play.release(play.releaseOf(order))).at;
    },
  ],
  ['answer', 'The answer to a question', async (play) => (await play.ask(play.search({ amountSatang: '777' }))).at],
  [
    'statement',
    'A statement',
    async (play) => String(((await play.get('/hold-statements')).json as { asOf?: unknown } | undefined)?.asOf),
  ],
  [
    'change',
    'The last change of an order in a statement',
    async (play) => {
      const order = play.order();
      await play.place(order);
      return (await play.stated(order.orderId))?.changedAt ?? 'absent';
    },
  ],
];

/** How far the clock of the institution may be from that of the kit, in ms: what a signature may be ahead. */
const APART_MS = 60_000;

export const clocks: Chapter = {
  title: 'One time',
  checks: SAID.map(([id, what, says]): Check => ({
    id: `clock-${id}`,
    says: 'time-utc',
    expects: `${what} says when it was made: an RFC 3339 time with its offset, at most a minute from that of the centre.`,
    books: 'whole',
    run: async (play) => {
      const at = await says(play);
      const apart = Date.parse(at) - Date.now();
      wants(
        Math.abs(apart) <= APART_MS,
        `it says ${at}, ${Math.round(apart / 1000)} seconds from the clock of the kit`,
      );
    },
  })),
};
