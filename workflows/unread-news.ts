/** The news of a case that no round has read yet, by who brought it. */
export class UnreadNews {
  private fromHold = false;
  private fromOther = false;

  /** `fromPerson`: the run begins with the act of a person who waits. */
  constructor(private fromPerson: boolean) {}

  addFromHold(): void {
    this.fromHold = true;
  }

  addOther(): void {
    this.fromOther = true;
  }

  addFromPerson(): void {
    this.fromPerson = true;
  }

  /** Forgets all news, because the round that starts now reads the database. */
  startRound(): void {
    this.fromHold = false;
    this.fromOther = false;
    this.fromPerson = false;
  }

  /** Returns whether there is news at all. */
  isAny(): boolean {
    return this.fromHold || this.isMoreThanHolds();
  }

  /** Returns whether there is news that is not of a hold; it waits for no more receipts. */
  isMoreThanHolds(): boolean {
    return this.fromOther || this.fromPerson;
  }

  /** Returns whether a person acted, and waits. */
  isUrgent(): boolean {
    return this.fromPerson;
  }
}
