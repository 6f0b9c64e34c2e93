import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { EntityManager } from 'typeorm';
import { type BlastRadius, blastRadius, type ProposedOrder } from '../../domain/freeze-request/blast-radius.js';
import { accountKey } from '../../domain/party.js';
import type { Satang } from '../../domain/money.js';
import { refuse, type Refusal } from '../../domain/result.js';
import { databaseNow } from '../../persistence/clock.js';
import { CaseFileRow } from '../../persistence/entities/case.entities.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { caseFacts, accountsOf } from '../judgement/case-facts.js';
import type { CaseWork } from '../case/case-work.js';
import { type LoadedCase, loadCase } from '../case/load-case.js';
import { requestSubject, type SubjectInput } from './request-subject.js';
import { suspendedAt } from '../ledger/suspended-money.js';
import { trailPartsOf } from '../ledger/trail-parts.js';
import { readAccountsOnRecord } from '../trail/read-accounts-on-record.js';
import { maskAccount } from '../case/mask.js';

type Reading = Pick<CaseWork, 'manager' | 'caseFile' | 'rulebook' | 'now'>;

/**
 * A blast radius as officers see it, with the hash that a decision names: of everything else in it,
 * by RFC 8785.
 */
export type BlastRadiusSeen = ReturnType<typeof toView> & { sha256: string };

/**
 * Whom an order of a case would touch by the record as it is now. Reads only; the case need not be
 * locked.
 */
export async function readBlastRadius(reading: Reading, order: ProposedOrder): Promise<BlastRadiusSeen> {
  const loaded = await loadCase(reading, 'as_read');
  const facts = await caseFacts(reading, loaded);
  const accounts = accountsOf(loaded);
  const recordOf = await readAccountsOnRecord(reading.manager, accounts);
  const records = accounts.map((account) => {
    const found = facts.accounts.find((each) => each.account === accountKey(account));
    if (found === undefined) throw new Error('an account of the trail has no facts');
    return { account, colour: found.colour, otherVictims: found.otherVictims, ...recordOf(account) };
  });
  const view = toView(blastRadius(order, await trailFor(reading, loaded, order), records, reading));
  return { ...view, sha256: hashOf(view) };
}

/**
 * The trail as the order will find it: an order for an account takes over what its institution
 * suspended there by itself.
 */
async function trailFor({ manager }: Reading, loaded: LoadedCase, { target }: ProposedOrder) {
  const { parts, free } = trailPartsOf(loaded);
  if ('holdId' in target) return { parts, free };
  const suspended = await suspendedAt(manager, [...free.keys()], target.account);
  return { parts, free: new Map([...free].map(([id, satang]) => [id, satang + (suspended.get(id) ?? 0n)])) };
}

/**
 * As `readBlastRadius`, for an order that nobody has asked for yet. Undefined without such a case;
 * refusals are those of `requestSubject`.
 */
export async function tryBlastRadius(
  manager: EntityManager,
  caseId: string,
  input: SubjectInput,
): Promise<{ ok: true; radius: BlastRadiusSeen } | Refusal> {
  const caseFile = await manager.findOneBy(CaseFileRow, { id: caseId });
  if (caseFile === null) return refuse('CASE.ABSENT', 'there is no such case');
  const reading = await readingOf(manager, caseFile);
  const subject = await requestSubject(reading, input);
  if ('ok' in subject) return subject;
  const { account, hold } = subject;
  return {
    ok: true,
    radius: await readBlastRadius(
      reading,
      proposed({ ...account, kind: input.kind, holdId: hold?.id ?? null, creditedSatang: null }),
    ),
  };
}

/** Whom the order of a request would touch now. */
export async function radiusOfRequest(
  manager: EntityManager,
  request: Parameters<typeof proposed>[0] & { caseId: string },
): Promise<BlastRadiusSeen> {
  const caseFile = await manager.findOneByOrFail(CaseFileRow, { id: request.caseId });
  return readBlastRadius(await readingOf(manager, caseFile), proposed(request));
}

async function readingOf(manager: EntityManager, caseFile: CaseFileRow): Promise<Reading> {
  const rulebook = await loadRulebook(manager, caseFile.rulebook);
  return { manager, caseFile, rulebook, now: await databaseNow(manager) };
}

/** The order that a request asks for. */
export function proposed(request: {
  kind: ProposedOrder['kind'];
  institution: string;
  accountNo: string;
  holdId: string | null;
  /** Of a catch: the credit that the hold may be raised by. */
  creditedSatang: Satang | null;
}): ProposedOrder {
  const { kind, holdId, creditedSatang } = request;
  const account = { institution: request.institution, accountNo: request.accountNo };
  if (holdId === null) return { kind, account, target: { account } };
  return { kind, account, target: creditedSatang === null ? { holdId } : { holdId, creditedSatang } };
}

/** Hash of a blast radius, without the hash itself: SHA-256 of its RFC 8785 form. */
export function hashOf(view: object): string {
  const text = canonicalize(view);
  if (text === undefined) throw new Error('a blast radius has no canonical form');
  return createHash('sha256').update(text).digest('hex');
}

function toView({ holders, order, downstream, ...radius }: BlastRadius) {
  return {
    ...radius,
    order: { ...order, amountSatang: order.amountSatang.toString() },
    downstream: { ...downstream, amountSatang: downstream.amountSatang.toString() },
    institutions: [...new Set(holders.map(({ account }) => account.institution))].sort(),
    holders: holders.map(({ account, otherHolds, ...holder }) => ({
      institution: account.institution,
      accountMasked: maskAccount(account.accountNo),
      ...holder,
      stopReasons: [...holder.stopReasons],
      signsOfInnocence: [...holder.signsOfInnocence],
      attributedSatang: holder.attributedSatang.toString(),
      amountSatang: holder.amountSatang.toString(),
      otherHolds: otherHolds.map((hold) => ({
        ...hold,
        amountSatang: hold.amountSatang.toString(),
        expiresAt: hold.expiresAt.toISOString(),
      })),
    })),
  };
}
