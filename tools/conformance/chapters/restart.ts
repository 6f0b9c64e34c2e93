import { isDeepStrictEqual } from 'node:util';
import type { Chapter } from '../check.js';
import { inSeconds, type Play } from '../play.js';
import { wants } from '../unmet.js';

async function restarted(play: Play): Promise<void> {
  const { restart } = play.kit;
  if (restart === undefined) throw new Error('there is no command that restarts the institution');
  await restart();
}

/** Plays alone, one after the other, because each stops the institution. */
export const restart: Chapter = {
  title: 'What outlives a crash',
  checks: [
    {
      id: 'restart-answer',
      says: 'once-durable',
      expects: 'After a crash a repeated order gets the answer of the time before.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        const before = await play.place(order);
        await restarted(play);
        const after = await play.place(order);
        wants(isDeepStrictEqual(after, before), `before: ${JSON.stringify(before)}; after: ${JSON.stringify(after)}`);
      },
    },
    {
      id: 'restart-held',
      says: 'once-durable',
      expects: 'After a crash the money is still held, and the statement says so.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        await play.place(order);
        await restarted(play);
        const stated = await play.stated(order.orderId);
        wants(stated?.state === 'HELD', `it is ${stated?.state ?? 'not named'}`);
      },
    },
    {
      id: 'restart-released',
      says: 'once-durable',
      expects: 'After a crash a hold that was released stays released.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        await play.place(order);
        await play.release(play.releaseOf(order));
        await restarted(play);
        const late = await play.place(play.order({ holdId: order.holdId, replacesOrderId: order.orderId }));
        wants(late.result === 'REFUSED_LEGAL', `a late order of it is answered by ${late.result}`);
      },
    },
    {
      id: 'restart-expiry',
      says: 'expiry-restart',
      expects: 'A hold whose time was over while you were down is let go, and reported, when you are back.',
      books: 'whole',
      run: async (play) => {
        const order = play.order({ expiresAt: inSeconds(2) });
        await play.place(order);
        await restarted(play);
        await play.callback('hold.lapsed', order.holdId);
      },
    },
  ],
};
