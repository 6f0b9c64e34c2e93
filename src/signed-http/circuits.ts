import {
  bulkhead,
  BrokenCircuitError,
  BulkheadRejectedError,
  type BulkheadPolicy,
  circuitBreaker,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  handleWhen,
  type IBackoff,
} from 'cockatiel';
import { isAway, NoAnswerError } from './no-answer.js';

/** Calls to one party at the same time, of one process. */
export const CALLS_AT_ONCE = 16;
/** So many calls in a row without a connection or in time break the circuit. */
const SILENT_IN_A_ROW = 5;
/** So long after the circuit broke, the next call is tried as a probe, in ms. */
export const PROBE_AFTER_MS = 5_000;

/** `open`: nothing is sent. `half_open`: one call is tried, as a probe. */
export type Circuit = 'closed' | 'half_open' | 'open';

const CIRCUITS: Readonly<Record<CircuitState, Circuit>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.HalfOpen]: 'half_open',
  [CircuitState.Open]: 'open',
  [CircuitState.Isolated]: 'open',
};

interface Line {
  readonly slots: BulkheadPolicy;
  readonly breaker: CircuitBreakerPolicy;
  /** Between the break of the circuit and the probe. */
  readonly pause: Pause;
}

/**
 * The pause of a circuit until a probe is due. It is counted by a clock that nobody sets: a wall clock that is set
 * back by an hour would keep the circuit open for that hour. cockatiel compares with the wall clock, so what it is
 * told is all or nothing.
 */
class Pause implements IBackoff<unknown> {
  private sinceMs = -Infinity;

  get isOver(): boolean {
    return performance.now() - this.sinceMs >= PROBE_AFTER_MS;
  }

  get duration(): number {
    return this.isOver ? -Infinity : Infinity;
  }

  /** Begins, when the circuit breaks or a probe has failed. */
  next(): this {
    this.sinceMs = performance.now();
    return this;
  }
}

/**
 * Keeps parties apart: a party that does not answer takes up few calls of a process, and soon
 * none. One object serves all clients of a process.
 */
export class Circuits {
  private readonly lines = new Map<string, Line>();

  /**
   * Makes one call to a party, unless `CALLS_AT_ONCE` calls to it are under way or its circuit is
   * open. Then nothing is sent.
   * @throws NoAnswerError with reason `TOO_MANY_CALLS` or `CIRCUIT_OPEN`; or the error of the call
   */
  async call<T>(party: string, call: () => Promise<T>): Promise<T> {
    const { slots, breaker } = this.lineOf(party);
    // Only the probe is under way; the others do not wait for a party that is likely away.
    if (breaker.state === CircuitState.HalfOpen) throw new NoAnswerError(party, 'CIRCUIT_OPEN');
    try {
      return await slots.execute(() => breaker.execute(call));
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw new NoAnswerError(party, 'CIRCUIT_OPEN');
      if (error instanceof BulkheadRejectedError) throw new NoAnswerError(party, 'TOO_MANY_CALLS');
      throw error;
    }
  }

  /** Returns the circuit of each party that was called. */
  states(): ReadonlyMap<string, Circuit> {
    return new Map([...this.lines].map(([party, { breaker }]) => [party, CIRCUITS[breaker.state]]));
  }

  /** Returns the parties to which nothing is sent now: their circuits are open, and no probe is due. */
  away(): string[] {
    return [...this.lines].flatMap(([party, { breaker, pause }]) =>
      breaker.state === CircuitState.Open && !pause.isOver ? [party] : [],
    );
  }

  private lineOf(party: string): Line {
    const known = this.lines.get(party);
    if (known !== undefined) return known;
    const pause = new Pause();
    const line: Line = {
      pause,
      slots: bulkhead(CALLS_AT_ONCE, 0),
      breaker: circuitBreaker(handleWhen(isAway), {
        halfOpenAfter: pause,
        breaker: new ConsecutiveBreaker(SILENT_IN_A_ROW),
      }),
    };
    this.lines.set(party, line);
    return line;
  }
}
