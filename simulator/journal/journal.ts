import { mkdir, open, readFile, truncate, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * The append-only file of one party: a line for each commit, which is a JSON array of events.
 * After `durable()` has resolved, a commit survives kill -9. A party reads nothing else at its
 * start.
 */
export class Journal<Event> {
  private waiting: string[] = [];
  private running: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;

  private constructor(private readonly file: FileHandle) {}

  /**
   * Opens or creates the file, gives every stored commit to `replay` in order, and cuts off an
   * incomplete last line, whose commit nobody was answered.
   * @throws when a complete line is not JSON: the file was edited or the disk is broken
   */
  static async open<Event>(path: string, replay: (events: Event[]) => void): Promise<Journal<Event>> {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'a');
    const bytes = await readFile(path);
    const complete = bytes.lastIndexOf(0x0a) + 1;
    const lines = bytes.subarray(0, complete).toString('utf8').split('\n');
    for (const [index, line] of lines.entries()) {
      if (line !== '') replay(parseLine<Event>(line, path, index + 1));
    }
    if (complete < bytes.length) await truncate(path, complete);
    return new Journal<Event>(file);
  }

  /**
   * Adds one commit: after a crash all its events are there or none. It is on disk when
   * `durable()` resolves.
   */
  append(events: readonly Event[]): void {
    this.waiting.push(JSON.stringify(events));
  }

  /**
   * Resolves when everything appended so far is on disk; waiting commits share one write. After a
   * failed write every later call rejects too, because the party must not answer for what it may
   * forget.
   */
  durable(): Promise<void> {
    if (this.waiting.length > 0) this.next ??= this.running.then(() => this.write());
    return this.next ?? this.running;
  }

  /** Writes the waiting commits and closes the file. */
  async close(): Promise<void> {
    await this.durable();
    await this.file.close();
  }

  private async write(): Promise<void> {
    this.running = this.next ?? this.running;
    this.next = undefined;
    const lines = this.waiting;
    this.waiting = [];
    await this.file.appendFile(`${lines.join('\n')}\n`);
    await this.file.datasync();
  }
}

function parseLine<Event>(line: string, path: string, number: number): Event[] {
  try {
    return JSON.parse(line) as Event[];
  } catch (cause) {
    throw new Error(`line ${number} of the journal ${path} is not readable`, { cause });
  }
}
