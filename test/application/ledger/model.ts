import type { ReceiptResult } from '../../../src/domain/hold/hold.js';

/** Below it no money is followed (P-TRACE). */
const MINIMUM = 50_000n;
const MOST_HOPS = 10;

/** A hold, said as simply as it can be and without the code under test. */
export interface ModelHold {
  sum: number;
  hop: number;
  parent: number | null;
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
  /** What its answers said moved on. */
  explained: bigint;
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
  answersThatCounted = 0;
  nextHops = 0;

  constructor(readonly sums: readonly bigint[]) {
    // Its first order was issued before the victim's bank confirmed the debit, the second then
    // took its place.
    this.holds = sums.map((amount, sum) => newHold(sum, amount, { hop: 0, parent: null }, [amount, amount]));
  }

  free(sum: number): bigint {
    const taken = this.holds.filter((hold) => hold.sum === sum).reduce((total, hold) => total + hold.takes, 0n);
    return (this.sums[sum] ?? 0n) - taken;
  }

  receive(index: number, says: Saying): void {
    const hold = this.at(index);
    if (says.result === 'REFUSED_LEGAL') hold.refused.add(says.order);
    if (contradicts(hold, says) || !this.counts(hold, says)) return;
    this.answersThatCounted += 1;
    const holds = says.result === 'HELD_FULL' || says.result === 'HELD_PARTIAL';
    hold.heard = [says.order, says.receiptSeq];
    hold.stage = holds ? 'holds' : 'over';
    hold.takes = holds ? says.held : 0n;
    this.follow(index, hold, says);
  }

  extend(index: number): boolean {
    const hold = this.at(index);
    // After a withdrawal, only an order that stands already is renewed.
    if (!alive(hold) || (this.withdrawn && !hold.continued)) return false;
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
    if (hold.stage !== 'over' && newer.every((each) => hold.refused.has(each))) end(hold);
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
      if (each.parent === index) this.unwind(place);
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

  private follow(index: number, hold: ModelHold, says: Saying): void {
    if (says.onward === 0n || says.held + says.onward > hold.asked - hold.explained) return;
    hold.explained += says.onward;
    const wanted = least(says.onward, this.free(hold.sum));
    if (!says.nextAccount || wanted < MINIMUM || hold.hop === MOST_HOPS || this.withdrawn) return;
    this.holds.push(newHold(hold.sum, wanted, { hop: hold.hop + 1, parent: index }, [wanted]));
    this.nextHops += 1;
  }
}

function newHold(
  sum: number,
  asked: bigint,
  where: { hop: number; parent: number | null },
  orders: bigint[],
): ModelHold {
  const nothing = {
    refused: new Set<number>(),
    said: new Map<string, string>(),
    explained: 0n,
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
