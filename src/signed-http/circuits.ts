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
} from 'cockatiel';
import { NoAnswerError } from './no-answer.js';

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
  /** When the circuit broke last, epoch ms. */
  brokeAtMs: number;
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
    return [...this.lines].flatMap(([party, { breaker, brokeAtMs }]) =>
      breaker.state === CircuitState.Open && Date.now() - brokeAtMs < PROBE_AFTER_MS ? [party] : [],
    );
  }

  private lineOf(party: string): Line {
    const known = this.lines.get(party);
    if (known !== undefined) return known;
    const line: Line = {
      brokeAtMs: 0,
      slots: bulkhead(CALLS_AT_ONCE, 0),
      breaker: circuitBreaker(handleWhen(isAway), {
        halfOpenAfter: PROBE_AFTER_MS,
        breaker: new ConsecutiveBreaker(SILENT_IN_A_ROW),
      }),
    };
    line.breaker.onBreak(() => (line.brokeAtMs = Date.now()));
    this.lines.set(party, line);
    return line;
  }
}

/** Returns whether a call failed because the party is away, not because of what it answered. */
function isAway(error: Error): boolean {
  return error instanceof NoAnswerError && (error.reason === 'TIMEOUT' || error.reason === 'CONNECTION');
}
