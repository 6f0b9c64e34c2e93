import {
  checkComplaint,
  type ComplaintContext,
  type FieldFault,
  type TransferToCheck,
} from '../complaint/intake/check-complaint.js';
import { endOf } from '../deadlines/deadline-of.js';
import type { OnwardMessage } from '../hold/messages.js';
import type { SuspectPerson } from '../link/subject.js';
import { type Satang, type SatangString, sumSatang } from '../money.js';
import type { Account } from '../party.js';
import { clockToleranceMs } from '../rulebook/clock-tolerance.js';
import { ruleInForce } from '../rulebook/in-force.js';

/** A finding and what follows on it at once may be told by two clocks, which differ by so much. */
export const SAME_INSTANT_MS = 60_000;

/** What an institution suspended on its own suspicion. Times are RFC 3339, UTC. */
interface SuspensionToCheck {
  amountSatang: SatangString;
  suspendedAt: string;
  until?: string | undefined;
}

/** The fields of a notice that rules judge; the schema has checked its form. */
export interface NoticeToCheck {
  /** RFC 3339, UTC. */
  foundAt: string;
  fromAccount: Account;
  suspectPersons?: readonly SuspectPerson[] | undefined;
  transfers: readonly (TransferToCheck & {
    to: { account: Account };
    suspended?: SuspensionToCheck | undefined;
    /** Later debits by which the money went on from the receiving account. */
    onward?: readonly OnwardMessage[] | undefined;
  })[];
}

/**
 * Returns every fault of a notice that its form alone does not show. `institution` signed the
 * notice; undefined for an officer's notice.
 */
export function checkNotice(
  notice: NoticeToCheck,
  institution: string | undefined,
  context: ComplaintContext,
): FieldFault[] {
  const asReport = {
    victim: {},
    victimAccount: notice.fromAccount,
    transfers: notice.transfers,
    noticeGivenAt: notice.foundAt,
    suspectPersons: notice.suspectPersons,
  };
  const faults = checkComplaint(asReport, context).map((fault) => ({ ...fault, pointer: pointerOf(fault.pointer) }));
  if (institution === undefined) return [...faults, ...officersTimeFaults(notice.foundAt, context)];
  return [
    ...faults,
    ...notice.transfers.flatMap((transfer, index) => [
      ...partyFaults(index, transfer.to.account, notice.fromAccount, institution),
      ...suspensionFaults(index, notice.foundAt, transfer, context),
      ...onwardFaults(index, transfer, institution, context),
    ]),
    ...sharedDebitFaults(notice.transfers),
  ];
}

function pointerOf(pointer: string): string {
  return pointer.replace(/^\/victimAccount/, '/fromAccount').replace(/^\/noticeGivenAt/, '/foundAt');
}

/**
 * Finds a transfer that the institution neither sent nor received: it may suspect only its own.
 */
function partyFaults(index: number, to: Account, from: Account, institution: string): FieldFault[] {
  if (to.institution === institution || from.institution === institution) return [];
  const detail = 'neither its sender nor its receiver has an account with you';
  return [{ pointer: `/transfers/${index}`, code: 'FIELD.NOT_YOURS', detail }];
}

/** Finds that an officer's notice orders nothing more: his seven days began when he gave it. */
function officersTimeFaults(foundAt: string, { now, rulebook }: ComplaintContext): FieldFault[] {
  const end = endOf(ruleInForce(rulebook, 'OFF-6C', now), new Date(foundAt), { rulebook, now });
  if (end > now) return [];
  const detail = 'is so long ago that the time of section 6 has passed';
  return [{ pointer: '/foundAt', code: 'FIELD.OVER', detail }];
}

/** Returns whether an instant lies in the future, even if the institution's clock is ahead of ours. */
function isInFuture(instant: string, { now, rulebook }: ComplaintContext): boolean {
  return Date.parse(instant) > now.getTime() + clockToleranceMs(rulebook, now);
}

function suspensionFaults(
  index: number,
  foundAt: string,
  transfer: NoticeToCheck['transfers'][number],
  context: ComplaintContext,
): FieldFault[] {
  const { now, rulebook } = context;
  const { suspended } = transfer;
  if (suspended === undefined) return [];
  const pointer = `/transfers/${index}/suspended`;
  const last = endOf(ruleInForce(rulebook, 'BANK-6A', now), new Date(foundAt), { rulebook, now });
  const lastMs = last.getTime();
  const faults: FieldFault[] = [];
  if (BigInt(suspended.amountSatang) > BigInt(transfer.amountSatang)) {
    faults.push({
      pointer: `${pointer}/amountSatang`,
      code: 'FIELD.ABOVE_TRANSFER',
      detail: 'is more than was transferred',
    });
  }
  if (isInFuture(suspended.suspendedAt, context)) {
    faults.push({ pointer: `${pointer}/suspendedAt`, code: 'FIELD.IN_FUTURE', detail: 'lies in the future' });
  }
  if (Date.parse(suspended.suspendedAt) < Date.parse(foundAt) - SAME_INSTANT_MS) {
    const detail = 'lies before the finding, from which the time of section 6 is counted';
    faults.push({ pointer: `${pointer}/suspendedAt`, code: 'FIELD.BEFORE_FINDING', detail });
  }
  const untilMs = suspended.until === undefined ? lastMs : Date.parse(suspended.until);
  if (untilMs > lastMs) {
    const detail = 'is later than section 6 lets an institution suspend from its finding';
    faults.push({ pointer: `${pointer}/until`, code: 'FIELD.BEYOND_SECTION_6', detail });
  }
  if (untilMs <= now.getTime()) {
    faults.push({ pointer, code: 'FIELD.OVER', detail: 'has ended already: the time of section 6 has passed' });
  }
  return faults;
}

/**
 * Finds later debits that cannot be right: only the institution that received the money may name
 * them, and together with what it suspended they explain no more than arrived.
 */
function onwardFaults(
  index: number,
  { to, amountSatang, transferredAt, suspended, onward = [] }: NoticeToCheck['transfers'][number],
  institution: string,
  context: ComplaintContext,
): FieldFault[] {
  const { now, rulebook, accountDigits } = context;
  if (onward.length === 0) return [];
  const pointer = `/transfers/${index}/onward`;
  if (to.account.institution !== institution) {
    return [{ pointer, code: 'FIELD.NOT_YOURS', detail: 'the account that received the money is not with you' }];
  }
  const explained = sumSatang(onward.map((debit) => BigInt(debit.attributedSatang)));
  const faults: FieldFault[] = [];
  if (explained + BigInt(suspended?.amountSatang ?? 0) > BigInt(amountSatang)) {
    faults.push({
      pointer,
      code: 'FIELD.ABOVE_TRANSFER',
      detail: 'explains, with what is suspended, more than arrived',
    });
  }
  onward.forEach((debit, at) => {
    const debitPointer = `${pointer}/${at}`;
    if (BigInt(debit.attributedSatang) > BigInt(debit.amountSatang)) {
      const detail = 'is more than the debit itself';
      faults.push({ pointer: `${debitPointer}/attributedSatang`, code: 'FIELD.ABOVE_TRANSFER', detail });
    }
    if (isInFuture(debit.at, context)) {
      faults.push({ pointer: `${debitPointer}/at`, code: 'FIELD.IN_FUTURE', detail: 'lies in the future' });
    }
    if (Date.parse(debit.at) < Date.parse(transferredAt) - clockToleranceMs(rulebook, now)) {
      const detail = 'lies before the money arrived';
      faults.push({ pointer: `${debitPointer}/at`, code: 'FIELD.BEFORE_TRANSFER', detail });
    }
    if ('account' in debit.to && !accountDigits.has(debit.to.account.institution)) {
      const detail = 'no such institution takes part';
      faults.push({ pointer: `${debitPointer}/to/account`, code: 'FIELD.UNKNOWN_INSTITUTION', detail });
    }
    if (onward.findIndex((other) => other.transferRef === debit.transferRef) !== at) {
      const detail = 'is the same as that of an earlier debit';
      faults.push({ pointer: `${debitPointer}/transferRef`, code: 'FIELD.DUPLICATE_REFERENCE', detail });
    }
  });
  return faults;
}

/** Finds a debit that carries on, for several credits together, more than its own amount. */
function sharedDebitFaults(transfers: NoticeToCheck['transfers']): FieldFault[] {
  const carried = new Map<string, Satang>();
  return transfers.flatMap(({ onward = [] }, index) =>
    onward.flatMap(({ transferRef, amountSatang, attributedSatang }, at): FieldFault[] => {
      const before = carried.get(transferRef) ?? 0n;
      const together = before + BigInt(attributedSatang);
      carried.set(transferRef, together);
      if (before === 0n || together <= BigInt(amountSatang)) return [];
      const pointer = `/transfers/${index}/onward/${at}/attributedSatang`;
      return [
        {
          pointer,
          code: 'FIELD.ABOVE_TRANSFER',
          detail: 'is, with what it carries for other transfers, more than the debit itself',
        },
      ];
    }),
  );
}
