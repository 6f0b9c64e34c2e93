import type { EntityManager } from 'typeorm';

/** The personal values of the database, in the two ways in which they are searched for. */
export interface PersonalValues {
  /** The number of cases that they come from. */
  readonly cases: number;
  /**
   * Citizen ids, telephone and account numbers: searched for in any text, as digits that stand by
   * themselves.
   */
  readonly numbers: ReadonlySet<string>;
  /** Names, narratives, links and secrets of all cases: searched for as whole texts. */
  readonly texts: ReadonlySet<string>;
  /** The same values by case: searched for anywhere within the texts about that case. */
  readonly textsOf: ReadonlyMap<string, readonly string[]>;
}

/** Values come from this many cases, the newest; the texts of all cases are searched for them. */
export const CASES_SEARCHED = 20_000;

/** Shorter values occur in every text. */
const SHORTEST_TEXT = 5;
const NUMBER = /^\d{9,20}$/;

/** Fields with personal values, in any body that came from a person. */
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

/** Bodies with personal values, by case: these tables are the store of personal data. */
const PERSONAL_BODIES = `
  WITH newest AS (SELECT id FROM case_file ORDER BY id DESC LIMIT ${CASES_SEARCHED})
  SELECT n.id AS case_id, c.body FROM newest n JOIN complaint c USING (id)
  UNION ALL SELECT n.id, a.body FROM newest n JOIN complaint_addition a ON a.case_id = n.id
  UNION ALL SELECT n.id, t.body FROM newest n JOIN notice t ON t.case_id = n.id
  UNION ALL SELECT n.id, jsonb_build_object('statement', f.statement)
       FROM newest n JOIN appeal a ON a.case_id = n.id JOIN appeal_filing f ON f.appeal_id = a.id
  UNION ALL SELECT n.id, jsonb_build_object('reason', r.reason) FROM newest n JOIN freeze_request r ON r.case_id = n.id
  UNION ALL SELECT n.id, jsonb_build_object('reason', d.reason, 'value', d.subject->>'value') FROM newest n JOIN directive d ON d.case_id = n.id
  UNION ALL SELECT n.id, jsonb_build_object('reason', w.reason) FROM newest n JOIN withdrawal w ON w.case_id = n.id
  UNION ALL SELECT n.id, jsonb_build_object('reason', v.reason) FROM newest n JOIN hold_review v ON v.case_id = n.id
  UNION ALL SELECT n.id, jsonb_build_object('note', r.note) FROM newest n JOIN release_order r ON r.case_id = n.id
  UNION ALL SELECT n.id, jsonb_build_object('appealSecret', h.appeal_secret, 'accountNo', h.account_no) FROM newest n JOIN hold h ON h.case_id = n.id`;

/** Reads the personal values of the newest cases. */
export async function readPersonalValues(manager: EntityManager): Promise<PersonalValues> {
  const rows: { case_id: string; body: unknown }[] = await manager.query(PERSONAL_BODIES);
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

/** Returns every text below a personal field. */
function personalIn(value: unknown, isPersonal: boolean): string[] {
  if (typeof value === 'string') return isPersonal ? [value.trim()] : [];
  if (Array.isArray(value)) return value.flatMap((item) => personalIn(item, isPersonal));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, child]) => personalIn(child, PERSONAL_FIELDS.has(field)));
}

const NUMBERS_IN = /(?<![0-9A-Za-z])\d[\d -]{7,22}\d(?![0-9A-Za-z])/g;
const TEXTS_IN = /"((?:[^"\\]|\\.)+)"/g;

/**
 * Returns the kind of personal value that stands in a text (JSON or plain), never the value
 * itself, or undefined. `caseId` is the case that the text is about, if it is about one.
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
    return text; // a log line need not be JSON: then the text stands as it is
  }
}
