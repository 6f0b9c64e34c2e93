/**
 * Keeps what a reading over all cases gave, for a while and in this process: one copy of each name and
 * data source. Readers that come while it is read share the reading; one that failed is not kept.
 */
export class ShortCopies<T> {
  private readonly kept = new WeakMap<object, Map<string, { answer: Promise<T>; untilMs: number }>>();

  /** Keeps each copy for so many milliseconds. */
  constructor(private readonly keptMs: number) {}

  /** Returns the copy of a name, or reads it. */
  async of(dataSource: object, name: string, read: () => Promise<T>): Promise<T> {
    const copies = this.kept.get(dataSource) ?? new Map<string, { answer: Promise<T>; untilMs: number }>();
    this.kept.set(dataSource, copies);
    const copy = copies.get(name);
    if (copy !== undefined && copy.untilMs > performance.now()) return copy.answer;
    const fresh = { answer: read(), untilMs: performance.now() + this.keptMs };
    copies.set(name, fresh);
    try {
      return await fresh.answer;
    } catch (error) {
      if (copies.get(name) === fresh) copies.delete(name);
      throw error;
    }
  }

  /** Drops every copy of a data source, also one that is being read. */
  forget(dataSource: object): void {
    this.kept.delete(dataSource);
  }
}
