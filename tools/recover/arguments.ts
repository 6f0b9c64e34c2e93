/** What `npm run recover` is asked for. */
export interface Wanted {
  /** The instant as of which the database knows everything. */
  readonly at: Date;
  readonly by: string;
  /** How long it waits for what institutions state, in seconds. */
  readonly waitSeconds: number;
}

/** A person by a number or short name of the house, which may stand in the audit chain. */
const PERSON = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** An instant with its zone, as RFC 3339 writes it: `2026-11-28T02:55:00+07:00`. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const WAIT_SECONDS = 120;

/** Reads the arguments; undefined when they are none. */
export function readArguments(args: readonly string[]): Wanted | undefined {
  const given = new Map<string, string>();
  for (let index = 0; index < args.length; index += 2) {
    const [name = '', value = ''] = args.slice(index, index + 2);
    if (!['--at', '--by', '--wait'].includes(name) || given.has(name)) return undefined;
    given.set(name, value);
  }
  const [at = '', by = ''] = [given.get('--at'), given.get('--by')];
  const wait = given.get('--wait') ?? String(WAIT_SECONDS);
  const instant = new Date(at);
  const isMeant = INSTANT.test(at) && !Number.isNaN(instant.getTime()) && PERSON.test(by) && /^\d{1,5}$/.test(wait);
  return isMeant ? { at: instant, by, waitSeconds: Number(wait) } : undefined;
}
