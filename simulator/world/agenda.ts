/** What is to happen at an instant. */
interface Due {
  at: number;
  order: number;
  act: () => void;
}

/** What is still to happen, in order of time; at one instant, in the order of planning. */
export class Agenda {
  private readonly due: Due[] = [];
  private planned = 0;

  constructor(
    /** The instant of what is happening, in epoch milliseconds. */
    public now: number,
    private readonly endsAt: number,
  ) {}

  /** Does something at an instant, at once if that is over; never, when all has ended by then. */
  schedule(at: number, act: () => void): void {
    const instant = Math.max(Math.round(at), this.now);
    if (instant >= this.endsAt) return;
    this.planned += 1;
    push(this.due, { at: instant, order: this.planned, act });
  }

  /** Does everything that is due, in order of time, also what comes to be due meanwhile. */
  play(): void {
    for (let next = pop(this.due); next !== undefined; next = pop(this.due)) {
      this.now = next.at;
      next.act();
    }
  }
}

function isBefore(one: Due, other: Due): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/** Adds to a binary heap whose first item is the earliest. */
function push(heap: Due[], item: Due): void {
  let place = heap.push(item) - 1;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || !isBefore(item, above)) break;
    heap[place] = above;
    place = parent;
  }
  heap[place] = item;
}

/** Takes the earliest item. */
function pop(heap: Due[]): Due | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    let below = heap[child];
    const right = heap[child + 1];
    if (below !== undefined && right !== undefined && isBefore(right, below)) {
      child += 1;
      below = right;
    }
    if (below === undefined || !isBefore(below, last)) break;
    heap[place] = below;
    place = child;
  }
  heap[place] = last;
  return first;
}
