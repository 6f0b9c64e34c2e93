import type { ReceiptResult } from '../../../src/domain/hold/hold.js';

/** Below it no money is followed (P-TRACE). */
const MINIMUM = 50_000n;
const MOST_HOPS = 10;

/** A hold, said as simply as it can be and without the code under test. */
export interface ModelHold {
  sum: number;
  hop: number;
  /** The first hold on its part of the trail: its own place, unless it was ordered in the place of that one. */
  part: number;
  /** The part of the trail before its own. */
  parent: number | null;
  /** What its part of the trail brought. */
  brought: bigint;
  asked: bigint;
  /** What each of its orders asks for, the first first. */
  orders: bigint[];
  /** Orders that the institution refused. */
  refused: Set<number>;
  stage: 'waits' | 'holds' | 'ends' | 'over';
  takes: bigint;
  /** Order and number of the last answer that counted. */
  heard: [number, number];
  /** What the first answer under each number of an order said. */
  said: Map<string, string>;
  /** All its answers, whether they counted or not. */
  answers: { order: number; receiptSeq: number; held: bigint; counted: boolean }[];
  /** What its answers said moved on. */
  explained: bigint;
  /** What officers' orders for less let go of it. */
  letGo: bigint;
  /** Its institution let it go before its time, against the order. */
  endedEarly: boolean;
  appealed: boolean;
  /** An inquiry officer has ordered that it goes on: a withdrawal does not end it. */
  continued: boolean;
}

export interface Saying {
  order: number;
  receiptSeq: number;
  result: ReceiptResult;
  held: bigint;
  onward: bigint;
  nextAccount: boolean;
}

/** The reference of one complaint with two stolen sums. */
export class ModelLedger {
  readonly holds: ModelHold[];
  withdrawn = false;
  /** The seven days of the complaint are over: section 7 orders nothing more. */
  timeIsOver = false;
  answersThatCounted = 0;
  nextHops = 0;

  constructor(readonly sums: readonly bigint[]) {
    // Its first order was issued before the victim's bank confirmed the debit, the second then
    // took its place.
    this.holds = sums.map((amount, sum) =>
      newHold(sum, amount, { hop: 0, part: sum, parent: null, brought: amount }, [amount, amount]),
    );
  }

  free(sum: number): bigint {
    const taken = this.holds.filter((hold) => hold.sum === sum).reduce((total, hold) => total + hold.takes, 0n);
    return (this.sums[sum] ?? 0n) - taken;
  }

  receive(index: number, says: Saying): void {
    const hold = this.at(index);
    if (says.result === 'REFUSED_LEGAL') hold.refused.add(says.order);
    const counted = !contradicts(hold, says) && this.counts(hold, says);
    hold.answers.push({ ...says, counted });
    if (!counted) return;
    this.answersThatCounted += 1;
    const holds = saysHeld(says);
    hold.heard = [says.order, says.receiptSeq];
    if (holds && hold.stage === 'holds') hold.letGo += above(hold.takes, hold.orders[says.order - 1] ?? 0n);
    hold.stage = holds ? 'holds' : 'over';
    hold.takes = holds ? says.held : 0n;
    this.follow(hold, says);
  }

  /**
   * Returns whether an answer would leave, under a later number than one of the same order that counted, a word that
   * more is held. The centre then asks for that (ADR 118), which `explore` and `held-after-all` play; these stories do not.
   */
  saysMoreAfterAll(index: number, says: Saying): boolean {
    const hold = this.at(index);
    const counted = !contradicts({ ...hold, said: new Map(hold.said) }, says) && this.counts(hold, says);
    const answers = [...hold.answers, { ...says, counted }];
    return answers.some((more) =>
      answers.some(
        (one) => one.counted && one.order === more.order && one.receiptSeq < more.receiptSeq && one.held < more.held,
      ),
    );
  }

  extend(index: number): boolean {
    const hold = this.at(index);
    // After a withdrawal, only an order that stands already is renewed.
    if (!alive(hold) || this.timeIsOver || (this.withdrawn && !hold.continued)) return false;
    hold.orders.push(least(hold.stage === 'holds' ? hold.takes : hold.asked, newest(hold)));
    hold.continued = true;
    return true;
  }

  release(index: number): boolean {
    const hold = this.at(index);
    if (!alive(hold)) return false;
    hold.stage = 'ends';
    return true;
  }

  expire(): number {
    this.timeIsOver = true;
    const live = this.holds.filter(alive);
    for (const hold of live) hold.stage = 'ends';
    return live.length;
  }

  releaseInPart(index: number, keep: bigint): boolean {
    const hold = this.at(index);
    if (hold.stage !== 'holds' || keep <= 0n || keep >= least(hold.takes, newest(hold))) return false;
    hold.orders.push(keep);
    return true;
  }

  acknowledge(index: number): boolean {
    const hold = this.at(index);
    if (hold.stage !== 'ends') return false;
    end(hold);
    return true;
  }

  lapse(index: number, order: number): void {
    const hold = this.at(index);
    const newer = hold.orders.map((_, place) => place + 1).filter((each) => each > order);
    if (hold.stage === 'over' || newer.some((each) => !hold.refused.has(each))) return;
    hold.endedEarly = hold.stage !== 'ends';
    hold.letGo += above(hold.takes, newest(hold));
    end(hold);
    this.orderAgain(hold.part);
  }

  /**
   * What an institution let go before its time is ordered again, once for each part: without what is
   * known to have gone on, and without what a person let go.
   */
  private orderAgain(part: number): void {
    const there = this.holds.filter((hold) => hold.part === part);
    const last = there.at(-1);
    if (last === undefined || !last.endedEarly || this.withdrawn || this.timeIsOver) return;
    if (there.filter(({ endedEarly }) => endedEarly).length > 1) return;
    const gone = there.reduce((total, { explained, letGo }) => total + explained + letGo, 0n);
    const wanted = least(last.brought - gone, this.free(last.sum));
    if (wanted <= 0n) return;
    const { sum, hop, parent, brought } = last;
    this.holds.push(newHold(sum, wanted, { hop, part, parent, brought }, [wanted]));
  }

  /**
   * Upheld whole, it frees the hold and all that was followed through it; in part, an order for
   * less.
   */
  appeal(index: number, keep: bigint | null): boolean {
    const hold = this.at(index);
    if (!alive(hold)) return false;
    hold.appealed = true;
    if (keep !== null && (keep <= 0n || keep >= hold.takes || hold.stage !== 'holds')) return false;
    // The officer does not hold the power of a continue-order: his finding goes to who does.
    if (hold.continued) return true;
    if (keep === null) {
      this.unwind(index);
      return true;
    }
    hold.orders.push(least(keep, newest(hold)));
    return true;
  }

  withdraw(): void {
    this.withdrawn = true;
    for (const hold of this.holds) if (alive(hold) && !hold.continued) hold.stage = 'ends';
  }

  at(index: number): ModelHold {
    const hold = this.holds[index];
    if (hold === undefined) throw new Error(`no hold ${index}`);
    return hold;
  }

  private unwind(index: number): void {
    const hold = this.at(index);
    // What an inquiry officer continued goes to him with the finding.
    if (alive(hold) && !hold.continued) hold.stage = 'ends';
    this.holds.forEach((each, place) => {
      if (each.parent === hold.part) this.unwind(place);
    });
  }

  /**
   * Only a newer, possible answer to a hold that is alive counts, and what is held never grows.
   */
  private counts(hold: ModelHold, { order, receiptSeq, result, held, onward }: Saying): boolean {
    const [lastOrder, lastSeq] = hold.heard;
    const newer = order > lastOrder || (order === lastOrder && receiptSeq > lastSeq);
    if (!newer || !alive(hold) || result === 'PENDING' || held + onward > hold.asked) return false;
    const first = hold.stage === 'waits';
    const most = first ? hold.asked : least(hold.takes, hold.orders[order - 1] ?? 0n);
    switch (result) {
      case 'HELD_FULL':
        return held > 0n && held === most;
      case 'HELD_PARTIAL':
        return held > 0n && (first ? held < most : held <= most);
      case 'REFUSED_LEGAL':
        return held === 0n && first && order === hold.orders.length;
      default:
        if (held !== 0n) return false;
        return first ? order === hold.orders.length : order > 1;
    }
  }

  private follow(hold: ModelHold, says: Saying): void {
    if (says.onward === 0n || says.held + says.onward > hold.asked - hold.explained) return;
    hold.explained += says.onward;
    const wanted = least(says.onward, this.free(hold.sum));
    if (!says.nextAccount || wanted < MINIMUM || hold.hop === MOST_HOPS || this.withdrawn || this.timeIsOver) return;
    const there = { hop: hold.hop + 1, part: this.holds.length, parent: hold.part, brought: says.onward };
    this.holds.push(newHold(hold.sum, wanted, there, [wanted]));
    this.nextHops += 1;
  }
}

function newHold(
  sum: number,
  asked: bigint,
  where: Pick<ModelHold, 'hop' | 'part' | 'parent' | 'brought'>,
  orders: bigint[],
): ModelHold {
  const nothing = {
    refused: new Set<number>(),
    said: new Map<string, string>(),
    answers: [],
    explained: 0n,
    letGo: 0n,
    endedEarly: false,
    appealed: false,
    continued: false,
  };
  return { sum, asked, ...where, orders, ...nothing, stage: 'waits', takes: asked, heard: [0, 0] };
}

/**
 * An answer under a number that said something else before counts for nothing, also where the
 * first one did not count. The debits of two answers are never the same ones here.
 */
function contradicts(hold: ModelHold, { order, receiptSeq, result, held, onward }: Saying): boolean {
  if (result === 'PENDING') return false;
  const number = `${order}/${receiptSeq}`;
  const words = `${result} ${held} ${onward}`;
  const first = hold.said.get(number);
  if (first === undefined) hold.said.set(number, words);
  return first !== undefined && (first !== words || onward > 0n);
}

function saysHeld({ result }: Saying): boolean {
  return result === 'HELD_FULL' || result === 'HELD_PARTIAL';
}

/** What an amount has more than another. */
function above(amount: bigint, other: bigint): bigint {
  return amount > other ? amount - other : 0n;
}

function alive(hold: ModelHold): boolean {
  return hold.stage === 'waits' || hold.stage === 'holds';
}

function end(hold: ModelHold): void {
  hold.stage = 'over';
  hold.takes = 0n;
}

function newest(hold: ModelHold): bigint {
  return hold.orders.at(-1) ?? 0n;
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
