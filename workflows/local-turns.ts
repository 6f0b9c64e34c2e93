/**
 * Lets the local activities of a workflow take turns: a step, or the first tries of a step's
 * questions together. Steps that run side by side end one after the other, but when the history is
 * replayed they end at once. What each does next would then come in another order, and the history
 * could not be replayed.
 */
export class LocalTurns {
  private last: Promise<void> = Promise.resolve();

  /** Begins when every turn before has ended. `act` does nothing but wait for local activities. */
  take<Result>(act: () => Promise<Result>): Promise<Result> {
    const turn = this.last.then(act);
    this.last = turn.then(noMatter, noMatter);
    return turn;
  }
}

/** How a turn ended matters to who took it, not to the next. */
function noMatter(): void {}
