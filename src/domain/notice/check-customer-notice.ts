import {
  checkComplaint,
  type ComplaintContext,
  type FieldFault,
  type TransferToCheck,
} from '../complaint/intake/check-complaint.js';
import { endOf } from '../deadlines/deadline-of.js';
import type { SuspectPerson } from '../link/subject.js';
import type { Account } from '../party.js';
import { ruleInForce } from '../rulebook/in-force.js';

/** What a victim told his own bank, as far as rules judge it; the schema has checked its form. */
export interface CustomerNoticeToCheck {
  victimAccount: Account;
  /** RFC 3339, UTC: when the customer told the bank. */
  toldAt: string;
  suspectPersons?: readonly SuspectPerson[] | undefined;
  transfers: readonly (TransferToCheck & { to: { account: Account } })[];
}

/**
 * Returns every fault of a notice that its form alone does not show. `institution` signed it: only the
 * bank of the debited account knows its customer, and what it debited. A notice whose time without a
 * complaint (P-EXP) is over holds nothing any more and is refused.
 */
export function checkCustomerNotice(
  notice: CustomerNoticeToCheck,
  institution: string,
  context: ComplaintContext,
): FieldFault[] {
  const { victimAccount, toldAt, transfers, suspectPersons } = notice;
  const asReport = { victim: {}, victimAccount, transfers, noticeGivenAt: toldAt, suspectPersons };
  const faults = checkComplaint(asReport, context).map((fault) => ({
    ...fault,
    pointer: fault.pointer.replace(/^\/noticeGivenAt/, '/toldAt'),
  }));
  return [...notYours(victimAccount, institution), ...faults, ...overFaults(toldAt, context)];
}

function notYours(victimAccount: Account, institution: string): FieldFault[] {
  if (victimAccount.institution === institution) return [];
  const detail = 'is not with you: only the bank of the debited account says what its customer told it';
  return [{ pointer: '/victimAccount', code: 'FIELD.NOT_YOURS', detail }];
}

function overFaults(toldAt: string, { now, rulebook }: ComplaintContext): FieldFault[] {
  if (endOf(ruleInForce(rulebook, 'P-EXP', now), new Date(toldAt), { rulebook, now }) > now) return [];
  return [
    { pointer: '/toldAt', code: 'FIELD.OVER', detail: 'is so long ago that the time without a complaint is over' },
  ];
}
