import type { EntityManager } from 'typeorm';
import type { Check } from '../../check.js';
import { leaksOf } from '../../history-leaks.js';
import type { LogPart } from '../../read/log-files.js';
import { CASES_SEARCHED, personalValueIn, readPersonalValues, type PersonalValues } from '../../personal-values.js';
import { applySqlRules } from '../../sql-rules.js';

/**
 * The texts in which no personal value may stand: each with its name in the report, and the case
 * that it is about, if it is about one.
 */
const TEXTS_WITHOUT_PERSONAL_DATA = `
  SELECT 'audit event ' || chain || '#' || sequence AS id, nullif(chain, 'system') AS case_id, payload::text AS text FROM audit_event
  UNION ALL SELECT 'outbox ' || id, NULL, to_jsonb(ARRAY[workflow_id, message, row_id])::text FROM outbox
  UNION ALL SELECT 'exchange ' || id, case_id, to_jsonb(purpose || fields)::text FROM exchange
  UNION ALL SELECT 'finding ' || id, case_id, jsonb_build_array(reasons, missing)::text FROM finding
  UNION ALL SELECT 'break ' || id, case_id, to_jsonb(ARRAY[kind, owner_role])::text FROM break_record
  UNION ALL SELECT 'answer ' || actor || ' ' || key, response->>'id', jsonb_build_array(route, response)::text FROM idempotency
  UNION ALL SELECT 'message ' || id, case_id, to_jsonb(ARRAY[message_key, outcome, signature_base])::text FROM inbox_message
  UNION ALL SELECT 'receipt ' || r.id, h.case_id, to_jsonb(ARRAY[r.result, r.not_applied_reason])::text FROM receipt r JOIN hold h ON h.id = r.hold_id
  UNION ALL SELECT 'hold ' || id, case_id, to_jsonb(ARRAY[state_reason, notice_reference])::text FROM hold
  UNION ALL SELECT 'release ' || id, case_id, to_jsonb(reason)::text FROM release_order
  UNION ALL SELECT 'debit ' || id, case_id, to_jsonb(reason)::text FROM debit_confirmation WHERE reason IS NOT NULL
  UNION ALL SELECT 'question ' || id, case_id, to_jsonb(ARRAY[purpose, state_reason])::text FROM evidence_request
  UNION ALL SELECT 'telling ' || id, case_id, message::text FROM victim_telling WHERE message IS NOT NULL
  UNION ALL SELECT 'subject ' || kind || ' of ' || case_id, case_id, to_jsonb(ARRAY[key, masked])::text FROM link_key WHERE kind <> 'account'
  UNION ALL SELECT 'case ' || id, id, to_jsonb(ARRAY[case_no, case_type])::text FROM case_file`;

const PAGE = 5_000;
const KEPT_SECRETS = `
  SELECT id FROM hold WHERE appeal_secret IS NOT NULL AND state NOT IN ('ordered', 'unconfirmed')`;

/**
 * I14: no personal value or secret outside the tables that keep them. It reports where, never
 * what.
 */
export const noPersonalData: Check = {
  id: 'I14',
  title: 'no personal value or secret stands outside the tables that keep them',
  async run({ manager, histories, logs }) {
    const values = await readPersonalValues(manager);
    const found = await searchDatabase(manager, values);
    const kept = await applySqlRules(manager, 'SELECT 0', [
      { why: 'keeps the secret of its holder although the institution has answered', sql: KEPT_SECRETS },
    ]);
    const recorded = histories?.recorded ?? [];
    const caseOf = recorded.length === 0 ? new Map<string, string>() : await casesOfHolds(manager);
    const shown = recorded.flatMap((history) => leaksOf(history, values, caseOf));
    const logged = (logs ?? []).flatMap((part) => shownIn(part, values));
    const notes = [
      ...(values.cases < CASES_SEARCHED ? [] : [`searched for what the newest ${CASES_SEARCHED} cases hold`]),
      ...(logs === undefined ? ['log files not searched: none at hand'] : []),
      ...(logs?.some(({ isWhole }) => !isWhole) ? ['of long log files the newest part was searched'] : []),
    ];
    return {
      checked: found.checked + recorded.length + (logs?.length ?? 0),
      violations: [...found.violations, ...kept.violations, ...shown, ...logged],
      ...(notes.length > 0 && { note: notes.join('; ') }),
    };
  },
};

/** Returns what a log file shows, a line for each kind of value. */
function shownIn({ name, lines }: LogPart, values: PersonalValues): string[] {
  const times = new Map<string, number>();
  for (const line of lines) {
    const shown = personalValueIn(values, line, null);
    if (shown !== undefined) times.set(shown, (times.get(shown) ?? 0) + 1);
  }
  return [...times].map(([shown, count]) => `log ${name}: ${count} of its lines show ${shown}`);
}

async function casesOfHolds(manager: EntityManager): Promise<Map<string, string>> {
  const rows: { id: string; case_id: string }[] = await manager.query('SELECT id, case_id FROM hold');
  return new Map(rows.map(({ id, case_id }) => [id, case_id]));
}

/** Reads all texts through a cursor, so that no database is too large. */
async function searchDatabase(manager: EntityManager, values: PersonalValues) {
  const violations: string[] = [];
  let checked = 0;
  await manager.query(`DECLARE clean NO SCROLL CURSOR FOR ${TEXTS_WITHOUT_PERSONAL_DATA}`);
  for (;;) {
    const page: { id: string; case_id: string | null; text: string }[] = await manager.query(
      `FETCH ${PAGE} FROM clean`,
    );
    for (const { id, case_id, text } of page) {
      const found = personalValueIn(values, text, case_id);
      if (found !== undefined) violations.push(`${id}: holds ${found}`);
    }
    checked += page.length;
    if (page.length < PAGE) break;
  }
  await manager.query('CLOSE clean');
  return { checked, violations };
}
