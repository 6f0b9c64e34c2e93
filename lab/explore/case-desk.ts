import { isReleaseOverdue } from '../../src/domain/break/unanswered.js';
import { type PlaceOfHold, reservedBy } from '../../src/domain/case/sum/again.js';
import type { SumDesk } from '../../src/domain/case/sum/decide-sum.js';
import type { BesideHold, RaiseByRest } from '../../src/domain/case/sum/rests.js';
import type { ReportDesk } from '../../src/domain/case/sum/reported.js';
import type { HoldOfSum, SumOnRecord } from '../../src/domain/case/sum/sum-on-record.js';
import { debitVerdict, type DebitVerdict } from '../../src/domain/debit/debit-verdict.js';
import { onceGivenWay, roomForRest, roomOfDebit, verdictBesideRivals } from '../../src/domain/debit/rival-claims.js';
import { urgentUntil } from '../../src/domain/debit/urgent-time.js';
import {
  ANSWERED_NOTHING_STATES,
  type HoldKind,
  type HoldState,
  letGoByOrder,
  LIVE_HOLD_STATES,
  type ReleaseReason,
  STILL_HELD_STATES,
} from '../../src/domain/hold/hold.js';
import type { EarlierHold } from '../../src/domain/hold/order/held-for-victim.js';
import type { CaseFacts } from '../../src/domain/judgement/facts.js';
import { freeOf } from '../../src/domain/ledger/ledger.js';
import { maxSatang, minSatang, type Satang, sumSatang } from '../../src/domain/money.js';
import { accountKey } from '../../src/domain/party.js';
import type { Rulebook } from '../../src/domain/rulebook/in-force.js';
import { standingNotices } from './notices.js';
import type {
  CaseInMemory,
  HoldInMemory,
  MemoryRecord,
  NoticeInMemory,
  PartInMemory,
  RestInMemory,
  SumInMemory,
} from './record.js';
import { clockOf, heldByRivals, holdsOfRivals, isContested, letGoForDebit, rivalClaims } from './rivals.js';

/** The power by which a hold goes on, and until when. */
export interface ExtensionInMemory {
  kind: HoldKind;
  debitConfirmed: boolean;
  urgentFrom: Date | null;
  until: Date | null;
  /** The notice that carries it on by section 6. */
  rest?: RestInMemory;
  /** It follows from a power that began or ended beside, or that ended itself: it replaces what stands. */
  follows?: true;
}

/** The power of a new hold, and the time that it goes on with. */
export interface PowerOfHold extends PlaceOfHold {
  /** The case that orders it. */
  file: CaseInMemory;
  kind: HoldKind;
  debitConfirmed: boolean;
  /** The notice that gives it its time by section 6, the end of earlier seven days, and when its institution was notified; absent: now. */
  notice?: { notice: NoticeInMemory; until: Date | null; notifiedAt?: Date };
  /** The holds whose place it takes; absent: none. */
  replaces?: readonly HoldInMemory[];
}

/** The centre in memory, as far as desks read it and have things done by it. */
export interface CentreInMemory {
  readonly record: MemoryRecord;
  readonly rulebook: Rulebook;
  readonly now: Date;
  orderHold(sum: SumInMemory, part: PartInMemory, amountSatang: Satang, power: PowerOfHold): HoldInMemory;
  release(hold: HoldInMemory, reason: ReleaseReason): boolean;
  extend(hold: HoldInMemory, extension: ExtensionInMemory): boolean;
  reduce(hold: HoldInMemory, keepSatang: Satang): void;
  raise(hold: HoldInMemory, raise: RaiseByRest): void;
  standingSatang(hold: HoldInMemory): Satang;
  carryOnByNotice(hold: HoldInMemory, rest: RestInMemory): void;
}

const NOT_ASKED = { known: false, why: 'not_asked' } as const;
/** States in which a hold keeps money at its account, or may. */
const KEEPS: readonly HoldState[] = [...LIVE_HOLD_STATES, ...STILL_HELD_STATES, 'seized'];

/** Returns what a case is judged by, before any evidence is in. */
export function factsOf(record: MemoryRecord, file: CaseInMemory): CaseFacts {
  return {
    caseId: file.id,
    caseType: 'job',
    receivedAt: file.openedAt,
    victimReports: true,
    holderReports: true,
    reporterLimitReached: false,
    statementAt: null,
    withdrawnAt: file.withdrawnAt,
    transfers: file.claims.map(({ sum, endedAt, reported }) => ({
      transferId: sum.id,
      amountSatang: sum.amountSatang,
      transferredAt: sum.transferredAt,
      debit: debitOf(record, file, sum),
      account: accountKey(sum.account),
      claimedSatang:
        endedAt === null && reported ? minSatang(sum.amountSatang, sum.question.debitedSatang ?? sum.amountSatang) : 0n,
    })),
    accounts: [],
    simEvidence: NOT_ASKED,
    walletEvidence: NOT_ASKED,
    numbers: [],
    stolenSatang: 0n,
  };
}

function debitOf(record: MemoryRecord, { openedAt }: CaseInMemory, sum: SumInMemory): DebitVerdict {
  if (!isContested(record, sum)) return debitVerdict(sum.question);
  const { own, rivals } = rivalClaims(record, sum, openedAt);
  return verdictBesideRivals(own, rivals);
}

/** Returns a stolen sum as a case that claims it sees it; what commands change is read anew each time. */
export function sumOnRecord(
  { record, rulebook, now }: CentreInMemory,
  file: CaseInMemory,
  sum: SumInMemory,
  facts: CaseFacts,
): SumOnRecord<HoldOfSum, PartInMemory> {
  const claim = file.claims.find((each) => each.sum === sum);
  const { question } = sum;
  const isClaimed = record.cases.some(({ claims }) => claims.some((each) => each.sum === sum && each.endedAt === null));
  const debit = debitOf(record, file, sum);
  const complainedAt = claim?.claimedAt ?? file.openedAt;
  const runs = question.state === 'asked' && question.deadlineAt > now;
  const urgentFrom = runs ? question.urgentFrom : null;
  return {
    transferId: sum.id,
    amountSatang: sum.amountSatang,
    get reservedSatang() {
      return sum.reservedSatang;
    },
    debit,
    claim: isClaimed ? 'claimed' : 'withdrawn',
    isOwn: claim?.reported === true,
    contested: isContested(record, sum) ? rivalClaims(record, sum, file.openedAt) : undefined,
    debitedSatang: question.debitedSatang,
    urgentFrom: question.urgentFrom,
    asker: {
      complainedAt,
      debitConfirmed: debit === 'confirmed',
      urgentFrom,
      isUrgent: now < urgentUntil({ complainedAt, urgentFrom }, { rulebook, now }),
    },
    facts,
    receiver: sum.account,
    parts: sum.parts,
    get holds() {
      return record.holdsOf(sum).map(({ hold }) => hold);
    },
  };
}

/** Returns what `decideSum` asks of the record in memory, and has done there. */
export function sumDesk(
  centre: CentreInMemory,
  file: CaseInMemory,
  sum: SumInMemory,
): SumDesk<HoldOfSum, PartInMemory> {
  const { record, now } = centre;
  const claims = () => rivalClaims(record, sum, file.openedAt);
  const room = () => {
    const { own, rivals } = claims();
    return roomOfDebit(own, rivals);
  };
  return {
    clock: () => clockOf(record, sum, now),
    freeOfPart: (part, _account, givesBack) => freeOfPart(record, sum, part, givesBack),
    freeWithinDebit: (givesBack = 0n) => maxSatang(minSatang(freeOf(sum), room().freeSatang) + givesBack, 0n),
    freeAtReceiver: () => {
      const { own, rivals } = claims();
      return roomOfDebit(
        own,
        rivals.map((rival) => onceGivenWay(rival, centre)),
      ).freeAtReceiverSatang;
    },
    holdsOfRivals: () => holdsOfRivals(record, claims(), centre),
    freeForRest: (hop) => {
      const { own, rivals } = claims();
      return maxSatang(minSatang(freeOf(sum), roomForRest(own, rivals, hop)), 0n);
    },
    ofRivalsAt: (parts) => parts.map((part) => heldByRivals(record, sum, part)),
    orderHold: ({ part, amountSatang, replaces, ...power }) =>
      centre.orderHold(sum, part, amountSatang, {
        ...power,
        file,
        kind: 'section7',
        replaces: replaces.map(({ id }) => record.holdOf(id)),
      }).hold,
    noteOrderedAgain: () => undefined,
    restsOnNotice: ({ id }) => standingNotices(record.holdOf(id), now).length > 0,
    orderByNotice: ({ part, amountSatang, before }) => {
      const [longest] = standingNotices(record.holdOf(before.id), now);
      if (longest === undefined) throw new Error(`no notice lets ${before.id} stand`);
      const { notice, notifiedAt, expiresAt } = longest;
      return centre.orderHold(sum, part, amountSatang, {
        file,
        kind: 'section6',
        debitConfirmed: false,
        notice: { notice, until: expiresAt, notifiedAt },
      }).hold;
    },
    standingSatang: ({ id }) => centre.standingSatang(record.holdOf(id)),
    section7LetGo: () => new Set<string>(), // nobody appeals here
    continuedAt: (holds) =>
      new Map(
        holds.flatMap(({ id }) => {
          const order = record.holdOf(id).orders.find(({ kind }) => kind === 'continue_order');
          return order === undefined ? [] : [[id, order.issuedAt] as const];
        }),
      ),
    endsOf: (freed) => (hold) => endOf(centre, record.holdOf(hold.id), freed.has(hold.id)),
    isLetGoByCorrection: () => false,
    waitsByLimit: () => false,
    release: ({ id }, reason) => {
      centre.release(record.holdOf(id), reason);
    },
    reduce: ({ id }, keepSatang) => {
      centre.reduce(record.holdOf(id), keepSatang);
    },
    extend: (holds, { debitConfirmed, urgentFrom }) => {
      for (const { id } of holds)
        centre.extend(record.holdOf(id), { kind: 'section7', debitConfirmed, urgentFrom, until: null });
    },
    carryOnByNotice: ({ id }) => {
      const [longest] = standingNotices(record.holdOf(id), now);
      if (longest !== undefined) centre.carryOnByNotice(record.holdOf(id), longest);
    },
    askForReview: () => undefined,
    besideHolds: (holds) => holds.map(({ id }) => besideHold(record, record.holdOf(id))),
    leftOfApproval: () => null,
    beingLetGo: ({ id, reservedSatang }) => {
      const newest = record.holdOf(id).orders.findLast(({ refusedAt }) => refusedAt === null);
      return newest?.answeredAt === null ? letGoByOrder(reservedSatang, newest.requestedSatang) : 0n;
    },
    raiseHold: ({ id }, { satang, explainedSatang, unaskedSatang }) => {
      centre.raise(record.holdOf(id), { satang, explainedSatang, unaskedSatang });
    },
    openBreak: ({ id }, kind) => {
      record.breaks.push({ holdId: id, kind, subjectId: null });
    },
    openBreakOnce: ({ id }, kind) => {
      if (!record.breaks.some((open) => open.holdId === id && open.kind === kind))
        record.breaks.push({ holdId: id, kind, subjectId: null });
    },
    openBreakOfTransfer: (kind) => {
      if (!record.breaks.some((open) => open.subjectId === sum.id && open.kind === kind))
        record.breaks.push({ holdId: null, kind, subjectId: sum.id });
    },
    orderWaiting: () => undefined,
  };
}

/** Returns what `orderReported` asks of the record in memory, and has done there. */
export function reportDesk(
  centre: CentreInMemory,
  file: CaseInMemory,
  sum: SumInMemory,
  replaces: readonly HoldOfSum[],
): ReportDesk<HoldOfSum, PartInMemory> {
  const { record } = centre;
  const desk = sumDesk(centre, file, sum);
  const givesBack = reservedBy(replaces.filter(({ id }) => record.holdOf(id).sum === sum));
  return {
    ...desk,
    limitAt: () => null,
    freeOfReport: (account) => {
      const [root] = sum.parts;
      const free = root === undefined ? 0n : desk.freeOfPart(root, account, givesBack);
      return isContested(record, sum) ? minSatang(free, desk.freeAtReceiver() + givesBack) : free;
    },
    trail: () => ({ parts: sum.parts, holds: record.holdsOf(sum).map((hold) => endOf(centre, hold, false)) }),
  };
}

/** Returns a hold with when and why it ended. */
export function endOf(
  { rulebook, now }: Pick<CentreInMemory, 'rulebook' | 'now'>,
  { hold, release }: HoldInMemory,
  isFreedSince: boolean,
): HoldOfSum & EarlierHold {
  const endReason = release?.reason ?? hold.stateReason;
  return {
    ...hold,
    endReason,
    releaseOrderedAt: release?.orderedAt ?? null,
    isFreedSince,
    isReleaseOverdue: release !== null && isReleaseOverdue(release, rulebook, now),
  };
}

/** Returns how much of a part an order of section 7 may ask for: what is not known to have gone on, nor let go by a person. */
function freeOfPart(record: MemoryRecord, sum: SumInMemory, part: PartInMemory, givesBack: Satang): Satang {
  const wentOn = sum.parts.filter(({ parent }) => parent === part).map(({ attributedSatang }) => attributedSatang);
  const there = record.holdsOf(sum).filter((hold) => hold.part === part);
  const letGo = there.map((each) => each.hold.letGoSatang - letGoForDebit(each));
  const kept = there.map(({ hold }) => hold.seizedSatang + (hold.state === 'seized' ? hold.heldSatang : 0n));
  return minSatang(part.attributedSatang - sumSatang([...wentOn, ...letGo, ...kept]), freeOf(sum) + givesBack);
}

function besideHold({ holds, breaks }: MemoryRecord, of: HoldInMemory): BesideHold {
  const others = holds.filter(
    ({ part, hold }) =>
      part !== of.part && hold.institution === of.hold.institution && hold.accountNo === of.hold.accountNo,
  );
  const answers = of.receipts.filter(({ kind, result }) => kind === 'hold' && result !== 'PENDING');
  const newest = Math.max(...answers.map(({ at }) => Date.parse(at)));
  return {
    othersKeepSatang: sumSatang(
      others.map(({ hold }) => {
        const keeps = KEEPS.includes(hold.state) ? maxSatang(hold.heldSatang, hold.reservedSatang) : 0n;
        return hold.seizedSatang + keeps;
      }),
    ),
    suspendedSatang: 0n,
    isFreedSince:
      saidMoreAfterAll(of) ||
      (of.hold.state !== 'refused' && answers.length > 0 && others.some((other) => letsGoSince(other, newest))) ||
      (saidHeldAfterAll(of) && !holds.some((one) => one.part === of.part && one.id < of.id && saidHeldAfterAll(one))),
    breaks: breaks.filter(({ holdId }) => holdId === of.id).map(({ kind }) => kind),
  };
}

/** Returns whether a hold let money go since an instant: it ended, or an order for less lowered it. */
function letsGoSince({ receipts, orders }: HoldInMemory, since: number): boolean {
  return receipts.some(({ kind, notApplied, amountSatang, orderId, at }) => {
    if (notApplied !== null || Date.parse(at) < since) return false;
    if (kind !== 'hold') return BigInt(amountSatang) > 0n;
    const order = orders.find(({ id }) => id === orderId);
    return order?.changesAmount === true && order.raiseRequestId === null && !order.asksRest;
  });
}

/** Returns whether the institution of a hold that holds a part said by its newest answer that it holds more by the same order. */
function saidMoreAfterAll({ hold, orders, receipts }: HoldInMemory): boolean {
  if (hold.state !== 'partly_held' || orders.some(({ asksRest }) => asksRest)) return false;
  const sequenceOf = (orderId: string) => orders.find(({ id }) => id === orderId)?.sequence ?? 0;
  const answers = receipts.filter(({ kind }) => kind === 'hold');
  return answers.some((said) => {
    const isBefore = (one: (typeof answers)[number]) =>
      one.orderId === said.orderId && one.notApplied === null && one.receiptSeq < said.receiptSeq;
    const isNewer = (one: (typeof answers)[number]) =>
      sequenceOf(one.orderId) > sequenceOf(said.orderId) ||
      (one.orderId === said.orderId && one.receiptSeq > said.receiptSeq);
    return (
      said.notApplied !== null &&
      (said.result === 'HELD_FULL' || said.result === 'HELD_PARTIAL') &&
      BigInt(said.amountSatang) > hold.heldSatang &&
      answers.some((one) => isBefore(one) && BigInt(one.amountSatang) < BigInt(said.amountSatang)) &&
      !answers.some(isNewer)
    );
  });
}

/** Returns whether the institution of a hold that ended by its answer said later, to the same order, that it holds. */
function saidHeldAfterAll({ hold, receipts }: HoldInMemory): boolean {
  if (!ANSWERED_NOTHING_STATES.includes(hold.state)) return false;
  const answers = receipts.filter(({ kind }) => kind === 'hold');
  return answers.some((said) => {
    const ofOrder = answers.filter(({ orderId }) => orderId === said.orderId);
    return (
      said.notApplied !== null &&
      (said.result === 'HELD_FULL' || said.result === 'HELD_PARTIAL') &&
      ofOrder.some((one) => one.notApplied === null && one.receiptSeq < said.receiptSeq) &&
      !ofOrder.some((one) => one.receiptSeq > said.receiptSeq)
    );
  });
}
