import { AskedBefore, nextInTurn } from '../domain/debit/question-turn.js';
import { ABOUT_HOLDS, OUTGOING_KINDS, type OutgoingKind } from '../domain/outgoing/outgoing-kind.js';
import { CALLS_AT_ONCE } from '../signed-http/circuits.js';
import type { Due } from './take.js';

/** Messages to one party at a time: half of what its circuit lets through, so that orders find room. */
const OF_PARTY = CALLS_AT_ONCE / 2;
/** Of these, places that are kept for what is about a hold. */
const KEPT = OF_PARTY / 2;

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
  underWay: number;
}

/**
 * The messages that this process is to send, a line for each party, so that one that is away delays
 * no other. Of one party the most urgent kind goes first, and those of a kind that takes turns go in
 * fair turn (`nextInTurn`), not in the order in which they came.
 */
export class PartyLines<Item extends Waiting> {
  private readonly lines = new Map<string, Line<Item>>();
  /** What waits or is being sent, by id: to add it again changes nothing. */
  private readonly known = new Map<string, Promise<void>>();

  /** `send` sends one message; it never throws. */
  constructor(private readonly send: (message: Item) => Promise<void>) {}

  /** Adds messages. Returns how many were not here yet. */
  add(messages: readonly Item[]): number {
    const added = messages.filter(({ id }) => !this.known.has(id));
    for (const message of added) this.wait(message);
    for (const line of new Set(added.map(({ party }) => this.lineOf(party)))) this.advance(line);
    return added.length;
  }

  /** Resolves when a message is sent, or has failed; at once for one that is not here. */
  sent(id: string): Promise<void> {
    return this.known.get(id) ?? Promise.resolve();
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
      if (mayGo) await this.send(message);
      this.known.delete(message.id);
      if (!mayGo) return;
      line.underWay -= 1;
      this.advance(line);
    });
    this.known.set(message.id, sent);
  }

  private lineOf(party: string): Line<Item> {
    const line = this.lines.get(party) ?? { waiting: [], before: new AskedBefore(), underWay: 0 };
    this.lines.set(party, line);
    return line;
  }

  private advance(line: Line<Item>): void {
    for (let next = takeNext(line); next !== undefined; next = takeNext(line)) {
      line.underWay += 1;
      if (next.message.turn !== null) line.before.count(next.message.turn);
      next.begin(true);
    }
    if (line.underWay === 0) line.before = new AskedBefore();
  }
}

/** Takes the message whose turn it is out of its line; undefined when none waits that finds a place. */
function takeNext<Item extends Waiting>(line: Line<Item>): InLine<Item> | undefined {
  const kind = OUTGOING_KINDS.find((each) => line.waiting.some(({ message }) => message.kind === each));
  if (kind === undefined || line.underWay >= placesOf(kind)) return undefined;
  const ofKind = line.waiting.filter(({ message }) => message.kind === kind);
  const turns = ofKind.flatMap(({ message }) => message.turn ?? []);
  const next = ofKind[Math.max(0, nextInTurn(turns, line.before))];
  line.waiting = line.waiting.filter((each) => each !== next);
  return next;
}

function placesOf(kind: OutgoingKind): number {
  return ABOUT_HOLDS.has(kind) ? OF_PARTY : OF_PARTY - KEPT;
}
