import { bulkhead, type BulkheadPolicy } from 'cockatiel';

/** Looks at the same time: few, so that orders and requests find a connection. */
const LOOKS_AT_ONCE = 2;
/** One more is for the acts of persons, which do not queue behind the news of parties. */
const MORE_FOR_PERSONS = 1;
/** How long the answer of a party waits for others about the same case, so that they share a look. */
const ANSWERS_GATHER_MS = 300;

/** A look that is planned; `forPerson`: somebody waits for it, so that no distance is kept. */
interface Planned {
  readonly at: number;
  readonly forPerson: boolean;
  readonly timer: NodeJS.Timeout;
}

/** What is known of the looks at one case. */
interface Looks {
  /** Who waits until no look is planned or under way. */
  readonly waiting: (() => void)[];
  next: Planned | undefined;
  isRunning: boolean;
  /** The time of `next` came while a look ran: it starts when that one has ended. */
  isDue: boolean;
  /** No look for the news of a party is made before, epoch ms. */
  notBefore: number;
}

/**
 * Looks at cases soon after news of them was committed. News of parties about one case shares a
 * look; the act of a person is looked at at once. A long trail answers account by account, and a
 * look reads all of it, so there the looks keep a distance (`gatherMs`). Looks at one case come one
 * after the other.
 */
export class CaseLooks {
  private readonly cases = new Map<string, Looks>();
  private readonly underWay = new Set<Promise<void>>();
  private readonly room = bulkhead(LOOKS_AT_ONCE, Infinity);
  private readonly roomForPersons = bulkhead(MORE_FOR_PERSONS, Infinity);

  /** `look` returns how many ms the next look keeps from it; it never throws. */
  constructor(private readonly look: (caseId: string) => Promise<number>) {}

  /** A party answered, or a hold changed. */
  soon(caseId: string): void {
    this.plan(caseId, Date.now() + ANSWERS_GATHER_MS, false);
  }

  /** A person acted. */
  now(caseId: string): void {
    this.plan(caseId, Date.now(), true);
  }

  /** Resolves when no look at a case is planned or under way. */
  async ended(caseId: string): Promise<void> {
    const looks = this.cases.get(caseId);
    if (looks === undefined || isQuiet(looks)) return;
    await new Promise<void>((resolve) => looks.waiting.push(resolve));
  }

  /** Makes every look that is planned, and resolves when none is planned or under way. */
  async drain(): Promise<void> {
    for (;;) {
      const planned = [...this.cases].filter(([, { next }]) => next !== undefined);
      if (planned.length === 0 && this.underWay.size === 0) return;
      for (const [caseId] of planned) this.now(caseId);
      await Promise.all(this.underWay);
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  private plan(caseId: string, at: number, forPerson: boolean): void {
    const looks = this.cases.get(caseId) ?? newLooks();
    this.cases.set(caseId, looks);
    const { next } = looks;
    const isForPerson = forPerson || next?.forPerson === true;
    if (next !== undefined && next.at <= at) {
      looks.next = { ...next, forPerson: isForPerson };
      return;
    }
    clearTimeout(next?.timer);
    const timer = setTimeout(() => this.start(caseId, looks), Math.max(0, at - Date.now()));
    looks.next = { at, forPerson: isForPerson, timer };
  }

  /** Starts the look that is planned. A look that runs starts it when it has ended. */
  private start(caseId: string, looks: Looks): void {
    const { next } = looks;
    if (next === undefined) return;
    // Noted, and not compared with the clock again, because a clock can go back.
    looks.isDue = looks.isRunning;
    if (looks.isRunning) return;
    looks.next = undefined;
    if (!next.forPerson && Date.now() < looks.notBefore) {
      this.plan(caseId, looks.notBefore, false);
      return;
    }
    looks.isRunning = true;
    const running = this.roomFor(next)
      .execute(() => this.look(caseId))
      .then((distanceMs) => this.lookEnded(caseId, looks, distanceMs))
      .finally(() => this.underWay.delete(running));
    this.underWay.add(running);
  }

  private roomFor({ forPerson }: Planned): BulkheadPolicy {
    return forPerson && this.room.executionSlots === 0 ? this.roomForPersons : this.room;
  }

  private lookEnded(caseId: string, looks: Looks, distanceMs: number): void {
    looks.isRunning = false;
    looks.notBefore = Date.now() + distanceMs;
    if (looks.isDue) this.start(caseId, looks);
    if (isQuiet(looks)) for (const resolve of looks.waiting.splice(0)) resolve();
    const forget = (): void => {
      if (isQuiet(looks)) this.cases.delete(caseId);
    };
    if (distanceMs === 0) forget();
    else setTimeout(forget, distanceMs).unref();
  }
}

function newLooks(): Looks {
  return { waiting: [], next: undefined, isRunning: false, isDue: false, notBefore: 0 };
}

/** Returns whether no look is planned or under way. */
function isQuiet({ next, isRunning }: Looks): boolean {
  return next === undefined && !isRunning;
}
