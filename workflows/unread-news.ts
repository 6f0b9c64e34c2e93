/** The news of a case that no round has read yet, by who brought it. */
export class UnreadNews {
  private fromHold = false;
  private fromParty = false;
  /** A new run begins with this: the complaint is itself the act of a person who waits. */
  private fromPerson = true;

  addFromHold(): void {
    this.fromHold = true;
  }

  addFromParty(): void {
    this.fromParty = true;
  }

  addFromPerson(): void {
    this.fromPerson = true;
  }

  /** Forgets all news, because the round that starts now reads the database. */
  startRound(): void {
    this.fromHold = false;
    this.fromParty = false;
    this.fromPerson = false;
  }

  /** Returns whether there is news at all. */
  isAny(): boolean {
    return this.fromHold || this.isMoreThanHolds();
  }

  /** Returns whether a party or person brought news; such news waits for no more receipts. */
  isMoreThanHolds(): boolean {
    return this.fromParty || this.fromPerson;
  }

  /** Returns whether a person acted; such news waits for nothing. */
  isUrgent(): boolean {
    return this.fromPerson;
  }
}
