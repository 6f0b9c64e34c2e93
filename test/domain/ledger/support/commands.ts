import type * as fc from 'fast-check';
import type { ReceiptFacts } from '../../../../src/domain/hold/receipt-effect.js';
import type { LedgerRecord, RecordedHold } from './ledger-record.js';
import type { Reference, ReferenceHold } from './reference.js';

type Command = fc.Command<Reference, LedgerRecord>;

const at = (tick: number): Date => new Date(Date.UTC(2026, 10, 24) + tick * 3_600_000);

/** Both sides agree on every figure, and no sum is over-held. */
function agree(model: Reference, real: LedgerRecord): void {
  const fault = real.fault();
  if (fault !== undefined) throw new Error(fault);
  const told = [...real.sums.map((sum) => sum.amountSatang - sum.reservedSatang), ...real.holds.map(takes)].join();
  const expected = [...model.sums.map((_, sum) => model.free(sum)), ...model.holds.map((hold) => hold.takes)].join();
  if (told !== expected) throw new Error(`the ledger says ${told}, its reference ${expected}`);
}

function takes(hold: RecordedHold): bigint {
  return hold.facts.reservedSatang;
}

/** As `expect(...).toBe(...)`, which would take most of the time of ten thousand runs. */
function must(actual: boolean, expected: boolean, what: string): void {
  if (actual !== expected) throw new Error(`${what}: the ledger says ${actual}, its reference ${expected}`);
}

/** A command that needs a hold: `pick` chooses one. */
abstract class OnHold implements Command {
  constructor(private readonly pick: number) {}

  check(model: Readonly<Reference>): boolean {
    return model.holds.length > 0;
  }

  run(model: Reference, real: LedgerRecord): void {
    const index = this.pick % model.holds.length;
    const hold = model.holds[index];
    if (hold === undefined) throw new Error('there is a hold');
    this.act(model, real, hold, index);
    agree(model, real);
  }

  protected abstract act(model: Reference, real: LedgerRecord, hold: ReferenceHold, index: number): void;

  toString(): string {
    return `${this.constructor.name}(${this.pick}${this.more()})`;
  }

  protected more(): string {
    return '';
  }
}

export class VictimReports implements Command {
  constructor(private readonly amount: bigint) {}

  check(model: Readonly<Reference>): boolean {
    return model.sums.length < 3;
  }

  run(model: Reference, real: LedgerRecord): void {
    model.sums.push(this.amount);
    real.openSum(this.amount);
    agree(model, real);
  }

  toString(): string {
    return `VictimReports(${this.amount})`;
  }
}

export class Order implements Command {
  constructor(
    private readonly pick: number,
    private readonly amount: bigint,
    private readonly ticks: number,
  ) {}

  check(model: Readonly<Reference>): boolean {
    return model.sums.length > 0;
  }

  run(model: Reference, real: LedgerRecord): void {
    const sum = this.pick % model.sums.length;
    const fits = this.amount > 0n && this.amount <= model.free(sum);
    const expiresAt = model.now + this.ticks;
    must(real.order(sum, this.amount, at(expiresAt)), fits, 'the order fits');
    if (fits) {
      const amounts = { asked: this.amount, takes: this.amount };
      model.holds.push({
        sum,
        ...amounts,
        stage: 'waits',
        held: 0n,
        partial: false,
        orders: 1,
        heard: [0, 0],
        expiresAt,
        raises: new Map(),
        refused: new Set(),
      });
    }
    agree(model, real);
  }

  toString(): string {
    return `Order(${this.pick}, ${this.amount}, ${this.ticks})`;
  }
}

/**
 * What an institution may say, true or not, early, late, again or out of order: fractions of what
 * was asked.
 */
export interface Saying extends Pick<ReceiptFacts, 'receiptSeq' | 'result'> {
  order: number;
  heldPercent: number;
  onwardPercent: number;
}

export class Receipt extends OnHold {
  constructor(
    pick: number,
    private readonly saying: Saying,
  ) {
    super(pick);
  }

  protected act(model: Reference, real: LedgerRecord, hold: ReferenceHold, index: number): void {
    const { order, heldPercent, onwardPercent, ...rest } = this.saying;
    const ordered = real.ordered(index, 1 + (order % hold.orders));
    const receipt = {
      ...rest,
      orderSequence: 1 + (order % hold.orders),
      ...ordered,
      heldSatang: ((ordered.orderedSatang ?? hold.asked) * BigInt(heldPercent)) / 100n,
      attributedOnwardSatang: (hold.asked * BigInt(onwardPercent)) / 100n,
    };
    model.answer(hold, receipt);
    real.receive(index, receipt);
  }

  protected override more(): string {
    return `, ${JSON.stringify(this.saying)}`;
  }
}

export class Extend extends OnHold {
  constructor(
    pick: number,
    private readonly ticks: number,
  ) {
    super(pick);
  }

  protected act(model: Reference, real: LedgerRecord, hold: ReferenceHold, index: number): void {
    const alive = (hold.stage === 'waits' || hold.stage === 'holds') && hold.expiresAt > model.now;
    const until = model.now + this.ticks;
    const extended = alive && until > hold.expiresAt;
    must(real.extend(index, at(until), at(model.now)), extended, 'the hold is extended');
    if (!extended) return;
    model.extend(hold, until);
  }

  protected override more(): string {
    return `, ${this.ticks}`;
  }
}

/** An approved catch of a later credit (P-RESID). */
export class Raise extends OnHold {
  constructor(
    pick: number,
    private readonly credited: bigint,
  ) {
    super(pick);
  }

  protected act(model: Reference, real: LedgerRecord, hold: ReferenceHold, index: number): void {
    must(real.raise(index, this.credited, at(model.now)), model.raise(hold, this.credited), 'the hold is raised');
  }

  protected override more(): string {
    return `, ${this.credited}`;
  }
}

/** An officer's release, a withdrawal, a denied debit and an upheld appeal all come to this. */
export class OrderRelease extends OnHold {
  protected act(_model: Reference, real: LedgerRecord, hold: ReferenceHold, index: number): void {
    const alive = hold.stage === 'waits' || hold.stage === 'holds';
    must(real.orderRelease(index), alive, 'the release is ordered');
    if (alive) hold.stage = 'ends';
  }
}

export class ReleaseReceipt extends OnHold {
  protected act(model: Reference, real: LedgerRecord, hold: ReferenceHold, index: number): void {
    const ends = hold.stage === 'ends';
    must(real.releaseReceipt(index).apply, ends, 'the release counts');
    if (ends) model.end(hold);
  }
}

export class Lapse extends OnHold {
  constructor(
    pick: number,
    private readonly order: number,
  ) {
    super(pick);
  }

  protected act(model: Reference, real: LedgerRecord, hold: ReferenceHold, index: number): void {
    const order = 1 + (this.order % hold.orders);
    const lapses = hold.stage !== 'over' && order === hold.orders;
    must(real.lapse(index, order).apply, lapses, 'the lapse counts');
    if (lapses) model.end(hold);
  }

  protected override more(): string {
    return `, ${this.order}`;
  }
}

/** The last claim of a victim ends: everything that stands on the sum is let go. */
export class LastClaimEnds implements Command {
  constructor(private readonly pick: number) {}

  check(model: Readonly<Reference>): boolean {
    return model.sums.length > 0;
  }

  run(model: Reference, real: LedgerRecord): void {
    const sum = this.pick % model.sums.length;
    model.holds.forEach((hold, index) => {
      if (hold.sum !== sum) return;
      real.orderRelease(index);
      if (hold.stage === 'waits' || hold.stage === 'holds') hold.stage = 'ends';
    });
    agree(model, real);
  }

  toString(): string {
    return `LastClaimEnds(${this.pick})`;
  }
}

export class TimePasses implements Command {
  constructor(private readonly ticks: number) {}

  check(): boolean {
    return true;
  }

  run(model: Reference, real: LedgerRecord): void {
    model.now += this.ticks;
    real.sweep(at(model.now));
    for (const hold of model.holds) {
      const alive = hold.stage === 'waits' || hold.stage === 'holds';
      if (alive && hold.expiresAt <= model.now) hold.stage = 'ends';
    }
    model.holds.forEach((hold, index) => {
      must(real.hold(index).facts.state === 'release_ordered', hold.stage === 'ends', 'the hold is ending');
    });
    agree(model, real);
  }

  toString(): string {
    return `TimePasses(${this.ticks})`;
  }
}
