import { bangkokDate, isBuddhistYear } from '../../calendar/bangkok-day.js';
import { accountNoFault } from '../../identifiers/account-no.js';
import { citizenIdFault } from '../../identifiers/citizen-id.js';
import { outsideAccountFault, outsideInstitutionFault } from '../../identifiers/outside-account.js';
import { type PromptPayKind, promptPayFault } from '../../identifiers/promptpay.js';
import type { SatangString } from '../../money.js';
import type { SuspectPerson } from '../../link/subject.js';
import { type Account, accountKey } from '../../party.js';
import { type Rulebook, numberParameter, ruleInForce } from '../../rulebook/in-force.js';
import type { RuleRow } from '../../rulebook/row.js';
import { LONGEST_SPAN_MS, type ToldTransfer } from './incomplete-transfer.js';
import { type Span, spanOf } from './told-roughly.js';

/**
 * What is wrong with one field; `pointer` is an RFC 6901 pointer into the complaint. It never
 * repeats the value, which may be personal data.
 */
export interface FieldFault {
  pointer: string;
  code: string;
  detail: string;
}

/** A reported transfer, as far as rules judge it. */
export interface TransferToCheck {
  to: { account: Account } | { promptPay: { kind: PromptPayKind; value: string } };
  amountSatang: SatangString;
  /** RFC 3339, UTC. */
  transferredAt: string;
  reference: string;
}

/** The fields of a complaint that rules judge, after the schema checked its form. */
export interface ComplaintToCheck {
  /** `birthDate` is a day of the Common Era, `YYYY-MM-DD`. */
  victim: { citizenId?: string | undefined; birthDate?: string | undefined };
  suspectPersons?: readonly SuspectPerson[] | undefined;
  /** Absent: nobody knows which account lost the money; then no transfer is known well enough. */
  victimAccount?: Account | undefined;
  transfers: readonly TransferToCheck[];
  incompleteTransfers?: readonly ToldTransfer[] | undefined;
  /** RFC 3339, UTC. */
  noticeGivenAt: string;
}

/** What a complaint is checked against. */
export interface ComplaintContext {
  now: Date;
  rulebook: Rulebook;
  /**
   * By institution slug, the account lengths that it uses; empty when they are not known. An
   * institution that is not in the map does not take part.
   */
  accountDigits: ReadonlyMap<string, readonly number[]>;
}

/**
 * Returns every fault of a complaint that the schema does not find, in the order of the fields;
 * none when the complaint can be taken in. Throws on a time that the schema should have refused.
 */
export function checkComplaint(complaint: ComplaintToCheck, context: ComplaintContext): FieldFault[] {
  const age = ruleInForce(context.rulebook, 'P-AGE', context.now);
  const { citizenId } = complaint.victim;
  const idFault = citizenId === undefined ? null : citizenIdFault(citizenId);
  return [
    ...(idFault === null ? [] : [fault('/victim/citizenId', 'FIELD.CHECK_DIGIT', idFault)]),
    ...birthFaults(complaint.victim.birthDate, context.now),
    ...suspectFaults(complaint.suspectPersons ?? []),
    ...(complaint.victimAccount === undefined
      ? []
      : victimAccountFaults('/victimAccount', complaint.victimAccount, context)),
    ...complaint.transfers.flatMap((transfer, index) => [
      ...destinationFaults(`/transfers/${index}/to`, transfer, complaint.victimAccount, context),
      ...amountFaults(`/transfers/${index}/amountSatang`, transfer.amountSatang),
      ...timeFaults(`/transfers/${index}/transferredAt`, transfer.transferredAt, age, context.now),
      ...referenceFaults(index, complaint.transfers),
    ]),
    ...(complaint.incompleteTransfers ?? []).flatMap((told, index) =>
      toldFaults(`/incompleteTransfers/${index}`, told, complaint, age, context),
    ),
    ...timeFaults('/noticeGivenAt', complaint.noticeGivenAt, age, context.now),
    ...noticeFaults(complaint, age, context.now),
  ];
}

function fault(pointer: string, code: string, detail: string): FieldFault {
  return { pointer, code, detail };
}

/**
 * Checks citizen ids, because a wrong digit would link the case with a stranger or with nobody.
 */
function suspectFaults(persons: readonly SuspectPerson[]): FieldFault[] {
  return persons.flatMap(({ citizenId }, index) => {
    const found = citizenId === undefined ? null : citizenIdFault(citizenId);
    return found === null ? [] : [fault(`/suspectPersons/${index}/citizenId`, 'FIELD.CHECK_DIGIT', found)];
  });
}

/**
 * Checks the account that was debited: only an institution that takes part can be asked about it.
 */
function victimAccountFaults(pointer: string, account: Account, context: ComplaintContext): FieldFault[] {
  return context.accountDigits.has(account.institution)
    ? accountFaults(pointer, account, context)
    : [fault(`${pointer}/institution`, 'FIELD.UNKNOWN_INSTITUTION', 'no such institution takes part')];
}

/** Checks an account number by the lengths that its institution uses, as far as they are known. */
function accountFaults(pointer: string, account: Account, context: ComplaintContext): FieldFault[] {
  const digitsAllowed = context.accountDigits.get(account.institution) ?? [];
  const found = accountNoFault(account.accountNo, digitsAllowed);
  return found === null ? [] : [fault(`${pointer}/accountNo`, 'FIELD.ACCOUNT_LENGTH', found)];
}

/**
 * Checks a receiving account. One at an institution that takes no part has that institution's own
 * form, and never keeps a complaint out but by a typing error.
 */
function receiverFaults(pointer: string, account: Account, context: ComplaintContext): FieldFault[] {
  if (context.accountDigits.has(account.institution)) return accountFaults(pointer, account, context);
  const institution = outsideInstitutionFault(account.institution);
  const identifier = outsideAccountFault(account.accountNo);
  return [
    ...(institution === null ? [] : [fault(`${pointer}/institution`, 'FIELD.UNKNOWN_INSTITUTION', institution)]),
    ...(identifier === null ? [] : [fault(`${pointer}/accountNo`, 'FIELD.CHECK_DIGIT', identifier)]),
  ];
}

/** Checks what is known of an incomplete transfer as if it were reported. */
function toldFaults(
  pointer: string,
  told: ToldTransfer,
  { victimAccount, transfers }: ComplaintToCheck,
  age: RuleRow,
  context: ComplaintContext,
): FieldFault[] {
  const { amountSatang, aboutAmountSatang, between, aboutTime, reference, to } = told;
  const isReported = transfers.some((transfer) => transfer.reference === reference);
  const around = aboutTime && spanOf({ aboutTime });
  return [
    ...(to === undefined ? [] : destinationFaults(`${pointer}/to`, { to }, victimAccount, context)),
    ...(amountSatang === undefined ? [] : amountFaults(`${pointer}/amountSatang`, amountSatang)),
    ...(aboutAmountSatang === undefined ? [] : amountFaults(`${pointer}/aboutAmountSatang`, aboutAmountSatang)),
    ...(between === undefined
      ? []
      : spanFaults(`${pointer}/between/from`, `${pointer}/between/until`, between, age, context.now)),
    ...(around === undefined
      ? []
      : spanFaults(`${pointer}/aboutTime/at`, `${pointer}/aboutTime/withinMinutes`, around, age, context.now)),
    ...(isReported
      ? [fault(`${pointer}/reference`, 'FIELD.DUPLICATE_REFERENCE', 'is the same as that of a reported transfer')]
      : []),
  ];
}

/**
 * Checks a time within which money left. The day of the call ends in the future, so only its
 * beginning must have been; nobody is asked about a time after the complaint (`searchQuestion`).
 */
function spanFaults(ofFrom: string, ofUntil: string, { from, until }: Span, age: RuleRow, now: Date): FieldFault[] {
  const faults = timeFaults(ofFrom, from, age, now);
  const spanMs = Date.parse(until) - Date.parse(from);
  if (spanMs < 0) faults.push(fault(ofUntil, 'FIELD.RANGE', 'lies before its beginning'));
  if (spanMs > LONGEST_SPAN_MS) faults.push(fault(ofUntil, 'FIELD.RANGE', 'lies more than 7 days after its beginning'));
  return faults;
}

function destinationFaults(
  pointer: string,
  transfer: Pick<TransferToCheck, 'to'>,
  victimAccount: Account | undefined,
  context: ComplaintContext,
): FieldFault[] {
  if ('account' in transfer.to) {
    const faults = receiverFaults(`${pointer}/account`, transfer.to.account, context);
    if (victimAccount !== undefined && accountKey(transfer.to.account) === accountKey(victimAccount)) {
      faults.push(fault(`${pointer}/account`, 'FIELD.SAME_ACCOUNT', "is the victim's own account"));
    }
    return faults;
  }
  const { kind, value } = transfer.to.promptPay;
  const found = promptPayFault(kind, value);
  if (found === null) return [];
  const code = kind === 'national_id' ? 'FIELD.CHECK_DIGIT' : 'FIELD.PROMPTPAY';
  return [fault(`${pointer}/promptPay/value`, code, found)];
}

function amountFaults(pointer: string, amountSatang: SatangString): FieldFault[] {
  return BigInt(amountSatang) > 0n ? [] : [fault(pointer, 'FIELD.NOT_POSITIVE', 'must be more than zero')];
}

function timeFaults(pointer: string, text: string, age: RuleRow, now: Date): FieldFault[] {
  const atMs = Date.parse(text);
  if (Number.isNaN(atMs)) throw new Error(`${pointer} is not a time: the schema must refuse it first`);
  if (atMs > now.getTime() + numberParameter(age, 'futureToleranceMs')) {
    return [futureFault(pointer, text)];
  }
  if (atMs < now.getTime() - numberParameter(age, 'acceptMaxMs')) {
    return [fault(pointer, 'FIELD.TOO_OLD', 'is older than a complaint may reach back')];
  }
  return [];
}

/** A form of the Buddhist Era fills in such years; the caller is told what to write instead. */
function futureFault(pointer: string, written: string): FieldFault {
  const how = ': write the year of the Common Era, 543 less than that of the Buddhist Era';
  return fault(pointer, 'FIELD.IN_FUTURE', `lies in the future${isBuddhistYear(written) ? how : ''}`);
}

/** No one has lived longer than 122 years; a year of the Buddhist Era lies in the future. */
const OLDEST_YEARS = 125;

function birthFaults(birthDate: string | undefined, now: Date): FieldFault[] {
  if (birthDate === undefined) return [];
  const today = bangkokDate(now);
  if (birthDate > today) return [futureFault('/victim/birthDate', birthDate)];
  const oldest = `${Number(today.slice(0, 4)) - OLDEST_YEARS}${today.slice(4)}`;
  return birthDate < oldest ? [fault('/victim/birthDate', 'FIELD.TOO_OLD', 'is older than a person may be')] : [];
}

/**
 * Checks that something was paid before the notice began. A later transfer may follow while the
 * caller is speaking; clocks may differ by the tolerance of P-AGE. Where no transfer is known well
 * enough, nothing can be compared.
 */
function noticeFaults({ noticeGivenAt, transfers }: ComplaintToCheck, age: RuleRow, now: Date): FieldFault[] {
  if (transfers.length === 0) return [];
  const toleranceMs = numberParameter(age, 'futureToleranceMs');
  const firstMs = Math.min(...transfers.map(({ transferredAt }) => Date.parse(transferredAt)));
  const isRefusedAlready = firstMs > now.getTime() + toleranceMs;
  if (isRefusedAlready || Date.parse(noticeGivenAt) + toleranceMs >= firstMs) return [];
  return [fault('/noticeGivenAt', 'FIELD.BEFORE_TRANSFER', 'lies before the first transfer that it is about')];
}

/** Checks that references differ, because all transfers leave the same institution. */
function referenceFaults(index: number, transfers: readonly TransferToCheck[]): FieldFault[] {
  const first = transfers.findIndex((transfer) => transfer.reference === transfers[index]?.reference);
  if (first === index) return [];
  return [
    fault(`/transfers/${index}/reference`, 'FIELD.DUPLICATE_REFERENCE', `is the same as that of transfer ${first + 1}`),
  ];
}
