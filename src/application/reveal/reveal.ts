import { sha256Hex } from '../../persistence/sha256.js';
import { type DataSource, type EntityManager, MoreThan } from 'typeorm';
import { mayReveal } from '../../domain/reveal/reveal-limit.js';
import { type Refusal, refuse, type Result } from '../../domain/result.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { after, HOUR_MS } from '../../domain/time.js';
import { RevealRow } from '../../persistence/entities/case/reveal.entities.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import type { CaseWork } from '../case/work/case-work.js';
import { accountOfPart, caseExists, lockLimits } from '../case/work/case.queries.js';
import { CASE_READERS } from '../case/privacy/note-access.js';
import { openCases } from '../case/work/open-case.js';
import { rowsOf } from '../case/work/read-rows.js';
import { personalFieldsOfCase } from './personal-fields-of-case.js';

/** What a person wants to see in full: the account that a part of the trail reached, or a field. */
export type RevealInput = { reason: string } & ({ partId: string } | { field: string });

export type Revealed = { ok: true; id: string; value: string; revealedAt: Date } | Refusal;

/**
 * Reveals one masked value of a case, once its reading stands on the audit chain with who read it
 * and why. The value itself is not kept. Refusals: `CASE.ABSENT`, `REVEAL.ROLE`,
 * `REVEAL.TOO_MANY`, `REVEAL.ABSENT`.
 */
export async function reveal(
  db: DataSource,
  { caseId, body, actor }: { caseId: string; body: RevealInput; actor: ActingPerson },
): Promise<Revealed> {
  const type = 'partId' in body ? 'account.revealed' : 'person.revealed';
  const roles = CASE_READERS[type].filter((role) => actor.roles.includes(role));
  return inTransaction(db, async (manager) => {
    const [work] = await openCases(manager, [caseId], actor.subject);
    if (work === undefined) return refuse('CASE.ABSENT', 'there is no such case');
    const [role] = roles;
    if (role === undefined) return refuse('REVEAL.ROLE', 'your role does not work with account numbers');
    const allowed = await mayRevealMore(work, actor);
    if (!allowed.ok) return allowed;
    const value = await valueOf(manager, caseId, body);
    if (value === undefined) return refuse('REVEAL.ABSENT', 'the case has no such account or field');
    const named = 'partId' in body ? { partId: body.partId, field: null } : { partId: null, field: body.field };
    const row = {
      id: newId(),
      caseId,
      ...named,
      person: actor.subject,
      role,
      reason: body.reason,
      revealedAt: work.now,
    };
    await manager.insert(RevealRow, row);
    work.audit(type, {
      caseId,
      roles,
      revealId: row.id,
      ...named,
      reasonSha256: sha256Hex(body.reason),
    });
    await work.finish();
    return { ok: true, id: row.id, value, revealedAt: row.revealedAt };
  });
}

/** An order whose document a person reads, with the part of the trail whose account stands on it in full. */
interface PrintedOrder {
  caseId: string;
  orderId: string;
  partId: string;
}

/**
 * Notes that a person of the centre reads an order's document, which shows its account in full: it counts
 * among the values that the person has revealed (P-READ), and stands among the readings of the case. It is noted
 * before the document is handed out. Refusal: `REVEAL.TOO_MANY`.
 */
export async function revealInDocument(
  db: DataSource,
  { caseId, orderId, partId }: PrintedOrder,
  actor: ActingPerson,
): Promise<Result<null>> {
  const roles = CASE_READERS['order_document.read'].filter((role) => actor.roles.includes(role));
  return inTransaction(db, async (manager) => {
    const [work] = await openCases(manager, [caseId], actor.subject);
    if (work === undefined) throw new Error(`no case ${caseId}`);
    const [role] = roles;
    if (role === undefined) throw new Error('who has no role that reads documents came past the route');
    const allowed = await mayRevealMore(work, actor);
    if (!allowed.ok) return allowed;
    const id = newId();
    const reason = `order document ${orderId}`;
    const row = { id, caseId, partId, field: null, person: actor.subject, role, reason, revealedAt: work.now };
    await manager.insert(RevealRow, row);
    work.audit('order_document.read', { caseId, roles, orderId, revealId: id });
    await work.finish();
    return allowed;
  });
}

/** Decides whether a person may have one more value revealed now; until the transaction ends, one at a time. */
async function mayRevealMore({ manager, rulebook, now }: CaseWork, { subject }: ActingPerson): Promise<Result<null>> {
  return mayReveal(await revealedInHour(manager, subject, now), ruleInForce(rulebook, 'P-READ', now));
}

/** Counts under a lock, so that readings at one instant do not pass the limit together. */
async function revealedInHour(manager: EntityManager, person: string, now: Date): Promise<number> {
  await lockLimits(manager, [`reveals of ${person}`]);
  return manager.countBy(RevealRow, { person, revealedAt: MoreThan(after(now, -HOUR_MS)) });
}

async function valueOf(manager: EntityManager, caseId: string, body: RevealInput): Promise<string | undefined> {
  if ('partId' in body) return (await accountOfPart(manager, caseId, body.partId))?.accountNo;
  const fields = await personalFieldsOfCase(manager, caseId);
  return fields?.find(({ field }) => field === body.field)?.value;
}

/** Reads what persons had revealed in a case, newest first; undefined without such a case. */
export async function readReveals(manager: EntityManager, caseId: string) {
  if (!(await caseExists(manager, caseId))) return undefined;
  const reveals = await rowsOf<RevealRow>(
    manager,
    `SELECT id, part_id AS "partId", field, person, role, reason, revealed_at AS "revealedAt"
       FROM reveal WHERE case_id = $1 ORDER BY id DESC`,
    [caseId],
  );
  return { reveals: reveals.map((row) => ({ ...row, revealedAt: row.revealedAt.toISOString() })) };
}
