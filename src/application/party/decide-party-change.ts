import type { DataSource, EntityManager } from 'typeorm';
import {
  checkPartyChange,
  mayDecidePartyChange,
  type PartyChange,
  type PartyChangeState,
} from '../../domain/party-change/party-change.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { appendAudit, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { PartyChangeRow, PartyKeyRow, PartyRow } from '../../persistence/entities/traffic/party.entities.js';
import { forgetPartyDirectory } from '../../persistence/party/party-directory.js';
import { databaseErrorCode, inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import { changeTrace, hashOf } from './change-trace.js';
import { readPartyFacts } from './read-party-facts.js';

const UNIQUE_VIOLATION = '23505';

/** The answer to a decision; the shape is the API's. */
export type PartyChangeDecided = { ok: true; state: Exclude<PartyChangeState, 'requested'> } | Refusal;

/**
 * Records the second person's decision on a change of a party, and makes the change when it is
 * approved: this process uses it from the commit on, every other one within half a minute. The
 * party is locked, so that of two decisions one counts, and two revocations never leave it without
 * a key unseen. Refusals: `PARTY_CHANGE.ABSENT`, those of `mayDecidePartyChange` and, when it is
 * approved, those of `checkPartyChange`.
 */
export async function decidePartyChange(
  db: DataSource,
  input: { id: string; body: { verdict: 'approve' | 'refuse'; reason: string }; actor: ActingPerson },
): Promise<PartyChangeDecided> {
  try {
    return await inTransaction(db, (manager) => decide(manager, input));
  } catch (error) {
    // Another party's change came first with the same key id or public key.
    if (databaseErrorCode(error) !== UNIQUE_VIOLATION) throw error;
    return refuse('PARTY_CHANGE.KEY_KNOWN', 'this key id or public key has just been enrolled: make a new key');
  } finally {
    forgetPartyDirectory(db.manager);
  }
}

async function decide(
  manager: EntityManager,
  { id, body, actor }: Parameters<typeof decidePartyChange>[1],
): Promise<PartyChangeDecided> {
  const row = await manager.findOne(PartyChangeRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (row === null) return refuse('PARTY_CHANGE.ABSENT', 'there is no such change of a party');
  const facts = await readPartyFacts(manager, row.party, 'lock');
  if (facts === undefined) throw new Error(`the party ${row.party} of change ${id} is not enrolled`);
  const now = await databaseNow(manager);
  const role = mayDecidePartyChange(row, actor);
  if (!role.ok) return role;
  const change = changeOf(row);
  const checked = body.verdict === 'approve' ? checkPartyChange(facts, change, now) : null;
  if (checked?.ok === false) return checked;
  const state = body.verdict === 'approve' ? 'approved' : 'refused';
  const decision = { state, decidedBy: actor.subject, decidedRole: role.value, decisionReason: body.reason } as const;
  await manager.update(PartyChangeRow, { id }, { ...decision, decidedAt: now });
  if (state === 'approved') await makeChange(manager, row.party, change, id, now);
  const { reasonSha256: _reason, ...trace } = changeTrace(row);
  await appendAudit(manager, SYSTEM_CHAIN, actor.subject, now, [
    {
      type: 'party_change.decided',
      payload: { ...trace, state, role: role.value, decisionReasonSha256: hashOf(body.reason) },
    },
  ]);
  return { ok: true, state };
}

async function makeChange(
  manager: EntityManager,
  party: string,
  change: PartyChange,
  changeId: string,
  now: Date,
): Promise<void> {
  switch (change.kind) {
    case 'add_key': {
      const { keyId, publicJwk, notBefore, notAfter } = change;
      const validity = { notBefore, notAfter, revokedAt: null };
      await manager.insert(PartyKeyRow, { keyId, party, publicJwk, ...validity, addedByChange: changeId });
      return;
    }
    case 'revoke_key':
      await manager.update(PartyKeyRow, { keyId: change.keyId }, { revokedAt: now, revokedByChange: changeId });
      return;
    case 'change_address':
      await manager.update(PartyRow, { slug: party }, { baseUrl: change.baseUrl, addressChange: changeId });
  }
}

/** Returns the change that a row holds; its columns depend on its kind by constraints. */
function changeOf({
  kind,
  keyId,
  publicJwk,
  notBefore,
  notAfter,
  lastKeyReason,
  baseUrl,
}: PartyChangeRow): PartyChange {
  if (kind === 'add_key' && keyId !== null && publicJwk !== null && notBefore !== null && notAfter !== null)
    return { kind, keyId, publicJwk, notBefore, notAfter };
  if (kind === 'revoke_key' && keyId !== null) return { kind, keyId, lastKeyReason };
  if (kind === 'change_address' && baseUrl !== null) return { kind, baseUrl };
  throw new Error(`a change of kind ${kind} lacks what it needs`);
}
