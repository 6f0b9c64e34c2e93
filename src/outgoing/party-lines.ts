import { AskedBefore, nextInTurn } from '../domain/debit/question-turn.js';
import { ABOUT_HOLDS, OUTGOING_KINDS, type OutgoingKind } from '../domain/outgoing/outgoing-kind.js';
import { CALLS_AT_ONCE } from '../signed-http/circuits.js';
import type { Due } from './take.js';

/** Messages to one party at a time that are about no hold: a quarter of what its circuit lets through. */
const OF_OTHERS = CALLS_AT_ONCE / 4;
/** Messages about holds: the rest, of which orders leave some to releases. What frees money waits for no slow order. */
const OF_HOLDS = CALLS_AT_ONCE - OF_OTHERS;
const KEPT = CALLS_AT_ONCE / 8;

/** A message that waits for its turn. */
type Waiting = Pick<Due, 'id' | 'kind' | 'party' | 'turn'>;

/** A message in a line; `begin` lets it go, or forgets it. */
interface InLine<Item> {
  readonly message: Item;
  readonly begin: (mayGo: boolean) => void;
}

/** What waits for one party. */
interface Line<Item> {
  waiting: InLine<Item>[];
  /** Who was asked for since the line was last empty. */
  before: AskedBefore;
  underWay: { holds: number; others: number };
}

/**
 * The messages that this process is to send, a line for each party, so that one that is away delays
 * no other. Of one party the most urgent kind goes first, and those of a kind that takes turns go in
 * fair turn (`nextInTurn`), not in the order in which they came.
 */
export class PartyLines<Item extends Waiting, Result> {
  private readonly lines = new Map<string, Line<Item>>();
  /** What waits or is being sent, by id: to add it again changes nothing. */
  private readonly known = new Map<string, Promise<Result | undefined>>();

  /**
   * `send` sends one message and returns what that led to; it never throws. It calls `isCalled` when the
   * call to the party has ended: another message has its place while the answer is being recorded.
   */
  constructor(private readonly send: (message: Item, isCalled: () => void) => Promise<Result | undefined>) {}

  /** Adds messages. Returns how many were not here yet. */
  add(messages: readonly Item[]): number {
    const added = messages.filter(({ id }) => !this.known.has(id));
    for (const message of added) this.wait(message);
    for (const line of new Set(added.map(({ party }) => this.lineOf(party)))) this.advance(line);
    return added.length;
  }

  /**
   * Resolves when a message is sent, with what that led to, or has failed (undefined); at once for one that is
   * not here.
   */
  sent(id: string): Promise<Result | undefined> {
    return this.known.get(id) ?? Promise.resolve(undefined);
  }

  /** Forgets what waits. */
  clear(): void {
    for (const line of this.lines.values()) for (const { begin } of line.waiting.splice(0)) begin(false);
  }

  /** Resolves when nothing waits or is being sent. */
  async drain(): Promise<void> {
    while (this.known.size > 0) await Promise.all(this.known.values());
  }

  private wait(message: Item): void {
    const line = this.lineOf(message.party);
    const turn = new Promise<boolean>((begin) => line.waiting.push({ message, begin }));
    const sent = turn.then(async (mayGo) => {
      let hasPlace = mayGo;
      const leavePlace = (): void => {
        if (!hasPlace) return;
        hasPlace = false;
        line.underWay[aboutOf(message.kind)] -= 1;
        this.advance(line);
      };
      const result = mayGo ? await this.send(message, leavePlace) : undefined;
      this.known.delete(message.id);
      leavePlace();
      return result;
    });
    this.known.set(message.id, sent);
  }

  private lineOf(party: string): Line<Item> {
    const line = this.lines.get(party) ?? {
      waiting: [],
      before: new AskedBefore(),
      underWay: { holds: 0, others: 0 },
    };
    this.lines.set(party, line);
    return line;
  }

  private advance(line: Line<Item>): void {
    for (let next = takeNext(line); next !== undefined; next = takeNext(line)) {
      line.underWay[aboutOf(next.message.kind)] += 1;
      if (next.message.turn !== null) line.before.count(next.message.turn);
      next.begin(true);
    }
    if (line.underWay.holds + line.underWay.others === 0) line.before = new AskedBefore();
  }
}

/** Takes the message whose turn it is out of its line; undefined when none waits that finds a place. */
function takeNext<Item extends Waiting>(line: Line<Item>): InLine<Item> | undefined {
  const mayGo = OUTGOING_KINDS.filter((kind) => line.underWay[aboutOf(kind)] < placesOf(kind));
  const kind = mayGo.find((each) => line.waiting.some(({ message }) => message.kind === each));
  if (kind === undefined) return undefined;
  const ofKind = line.waiting.filter(({ message }) => message.kind === kind);
  const turns = ofKind.flatMap(({ message }) => message.turn ?? []);
  const next = ofKind[Math.max(0, nextInTurn(turns, line.before))];
  line.waiting = line.waiting.filter((each) => each !== next);
  return next;
}

function aboutOf(kind: OutgoingKind): 'holds' | 'others' {
  return ABOUT_HOLDS.has(kind) ? 'holds' : 'others';
}

function placesOf(kind: OutgoingKind): number {
  if (kind === 'release.order') return OF_HOLDS;
  return ABOUT_HOLDS.has(kind) ? OF_HOLDS - KEPT : OF_OTHERS;
}
