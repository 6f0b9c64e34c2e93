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

/** Of these, texts in a person's own words. */
const FREE_TEXT_FIELDS = new Set(['narrative', 'note', 'reason', 'statement', 'ground']);
/**
 * One word by itself in such a text, such as "other", tells of nobody; it also stands in every
 * text of ours.
 */
const ONE_WORD = /^\S{1,12}$/u;
/** A code of ours, or of a party: what a person typed like it tells of nobody, and stands in many texts. */
const CODE = /^[A-Z][A-Z0-9]*(?:[_.-][A-Z0-9]+)+$/;
/** The words of our own tables: states, kinds, types of events. */
const OWN_WORDS = `
  SELECT DISTINCT word[1] AS word FROM pg_constraint k CROSS JOIN LATERAL regexp_matches(pg_get_constraintdef(k.oid), '''([A-Za-z0-9_.]+)''', 'g') word
   WHERE k.contype = 'c' AND k.connamespace = current_schema()::regnamespace
  UNION SELECT DISTINCT type FROM audit_event UNION SELECT 'system'`;
/** A generated id, whose digits name nobody. */
const GENERATED_ID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;

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
  UNION ALL SELECT n.id, jsonb_build_object('reason', p.reason, 'documentNo', p.document_no) FROM newest n JOIN holder_papers p ON p.case_id = n.id
  UNION ALL SELECT n.id, jsonb_build_object('reason', o.reason, 'accountNo', l.account_no) FROM newest n JOIN lost_order_request o ON o.case_id = n.id JOIN lost_order l ON l.id = o.lost_order_id
  UNION ALL SELECT n.id, k.body FROM newest n JOIN correction k ON k.case_id = n.id
  UNION ALL SELECT n.id, jsonb_build_object('reason', v.reason) FROM newest n JOIN hold_review v ON v.case_id = n.id
  UNION ALL SELECT n.id, jsonb_build_object('note', r.note) FROM newest n JOIN release_order r ON r.case_id = n.id
  UNION ALL SELECT n.id, jsonb_build_object('appealSecret', h.appeal_secret, 'accountNo', h.account_no) FROM newest n JOIN hold h ON h.case_id = n.id`;

/** Reads the personal values of the newest cases. */
export async function readPersonalValues(manager: EntityManager): Promise<PersonalValues> {
  const rows: { case_id: string; body: unknown }[] = await manager.query(PERSONAL_BODIES);
  const own: { word: string }[] = await manager.query(OWN_WORDS);
  const ownWords = new Set(own.map(({ word }) => word));
  const numbers = new Set<string>();
  const texts = new Set<string>();
  const textsOf = new Map<string, string[]>();
  for (const { case_id, body } of rows) {
    const ofCase = textsOf.get(case_id) ?? [];
    for (const value of personalIn(body, undefined)) {
      const digits = value.replace(/[\s-]/g, '');
      if (NUMBER.test(digits)) numbers.add(digits);
      else if (value.length >= SHORTEST_TEXT && !isOurs(value, ownWords) && !ofCase.includes(value)) ofCase.push(value);
    }
    for (const text of ofCase) texts.add(text);
    textsOf.set(case_id, ofCase);
  }
  return { cases: textsOf.size, numbers, texts, textsOf };
}

/** Returns every personal text of a body; `field` is the field that the value stands in. */
function personalIn(value: unknown, field: string | undefined): string[] {
  if (typeof value === 'string') return isPersonal(value.trim(), field) ? [value.trim()] : [];
  if (Array.isArray(value)) return value.flatMap((item) => personalIn(item, field));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => personalIn(child, name));
}

function isPersonal(text: string, field: string | undefined): boolean {
  if (field === undefined || !PERSONAL_FIELDS.has(field)) return false;
  return !(FREE_TEXT_FIELDS.has(field) && ONE_WORD.test(text));
}

function isOurs(text: string, ownWords: ReadonlySet<string>): boolean {
  return CODE.test(text) || ownWords.has(text);
}

const NUMBERS_IN = /(?<![0-9A-Za-z])\d[\d -]{7,22}\d(?![0-9A-Za-z])/g;
/** A quoted text, and the colon behind it if it is the name of a field. */
const TEXTS_IN = /"((?:[^"\\]|\\.)+)"(\s*:)?/g;
const LETTER = /[\p{Script=Latin}\p{N}]/u;

/**
 * Returns the kind of personal value that stands in a text (JSON or plain), never the value
 * itself, or undefined. `caseId` is the case that the text is about, if it is about one.
 */
export function personalValueIn(values: PersonalValues, text: string, caseId: string | null): string | undefined {
  for (const [found] of text.replace(GENERATED_ID, '').matchAll(NUMBERS_IN))
    if ([found.replace(/[ -]/g, ''), ...found.split(/[ -]+/)].some((digits) => values.numbers.has(digits)))
      return 'a personal number';
  const ofCase = caseId === null ? [] : (values.textsOf.get(caseId) ?? []);
  for (const [, found = '', colon] of text.matchAll(TEXTS_IN)) {
    if (colon !== undefined) continue;
    const said = unescaped(found);
    if (values.texts.has(said) || ofCase.some((value) => standsIn(said, value))) return 'a personal text';
  }
  return undefined;
}

/** Returns true if a value stands in a text as whole words: "again" does not stand in "against". */
function standsIn(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) {
    const isCut =
      runsOn(text.at(at - 1), value.at(0), at > 0) || runsOn(value.at(-1), text.at(at + value.length), true);
    if (!isCut) return true;
  }
  return false;
}

/** Returns true if two characters beside each other belong to one word, where words are spaced. */
function runsOn(left: string | undefined, right: string | undefined, isInside: boolean): boolean {
  return isInside && left !== undefined && right !== undefined && LETTER.test(left) && LETTER.test(right);
}

function unescaped(text: string): string {
  try {
    return text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text;
  } catch {
    return text; // a log line need not be JSON: then the text stands as it is
  }
}
