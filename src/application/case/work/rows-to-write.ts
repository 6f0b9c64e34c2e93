import type { EntityManager } from 'typeorm';
import { type Beside, insertTogether, rowsTo } from '../../../persistence/insert-together.js';

/** What a transaction has noted to write, so that one statement writes all of it. */
export class RowsToWrite {
  /** New rows by their entity, in the order in which they were noted. */
  private readonly rows = new Map<new () => object, object[]>();
  private readonly more: Beside[] = [];

  /** Notes new rows of one table. */
  insert<Row extends object>(entity: new () => Row, rows: readonly Row[]): void {
    if (rows.length > 0) this.rows.set(entity, [...(this.rows.get(entity) ?? []), ...rows]);
  }

  /** Notes more to write with the new rows; no two notes change the same row. */
  also(more: Beside): void {
    this.more.push(more);
  }

  /** Returns the row of an id that is noted and not written yet. */
  unwritten<Row extends object & { id: string }>(entity: new () => Row, id: string): Row | undefined {
    return (this.rows.get(entity) as Row[] | undefined)?.find((row) => row.id === id);
  }

  /** Writes what is noted, by one statement, or by none when nothing is. */
  async write(manager: EntityManager): Promise<void> {
    if (this.rows.size + this.more.length === 0) return;
    const groups = [...this.rows].map(([entity, rows]) => rowsTo(entity, rows));
    this.rows.clear();
    await insertTogether(manager, groups, this.more.splice(0));
  }
}
