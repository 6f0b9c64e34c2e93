import { STOLEN } from '../books.js';
import type { Chapter } from '../check.js';
import { wants } from '../unmet.js';

/** A field that no version has. */
const UNKNOWN = { kitAddedThisField: { depth: [1] } };

export const changes: Chapter = {
  title: 'What a later version adds',
  checks: [
    {
      id: 'unknown-order',
      says: 'unknown-fields',
      expects: 'A field of a hold order that you do not know is ignored.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        const { result, heldAmountSatang } = await play.place({ ...order, ...UNKNOWN });
        wants(result === 'HELD_FULL' && BigInt(heldAmountSatang) === STOLEN, `it says ${result}`);
      },
    },
    {
      id: 'unknown-notice',
      says: 'unknown-fields',
      expects: 'A field of the notice to the holder that you do not know is ignored.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        const { result } = await play.place({ ...order, holderNotice: { ...order.holderNotice, ...UNKNOWN } });
        wants(result === 'HELD_FULL', `it says ${result}`);
      },
    },
    {
      id: 'unknown-release',
      says: 'unknown-fields',
      expects: 'A field of a release order that you do not know is ignored.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        await play.place(order);
        const { result } = await play.release({ ...play.releaseOf(order), ...UNKNOWN });
        wants(result === 'RELEASED', `it says ${result}`);
      },
    },
    {
      id: 'unknown-question',
      says: 'unknown-fields',
      expects: 'A field of a question that you do not know is ignored.',
      books: 'sender',
      run: async (play) => {
        const { result } = await play.ask({ ...play.question(0), ...UNKNOWN });
        wants(result === 'CONFIRMED', `it says ${result}`);
      },
    },
    {
      id: 'unknown-reason',
      says: 'unknown-values',
      expects: 'A release is carried out also for a reason that you do not know.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        await play.place(order);
        const release = { ...play.releaseOf(order), reason: 'KIT_ADDED_THIS_REASON' as 'EXPIRED' };
        const { result } = await play.release(release);
        wants(result === 'RELEASED', `it says ${result}`);
      },
    },
    {
      id: 'unknown-power',
      says: 'unknown-values',
      expects: 'An order is carried out also by a power (holderNotice.kind) that you do not know.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        const holderNotice = { ...order.holderNotice, kind: 'kit_added_this_power' as 'section7' };
        const { result } = await play.place({ ...order, holderNotice });
        wants(result === 'HELD_FULL', `it says ${result}`);
      },
    },
    {
      id: 'unknown-row',
      says: 'unknown-values',
      expects: 'An order is carried out also on a row of the rulebook that you do not know.',
      books: 'whole',
      run: async (play) => {
        const legalBasis = [{ ruleId: 'KIT-ROW', section: 's.99', instrument: 'decree_of_the_future' }];
        const { result } = await play.place(play.order({ legalBasis }));
        wants(result === 'HELD_FULL', `it says ${result}`);
      },
    },
    {
      id: 'schema-missing',
      says: 'form-schema',
      expects: 'An order without a field that it needs is refused by 400, and holds nothing.',
      books: 'whole',
      run: async (play) => {
        const { expiresAt: _, ...order } = play.order();
        const said = await play.post('/hold-orders', order);
        wants(said.status === 400, `it was answered by ${said.status}`);
      },
    },
    {
      id: 'schema-number',
      says: 'form-money',
      expects: 'An amount that is a number, and not a text, is refused by 400.',
      books: 'whole',
      run: async (play) => {
        const said = await play.post('/hold-orders', { ...play.order(), requestedAmountSatang: 5_000_000 });
        wants(said.status === 400, `it was answered by ${said.status}`);
      },
    },
  ],
};
