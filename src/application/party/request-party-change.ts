import type { DataSource, EntityManager } from 'typeorm';
import { checkPartyChange, mayRequestPartyChange, type PartyChange } from '../../domain/party-change/party-change.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { appendAudit, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { PartyChangeRow } from '../../persistence/entities/traffic/party.entities.js';
import { newId } from '../../persistence/ids.js';
import { databaseErrorCode, inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import { changeTrace } from './change-trace.js';
import { readPartyFacts } from './read-party-facts.js';

/** A change of a party as a person asks for it; the shape is the API's. */
export interface PartyChangeInput {
  party: string;
  change: PartyChange;
  reason: string;
}

const UNIQUE_VIOLATION = '23505';

/**
 * Writes a request to change a party's keys or address; nothing changes until another person
 * approves it. The same change of a party waits once. Refusals: `PARTY_CHANGE.PARTY_ABSENT`,
 * `PARTY_CHANGE.ALREADY_OPEN`, and those of `mayRequestPartyChange` and `checkPartyChange`.
 */
export async function requestPartyChange(
  db: DataSource,
  input: { body: PartyChangeInput; actor: ActingPerson },
): Promise<{ ok: true; id: string } | Refusal> {
  try {
    return await inTransaction(db, (manager) => request(manager, input));
  } catch (error) {
    if (databaseErrorCode(error) !== UNIQUE_VIOLATION) throw error;
    return refuse('PARTY_CHANGE.ALREADY_OPEN', 'this change of the party waits for a decision already');
  }
}

async function request(
  manager: EntityManager,
  { body, actor }: Parameters<typeof requestPartyChange>[1],
): Promise<{ ok: true; id: string } | Refusal> {
  const role = mayRequestPartyChange(actor);
  if (!role.ok) return role;
  const facts = await readPartyFacts(manager, body.party);
  if (facts === undefined) return refuse('PARTY_CHANGE.PARTY_ABSENT', 'no party of this slug is enrolled');
  const now = await databaseNow(manager);
  const { change } = body;
  const checked = checkPartyChange(facts, change, now);
  if (!checked.ok) return checked;
  const row = manager.create(PartyChangeRow, {
    id: newId(),
    party: body.party,
    kind: change.kind,
    keyId: change.kind === 'change_address' ? null : change.keyId,
    publicJwk: change.kind === 'add_key' ? change.publicJwk : null,
    notBefore: change.kind === 'add_key' ? change.notBefore : null,
    notAfter: change.kind === 'add_key' ? change.notAfter : null,
    lastKeyReason: change.kind === 'revoke_key' ? change.lastKeyReason : null,
    baseUrl: change.kind === 'change_address' ? change.baseUrl : null,
    reason: body.reason,
    state: 'requested',
    requestedBy: actor.subject,
    requestedRole: role.value,
    requestedAt: now,
    decidedBy: null,
    decidedRole: null,
    decisionReason: null,
    decidedAt: null,
  });
  await manager.insert(PartyChangeRow, row);
  await appendAudit(manager, SYSTEM_CHAIN, actor.subject, now, [
    { type: 'party_change.requested', payload: { ...changeTrace(row), role: role.value } },
  ]);
  return { ok: true, id: row.id };
}
