import {
  checkComplaint,
  type ComplaintContext,
  type FieldFault,
  type TransferToCheck,
} from '../complaint/check-complaint.js';
import type { SuspectPerson } from '../linking/subject.js';
import type { SatangString } from '../money.js';
import type { Account } from '../party.js';
import { deadlineMs, ruleInForce } from '../rulebook/in-force.js';

/** What an institution suspended on its own suspicion. Times are RFC 3339, UTC. */
export interface SuspensionToCheck {
  amountSatang: SatangString;
  suspendedAt: string;
  until?: string | undefined;
}

/** The fields of a notice under section 6 that rules judge; its form is already checked. */
export interface NoticeToCheck {
  /** RFC 3339, UTC. */
  foundAt: string;
  fromAccount: Account;
  suspectPersons?: readonly SuspectPerson[] | undefined;
  transfers: readonly (TransferToCheck & { to: { account: Account }; suspended?: SuspensionToCheck | undefined })[];
}

/** Every fault of a notice that its form alone does not show. `institution` is who signed it; undefined for an officer's. */
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
  if (institution === undefined) return faults;
  return [
    ...faults,
    ...notice.transfers.flatMap((transfer, index) => [
      ...partyFaults(index, transfer.to.account, notice.fromAccount, institution),
      ...suspensionFaults(index, notice.foundAt, transfer, context),
    ]),
  ];
}

function pointerOf(pointer: string): string {
  return pointer.replace(/^\/victimAccount/, '/fromAccount').replace(/^\/noticeGivenAt/, '/foundAt');
}

/** An institution's suspicion is its own: it sent the money or received it. */
function partyFaults(index: number, to: Account, from: Account, institution: string): FieldFault[] {
  if (to.institution === institution || from.institution === institution) return [];
  const detail = 'neither its sender nor its receiver has an account with you';
  return [{ pointer: `/transfers/${index}`, code: 'FIELD.NOT_YOURS', detail }];
}

function suspensionFaults(
  index: number,
  foundAt: string,
  transfer: NoticeToCheck['transfers'][number],
  { now, rulebook }: ComplaintContext,
): FieldFault[] {
  const { suspended } = transfer;
  if (suspended === undefined) return [];
  const at = `/transfers/${index}/suspended`;
  const lastMs = Date.parse(foundAt) + deadlineMs(ruleInForce(rulebook, 'BANK-6A', now));
  const faults: FieldFault[] = [];
  if (BigInt(suspended.amountSatang) > BigInt(transfer.amountSatang)) {
    faults.push({
      pointer: `${at}/amountSatang`,
      code: 'FIELD.ABOVE_TRANSFER',
      detail: 'is more than was transferred',
    });
  }
  if (Date.parse(suspended.suspendedAt) > now.getTime()) {
    faults.push({ pointer: `${at}/suspendedAt`, code: 'FIELD.IN_FUTURE', detail: 'lies in the future' });
  }
  const untilMs = suspended.until === undefined ? lastMs : Date.parse(suspended.until);
  if (untilMs > lastMs) {
    const detail = 'is later than section 6 lets an institution suspend from its finding';
    faults.push({ pointer: `${at}/until`, code: 'FIELD.BEYOND_SECTION_6', detail });
  }
  if (untilMs <= now.getTime()) {
    faults.push({ pointer: at, code: 'FIELD.OVER', detail: 'has ended already: the time of section 6 has passed' });
  }
  return faults;
}
