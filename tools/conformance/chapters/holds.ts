import type { HoldReceipt } from '../../../src/wire/institution/calls/hold-receipt.js';
import { STOLEN } from '../books.js';
import type { Chapter } from '../check.js';
import { inSeconds, type Play } from '../play.js';
import { wants } from '../unmet.js';

function heldIs(receipt: HoldReceipt, result: HoldReceipt['result'], satang: bigint): void {
  const { result: said, heldAmountSatang } = receipt;
  wants(said === result && BigInt(heldAmountSatang) === satang, `the receipt says ${said}, ${heldAmountSatang} satang`);
}

function explained({ onward }: HoldReceipt): bigint {
  return onward.reduce((sum, { attributedSatang }) => sum + BigInt(attributedSatang), 0n);
}

/** Names the first debit of the account as it is booked. */
function namesDebit(play: Play, { onward }: HoldReceipt): void {
  const [debit] = play.account.debits;
  const [named] = onward;
  wants(named !== undefined && onward.length === 1, `it names ${onward.length} debits`);
  wants(named.transferRef === debit?.reference, `it names ${named.transferRef}`);
  wants(named.amountSatang === debit.amountSatang, `its amount is said to be ${named.amountSatang}`);
  wants(Date.parse(named.at) === Date.parse(debit.at), `it is said to be of ${named.at}`);
}

export const holds: Chapter = {
  title: 'Hold exactly what is asked',
  checks: [
    {
      id: 'hold-full',
      says: 'hold-exact',
      expects: 'Where all is there, all that is asked for is held: HELD_FULL.',
      books: 'whole',
      run: async (play) => heldIs(await play.place(play.order()), 'HELD_FULL', STOLEN),
    },
    {
      id: 'hold-no-more',
      says: 'hold-exact',
      expects: 'Of more that is there, only what is asked for is held.',
      books: 'whole',
      run: async (play) => {
        const order = play.order({ requestedAmountSatang: '1234567' });
        heldIs(await play.place(order), 'HELD_FULL', 1_234_567n);
        const stated = await play.stated(order.orderId);
        wants(stated?.heldSatang === '1234567', `the statement says ${stated?.heldSatang}`);
      },
    },
    {
      id: 'hold-names-order',
      says: 'receipt-seq',
      expects: 'The receipt names the order, and its first number is 1 or more.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        const { orderId, receiptSeq } = await play.place(order);
        wants(orderId === order.orderId && receiptSeq >= 1, `it names ${orderId}, number ${receiptSeq}`);
      },
    },
    {
      id: 'hold-partial',
      says: 'hold-explain',
      expects: 'Where a part is there, that part is held: HELD_PARTIAL.',
      books: 'spent',
      run: async (play) => heldIs(await play.place(play.order()), 'HELD_PARTIAL', 3_000_000n),
    },
    {
      id: 'hold-partial-onward',
      says: 'hold-explain',
      expects: 'What is missing is named by the debit that took it, with its reference, amount and time.',
      books: 'spent',
      run: async (play) => {
        const receipt = await play.place(play.order());
        namesDebit(play, receipt);
        wants(explained(receipt) === 2_000_000n, `${explained(receipt)} satang are ascribed`);
      },
    },
    {
      id: 'hold-onward-account',
      says: 'hold-onward-to',
      expects: 'A debit to an account is named with the account that it went to.',
      books: 'spent',
      run: async (play) => {
        const [named] = (await play.place(play.order())).onward;
        const [debit] = play.account.debits;
        const to = named !== undefined && 'account' in named.to ? named.to.account : undefined;
        wants(to?.institution === debit?.institution && to?.accountNo === debit?.accountNo, JSON.stringify(named?.to));
      },
    },
    {
      id: 'hold-gone',
      says: 'hold-explain',
      expects: 'Where nothing is left, the answer is NO_FUNDS, and the debits explain all of it.',
      books: 'gone',
      run: async (play) => {
        const receipt = await play.place(play.order());
        heldIs(receipt, 'NO_FUNDS', 0n);
        namesDebit(play, receipt);
        wants(explained(receipt) === STOLEN, `${explained(receipt)} satang are ascribed`);
      },
    },
    {
      id: 'hold-sum',
      says: 'hold-sum',
      expects: 'What is held and what is ascribed are together no more than was asked for.',
      books: 'spent',
      run: async (play) => {
        const receipt = await play.place(play.order({ requestedAmountSatang: '3500000' }));
        const sum = BigInt(receipt.heldAmountSatang) + explained(receipt);
        wants(sum <= 3_500_000n, `${sum} satang`);
      },
    },
    {
      id: 'hold-later-money',
      says: 'hold-lowest',
      expects: 'Money of another that came after the stolen money was spent is not held.',
      books: 'later',
      run: async (play) => heldIs(await play.place(play.order()), 'NO_FUNDS', 0n),
    },
    {
      id: 'hold-later-victim',
      says: 'hold-lowest',
      expects: 'That money is held whole for whom it was stolen from.',
      books: 'later',
      run: async (play) => heldIs(await play.place(play.order({}, 1)), 'HELD_FULL', STOLEN),
    },
    {
      id: 'hold-two-credits',
      says: 'hold-exact',
      expects: 'Two credits at one account are held beside each other.',
      books: 'both',
      run: async (play) => {
        heldIs(await play.place(play.order()), 'HELD_FULL', STOLEN);
        heldIs(await play.place(play.order({}, 1)), 'HELD_FULL', 2_000_000n);
      },
    },
    {
      id: 'hold-no-account',
      says: 'hold-not-found',
      expects: 'An account that there never was is a 200 with NOT_FOUND.',
      books: 'whole',
      run: async (play) => {
        const account = { institution: play.kit.institution, accountNo: '0000000001' };
        heldIs(await play.place(play.order({ account })), 'NOT_FOUND', 0n);
      },
    },
    {
      id: 'hold-closed',
      says: 'hold-closed',
      expects: 'A closed account is a 200 with ACCOUNT_CLOSED.',
      books: 'closed',
      run: async (play) => heldIs(await play.place(play.order()), 'ACCOUNT_CLOSED', 0n),
    },
    {
      id: 'hold-no-credit',
      says: 'hold-no-credit',
      expects: 'Where the account has no such credit, nothing is held: NOT_FOUND.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        const transfer = { ...order.transfer, reference: 'KIT-NO-SUCH-CREDIT' };
        heldIs(await play.place({ ...order, transfer }), 'NOT_FOUND', 0n);
      },
    },
    {
      id: 'hold-other-account',
      says: 'hold-no-credit',
      expects: 'Where the credit came to another account, nothing is held at either: NOT_FOUND.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        const account = { ...order.account, accountNo: otherAccount(play) };
        heldIs(await play.place({ ...order, account }), 'NOT_FOUND', 0n);
        heldIs(await play.place(play.order()), 'HELD_FULL', STOLEN);
      },
    },
    {
      id: 'hold-named-account',
      says: 'hold-exact',
      expects: 'The statement says that the money is held at the account of the order.',
      books: 'whole',
      run: async (play) => {
        const order = play.order();
        await play.place(order);
        const stated = await play.stated(order.orderId);
        wants(stated?.accountNo === order.account.accountNo, `it says ${stated?.accountNo}`);
      },
    },
    {
      id: 'hold-over',
      says: 'order-over',
      expects: 'An order that comes after its expiresAt holds nothing: REFUSED_LEGAL, ORDER_OVER.',
      books: 'whole',
      run: async (play) => {
        const receipt = await play.place(play.order({ expiresAt: inSeconds(-60) }));
        heldIs(receipt, 'REFUSED_LEGAL', 0n);
        wants(receipt.refusalKind === 'ORDER_OVER', `refusalKind is ${receipt.refusalKind}`);
      },
    },
    {
      id: 'hold-once-credit',
      says: 'credit-once',
      expects:
        'A second hold of the same credit gets nothing while the first has all of it: HELD_BEFORE, with its order.',
      books: 'whole',
      run: async (play) => {
        const first = play.order();
        await play.place(first);
        const receipt = await play.place(play.order());
        heldIs(receipt, 'HELD_BEFORE', 0n);
        wants(receipt.heldBefore?.includes(first.orderId) === true, `heldBefore is ${receipt.heldBefore?.join(' ')}`);
      },
    },
    {
      id: 'hold-rest',
      says: 'credit-once',
      expects: 'A second hold of the same credit gets what the first one left, never more in all than the credit.',
      books: 'whole',
      run: async (play) => {
        const first = play.order({ requestedAmountSatang: '3000000' });
        await play.place(first);
        const receipt = await play.place(play.order());
        heldIs(receipt, 'HELD_PARTIAL', 2_000_000n);
        wants(receipt.heldBefore?.includes(first.orderId) === true, `heldBefore is ${receipt.heldBefore?.join(' ')}`);
      },
    },
    {
      id: 'hold-misdirected',
      says: 'other-institution',
      expects: 'An order about an account at another institution is refused by a signed 4xx.',
      books: 'whole',
      run: async (play) => {
        const account = { institution: 'th-999', accountNo: play.account.accountNo };
        const said = await play.post('/hold-orders', play.order({ account }));
        wants(said.status !== undefined && said.status >= 400 && said.status < 500, `answered by ${said.status}`);
      },
    },
  ],
};

/** Returns the number of another open account of the books. */
function otherAccount(play: Play): string {
  const other = play.kit.accounts.find((one) => one.accountNo !== play.account.accountNo && one.status === 'open');
  if (other === undefined) throw new Error('the books have one account only');
  return other.accountNo;
}
