import type { EntityManager } from 'typeorm';
import type { BankHold } from '../bank-books.js';
import type { Check, VerifyContext } from '../check.js';

/** What happened this shortly before the books were read may not have reached the other side. */
const UNDER_WAY_MS = 60_000;

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

/**
 * I20: every hold in an institution's books is in the database and the other way round, with the
 * same money, or a break with an owner says why not.
 */
export const bankBooks: Check = {
  id: 'I20',
  title: 'what the banks hold is what the record says, or a break with an owner',
  async run({ manager, books }: VerifyContext) {
    if (books === undefined) return { checked: 0, violations: [], note: 'not checked: no institution’s books at hand' };
    const ours = await readOwnHolds(manager, books.readAt);
    const theirs = new Map(books.holds.map((hold) => [hold.holdId, hold]));
    // Of an institution beside them nobody shows the books: what it holds is not compared.
    const shown = [...ours.values()].filter(({ institution }) => books.institutions.includes(institution));
    const violations = [
      ...books.holds.flatMap((hold) =>
        ours.has(hold.holdId) ? [] : [`${hold.holdId}: is held at ${hold.party} and not on record`],
      ),
      ...shown.flatMap((hold) => disagreement(hold, theirs.get(hold.id))),
    ];
    const unseen = ours.size - shown.length;
    return {
      checked: shown.length + books.holds.length,
      violations,
      ...(unseen > 0 && { note: `${unseen} holds not compared: their institutions show no books` }),
    };
  },
};

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
