import { createHash } from 'node:crypto';
import { Client } from 'pg';

/**
 * The most statements that are prepared on each connection. The product has some four hundred; each
 * takes some ten kilobytes of a PostgreSQL backend.
 */
const MOST_PREPARED = 600;

/** The socket of a connection, as far as it is cut off. */
interface Stream {
  readonly destroyed: boolean;
  destroy(): void;
}

/** What `pg` says when the `query_timeout` of a connection has passed without an answer. */
const READ_TIMEOUT = 'Query read timeout';

/** The names of the texts that are prepared, the one used last at the end: the same on every connection of this process. */
const names = new Map<string, string>();
/** Texts that were sent once; a text is prepared when it comes again. */
const sentOnce = new Set<string>();

/** Returns the name under which a text is prepared, or undefined when it is sent as it is. */
function nameOf(text: string): string | undefined {
  const name = names.get(text) ?? nameOfRepeated(text);
  if (name === undefined) return undefined;
  names.delete(text);
  names.set(text, name);
  const [oldest = text] = names.size > MOST_PREPARED ? names.keys() : [];
  if (oldest !== text) names.delete(oldest);
  return name;
}

/** Returns a name for a text that was sent before, or notes that it was sent. */
function nameOfRepeated(text: string): string | undefined {
  if (sentOnce.delete(text)) return createHash('sha256').update(text).digest('base64url');
  if (sentOnce.size >= MOST_PREPARED) sentOnce.clear();
  sentOnce.add(text);
  return undefined;
}

/**
 * A connection that prepares every statement with parameters under a name of its own: PostgreSQL reads
 * and plans its text once for each connection, and not at every call. A text that varies with its
 * values, as a list of `IN ($1, $2)` does, is sent without a name until this process sends it again, on
 * whichever connection, and there is a most for the names, so that such texts never fill a backend's memory.
 */
export class PreparingClient extends Client {
  /** What this connection has prepared. */
  private readonly prepared = new Set<string>();

  /** Sends a statement as `pg` does, under the name of its text if it has one. */
  override query(...call: unknown[]): never {
    const [text, values, ...others] = call;
    const name =
      typeof text === 'string' && Array.isArray(values) && values.length > 0 ? this.nameHere(text) : undefined;
    const named = name === undefined ? call : [{ name, text, values: values as unknown[] }, ...others];
    // The overloads of `query` differ in what they return, and `never` fits them all.
    const query = super.query.bind(this) as (...given: unknown[]) => unknown;
    const answer = query(...named);
    return (answer instanceof Promise ? this.orEnd(answer) : answer) as never;
  }

  /** Returns the name of a text, unless this connection has prepared as many others as it may. */
  private nameHere(text: string): string | undefined {
    const name = nameOf(text);
    if (name === undefined || this.prepared.has(name)) return name;
    if (this.prepared.size >= MOST_PREPARED) return undefined;
    this.prepared.add(name);
    return name;
  }

  /**
   * Returns the answer to a query. Where none came in time the connection is closed first, since
   * nobody knows whether its server still lives: `pg` would give it to the next query, and each
   * would wait in vain until TCP gives up, after some fifteen minutes.
   */
  private async orEnd(answer: Promise<unknown>): Promise<unknown> {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof Error && error.message === READ_TIMEOUT) await this.cutOff();
      throw error;
    }
  }

  /** Closes the connection without a word to its server. Its pool then opens another. */
  private async cutOff(): Promise<void> {
    const { stream } = (this as unknown as { connection: { stream: Stream } }).connection;
    if (stream.destroyed) return;
    const ended = new Promise<void>((resolve) => this.once('end', resolve));
    stream.destroy();
    await ended;
  }
}
