import type { EntityManager } from 'typeorm';
import { NOT_ON_RECORD } from '../../../../src/application/message/message-effect.js';
import { HOLDING_STATES, LIVE_HOLD_STATES, STILL_HELD_STATES } from '../../../../src/domain/hold/hold.js';
import { sqlList } from '../../../../src/persistence/sql-list.js';
import type { BankHold } from '../../read/bank-books.js';
import { compareStatements, type StatementsCompared } from '../../read/newest-statements.js';
import type { Check, CheckResult, VerifyContext } from '../../check.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';

/** What happened this shortly before the books were read may not have reached the other side. */
const UNDER_WAY_MS = 60_000;
/** An institution that has not answered for so long may be away. */
const SILENT_AFTER_MS = 600_000;

/** A hold in the centre's database. */
interface OwnHold {
  id: string;
  state: string;
  institution: string;
  account_no: string;
  reference: string;
  held_satang: string;
  expires_at: Date;
  /** True while a message about it is on its way, or a break says that both sides differ. */
  is_open: boolean;
}

const HOLDS = `
  WITH moving AS (SELECT DISTINCT payload->>'holdId' AS id FROM audit_event
                   WHERE payload ? 'holdId' AND at > $1::timestamptz - $2 * interval '1 millisecond')
  SELECT h.id, h.state, h.institution, h.account_no, t.reference, h.held_satang, h.expires_at,
         h.id IN (SELECT id FROM moving)
         OR EXISTS (SELECT 1 FROM hold_order o WHERE o.hold_id = h.id AND o.answered_at IS NULL)
         OR EXISTS (SELECT 1 FROM release_order r WHERE r.hold_id = h.id AND r.acknowledged_at IS NULL)
         OR EXISTS (SELECT 1 FROM inbox_message m WHERE m.case_id = h.case_id AND m.processed_at IS NULL)
         OR EXISTS (SELECT 1 FROM break_record b WHERE b.hold_id = h.id AND b.closed_at IS NULL) AS is_open
    FROM hold h JOIN transfer t ON t.id = h.transfer_id`;

/** What institutions said last of each hold, by messages that they signed. */
const STATED = `
  SELECT DISTINCT ON (hold_id) hold_id, kind, result, amount_satang FROM receipt WHERE applied
   ORDER BY hold_id, received_at DESC, id DESC`;

/** An open break says that both sides differ, and whose task that is; a message may still wait. */
const NOT_SETTLED = `
  NOT EXISTS (SELECT 1 FROM break_record b WHERE b.hold_id = h.id AND b.closed_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM inbox_message m WHERE m.case_id = h.case_id AND m.processed_at IS NULL)`;

const RULES: readonly SqlRule[] = [
  {
    why: 'is stated to its institution from another list than the record says, or not again since it changed last',
    sql: `SELECT h.id FROM hold h JOIN LATERAL (
              SELECT max(o.answered_at) AS answered_at FROM hold_order o WHERE o.hold_id = h.id AND o.sent_at IS NOT NULL HAVING count(*) > 0
            ) came ON true LEFT JOIN hold_change c ON c.hold_id = h.id
           WHERE c.hold_id IS NULL OR c.institution <> h.institution
              OR c.holds_money <> (h.state IN (${sqlList(STILL_HELD_STATES)}) AND h.held_satang > 0)
              OR c.changed_at < date_trunc('milliseconds', greatest(came.answered_at, h.ended_at))`,
  },
  {
    why: 'is held with another amount on record than its institution signed last',
    sql: `SELECT h.id FROM hold h JOIN (${STATED}) s ON s.hold_id = h.id
           WHERE h.state IN (${sqlList(HOLDING_STATES)}) AND s.kind = 'hold' AND s.amount_satang <> h.held_satang AND ${NOT_SETTLED}`,
  },
  {
    why: 'is held on record, and its institution signed last that it holds nothing by it',
    sql: `SELECT h.id FROM hold h JOIN (${STATED}) s ON s.hold_id = h.id
           WHERE h.state IN (${sqlList(HOLDING_STATES)}) AND s.kind <> 'hold' AND ${NOT_SETTLED}`,
  },
];

/**
 * I20: what institutions state that they hold is what the record says, or a break with an owner
 * says why not; and the centre's own statements to them leave nothing out. An institution states it by messages that it signs, and by its newest statement of all that it
 * knows; the simulator also shows books.
 */
export const bankBooks: Check = {
  id: 'I20',
  title: 'what the banks hold is what the record says, or a break with an owner',
  async run(context: VerifyContext) {
    const { manager, asOf, unread } = context;
    const stated = await applySqlRules(
      manager,
      'SELECT count(*) FROM hold WHERE EXISTS (SELECT FROM receipt r WHERE r.hold_id = hold.id AND r.applied)',
      RULES,
    );
    const statements = await compareStatements(manager);
    const compared = await compareBooks(context);
    const unknown = [...(await silent(manager, asOf)), ...(unread?.books === undefined ? [] : [unread.books])];
    return {
      checked: stated.checked + statements.stated + compared.checked,
      violations: [...stated.violations, ...statements.violations, ...compared.violations],
      unknown,
      note: [...(compared.note === undefined ? [] : [compared.note]), noteOf(statements)].join('; '),
    };
  },
};

function noteOf({ institutions, stated }: StatementsCompared): string {
  return institutions === 0
    ? 'no institution has stated all that it knows yet'
    : `compared with the newest statements of ${institutions} institutions, which name ${stated} orders`;
}

/**
 * Returns a line for each institution that owes a word on orders of which the time still runs:
 * what it holds by them nobody knows.
 */
async function silent(manager: EntityManager, asOf: Date): Promise<string[]> {
  const rows: { institution: string; holds: string; since: Date }[] = await manager.query(
    `SELECT institution, count(DISTINCT hold_id) AS holds, min(since) AS since FROM (
       SELECT h.institution, o.hold_id, o.issued_at AS since FROM hold_order o JOIN hold h ON h.id = o.hold_id
        WHERE o.answered_at IS NULL AND h.expires_at > $1 AND h.state IN (${sqlList(LIVE_HOLD_STATES)})
       UNION ALL
       SELECT h.institution, r.hold_id, r.ordered_at FROM release_order r JOIN hold h ON h.id = r.hold_id
        WHERE r.acknowledged_at IS NULL AND h.expires_at > $1) asked
      WHERE since < $1::timestamptz - $2 * interval '1 millisecond' GROUP BY institution ORDER BY institution`,
    [asOf, SILENT_AFTER_MS],
  );
  return rows.map(
    ({ institution, holds, since }) =>
      `what ${institution} holds by ${holds} of our holds: it has not answered since ${since.toISOString()}`,
  );
}

/** Compares the books that are shown; says how many holds could be compared by signed words only. */
async function compareBooks({ manager, books }: VerifyContext): Promise<CheckResult> {
  if (books === undefined) {
    return { checked: 0, violations: [], note: 'compared with what institutions signed; none shows its books' };
  }
  const ours = await readOwnHolds(manager, books.readAt);
  const moved = await movedInstitutions(manager);
  const isShown = (institution: string) => books.institutions.includes(institution) && !moved.has(institution);
  const theirs = new Map(books.holds.map((hold) => [hold.holdId, hold]));
  const shown = [...ours.values()].filter(({ institution }) => isShown(institution));
  const foreign = books.holds.filter(({ holdId, party }) => !ours.has(holdId) && isShown(party));
  const told = await toldAsForeign(manager);
  const unsaid = foreign.filter(({ holdId, state }) => state === 'active' && !told.has(holdId));
  const unseen = ours.size - shown.length;
  const notes = [
    ...(unseen > 0
      ? [
          `${unseen} holds compared with signed words only: their institutions show no books, or have moved to another address`,
        ]
      : []),
    ...(foreign.length > unsaid.length
      ? [`${foreign.length - unsaid.length} holds in the books are not on record, and are over or told by a break`]
      : []),
  ];
  return {
    checked: shown.length + books.holds.length,
    violations: [
      ...unsaid.map(({ holdId, party }) => `${holdId}: is held at ${party} and not on record`),
      ...shown.flatMap((hold) => disagreement(hold, theirs.get(hold.id))),
    ],
    ...(notes.length > 0 && { note: notes.join('; ') }),
  };
}

/** Institutions whose address two persons changed: the books of the simulator are not theirs. */
async function movedInstitutions(manager: EntityManager): Promise<ReadonlySet<string>> {
  const rows: { slug: string }[] = await manager.query('SELECT slug FROM party WHERE address_change IS NOT NULL');
  return new Set(rows.map(({ slug }) => slug));
}

/** The holds that an institution named in a message, or in a statement, of which we have no record, with a break. */
async function toldAsForeign(manager: EntityManager): Promise<ReadonlySet<string>> {
  const rows: { hold_id: string }[] = await manager.query(
    `SELECT DISTINCT m.content->>'holdId' AS hold_id FROM break_record b JOIN inbox_message m ON m.id = b.inbox_message_id
      WHERE b.kind = $1 AND m.content ? 'holdId' UNION SELECT hold_id FROM lost_order`,
    [NOT_ON_RECORD],
  );
  return new Set(rows.map(({ hold_id }) => hold_id));
}

async function readOwnHolds(manager: EntityManager, readAt: Date): Promise<Map<string, OwnHold>> {
  const rows: OwnHold[] = await manager.query(HOLDS, [readAt, UNDER_WAY_MS]);
  return new Map(rows.map((row) => [row.id, row]));
}

function disagreement(ours: OwnHold, theirs: BankHold | undefined): string[] {
  const { id, state, is_open } = ours;
  if (theirs !== undefined && !isSameMoney(ours, theirs)) return [`${id}: is another account or transfer at its bank`];
  if (is_open) return [];
  const isHeld = state === 'held' || state === 'partly_held';
  if (theirs?.state !== 'active') return isHeld ? [`${id}: is ${state} on record and not active at its bank`] : [];
  if (!isHeld) return state === 'seized' ? [] : [`${id}: is ${state} on record and active at its bank`];
  if (theirs.heldSatang !== ours.held_satang)
    return [`${id}: is held with ${theirs.heldSatang} satang at its bank and ${ours.held_satang} on record`];
  return new Date(theirs.expiresAt) > ours.expires_at ? [`${id}: is held longer at its bank than on record`] : [];
}

function isSameMoney(ours: OwnHold, { account, party, transferRef }: BankHold): boolean {
  return (
    party === ours.institution &&
    account.institution === ours.institution &&
    account.accountNo === ours.account_no &&
    transferRef === ours.reference
  );
}
