import type { ComplaintBody, ToldAgainBody } from '../../api/schema.js';
import { arabicDigits } from '../../format/arabic-digits.js';
import {
  checkField,
  findInstitution,
  isAccountKnown,
  isComplete,
  isRight,
  outsideInstitution,
  promptPayKind,
  type CheckContext,
} from './checks.js';
import {
  answerOf,
  isVictimCalling,
  nth,
  receiverFields,
  speakerOf,
  textOf,
  withAnswers,
  type FieldId,
  type FieldKind,
  type IntakeForm,
} from './intake-form.js';
import { compact, readAboutAmount, readAmount, readDay, readInstant, readToldSpan } from './typed.js';

type Transfer = ComplaintBody['transfers'][number];
type Incomplete = NonNullable<ComplaintBody['incompleteTransfers']>[number];
type Contact = NonNullable<ComplaintBody['suspectContacts']>[number];
type Person = NonNullable<ComplaintBody['suspectPersons']>[number];

/**
 * Returns a form that nothing keeps from being received as it is sent. What may be unknown and is
 * wrong is left out: a complaint is received without it. A transfer that is not known well enough is
 * told as incomplete.
 */
export function toComplaint(form: IntakeForm, context: CheckContext): ComplaintBody {
  const given = (id: FieldId) => (isRight(form, id, context) ? textOf(form, id) : '') || undefined;
  const isOneCalling = isVictimCalling(form);
  const birthDay = given('birthDay');
  const { complete, incomplete } = splitTransfers(form, context);
  return {
    reporter: { name: given('reporterName'), ...phoneOf(form, 'reporterPhone', context), ...whoCalls(form) },
    victim: {
      name: given(isOneCalling ? 'reporterName' : 'victimName'),
      ...phoneOf(form, isOneCalling ? 'reporterPhone' : 'victimPhone', context),
      ...numberOfVictim(form, context),
      email: given('email'),
      birthDate: birthDay === undefined ? undefined : readDay(birthDay, context.today),
    },
    ...debitedOf(form, context),
    bankCaseId: given('bankCaseId'),
    transfers: complete.map((index) => transferOf(form, index, context)),
    ...(incomplete.length > 0 && {
      incompleteTransfers: incomplete.map((index) => incompleteOf(form, index, context)),
    }),
    channel: textOf(form, 'channel') as ComplaintBody['channel'],
    noticeGivenAt: form.begunAt,
    caseType: textOf(form, 'caseType') as ComplaintBody['caseType'],
    suspectContacts: Array.from({ length: form.counts.contacts }, (_, index): Contact[] => {
      const value = textOf(form, nth('contact', index));
      const kind = textOf(form, nth('contactKind', index)) as Contact['kind'];
      return value === '' ? [] : [{ kind, value: kind === 'phone' ? arabicDigits(value) : value }];
    }).flat(),
    suspectPersons: Array.from({ length: form.counts.persons }, (_, index): Person[] => {
      const [name, citizenId] = [given(nth('personName', index)), given(nth('personId', index))];
      const told = textOf(form, nth('personId', index));
      const numberAsTold = citizenId === undefined && told !== '' ? told.slice(0, 40) : undefined;
      return name === undefined && told === ''
        ? []
        : [{ name, citizenId: citizenId === undefined ? undefined : compact(citizenId), numberAsTold }];
    }).flat(),
    narrative: given('narrative'),
    language: textOf(form, 'language') as 'th' | 'en',
  };
}

/** Returns the number of the victim, or, where it cannot be right, what was told in its place. */
function numberOfVictim(
  form: IntakeForm,
  context: CheckContext,
): Pick<ComplaintBody['victim'], 'citizenId' | 'passportNo' | 'numberAsTold'> {
  const told = textOf(form, 'victimId');
  if (told === '') return {};
  if (!isRight(form, 'victimId', context)) return { numberAsTold: told.slice(0, 40) };
  const id = compact(told).toUpperCase();
  return checkField(form, 'victimId', context)?.word === 'passport' ? { passportNo: id } : { citizenId: id };
}

/** Returns a telephone number, or, where it cannot be right, what was told in its place. */
function phoneOf(form: IntakeForm, id: FieldId, context: CheckContext): { phone?: string; phoneAsTold?: string } {
  const told = textOf(form, id);
  if (told === '') return {};
  return isRight(form, id, context) ? { phone: compact(told) } : { phoneAsTold: told.slice(0, 40) };
}

/** Returns the account that all transfers left, or, where it cannot be right or is not whole, what was told in its place. */
function debitedOf(
  form: IntakeForm,
  context: CheckContext,
): Pick<ComplaintBody, 'victimAccount' | 'victimAccountAsTold'> {
  if (isAccountKnown(form, context)) return { victimAccount: accountOf(form, context) };
  const told = [textOf(form, 'bank'), textOf(form, 'accountNo')].filter((said) => said !== '').join(' ');
  return told === '' ? {} : { victimAccountAsTold: told.slice(0, 200) };
}

/** Returns what a form says of a report that was not known, as it is sent: what is right alone. */
export function saidOfReport(form: IntakeForm, context: CheckContext): Omit<ToldAgainBody, 'note'> {
  const isSaid = (id: FieldId) => textOf(form, id) !== '' && isRight(form, id, context);
  const phone = (id: FieldId) => (isSaid(id) ? { phone: compact(textOf(form, id)) } : undefined);
  const name = (id: FieldId) => (isSaid(id) ? { name: textOf(form, id) } : undefined);
  const number = isSaid('victimId') ? numberOfVictim(form, context) : undefined;
  const victim = { ...name('victimName'), ...number, ...phone('victimPhone') };
  const reporter = { ...name('reporterName'), ...phone('reporterPhone') };
  return {
    ...(Object.keys(victim).length > 0 && { victim }),
    ...(Object.keys(reporter).length > 0 && { reporter }),
    ...(isSaid('narrative') && { narrative: textOf(form, 'narrative') }),
    victimAccount: isAccountKnown(form, context) ? accountOf(form, context) : undefined,
  };
}

function whoCalls(
  form: IntakeForm,
): Pick<ComplaintBody['reporter'], 'holdsVictimAccount' | 'isVictim' | 'relationToVictim' | 'actsFor'> {
  const as = speakerOf(form);
  if (as !== undefined) {
    const [document, documentNo] = [textOf(form, 'document') || undefined, textOf(form, 'documentNo') || undefined];
    return { holdsVictimAccount: false, actsFor: { as, document, documentNo } };
  }
  switch (answerOf(form, 'who')) {
    case 'holder':
      return { holdsVictimAccount: true, isVictim: true };
    case 'victim':
      return { holdsVictimAccount: false, isVictim: true };
    case 'other':
      return { holdsVictimAccount: false, isVictim: false, relationToVictim: textOf(form, 'relation') || undefined };
    default:
      return { holdsVictimAccount: false };
  }
}

/** Returns the account from which all transfers of a form left. */
export function accountOf(form: IntakeForm, context: CheckContext): NonNullable<ComplaintBody['victimAccount']> {
  return { institution: slugOf(form, 'bank', context), accountNo: compact(textOf(form, 'accountNo')) };
}

/**
 * Returns which transfers of a form can be reported, and which are told as incomplete, by index: all of
 * them while nobody knows the account that they left.
 */
export function splitTransfers(form: IntakeForm, context: CheckContext): { complete: number[]; incomplete: number[] } {
  const all = Array.from({ length: form.counts.transfers }, (_, index) => index);
  const complete = isAccountKnown(form, context) ? all.filter((index) => isComplete(form, index, context)) : [];
  return { complete, incomplete: all.filter((index) => !complete.includes(index)) };
}

/**
 * Returns what is known of an incomplete transfer as it is sent. What is told roughly is sent as such,
 * and what cannot be right, or is not whole, as what was told.
 */
export function incompleteOf(form: IntakeForm, index: number, context: CheckContext): Incomplete {
  const text = (kind: FieldKind) => textOf(form, nth(kind, index));
  const isKnown = (kind: FieldKind) => text(kind) !== '' && isRight(form, nth(kind, index), context);
  const asTold = asToldOf(form, index, context);
  return {
    ...(receiverFields(form, index).every(isKnown) && { to: receiverOf(form, index, context) }),
    toName: text('toName') || undefined,
    amountSatang: readAmount(text('amount')),
    aboutAmountSatang: readAboutAmount(text('amount')),
    ...(isComplete(form, index, context)
      ? exactly(readInstant(text('day'), text('time'), context.today))
      : isKnown('day') && readToldSpan(text('day'), isKnown('time') ? text('time') : '', context.today, context.nowMs)),
    ...(isKnown('reference') && { reference: text('reference') }),
    ...(text('rail') !== '' && { rail: text('rail') as Transfer['rail'] }),
    ...(Object.keys(asTold).length > 0 && { asTold }),
  };
}

/** Returns a time that is known to the minute, of a transfer of which only the account that it left is not known. */
function exactly(at: string | undefined): Pick<Incomplete, 'between'> {
  return at === undefined ? {} : { between: { from: utcOf(at), until: utcOf(at) } };
}

const utcOf = (at: string) => new Date(at).toISOString();

/**
 * Returns what is said again of a transfer that was told before, as it is sent. The day that the form
 * writes by itself says nothing of its time.
 */
export function saidAgainOf(form: IntakeForm, index: number, context: CheckContext): Incomplete {
  const [day, time] = [textOf(form, nth('day', index)), textOf(form, nth('time', index))];
  const isTimeSaid = time !== '' || readDay(day, context.today) !== context.today;
  return incompleteOf(isTimeSaid ? form : withAnswers(form, { [nth('day', index)]: '' }), index, context);
}

/** Returns what was told of a transfer and cannot be right, or is not whole, in the caller's words. */
function asToldOf(form: IntakeForm, index: number, context: CheckContext): NonNullable<Incomplete['asTold']> {
  const text = (kind: FieldKind) => textOf(form, nth(kind, index));
  const isWrong = (kind: FieldKind) => text(kind) !== '' && !isRight(form, nth(kind, index), context);
  const fields = receiverFields(form, index);
  const isReceiverKnown = fields.every((kind) => text(kind) !== '' && !isWrong(kind));
  const receiver = fields.map(text).filter((said) => said !== '');
  const when = [text('day'), text('time')].filter((said) => said !== '');
  return {
    ...(isWrong('amount') && { amount: text('amount').slice(0, 100) }),
    ...((isWrong('day') || isWrong('time')) && { time: when.join(' ').slice(0, 100) }),
    ...(isWrong('reference') && { reference: text('reference').slice(0, 100) }),
    ...(!isReceiverKnown && receiver.length > 0 && { receiver: receiver.join(' ').slice(0, 200) }),
  };
}

/** Returns a transfer of a form without faults as it is sent. */
export function transferOf(form: IntakeForm, index: number, context: CheckContext): Transfer {
  const text = (kind: FieldKind) => textOf(form, nth(kind, index));
  const to = receiverOf(form, index, context);
  const rail =
    text('rail') || ('promptPay' in to ? 'promptpay' : text('receiver') === 'outside' ? 'other' : 'interbank');
  return {
    to,
    toName: text('toName') || undefined,
    amountSatang: readAmount(text('amount')) ?? '',
    transferredAt: readInstant(text('day'), text('time'), context.today) ?? '',
    reference: text('reference'),
    rail: rail as Transfer['rail'],
  };
}

function receiverOf(form: IntakeForm, index: number, context: CheckContext): Transfer['to'] {
  const text = (kind: FieldKind) => textOf(form, nth(kind, index));
  if (text('receiver') === 'promptpay') {
    const value = compact(text('toPromptPay'));
    return { promptPay: { kind: promptPayKind(value) ?? 'phone', value } };
  }
  return text('receiver') === 'outside'
    ? {
        account: {
          institution: outsideInstitution(text('toOutside')),
          accountNo: text('toOutsideNo').replace(/\s/g, ''),
        },
      }
    : {
        account: {
          institution: slugOf(form, nth('toBank', index), context),
          accountNo: compact(text('toAccountNo')),
        },
      };
}

function slugOf(form: IntakeForm, id: FieldId, { institutions }: CheckContext): string {
  return findInstitution(textOf(form, id), institutions)?.slug ?? textOf(form, id);
}

/** Which field of the form a place in the body is; the first that fits. */
const FIELD_OF_POINTER: readonly (readonly [RegExp, FieldKind])[] = [
  [/^\/reporter\/name/, 'reporterName'],
  [/^\/reporter\/phone/, 'reporterPhone'],
  [/^\/reporter\/relationToVictim/, 'relation'],
  [/^\/reporter\/actsFor\/documentNo/, 'documentNo'],
  [/^\/reporter\/actsFor\/document/, 'document'],
  [/^\/reporter/, 'who'],
  [/^\/victim\/(citizenId|passportNo)/, 'victimId'],
  [/^\/victim\/name/, 'victimName'],
  [/^\/victim\/phone/, 'victimPhone'],
  [/^\/victim\/birthDate/, 'birthDay'],
  [/^\/victim\/email/, 'email'],
  [/^\/victimAccount\/accountNo/, 'accountNo'],
  [/^\/victimAccount/, 'bank'],
  [/^\/bankCaseId/, 'bankCaseId'],
  [/^\/incompleteTransfers\/\d+\/between/, 'day'],
  [/^\/incompleteTransfers\/\d+\/aboutTime/, 'time'],
  [/^\/incompleteTransfers\/\d+\/aboutAmountSatang/, 'amount'],
  [/^\/(?:t|incompleteT)ransfers\/\d+\/to\/promptPay/, 'toPromptPay'],
  [/^\/(?:t|incompleteT)ransfers\/\d+\/to\/account\/institution/, 'toBank'],
  [/^\/(?:t|incompleteT)ransfers\/\d+\/to\b/, 'toAccountNo'],
  [/^\/(?:t|incompleteT)ransfers\/\d+\/toName/, 'toName'],
  [/^\/(?:t|incompleteT)ransfers\/\d+\/amountSatang/, 'amount'],
  [/^\/(?:t|incompleteT)ransfers\/\d+\/transferredAt/, 'time'],
  [/^\/(?:t|incompleteT)ransfers\/\d+\/reference/, 'reference'],
  [/^\/suspectContacts\/\d+/, 'contact'],
  [/^\/suspectPersons\/\d+\/citizenId/, 'personId'],
  [/^\/suspectPersons\/\d+/, 'personName'],
  [/^\/caseType/, 'caseType'],
  [/^\/narrative/, 'narrative'],
];

/** Returns the field in which a fault of the API lies (RFC 6901 pointer); undefined: in none. */
export function fieldOfPointer(pointer: string, form: IntakeForm, context: CheckContext): FieldId | undefined {
  const kind = FIELD_OF_POINTER.find(([place]) => place.test(pointer))?.[1];
  if (kind === undefined) return undefined;
  if (isVictimCalling(form) && kind === 'victimName') return 'reporterName';
  if (isVictimCalling(form) && kind === 'victimPhone') return 'reporterPhone';
  const [, list, place] = /^\/([A-Za-z]+)\/(\d+)/.exec(pointer) ?? [];
  if (place === undefined) return kind;
  const { complete, incomplete } = splitTransfers(form, context);
  const sent = list === 'transfers' ? complete : list === 'incompleteTransfers' ? incomplete : undefined;
  const index = sent?.[Number(place)] ?? Number(place);
  const isOutside = textOf(form, nth('receiver', index)) === 'outside';
  const outside = kind === 'toBank' ? 'toOutside' : kind === 'toAccountNo' ? 'toOutsideNo' : kind;
  return nth(isOutside ? outside : kind, index);
}

/** Returns the optional fields in which something stands that cannot be sent. */
export function leftOut(form: IntakeForm, context: CheckContext): FieldId[] {
  const optional: FieldId[] = ['birthDay', 'email'];
  return optional.filter((id) => !isRight(form, id, context));
}
