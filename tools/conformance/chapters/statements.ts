import type { HoldOrder } from '../../../src/wire/institution/calls/hold-order.js';
import { HoldStatement } from '../../../src/wire/institution/calls/hold-statement.js';
import type { Chapter } from '../check.js';
import { inSeconds, type Stated } from '../play.js';
import { wants } from '../unmet.js';

/** What a statement says of an order as it came. */
const AsOrdered = HoldStatement.shape.orders.element.shape.asOrdered.unwrap();

/** Throws unless what is stated of an order names it as it came. */
export function wantsAsOrdered(of: Stated | undefined, order: HoldOrder): void {
  const stated = AsOrdered.safeParse(of?.asOrdered);
  wants(stated.success, 'asOrdered is missing, or not of its form');
  const { caseNo, power, legalBasis, issuedAt, transfer } = stated.data;
  wants(caseNo === order.caseNo && power === order.holderNotice.kind, `it says ${caseNo}, ${power}`);
  const rules = order.legalBasis.map(({ ruleId }) => ruleId).join();
  wants(legalBasis.join() === rules, `it says ${legalBasis.join()}`);
  wants(Date.parse(issuedAt) === Date.parse(order.issuedAt), `it says that it was issued at ${issuedAt}`);
  const { reference, fromInstitution, amountSatang } = order.transfer;
  wants(
    transfer.reference === reference &&
      transfer.fromInstitution === fromInstitution &&
      transfer.amountSatang === amountSatang,
    `it says the credit ${transfer.fromInstitution}, ${transfer.reference}, ${transfer.amountSatang}`,
  );
}

export const statements: Chapter = {
  title: 'State what your book says',
  checks: [
    {
      id: 'statement-order',
      says: 'statement-own-book',
      expects: 'The statement names the order with its hold, account, what it asks for, what is held and its end.',
      books: 'spent',
      run: async (play) => {
        const order = play.order();
        const receipt = await play.place(order);
        const stated = await play.stated(order.orderId);
        wants(stated !== undefined, 'it does not name the order');
        const { holdId, accountNo, askedSatang, heldSatang, expiresAt } = stated;
        wants(holdId === order.holdId && accountNo === order.account.accountNo, `it names ${holdId}, ${accountNo}`);
        wants(askedSatang === order.requestedAmountSatang, `it says that ${askedSatang} satang are asked for`);
        wants(
          heldSatang === receipt.heldAmountSatang,
          `it says ${heldSatang}, the receipt ${receipt.heldAmountSatang}`,
        );
        wants(Date.parse(expiresAt) === Date.parse(order.expiresAt), `it says that the order ends at ${expiresAt}`);
      },
    },
    {
      id: 'statement-as-ordered',
      says: 'statement-as-ordered',
      expects:
        'Where money is held by the order, the statement says it as it came: case, power, rules, time and credit.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        await play.place(order);
        wantsAsOrdered(await play.stated(order.orderId), order);
      },
    },
    {
      id: 'statement-held',
      says: 'statement-state',
      expects: 'It says HELD of an order by which money is held.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        await play.place(order);
        const stated = await play.stated(order.orderId);
        wants(stated?.state === 'HELD', `it says ${stated?.state}`);
      },
    },
    {
      id: 'statement-nothing',
      says: 'statement-state',
      expects: 'It says NOTHING_HELD of an order by which nothing is held.',
      books: 'gone',
      run: async (play) => {
        const order = play.order();
        await play.place(order);
        const stated = await play.stated(order.orderId);
        wants(
          stated?.state === 'NOTHING_HELD' && stated.heldSatang === '0',
          `it says ${stated?.state}, ${stated?.heldSatang}`,
        );
      },
    },
    {
      id: 'statement-since',
      says: 'statement-since',
      expects: 'With `since` it names what changed at or after that instant, and nothing that did not.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        await play.place(order);
        const changedAt = (await play.stated(order.orderId))?.changedAt ?? '';
        const named = (orders: { orderId: string }[]) => orders.some(({ orderId }) => orderId === order.orderId);
        wants(named(await play.statement(changedAt)), 'it does not name what changed at that instant');
        const later = new Date(Date.parse(changedAt) + 1).toISOString();
        wants(!named(await play.statement(later)), 'it names what changed before that instant');
      },
    },
    {
      id: 'statement-sorted',
      says: 'statement-sorted',
      expects: 'A page is in the order of changedAt, the oldest first.',
      books: 'both',
      run: async (play) => {
        await play.place(play.order());
        await play.place(play.order({}, 1));
        const times = (await play.statement()).map(({ changedAt }) => Date.parse(changedAt));
        const sorted = times.every((time, at) => at === 0 || time >= (times[at - 1] ?? 0));
        wants(sorted && times.length >= 2, `${times.length} orders, and not in that order`);
      },
    },
    {
      id: 'statement-changes',
      says: 'statement-since',
      expects: 'What changes again, such as by a release, is named again by the time of that change.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        await play.place(order);
        const before = (await play.stated(order.orderId))?.changedAt ?? '';
        await play.release(play.releaseOf(order));
        const after = (await play.stated(order.orderId))?.changedAt ?? '';
        wants(Date.parse(after) >= Date.parse(before), `it changed at ${before}, and after the release at ${after}`);
      },
    },
    {
      id: 'statement-changes-nothing',
      says: 'statement-changes-nothing',
      expects: 'A statement changes nothing: two in a row say the same of an order.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        await play.place(order);
        const [one, two] = [await play.stated(order.orderId), await play.stated(order.orderId)];
        wants(JSON.stringify(one) === JSON.stringify(two), `${JSON.stringify(one)}, then ${JSON.stringify(two)}`);
      },
    },
    {
      id: 'statement-future',
      says: 'statement-since',
      expects: 'A statement of what changed since tomorrow is an empty page, and the last one.',
      run: async (play) => {
        const orders = await play.statement(inSeconds(86_400));
        wants(orders.length === 0, `it names ${orders.length} orders`);
      },
    },
  ],
};
