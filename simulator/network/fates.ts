import { Random } from '../world/random.js';
import type { Way } from './way.js';
import { Witness } from './witness.js';

/**
 * What may become of a message on its way, and of its answer. `delay`: it comes late. `reorder`: a later one of the
 * same way overtakes it. `lost`: it never comes, and nobody answers. `reset`: the connection ends before it is sent.
 * `half_request`: a half of it comes. `answer_lost`, `half_answer`: it came, and of its answer nothing or a half comes
 * back. `duplicate`: it comes twice at once, and one of the two answers comes back. `replayed`: it comes once more, a
 * while later. `bad_gateway`: a proxy refuses it with 502, 503 or 504. `gateway_timeout`: it came, and a proxy answers 504.
 */
export const FATES = [
  'delay',
  'reorder',
  'lost',
  'reset',
  'half_request',
  'answer_lost',
  'half_answer',
  'duplicate',
  'replayed',
  'bad_gateway',
  'gateway_timeout',
] as const;
type FateKind = (typeof FATES)[number];

/** What becomes of one message. `pass`: nothing. `cut`: the party is cut off, and the connection ends. */
export interface Fate {
  readonly kind: FateKind | 'pass' | 'cut';
  /** How long it takes where it takes time, ms. */
  readonly ms: number;
  /** Between 0 and 1: which of two answers comes back, which status a proxy says, where a body ends. */
  readonly draw: number;
}

/** A time in which messages are disturbed. */
export interface Storm {
  /** The same seed gives the n-th message of each way of each party the same fate. */
  readonly seed: string;
  /** How many of all messages are disturbed, 0 to 1. */
  readonly share: number;
  /** How long a message is delayed at most, and how long a lost one is waited for, ms. */
  readonly longestMs: number;
}

/**
 * Of all messages few are orders, and a repetition that a bank must recognise comes only after it answered: at half of
 * the parties, by the seed, the first order of each kind of a storm reaches them and its answer is lost.
 */
const ORDERS = ['/hold-orders', '/release-orders'];
const FIRST_ANSWER_LOST = 0.5;

const PASS: Fate = { kind: 'pass', ms: 0, draw: 0 };

/** Decides the fate of each message between the centre and the parties. Without a storm every message passes. */
export class Fates {
  private storm: Storm | undefined;
  private readonly cutOff = new Set<string>();
  private readonly sent = new Map<string, number>();
  private readonly counted = new Map<Fate['kind'], number>();
  /** Hears every message that comes to the other side, with its answer. */
  readonly witness = new Witness();

  /** Begins a storm; another one, if there was one, is over. */
  begin(storm: Storm): void {
    this.storm = storm;
    this.sent.clear();
  }

  /** Ends the storm, and connects each party that was cut off. */
  calm(): void {
    this.storm = undefined;
    this.cutOff.clear();
  }

  /** Cuts a party off in both directions, or connects it again. */
  cut(party: string, isCut: boolean): void {
    if (isCut) this.cutOff.add(party);
    else this.cutOff.delete(party);
  }

  /** Returns what becomes of the next message of a way, by the path that it is for. */
  next(party: string, way: Way, path: string): Fate {
    const fate = this.decide(party, way, path);
    this.counted.set(fate.kind, (this.counted.get(fate.kind) ?? 0) + 1);
    return fate;
  }

  /** How many messages had each fate so far. */
  get counts(): ReadonlyMap<Fate['kind'], number> {
    return this.counted;
  }

  private decide(party: string, way: Way, path: string): Fate {
    if (this.cutOff.has(party)) return { ...PASS, kind: 'cut' };
    if (this.storm === undefined) return PASS;
    const { seed, share, longestMs } = this.storm;
    if (way === 'to_party' && ORDERS.includes(path) && this.countAt(`${party}${path}`) === 0) {
      const first = new Random(`${seed}/${party}${path}`);
      if (first.chance(FIRST_ANSWER_LOST)) return { ...PASS, kind: 'answer_lost' };
    }
    const place = `${way}/${party}`;
    const nth = this.countAt(place);
    const random = new Random(`${seed}/${place}/${nth}`);
    if (!random.chance(share)) return PASS;
    return { kind: random.pick(FATES), ms: random.whole(1, longestMs), draw: random.next() };
  }

  /** Counts a message at a place; returns how many came there before it in this storm. */
  private countAt(place: string): number {
    const before = this.sent.get(place) ?? 0;
    this.sent.set(place, before + 1);
    return before;
  }
}
