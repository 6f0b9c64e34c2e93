import { sha256Hex } from '../../persistence/sha256.js';
import canonicalize from 'canonicalize';
import type { EntityManager } from 'typeorm';
import { type BlastRadius, blastRadius, type TrailToOrder } from '../../domain/freeze-request/blast-radius.js';
import { type ProposedOrder, proposedOrder } from '../../domain/freeze-request/proposed-order.js';
import type { Satang } from '../../domain/money.js';
import { type Account, accountKey } from '../../domain/party.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { CaseFileRow } from '../../persistence/entities/case/case.entities.js';
import type { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import { loadCase, type LoadedCase } from '../case/work/load-case.js';
import { maskAccount } from '../case/privacy/mask.js';
import { beingLetGoOf } from '../hold/order/raise-hold.js';
import { accountsOf, caseFacts, readOtherVictims } from '../judgement/case-facts.js';
import { suspendedAt } from '../ledger/suspended-money.js';
import { trailPartsOf } from '../ledger/trail-parts.js';
import { type Reading, readingOf, readingOfCase } from '../case/work/reading-of-case.js';
import { readAccountsOnRecord } from '../trail/read-accounts-on-record.js';
import { readSubject, type SubjectInput } from './read-subject.js';

/**
 * A blast radius as officers see it. A decision names its `sha256`, which covers everything else
 * in it in the canonical form of RFC 8785.
 */
export type BlastRadiusSeen = ReturnType<typeof toView> & { sha256: string };

/**
 * Reads which holders an order of a case would touch, by the database as it is now. It writes
 * nothing, and the case need not be locked. `known` is the case where it was read already.
 */
export async function readBlastRadius(
  reading: Reading,
  order: ProposedOrder,
  known?: LoadedCase,
): Promise<BlastRadiusSeen> {
  const [radius] = await readBlastRadii(reading, [order], known);
  if (radius === undefined) throw new Error('a reading gave nothing');
  return radius;
}

/**
 * Reads the same of several orders of a case, in their order: the statements of one for any number.
 */
async function readBlastRadii(
  reading: Reading,
  orders: readonly ProposedOrder[],
  known?: LoadedCase,
): Promise<BlastRadiusSeen[]> {
  if (orders.length === 0) return [];
  const { manager, caseFile } = reading;
  const loaded = known ?? (await loadCase(reading, 'as_read'));
  const facts = await caseFacts(reading, loaded, await readOtherVictims(manager, caseFile.id));
  const accounts = accountsOf(loaded);
  const recordOf = await readAccountsOnRecord(manager, accounts);
  const factsOf = new Map(facts.accounts.map((fact) => [fact.account, fact]));
  const records = new Map(
    accounts.map((account) => {
      const found = factsOf.get(accountKey(account));
      if (found === undefined) throw new Error('an account of the trail has no facts');
      const { colour, otherVictims } = found;
      return [accountKey(account), { colour, otherVictims, ...recordOf(account) }];
    }),
  );
  const trailFor = await readTrails(reading, loaded, orders);
  return orders.map((order) => {
    const view = toView(blastRadius(order, trailFor(order), records, reading));
    return { ...view, sha256: hashOf(view) };
  });
}

/**
 * Reads the trail as each order will find it. An order for an account takes over what the
 * institution suspended there by itself, so that money counts as free. An order that holds a part
 * again finds it let go.
 */
async function readTrails(reading: Reading, loaded: LoadedCase, orders: readonly ProposedOrder[]) {
  const { manager } = reading;
  const trail = trailPartsOf(loaded, reading);
  const again = new Set(orders.flatMap((order) => (isRaisedAgain(order) ? order.target.holdId : [])));
  const raised = loaded.holds.filter(({ id }) => again.has(id));
  const letGoOf = raised.length === 0 ? undefined : await beingLetGoOf(manager, raised);
  const takesOver = orders.some(({ target }) => 'account' in target);
  const suspended = takesOver ? await suspendedAt(manager, [...trail.free.keys()]) : new Map();
  return (order: ProposedOrder): TrailToOrder => {
    const { target } = order;
    if (isRaisedAgain(order)) {
      const hold = raised.find(({ id }) => id === order.target.holdId);
      return hold === undefined || letGoOf === undefined ? trail : onceLetGo(trail, hold, letGoOf(hold));
    }
    return 'account' in target ? takingOver(trail, target.account, suspended) : trail;
  };
}

/** Returns whether an order raises a hold by what was let go of it. */
function isRaisedAgain(order: ProposedOrder): order is ProposedOrder & { target: { holdId: string } } {
  return order.kind === 'reinstatement' && 'holdId' in order.target;
}

/** Returns the trail as an order for an account finds it: what its institution suspended there counts as free. */
export function takingOver(
  trail: TrailToOrder,
  account: Account,
  suspended: Awaited<ReturnType<typeof suspendedAt>>,
): TrailToOrder {
  const there = suspended.get(accountKey(account));
  if (there === undefined) return trail;
  return { ...trail, free: new Map([...trail.free].map(([id, satang]) => [id, satang + (there.get(id) ?? 0n)])) };
}

/** Returns the trail as it is once a hold has let go what an order for less is to let go. */
function onceLetGo({ parts, free, debits }: TrailToOrder, { id: holdId, stolenSumId }: HoldRow, letGo: Satang) {
  return {
    parts: parts.map((part) =>
      part.hold?.holdId === holdId
        ? { ...part, hold: { ...part.hold, reservedSatang: part.hold.reservedSatang - letGo } }
        : part,
    ),
    free: new Map([...free].map(([id, satang]) => [id, id === stolenSumId ? satang + letGo : satang])),
    debits: debits.map((debit) =>
      debit.stolenSumIds.includes(stolenSumId) ? { ...debit, freeSatang: debit.freeSatang + letGo } : debit,
    ),
  };
}

/**
 * Reads the blast radius of an order that nobody has asked for yet. Refusals: `CASE.ABSENT`, and
 * those of `readSubject`.
 */
export async function tryBlastRadius(
  manager: EntityManager,
  caseId: string,
  input: SubjectInput,
): Promise<{ ok: true; radius: BlastRadiusSeen } | Refusal> {
  const caseFile = await manager.findOneBy(CaseFileRow, { id: caseId });
  if (caseFile === null) return refuse('CASE.ABSENT', 'there is no such case');
  const reading = await readingOf(manager, caseFile);
  const subject = await readSubject(reading, input);
  if ('ok' in subject) return subject;
  const { account, hold, partialRelease } = subject;
  const raiseSatang = partialRelease?.letGoSatang ?? null;
  return {
    ok: true,
    radius: await readBlastRadius(
      reading,
      proposedOrder({ ...account, kind: input.kind, holdId: hold?.id ?? null, raiseSatang }),
    ),
  };
}

/** Reads which holders the orders of some requests of a case would touch now, in their order. */
export async function radiiOfRequests(
  manager: EntityManager,
  caseId: string,
  requests: readonly Parameters<typeof proposedOrder>[0][],
): Promise<BlastRadiusSeen[]> {
  if (requests.length === 0) return [];
  return readBlastRadii(await readingOfCase(manager, caseId), requests.map(proposedOrder));
}

/** Returns the SHA-256 of a blast radius (without its hash) in the canonical form of RFC 8785. */
export function hashOf(view: object): string {
  const text = canonicalize(view);
  if (text === undefined) throw new Error('a blast radius has no canonical form');
  return sha256Hex(text);
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
