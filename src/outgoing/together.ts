/** An item that waits for its turn, and whom its result goes to. */
interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Does things that wait for one another together. The first item of a key begins at once. What
 * comes while it is under way waits, and then all that waits is done as one.
 */
export class Together<Item, Result, Key extends string = string> {
  private readonly waiting = new Map<Key, Waiting<Item, Result>[]>();

  /** `most` items of one key are done as one; `act` returns a result for each, in their order. */
  constructor(
    private readonly most: number,
    private readonly act: (items: readonly Item[], key: Key) => Promise<readonly PromiseSettledResult<Result>[]>,
  ) {}

  /**
   * Does an item, with others of its key when some wait.
   * @throws what the item's own result says, or what `act` throws
   */
  add(key: Key, item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      const queue = this.waiting.get(key);
      const entry = { item, resolve, reject };
      if (queue !== undefined) {
        queue.push(entry);
        return;
      }
      this.waiting.set(key, []);
      void this.work(key, [entry]);
    });
  }

  private async work(key: Key, first: readonly Waiting<Item, Result>[]): Promise<void> {
    for (let batch = first; batch.length > 0; batch = this.waiting.get(key)?.splice(0, this.most) ?? [])
      await this.actOn(key, batch);
    this.waiting.delete(key);
  }

  private async actOn(key: Key, batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.act(
        batch.map(({ item }) => item),
        key,
      );
      for (const [index, { resolve, reject }] of batch.entries()) {
        const result = results[index];
        if (result?.status === 'fulfilled') resolve(result.value);
        else reject(result?.reason);
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
