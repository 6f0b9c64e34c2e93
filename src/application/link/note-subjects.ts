import {
  type KnownOfSuspects,
  type Origin,
  subjectsOf,
  type SuspectContact,
  type SuspectPerson,
} from '../../domain/link/subject.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { LinkKeyRow } from '../../persistence/entities/link.entities.js';
import type { SubjectHash } from './subject-hash.js';
import type { CaseWork } from '../case/case-work.js';
import type { LoadedCase } from '../case/load-case.js';

/**
 * Notes by what a case can be compared with others: everything that it knows of suspects now and
 * that is not noted yet. Returns whether a subject waits to be compared, which `linkCase` does once
 * this is committed.
 */
export async function noteSubjects(work: CaseWork, loaded: LoadedCase, hash: SubjectHash): Promise<boolean> {
  const { manager, now } = work;
  const caseId = work.caseFile.id;
  const noted = await manager.findBy(LinkKeyRow, { caseId });
  const known = new Set(noted.map(textOf));
  const rows = subjectsOf(await knownOfSuspects(work, loaded), ruleInForce(work.rulebook, 'P-LINK', now)).map(
    ({ kind, value, masked, from }) => {
      const key = kind === 'account' ? value : hash(kind, value);
      return { caseId, kind, key, masked, source: from.source, sourceId: from.id, since: now };
    },
  );
  const fresh = rows.filter((row) => !known.has(textOf(row)));
  if (fresh.length > 0) await manager.insert(LinkKeyRow, fresh);
  return fresh.length > 0 || noted.some(({ comparedAt }) => comparedAt === null);
}

function textOf({ kind, key }: Pick<LinkKeyRow, 'kind' | 'key'>): string {
  return `${kind} ${key}`;
}

/** What a body says of suspects: a complaint's, a supplement's, a notice's. */
interface Told {
  suspectContacts?: readonly SuspectContact[];
  suspectPersons?: readonly SuspectPerson[];
}

/** Whom a complaint names as its own; a notice of section 6 names nobody. */
interface Own {
  reporter?: { phone: string };
  victim?: { phone: string; citizenId?: string };
}

async function knownOfSuspects(work: CaseWork, loaded: LoadedCase): Promise<KnownOfSuspects> {
  const { caseFile } = work;
  const own = loaded.complaint.body as Own;
  const transfers = [...loaded.transfers.values()];
  const ofComplaint: Origin = { source: 'complaint', id: caseFile.id };
  const told: { body: Told; from: Origin }[] = [
    { body: loaded.complaint.body as Told, from: ofComplaint },
    ...loaded.additions
      .filter(({ kind }) => kind === 'supplement')
      .map(({ id, body }) => ({ body: body as Told, from: { source: 'supplement' as const, id } })),
    ...(await toldByParties(work)),
  ];
  return {
    own: {
      accounts: [{ institution: caseFile.victimInstitution, accountNo: caseFile.victimAccountNo }],
      phones: [own.reporter?.phone, own.victim?.phone].filter((phone) => phone !== undefined),
      persons: [{ citizenId: own.victim?.citizenId }],
    },
    accounts: loaded.links.flatMap(({ transferId, hop, stopReason }) => {
      const transfer = loaded.transfers.get(transferId);
      if (transfer?.toInstitution == null || transfer.toAccountNo === null) return [];
      const account = { institution: transfer.toInstitution, accountNo: transfer.toAccountNo };
      const from: Origin = hop === 0 ? ofComplaint : { source: 'trail', id: transferId };
      return [{ account, stop: stopReason, from }];
    }),
    promptPays: transfers.flatMap(({ promptpayKind, promptpayValue }) =>
      promptpayKind === null || promptpayValue === null
        ? []
        : [{ kind: promptpayKind as 'phone', value: promptpayValue, from: ofComplaint }],
    ),
    contacts: told.flatMap(({ body, from }) => (body.suspectContacts ?? []).map((contact) => ({ ...contact, from }))),
    persons: told.flatMap(({ body, from }) => (body.suspectPersons ?? []).map((person) => ({ ...person, from }))),
  };
}

/** What notices of section 6 name, and the devices that institutions name in their receipts. */
async function toldByParties(work: CaseWork): Promise<{ body: Told; from: Origin }[]> {
  const rows: { source: Origin['source']; id: string; body: Told }[] = await work.manager.query(
    `SELECT 'notice' AS source, n.id, n.body FROM notice n
      WHERE n.id IN (SELECT notice_id FROM noticed_transfer WHERE case_id = $1)
     UNION ALL
     SELECT 'answer', m.id, jsonb_build_object('suspectContacts', (
              SELECT jsonb_agg(jsonb_build_object('kind', 'device', 'value', device)) FROM jsonb_array_elements(m.content->'deviceIds') AS device))
       FROM hold h JOIN hold_order o ON o.hold_id = h.id JOIN inbox_message m ON m.subject_id = o.id
      WHERE h.case_id = $1 AND m.kind = 'hold.receipt' AND m.content ? 'deviceIds' AND m.processed_at IS NOT NULL
      ORDER BY id`,
    [work.caseFile.id],
  );
  return rows.map(({ source, id, body }) => ({ body, from: { source, id } }));
}
