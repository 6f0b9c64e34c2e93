import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** The rows of one case: for each table the text of a JSON array. */
export type CaseRows = ReadonlyMap<string, string>;

const ULID = '\\b[0-7][0-9A-HJKMNP-TV-Z]{25}\\b';
const UUID = '\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b';
const SECOND = '\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d';
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A real case as a template: its rows, cut at ids, times and the values that belong to it alone.
 */
export class CaseTemplate {
  private readonly tables: readonly (readonly [table: string, parts: readonly string[]])[];

  /**
   * `own` has the values that no two cases share besides ids: case number, reporter's key, account
   * and telephone numbers, references. Times before `sinceMs` (epoch ms) belong to the rulebook
   * and stay.
   */
  constructor(
    rows: CaseRows,
    own: readonly string[],
    private readonly sinceMs: number,
  ) {
    const cut = new RegExp(`(${[...own.map(escape), ULID, UUID, SECOND].join('|')})`);
    // A split by a pattern with one group: every second part is what the pattern found.
    this.tables = [...rows].map(([table, text]) => [table, text.split(cut)] as const);
  }

  /**
   * Returns the rows of another case that began `earlierMs` before this one; its number and
   * references begin with `label`. Hashes and signatures stay as they are and no longer match.
   */
  copy(earlierMs: number, label: string): CaseRows {
    const mark = Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
    const fresh = new Map<string, string>();
    const replace = (old: string): string => {
      const known = fresh.get(old) ?? this.freshOf(old, mark, earlierMs) ?? `${label}-${mark}-${fresh.size}`;
      fresh.set(old, known);
      return known;
    };
    return new Map(
      this.tables.map(([table, parts]) => [
        table,
        parts.map((part, index) => (index % 2 === 1 ? replace(part) : part)).join(''),
      ]),
    );
  }

  private freshOf(old: string, mark: string, earlierMs: number): string | undefined {
    if (new RegExp(`^${SECOND}$`).test(old)) return this.earlier(old, earlierMs);
    if (new RegExp(`^${ULID}$`).test(old)) return old.slice(0, 10) + mark + old.slice(18);
    if (new RegExp(`^${UUID}$`).test(old)) return randomUUID();
    if (/^\d+$/.test(old)) return old.replace(/(?<=..)\d/g, () => String(randomInt(10)));
    if (/^[0-9a-f]{64}$/.test(old)) return randomBytes(32).toString('hex');
    return undefined; // a case number or a reference
  }

  private earlier(second: string, byMs: number): string {
    const at = Date.parse(`${second}Z`);
    return at < this.sinceMs ? second : new Date(at - byMs).toISOString().slice(0, second.length);
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
