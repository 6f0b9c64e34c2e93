import { setTimeout as delay } from 'node:timers/promises';
import { ulid } from 'ulid';
import type { DebitConfirmation } from '../../src/wire/institution/calls/debit-question.js';
import type { HoldOrder } from '../../src/wire/institution/calls/hold-order.js';
import { HoldReceipt } from '../../src/wire/institution/calls/hold-receipt.js';
import type { BookedAccount } from '../conformance/books.js';
import { CHAPTERS } from '../conformance/chapters/all.js';
import { ODD } from '../conformance/chapters/requests.js';
import { wantsAsOrdered } from '../conformance/chapters/statements.js';
import { CALLBACK_MS, inSeconds, type Play } from '../conformance/play.js';
import { wants } from '../conformance/unmet.js';
import type { Exchange, Odd } from '../conformance/wire.js';
import type { Expectation } from './run-record.js';
import type { Step } from './scenario.js';

/** A message that the scenario made, as it is sent each time. */
interface Made {
  readonly path: string;
  readonly message: object;
  readonly webhookId: string;
  readonly odd: Odd;
  /** Of an order, and of a release that of its hold. */
  readonly order: HoldOrder;
  /** The answer of the first time, and what it says. */
  first?: Exchange;
  receipt?: HoldReceipt;
}

/** What the steps of a run share. */
export interface Stage {
  readonly play: Play;
  /** The account to which the money of the account went on; undefined: its books have none. */
  readonly next: BookedAccount | undefined;
  /** What the steps before made, by its name. */
  readonly made: Map<string, Made>;
  /** Takes the second key of the centre from its list, and lists another; the run signs by the revoked one still. */
  readonly revokeSecond: () => void;
  /** Absent: the sandbox does not know how the institution makes a backup. */
  readonly recovery?: Recovery;
}

/** How the institution is brought back to a time before. */
export interface Recovery {
  readonly backup: () => Promise<void>;
  readonly restore: () => Promise<void>;
}

/** What was seen of each field of which something is expected. */
type Seen = Readonly<Record<string, string | number | boolean | undefined>>;

/** A minute after its revocation a key counts nowhere; so often it is tried until then, in ms. */
const REVOKED_MS = 60_000;
const TRY_MS = 5_000;
/** So many times the pause of a callback that was refused is waited for. */
const AGAIN = 2;

/**
 * Plays one step: it sends and waits as the centre does, and compares what came with what is expected.
 * @throws Unmet where what came cannot be compared at all
 */
export async function playStep(step: Step, stage: Stage): Promise<Expectation[]> {
  return compare(step, await seenOf(step, stage), stage);
}

async function seenOf(step: Step, stage: Stage): Promise<Seen> {
  const { play, made } = stage;
  const of = (name: string) => {
    const found = made.get(name);
    if (found === undefined) throw new Error(`no step before made ${name}`);
    return found;
  };
  switch (step.kind) {
    case 'order': {
      const { as, keptBack } = step.told;
      const one = makeOrder(step.told, stage, of);
      made.set(as, one);
      return keptBack ? {} : placed(play, one, step.expect['status']);
    }
    case 'hop': {
      const one = hopOf(of(step.told.of), stage);
      made.set(step.told.as, one);
      return placed(play, one, step.expect['status']);
    }
    case 'send':
      return placed(play, of(step.told.of), step.expect['status']);
    case 'repeat': {
      const { path, message, webhookId, first } = of(step.told.of);
      wants(first !== undefined, 'what is repeated was not answered before');
      await Promise.all(Array.from({ length: step.told.times }, () => play.again(path, message, webhookId, first)));
      return {};
    }
    case 'release': {
      const { order } = of(step.told.of);
      const message = play.releaseOf(order);
      const webhookId = ulid();
      const { result, releasedAmountSatang } = await play.release(message, { webhookId });
      const one = { path: '/release-orders', message, webhookId, odd: {}, order, first: play.exchanges.at(-1) };
      if (step.told.as !== undefined) made.set(step.told.as, one);
      return { result, releasedAmountSatang };
    }
    case 'question': {
      const { debit, ...changes } = step.told;
      return answered(play, await play.ask(play.question(debit, changes)));
    }
    case 'search':
      return answered(play, await play.ask(play.search(step.told)));
    case 'statement': {
      const { order } = of(step.told.of);
      const stated = await play.stated(order.orderId);
      if (step.expect['asOrdered'] === true) wantsAsOrdered(stated, order);
      return { named: stated !== undefined, state: stated?.state, heldSatang: stated?.heldSatang, asOrdered: true };
    }
    case 'silence':
      await play.untilOver(of(step.told.untilEndOf).order);
      return {};
    case 'busy':
      play.kit.listener.failNext('hold.lapsed', of(step.told.of).order.holdId, step.told.times);
      return {};
    case 'callback': {
      const { type, again } = step.told;
      const { holdId } = of(step.told.of).order;
      const came = await (again ? play.callbackAgain(type, holdId, AGAIN * CALLBACK_MS) : play.callback(type, holdId));
      const data = came.message?.type === 'hold.lapsed' ? came.message.data : undefined;
      return { releasedAmountSatang: data?.releasedAmountSatang };
    }
    case 'read':
      return readOf(play, of(step.told.of));
    case 'revoke':
      stage.revokeSecond();
      await untilRefused(play);
      return {};
    case 'backup':
      await stage.recovery?.backup();
      return {};
    case 'restore':
      await stage.recovery?.restore();
      return {};
    case 'restart':
      await play.kit.restart?.();
      return {};
    case 'check': {
      const check = CHAPTERS.flatMap(({ checks }) => checks).find(({ id }) => id === step.told.id);
      await check?.run(play);
      return {};
    }
  }
}

type OrderTold = Extract<Step, { kind: 'order' }>['told'];

function makeOrder(told: OrderTold, { play }: Stage, of: (name: string) => Made): Made {
  const { credit, amountSatang, endsInSeconds, replaces, takesOver, signedBy, wrong } = told;
  const before = replaces === undefined ? undefined : of(replaces).order;
  const order = play.order(
    {
      ...(amountSatang !== undefined && { requestedAmountSatang: amountSatang }),
      ...(endsInSeconds !== undefined && { expiresAt: inSeconds(endsInSeconds) }),
      ...(before !== undefined && { holdId: before.holdId, replacesOrderId: before.orderId }),
      ...(takesOver !== undefined && { takesOver: takesOver.map((name) => of(name).order.orderId) }),
    },
    credit,
  );
  const [first, second] = play.kit.keys;
  const key = signedBy === 'second' ? second : first;
  const odd = ODD.find(([id]) => id === wrong)?.[3](key);
  return orderMade(order, { key, ...odd });
}

function orderMade(order: HoldOrder, odd: Odd): Made {
  return { path: '/hold-orders', message: order, webhookId: ulid(), odd, order };
}

/** Makes the order for the money that went on, as the receipt of another order names it. */
function hopOf({ receipt, order }: Made, { play, next }: Stage): Made {
  const onward = receipt?.onward.find(({ to }) => 'account' in to && to.account.institution === play.kit.institution);
  wants(onward !== undefined && 'account' in onward.to, 'the receipt names no debit to an account of the institution');
  const { account } = onward.to;
  wants(account.accountNo === next?.accountNo, `the receipt names the account ${account.accountNo}`);
  const { transferRef: reference, amountSatang, attributedSatang, at } = onward;
  const transfer = { fromInstitution: order.account.institution, reference, amountSatang, at };
  return orderMade(play.order({ account, transfer, requestedAmountSatang: attributedSatang }), {});
}

/** Sends an order. Where another status than 200 is expected, only the status is seen. */
async function placed(play: Play, made: Made, status: unknown): Promise<Seen> {
  const odd = { webhookId: made.webhookId, ...made.odd };
  if (status !== undefined && status !== 200) {
    const said = await play.post(made.path, made.message, odd);
    return { status: said.status };
  }
  const receipt = await play.place(made.order, odd);
  made.first ??= play.exchanges.at(-1);
  made.receipt = receipt;
  return receiptSeen(receipt);
}

function receiptSeen({ result, refusalKind, heldAmountSatang, onward, heldBefore }: HoldReceipt): Seen {
  const amounts = { heldAmountSatang, onward: onward.length, heldBefore: heldBefore?.join(' ') };
  return { status: 200, result, refusalKind, ...amounts };
}

/** Asks what became of an order; its fields are seen where it is answered by a receipt. */
async function readOf(play: Play, { order }: Made): Promise<Seen> {
  const said = await play.get(`/hold-orders/${order.orderId}`);
  if (said.status !== 200) return { status: said.status };
  const read = HoldReceipt.safeParse(said.json);
  wants(read.success, 'the answer is no receipt');
  return receiptSeen(read.data);
}

/** Asks for the statement by the revoked key until that is refused: a question holds nothing. */
async function untilRefused(play: Play): Promise<void> {
  const [, key] = play.kit.keys;
  const until = Date.now() + REVOKED_MS;
  for (;;) {
    const { status } = await play.get('/hold-statements', { key });
    if (status === 401) return;
    wants(Date.now() < until, `a minute after its revocation the key is answered by ${status ?? 'nothing'}`);
    await delay(Math.min(TRY_MS, Math.max(0, until - Date.now())));
  }
}

function answered(play: Play, { result, reason, debitedAmountSatang, found }: DebitConfirmation): Seen {
  const place = play.account.debits.findIndex(({ reference }) => reference === found?.reference);
  return { result, reason, debitedAmountSatang, found: place < 0 ? undefined : place };
}

function compare({ expect }: Step, seen: Seen, { made }: Stage): Expectation[] {
  return Object.entries(expect).map(([field, value]) => {
    const wanted = field === 'heldBefore' ? (made.get(String(value))?.order.orderId ?? '') : String(value);
    const found = String(seen[field] ?? '-');
    return { field, wanted, seen: found, passed: field === 'heldBefore' ? found.includes(wanted) : found === wanted };
  });
}
