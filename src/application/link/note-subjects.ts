import {
  isStoredInClear,
  type KnownOfSuspects,
  type LinkKind,
  type Origin,
  type Subject,
  subjectsOf,
  type SuspectContact,
  type SuspectPerson,
} from '../../domain/link/subject.js';
import { type EvidenceFacts, personRefsIn } from '../../domain/evidence/evidence-facts.js';
import { accountOf } from '../../domain/link/normalise.js';
import type { Account } from '../../domain/party.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { LinkKeyRow } from '../../persistence/entities/findings/link.entities.js';
import { rows } from '../../persistence/read-together.js';
import type { SubjectHash } from '../case/privacy/subject-hash.js';
import type { CaseWork } from '../case/work/case-work.js';
import { debitedAccount } from '../case/money/debited-account.js';
import { type KnownLater, knownNow } from '../../domain/complaint/later/known-later.js';
import type { LoadedCase } from '../case/work/load-case.js';
import { noteDecidersByNumber } from '../interest/note-deciders.js';
import type { NamingBodyRow } from './link.queries.js';

/** The subjects of the case `$1` that are written. */
export const SUBJECTS_OF_CASE = rows(LinkKeyRow, 'r.case_id = $1');

/**
 * Writes the subjects of a case that are not written yet: all by which it can be compared with
 * other cases. Returns whether a subject waits to be compared; `linkCase` compares it after this
 * is committed. Who decided before, and whose own number a PromptPay id is, has an interest.
 */
export async function noteSubjects(
  work: CaseWork,
  loaded: LoadedCase,
  { subjects: noted, namedByParties }: { subjects: readonly LinkKeyRow[]; namedByParties: readonly NamingBodyRow[] },
  hash: SubjectHash,
): Promise<boolean> {
  const { now } = work;
  const caseId = work.caseFile.id;
  const notedKeys = new Set(noted.map(textOf));
  const known = subjectsOf(
    knownOfSuspects(work, loaded, namedByParties),
    ruleInForce(work.rulebook, 'P-LINK', now),
  ).map(({ kind, value, masked, from, receives = false }) => {
    const key = keyOf({ kind, value }, hash);
    return {
      caseId,
      kind,
      key,
      masked,
      receives,
      source: from.source,
      sourceId: from.id,
      since: now,
      comparedAt: null,
      outcome: null,
    };
  });
  const newRows = known.filter((row) => !notedKeys.has(textOf(row)));
  work.insert(LinkKeyRow, newRows);
  const receiving = newRows.filter(({ kind, receives }) => kind === 'phone' && receives).map(({ key }) => key);
  if (receiving.length > 0) await noteDecidersByNumber(work, receiving);
  return newRows.length > 0 || noted.some(({ comparedAt }) => comparedAt === null);
}

/** Returns the key by which cases with an account are compared; null when it names none. */
export function linkKeyOfAccount(account: Account, hash: SubjectHash): { kind: LinkKind; key: string } | null {
  const found = accountOf(account);
  return found === null ? null : { kind: found.kind, key: keyOf(found, hash) };
}

function keyOf({ kind, value }: Pick<Subject, 'kind' | 'value'>, hash: SubjectHash): string {
  return isStoredInClear(kind) ? value : hash(kind, value);
}

function textOf({ kind, key }: Pick<LinkKeyRow, 'kind' | 'key'>): string {
  return `${kind} ${key}`;
}

/** What the body of a complaint, a supplement or a notice of suspicion names of suspects. */
interface NamedSuspects {
  suspectContacts?: readonly SuspectContact[];
  suspectPersons?: readonly SuspectPerson[];
}

/** The reporter and victim of a complaint; a notice of suspicion names neither. */
interface OwnPersons {
  reporter?: { phone?: string };
  victim?: { phone?: string; citizenId?: string };
}

function knownOfSuspects(
  work: CaseWork,
  loaded: LoadedCase,
  namedByParties: readonly NamingBodyRow[],
): KnownOfSuspects {
  const { caseFile } = work;
  const { body: received, known } = loaded.complaint;
  const own: OwnPersons = knownNow({ body: received as OwnPersons, known: known as KnownLater });
  const transfers = [...loaded.transfers.values()];
  const complaint: Origin = { source: 'complaint', id: caseFile.id };
  const named: { body: NamedSuspects; from: Origin }[] = [
    { body: loaded.complaint.body as NamedSuspects, from: complaint },
    ...loaded.additions
      .filter(({ kind }) => kind === 'supplement')
      .map(({ id, body }) => ({ body: body as NamedSuspects, from: { source: 'supplement' as const, id } })),
    ...namedByParties.map(({ source, id, body }) => ({
      body: body as NamedSuspects,
      from: { source, id },
    })),
  ];
  return {
    own: {
      accounts: [debitedAccount(caseFile) ?? []].flat(),
      phones: [own.reporter?.phone, own.victim?.phone].filter((phone) => phone !== undefined),
      persons: [{ citizenId: own.victim?.citizenId }],
    },
    accounts: [...accountsOnTrail(loaded, complaint), ...accountsOutside(loaded, complaint)],
    promptPays: transfers.flatMap(({ promptpayKind, promptpayValue }) =>
      promptpayKind === null || promptpayValue === null
        ? []
        : [{ kind: promptpayKind as 'phone', value: promptpayValue, from: complaint }],
    ),
    contacts: named.flatMap(({ body, from }) => (body.suspectContacts ?? []).map((contact) => ({ ...contact, from }))),
    persons: [
      ...named.flatMap(({ body, from }) => (body.suspectPersons ?? []).map((person) => ({ ...person, from }))),
      ...personsByAgencies(loaded),
    ],
  };
}

/** Returns the persons whom agencies name by a reference in their answers. */
function personsByAgencies({ evidence }: LoadedCase): KnownOfSuspects['persons'] {
  return evidence.flatMap(({ content, inboxMessageId }) =>
    personRefsIn(content as EvidenceFacts).map((personRef) => ({
      personRef,
      from: { source: 'answer' as const, id: inboxMessageId },
    })),
  );
}

function accountsOnTrail(loaded: LoadedCase, complaint: Origin): KnownOfSuspects['accounts'] {
  return loaded.links.flatMap(({ transferId, hop, stopReason }) => {
    const transfer = loaded.transfers.get(transferId);
    if (transfer?.toInstitution == null || transfer.toAccountNo === null) return [];
    const account = { institution: transfer.toInstitution, accountNo: transfer.toAccountNo };
    const from: Origin = hop === 0 ? complaint : { source: 'trail', id: transferId };
    return [{ account, stop: stopReason, from }];
  });
}

/** What a report names of the accounts that the money went to. */
interface ReportedAccounts {
  transfers?: readonly { reference: string; to: { account?: Account } }[];
}

/**
 * Returns the reported accounts at institutions that take no part: only the reports name them,
 * because no order reaches them (`reportedReceiver`).
 */
function accountsOutside(loaded: LoadedCase, complaint: Origin): KnownOfSuspects['accounts'] {
  const outside = new Set(
    [...loaded.transfers.values()].filter(({ offRail }) => offRail === 'outside').map(({ reference }) => reference),
  );
  const bodies = [loaded.complaint.body, ...loaded.additions.map(({ body }) => body)] as ReportedAccounts[];
  return bodies
    .flatMap(({ transfers = [] }) => transfers)
    .flatMap(({ reference, to: { account } }) =>
      account !== undefined && outside.has(reference) ? [{ account, stop: 'off_rails' as const, from: complaint }] : [],
    );
}
