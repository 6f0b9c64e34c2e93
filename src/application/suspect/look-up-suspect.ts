import { sha256Hex } from '../../persistence/sha256.js';
import { type DataSource, type EntityManager, MoreThan } from 'typeorm';
import type { Role } from '../../domain/freeze-request/freeze-request.js';
import {
  isStoredInClear,
  type LinkKind,
  type LookedUp,
  lookedUpSubject,
  type Subject,
} from '../../domain/link/subject.js';
import type { Account } from '../../domain/party.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { mayInstitutionAsk, mayLookUp, searchingAs } from '../../domain/suspect/lookup.js';
import { HOUR_MS } from '../../domain/time.js';
import { appendAudit, type NewAuditEvent, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { SuspectLookupRow } from '../../persistence/entities/findings/suspect.entities.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import { lockLimits } from '../case/work/case.queries.js';
import { iso } from '../case/work/read-rows.js';
import type { SubjectHash } from '../case/privacy/subject-hash.js';
import { casesOfSubject, holdsOfSuspect, listedSince } from './suspect.queries.js';

/** How many cases, and how many holds, a look-up shows. */
const SHOWN = 50;

/** Who looks something up: a person of the centre, or of an institution. */
interface LookingPerson extends Pick<ActingPerson, 'subject'> {
  role: Role;
  institution: string | null;
}

/** One look-up, with what it is for. */
export interface LookUp {
  by: LookedUp;
  purpose: string;
  person: LookingPerson;
  hash: SubjectHash;
}

/** What the centre knows of a suspect. */
export type SuspectKnown = Awaited<ReturnType<typeof knownToCentre>>;
/** What an institution may know of it. */
export type SuspectKnownToInstitution = Awaited<ReturnType<typeof knownToInstitution>>;

/**
 * Looks up what the centre knows of an account, a number or a person, for a person of the centre.
 * It stands on record with its purpose before anything is handed out, also when nothing is found.
 * Refusals: `SUSPECT.NOBODY` (the text names nobody exactly), `SUSPECT.TOO_MANY_LOOKUPS`.
 */
export function lookUpSuspect(db: DataSource, lookUp: LookUp): Promise<{ ok: true; known: SuspectKnown } | Refusal> {
  return lookUpBy(db, lookUp, knownToCentre);
}

/**
 * Looks up for a person of an institution what that institution may know: the holds on an account
 * of its own, and whether a person is on the list. Refusals: those of `lookUpSuspect`,
 * `SUSPECT.NOT_YOURS`.
 */
export async function lookUpForInstitution(
  db: DataSource,
  lookUp: LookUp,
): Promise<{ ok: true; known: SuspectKnownToInstitution } | Refusal> {
  const { by, person } = lookUp;
  if (person.institution === null) throw new Error('a person of the centre asked as an institution');
  const asked = 'account' in by ? by.account : 'person' in by ? ('person' as const) : ('other' as const);
  const allowed = mayInstitutionAsk(person.institution, asked);
  return allowed.ok ? lookUpBy(db, lookUp, knownToInstitution) : allowed;
}

/** A subject that is looked up, as it was given and as cases have it. */
interface Asked {
  by: LookedUp;
  subject: Omit<Subject, 'from'>;
  key: string;
}

async function lookUpBy<Known extends { found: number; caseIds: string[] }>(
  db: DataSource,
  { by, purpose, person, hash }: LookUp,
  read: (manager: EntityManager, asked: Asked) => Promise<Known>,
): Promise<{ ok: true; known: Known } | Refusal> {
  const subject = lookedUpSubject(by);
  if (subject === null) return refuse('SUSPECT.NOBODY', 'that names no account, number or person exactly');
  const { kind, value } = subject;
  const key = isStoredInClear(kind) ? value : hash(kind, value);
  return inTransaction(db, async (manager) => {
    const now = await lockedNow(manager, person.subject);
    const count = await countOfHour(manager, person.subject, now);
    const allowed = mayLookUp(person.institution === null ? 'centre' : 'institution', count);
    if (!allowed.ok) return allowed;
    const known = await read(manager, { by, subject, key });
    const { subject: who, role, institution } = person;
    const row = { id: newId(), person: who, role, institution, kind, key, purpose, found: known.found, lookedAt: now };
    await manager.insert(SuspectLookupRow, row);
    const purposeSha256 = sha256Hex(purpose);
    const payload = { lookupId: row.id, role, institution, kind, caseIds: known.caseIds, purposeSha256 };
    await appendAudit(manager, SYSTEM_CHAIN, who, now, [{ type: 'suspect.searched', payload }]);
    return { ok: true, known };
  });
}

/** A search of complaints or holds by an account or PromptPay id, and what it found. */
export interface SubjectSearch {
  by: LookedUp;
  person: Pick<ActingPerson, 'subject' | 'roles'>;
  hash: SubjectHash;
  /** Ids of what was found. */
  found: readonly string[];
  /** The audit event of the search. */
  event: NewAuditEvent;
}

/**
 * Notes a search by an account or PromptPay id before what it found is handed out, and counts it
 * with the person's look-ups, because it tells the same. What names nobody exactly is noted, and
 * not counted: no case has it. Refusal: `SUSPECT.TOO_MANY_LOOKUPS`.
 */
export async function noteSubjectSearch(
  db: DataSource,
  { by, person, hash, found, event }: SubjectSearch,
): Promise<{ ok: true } | Refusal> {
  const searching = searchingAs(person.roles);
  if (searching === undefined) throw new Error('who searches has no role that searches');
  const subject = lookedUpSubject(by);
  return inTransaction(db, async (manager) => {
    const now = await lockedNow(manager, person.subject);
    if (subject !== null) {
      const allowed = mayLookUp(searching.side, await countOfHour(manager, person.subject, now));
      if (!allowed.ok) return allowed;
      const { kind, value } = subject;
      await manager.insert(SuspectLookupRow, {
        id: newId(),
        person: person.subject,
        role: searching.role,
        institution: null,
        kind,
        key: isStoredInClear(kind) ? value : hash(kind, value),
        purpose: null,
        found: found.length,
        lookedAt: now,
      });
    }
    await appendAudit(manager, SYSTEM_CHAIN, person.subject, now, [event]);
    return { ok: true };
  });
}

/** Locks the look-ups of a person, and returns the instant after the lock. */
async function lockedNow(manager: EntityManager, subject: string): Promise<Date> {
  await lockLimits(manager, [`suspect lookups of ${subject}`]);
  return databaseNow(manager);
}

function countOfHour(manager: EntityManager, person: string, now: Date): Promise<number> {
  return manager.countBy(SuspectLookupRow, { person, lookedAt: MoreThan(new Date(now.getTime() - HOUR_MS)) });
}

async function knownToCentre(manager: EntityManager, { by, subject, key }: Asked) {
  const cases = await casesOfSubject(manager, subject.kind, key, SHOWN + 1);
  const holds = await holdsOf(manager, by);
  const shown = cases.slice(0, SHOWN);
  return {
    kind: subject.kind,
    masked: subject.masked,
    cases: shown.map(({ openedAt, since, ...row }) => ({
      ...row,
      openedAt: openedAt.toISOString(),
      since: since.toISOString(),
    })),
    moreCases: cases.length > SHOWN,
    holds,
    listedSince: iso(await listingOf(manager, by)),
    found: shown.length + holds.length,
    caseIds: shown.map(({ caseId }) => caseId),
  };
}

async function knownToInstitution(manager: EntityManager, { by, subject }: Asked) {
  const holds = (await holdsOf(manager, by)).map(({ caseId: _caseId, caseNo: _caseNo, ...hold }) => hold);
  return {
    kind: subject.kind,
    masked: subject.masked,
    holds,
    listedSince: iso(await listingOf(manager, by)),
    found: holds.length,
    caseIds: [],
  };
}

async function holdsOf(manager: EntityManager, by: LookedUp) {
  if (!('account' in by)) return [];
  const holds = await holdsOfSuspect(manager, by.account, SHOWN);
  return holds.map(({ orderedAt, expiresAt, ...hold }) => ({
    ...hold,
    orderedAt: orderedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }));
}

/** Returns since when the person, or the wallet of the account, is listed; null: it is not. */
async function listingOf(manager: EntityManager, by: LookedUp): Promise<Date | null> {
  const subject = listable(by);
  return subject === null ? null : listedSince(manager, subject);
}

function listable(by: LookedUp): { kind: 'citizen' | 'juristic' | 'wallet'; value: string } | null {
  if ('account' in by) return walletAt(by.account);
  const id =
    'person' in by
      ? by.person.citizenId
      : 'promptPay' in by && by.promptPay.kind === 'national_id'
        ? by.promptPay.value
        : undefined;
  if (id === undefined) return null;
  return { kind: id.startsWith('0') ? 'juristic' : 'citizen', value: id };
}

function walletAt(account: Account) {
  const found = lookedUpSubject({ account });
  return found?.kind === 'wallet' ? { kind: 'wallet' as const, value: found.value } : null;
}

/** Which look-ups are read; what is left out lets all pass. */
export interface LookupFilter {
  person?: string | undefined;
  kind?: LinkKind | undefined;
  /** The first instant that counts. */
  from?: Date | undefined;
  /** The first instant that counts no more. */
  to?: Date | undefined;
}

/** Reads who looked suspects up, the newest first. */
export async function readLookups(
  manager: EntityManager,
  { person, kind, from, to, after, limit }: LookupFilter & { after?: string | undefined; limit: number },
) {
  const query = manager
    .createQueryBuilder(SuspectLookupRow, 'l')
    .orderBy('l.id', 'DESC')
    .take(limit + 1);
  if (person !== undefined) query.andWhere('l.person = :person', { person });
  if (kind !== undefined) query.andWhere('l.kind = :kind', { kind });
  if (from !== undefined) query.andWhere('l.lookedAt >= :from', { from });
  if (to !== undefined) query.andWhere('l.lookedAt < :to', { to });
  if (after !== undefined) query.andWhere('l.id < :after', { after });
  const rows = await query.getMany();
  const page = rows.slice(0, limit);
  return {
    lookups: page.map(({ key: _key, lookedAt, ...row }) => ({ ...row, lookedAt: lookedAt.toISOString() })),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

/** What a reader learns of one look-up. */
export type LookupRead = Awaited<ReturnType<typeof readLookups>>['lookups'][number];

/**
 * Reads all look-ups of a filter page by page, the newest first, so that an export holds one page
 * in memory at a time.
 */
export async function* readLookupPages(
  manager: EntityManager,
  filter: LookupFilter,
  pageSize: number,
): AsyncGenerator<LookupRead[]> {
  for (let after: string | undefined; ;) {
    const { lookups, next } = await readLookups(manager, { ...filter, after, limit: pageSize });
    yield lookups;
    if (next === null) return;
    after = next;
  }
}
