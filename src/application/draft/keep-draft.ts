import { type DataSource, type EntityManager, LessThanOrEqual } from 'typeorm';
import { draftEnd, mayBeginDraft, maySaveDraft } from '../../domain/draft/draft.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { appendAudit, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { ComplaintDraftRow } from '../../persistence/entities/case/draft.entities.js';
import { newId } from '../../persistence/ids.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../persistence/unit-of-work.js';

const FIRST_REVISION = 1;

/** What an operator typed so far; unfinished, so its fields are not checked. */
export type DraftContent = Record<string, unknown>;

/** A draft that is kept, or the refusal. */
export type DraftKept = { ok: true; id: string; revision: number; savedAt: Date; expiresAt: Date } | Refusal;

/**
 * Begins a draft of a complaint, and forgets all drafts whose time is over. The audit chain of the
 * system notes who began it, and nothing of what it says. A person's key begins one draft: while
 * that is kept, the key is answered as before, and writes nothing. Refuses with `DRAFT.TOO_MANY`.
 */
export async function beginDraft(
  db: DataSource,
  { owner, key, content }: { owner: string; key: string; content: DraftContent },
): Promise<DraftKept> {
  return inTransaction(db, async (manager) => {
    const now = await databaseNow(manager);
    await manager.delete(ComplaintDraftRow, { expiresAt: LessThanOrEqual(now) });
    const earlier = await manager.findOneBy(ComplaintDraftRow, { owner, key });
    if (earlier !== null) return asBegun(earlier);
    const allowed = mayBeginDraft(await manager.countBy(ComplaintDraftRow, { owner }));
    if (!allowed.ok) return allowed;
    const end = draftEnd(await loadRulebook(manager, 'th'), now);
    const row = {
      id: newId(),
      owner,
      key,
      content: JSON.stringify(content),
      revision: FIRST_REVISION,
      begunAt: now,
      savedAt: now,
      ...end,
    };
    const inserted = await manager
      .createQueryBuilder()
      .insert()
      .into(ComplaintDraftRow)
      .values(row)
      .orIgnore()
      .returning('id')
      .execute();
    // The same request, sent again before this one was answered, has begun it meanwhile.
    if ((inserted.raw as unknown[]).length === 0)
      return asBegun(await manager.findOneByOrFail(ComplaintDraftRow, { owner, key }));
    await appendAudit(manager, SYSTEM_CHAIN, owner, now, [{ type: 'draft.begun', payload: { draftId: row.id } }]);
    return asBegun(row);
  });
}

/**
 * Answers that a draft is begun, as when it was: a window that continues its first state overwrites
 * nothing that was saved since.
 */
function asBegun({ id, begunAt, expiresAt }: Pick<ComplaintDraftRow, 'id' | 'begunAt' | 'expiresAt'>): DraftKept {
  return { ok: true, id, revision: FIRST_REVISION, savedAt: begunAt, expiresAt };
}

/**
 * Saves a person's own draft, and keeps it for longer. A save is no audit event: consoles save
 * while people type. Refusals: `DRAFT.ABSENT` (also for another person's), `DRAFT.CHANGED`.
 */
export async function saveDraft(
  db: DataSource,
  { id, owner, content, revision }: { id: string; owner: string; content: DraftContent; revision: number },
): Promise<DraftKept> {
  return inTransaction(db, async (manager) => {
    const now = await databaseNow(manager);
    const kept = await lockedDraft(manager, id, owner);
    if (kept === null || kept.expiresAt <= now) return absent();
    const allowed = maySaveDraft(kept.revision, revision);
    if (!allowed.ok) return allowed;
    const end = draftEnd(await loadRulebook(manager, 'th'), now);
    const saved = { content: JSON.stringify(content), revision: allowed.value.revision, savedAt: now, ...end };
    await manager.update(ComplaintDraftRow, { id }, saved);
    return { ok: true, id, revision: saved.revision, savedAt: now, expiresAt: end.expiresAt };
  });
}

/** Discards a person's own draft; without one nothing happens. */
export async function discardDraft(db: DataSource, { id, owner }: { id: string; owner: string }): Promise<void> {
  await inTransaction(db, async (manager) => {
    const now = await databaseNow(manager);
    const { affected } = await manager.delete(ComplaintDraftRow, { id, owner });
    if (affected === 1)
      await appendAudit(manager, SYSTEM_CHAIN, owner, now, [{ type: 'draft.discarded', payload: { draftId: id } }]);
  });
}

/** Lists a person's own drafts without what they say, the one saved last first. */
export async function listDrafts(manager: EntityManager, owner: string) {
  const now = await databaseNow(manager);
  const rows = await manager.find(ComplaintDraftRow, { where: { owner }, order: { savedAt: 'DESC', id: 'ASC' } });
  return { drafts: rows.filter(({ expiresAt }) => expiresAt > now).map(toHead) };
}

/** Reads a person's own draft; undefined when there is none, or it is another person's. */
export async function readDraft(manager: EntityManager, id: string, owner: string) {
  const row = await manager.findOneBy(ComplaintDraftRow, { id, owner });
  if (row === null || row.expiresAt <= (await databaseNow(manager))) return undefined;
  return { ...toHead(row), content: JSON.parse(row.content) as DraftContent };
}

function lockedDraft(manager: EntityManager, id: string, owner: string): Promise<ComplaintDraftRow | null> {
  return manager.findOne(ComplaintDraftRow, { where: { id, owner }, lock: { mode: 'pessimistic_write' } });
}

function toHead({ id, revision, begunAt, savedAt, expiresAt }: ComplaintDraftRow) {
  return {
    id,
    revision,
    begunAt: begunAt.toISOString(),
    savedAt: savedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}

function absent(): Refusal {
  return refuse('DRAFT.ABSENT', 'there is no such draft, or it is not yours');
}
