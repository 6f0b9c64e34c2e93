import type { EntityManager } from 'typeorm';

/** Personal values of the record, in the two ways in which they are looked for. */
export interface PersonalValues {
  /** How many cases they are of. */
  readonly cases: number;
  /**
   * Citizen ids, telephone and account numbers: digits that are found wherever they stand by
   * themselves.
   */
  readonly numbers: ReadonlySet<string>;
  /** Names, narratives, links and secrets, found as a whole text of any case. */
  readonly texts: ReadonlySet<string>;
  /** The same of one case, found anywhere within what is said of that case. */
  readonly textsOf: ReadonlyMap<string, readonly string[]>;
}

/**
 * Values are taken from so many cases, the newest; what was written of any case is searched for
 * them.
 */
export const CASES_SEARCHED = 20_000;

/** Shorter ones occur in every text. */
const SHORTEST_TEXT = 5;
const NUMBER = /^\d{9,20}$/;

/** Fields that hold something personal, in whatever the record took down from people. */
const PERSONAL_FIELDS = new Set([
  'name',
  'phone',
  'citizenId',
  'accountNo',
  'value',
  'url',
  'narrative',
  'note',
  'reason',
  'statement',
  'ground',
  'appealSecret',
  'documentNo',
  'bankCaseId',
]);

/** What people said, by case: the tables that are the store of personal data. */
const TOLD = `
  WITH newest AS (SELECT id FROM case_file ORDER BY id DESC LIMIT ${CASES_SEARCHED})
  SELECT n.id AS case_id, c.body FROM newest n JOIN complaint c USING (id)
  UNION ALL SELECT n.id, a.body FROM newest n JOIN complaint_addition a ON a.case_id = n.id
  UNION ALL SELECT n.id, t.body FROM newest n JOIN notice t ON t.case_id = n.id
  UNION ALL SELECT n.id, jsonb_build_object('statement', f.statement)
       FROM newest n JOIN appeal a ON a.case_id = n.id JOIN appeal_filing f ON f.appeal_id = a.id
  UNION ALL SELECT n.id, jsonb_build_object('reason', r.reason) FROM newest n JOIN freeze_request r ON r.case_id = n.id
  UNION ALL SELECT n.id, jsonb_build_object('reason', d.reason, 'value', d.subject->>'value') FROM newest n JOIN directive d ON d.case_id = n.id
  UNION ALL SELECT n.id, jsonb_build_object('note', r.note) FROM newest n JOIN release_order r ON r.case_id = n.id
  UNION ALL SELECT n.id, jsonb_build_object('appealSecret', h.appeal_secret, 'accountNo', h.account_no) FROM newest n JOIN hold h ON h.case_id = n.id`;

/** Reads the personal values of the newest cases. */
export async function readPersonalValues(manager: EntityManager): Promise<PersonalValues> {
  const rows: { case_id: string; body: unknown }[] = await manager.query(TOLD);
  const numbers = new Set<string>();
  const texts = new Set<string>();
  const textsOf = new Map<string, string[]>();
  for (const { case_id, body } of rows) {
    const ofCase = textsOf.get(case_id) ?? [];
    for (const value of personalIn(body, false)) {
      const digits = value.replace(/[\s-]/g, '');
      if (NUMBER.test(digits)) numbers.add(digits);
      else if (value.length >= SHORTEST_TEXT && !ofCase.includes(value)) ofCase.push(value);
    }
    for (const text of ofCase) texts.add(text);
    textsOf.set(case_id, ofCase);
  }
  return { cases: textsOf.size, numbers, texts, textsOf };
}

function personalIn(value: unknown, isPersonal: boolean): string[] {
  if (typeof value === 'string') return isPersonal ? [value.trim()] : [];
  if (Array.isArray(value)) return value.flatMap((each) => personalIn(each, isPersonal));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, child]) => personalIn(child, PERSONAL_FIELDS.has(field)));
}

const NUMBERS_IN = /(?<![0-9A-Za-z])\d[\d -]{7,22}\d(?![0-9A-Za-z])/g;
const TEXTS_IN = /"((?:[^"\\]|\\.)+)"/g;

/**
 * What of `values` stands in a text (JSON, or plain); `caseId` where it is about one case. Says
 * what kind it is, never the value.
 */
export function personalValueIn(values: PersonalValues, text: string, caseId: string | null): string | undefined {
  for (const [found] of text.matchAll(NUMBERS_IN))
    if ([found.replace(/[ -]/g, ''), ...found.split(/[ -]+/)].some((digits) => values.numbers.has(digits)))
      return 'a personal number';
  for (const [, found = ''] of text.matchAll(TEXTS_IN))
    if (values.texts.has(unescaped(found))) return 'a personal text';
  const ofCase = caseId === null ? [] : (values.textsOf.get(caseId) ?? []);
  return ofCase.some((value) => text.includes(escaped(value))) ? 'a personal text' : undefined;
}

function escaped(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

function unescaped(text: string): string {
  try {
    return text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text;
  } catch {
    return text; // a log line need not be JSON: then it stands there as it is
  }
}
