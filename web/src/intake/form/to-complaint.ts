import type { ComplaintBody, ToldAgainBody } from '../../api/schema.js';
import { en, th } from '../call/words.js';
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
  partsOf,
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
 * Returns a form as it is sent. Nothing in it keeps it from being received, and nothing that was told is
 * lost: what cannot be right stands where such words have their place, or at the end of the story. A
 * transfer that is not known well enough is told as incomplete.
 */
export function toComplaint(form: IntakeForm, context: CheckContext): ComplaintBody {
  const given = (id: FieldId) => (isRight(form, id, context) ? textOf(form, id) : '') || undefined;
  const isOneCalling = isVictimCalling(form);
  const birthDay = given('birthDay');
  const { complete, incomplete } = splitTransfers(form, context);
  return {
    reporter: { name: given('reporterName'), ...phoneOf(form, 'reporterPhone', context), ...whoCalls(form, given) },
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
    caseType: given('caseType') as ComplaintBody['caseType'],
    suspectContacts: contactsOf(form, context).map(({ sent }) => sent),
    suspectPersons: personsOf(form, context).map(({ sent }) => sent),
    narrative: storyOf(form, context),
    language: textOf(form, 'language') as 'th' | 'en',
  };
}

/** Returns the contacts that are sent, with their places in the form. */
function contactsOf(form: IntakeForm, context: CheckContext): { index: number; sent: Contact }[] {
  return Array.from({ length: form.counts.contacts }, (_, index) => {
    const value = textOf(form, nth('contact', index));
    if (value === '' || !isRight(form, nth('contact', index), context)) return [];
    const kind = textOf(form, nth('contactKind', index)) as Contact['kind'];
    return [{ index, sent: { kind, value: kind === 'phone' ? arabicDigits(value) : value } }];
  }).flat();
}

/** Returns the suspects that are sent, with their places in the form. */
function personsOf(form: IntakeForm, context: CheckContext): { index: number; sent: Person }[] {
  return Array.from({ length: form.counts.persons }, (_, index) => {
    const given = (id: FieldId) => (isRight(form, id, context) ? textOf(form, id) : '') || undefined;
    const [name, id] = [given(nth('personName', index)), given(nth('personId', index))];
    const citizenId = id === undefined ? undefined : compact(id);
    const told = textOf(form, nth('personId', index));
    const numberAsTold = citizenId === undefined ? wordsOf(nth('personId', index), told) : undefined;
    const isNamed = (name ?? citizenId ?? numberAsTold) !== undefined;
    return isNamed ? [{ index, sent: { name, citizenId, numberAsTold } }] : [];
  }).flat();
}

/** Returns the number of the victim, or, where it cannot be right, what was told in its place. */
function numberOfVictim(
  form: IntakeForm,
  context: CheckContext,
): Pick<ComplaintBody['victim'], 'citizenId' | 'passportNo' | 'numberAsTold'> {
  const told = textOf(form, 'victimId');
  if (told === '') return {};
  if (!isRight(form, 'victimId', context)) return { numberAsTold: wordsOf('victimId', told) };
  const id = compact(told).toUpperCase();
  return checkField(form, 'victimId', context)?.word === 'passport' ? { passportNo: id } : { citizenId: id };
}

/** Returns a telephone number, or, where it cannot be right, what was told in its place. */
function phoneOf(form: IntakeForm, id: FieldId, context: CheckContext): { phone?: string; phoneAsTold?: string } {
  const told = textOf(form, id);
  if (told === '') return {};
  return isRight(form, id, context) ? { phone: compact(told) } : { phoneAsTold: wordsOf('reporterPhone', told) };
}

/** Returns the account that all transfers left, or, where it cannot be right or is not whole, what was told in its place. */
function debitedOf(
  form: IntakeForm,
  context: CheckContext,
): Pick<ComplaintBody, 'victimAccount' | 'victimAccountAsTold'> {
  if (isAccountKnown(form, context)) return { victimAccount: accountOf(form, context) };
  return { victimAccountAsTold: wordsOfAll(form, ['bank', 'accountNo']) };
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
    ...(isSaid('caseType') && { caseType: textOf(form, 'caseType') as ToldAgainBody['caseType'] }),
    victimAccount: isAccountKnown(form, context) ? accountOf(form, context) : undefined,
  };
}

function whoCalls(
  form: IntakeForm,
  given: (id: FieldId) => string | undefined,
): Pick<ComplaintBody['reporter'], 'holdsVictimAccount' | 'isVictim' | 'relationToVictim' | 'actsFor'> {
  const as = speakerOf(form);
  if (as !== undefined) {
    return { holdsVictimAccount: false, actsFor: { as, document: given('document'), documentNo: given('documentNo') } };
  }
  switch (answerOf(form, 'who')) {
    case 'holder':
      return { holdsVictimAccount: true, isVictim: true };
    case 'victim':
      return { holdsVictimAccount: false, isVictim: true };
    case 'other':
      return { holdsVictimAccount: false, isVictim: false, relationToVictim: given('relation') };
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
    toName: (isRight(form, nth('toName', index), context) && text('toName')) || undefined,
    ...(isKnown('amount') && {
      amountSatang: readAmount(text('amount')),
      aboutAmountSatang: readAboutAmount(text('amount')),
    }),
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
  const words = (kinds: readonly FieldKind[]) =>
    wordsOfAll(
      form,
      kinds.map((kind) => nth(kind, index)),
    );
  // A time of day without its day is no time, and is told all the same.
  const isWhenWrong = isWrong('day') || isWrong('time') || (text('day') === '' && text('time') !== '');
  const told = {
    amount: isWrong('amount') ? words(['amount']) : undefined,
    time: isWhenWrong ? words(['day', 'time']) : undefined,
    reference: isWrong('reference') ? words(['reference']) : undefined,
    receiver: isReceiverKnown ? undefined : words(fields),
  };
  return Object.fromEntries(Object.entries(told).filter(([, said]) => said !== undefined));
}

/** Returns a transfer of a form without faults as it is sent. */
export function transferOf(form: IntakeForm, index: number, context: CheckContext): Transfer {
  const text = (kind: FieldKind) => textOf(form, nth(kind, index));
  const to = receiverOf(form, index, context);
  const rail =
    text('rail') || ('promptPay' in to ? 'promptpay' : text('receiver') === 'outside' ? 'other' : 'interbank');
  return {
    to,
    toName: (isRight(form, nth('toName', index), context) && text('toName')) || undefined,
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
  const index = sentOf(list ?? '', form, context)[Number(place)] ?? Number(place);
  const isOutside = textOf(form, nth('receiver', index)) === 'outside';
  const outside = kind === 'toBank' ? 'toOutside' : kind === 'toAccountNo' ? 'toOutsideNo' : kind;
  return nth(isOutside ? outside : kind, index);
}

/** Returns the places in the form of what a list of the body has. */
function sentOf(list: string, form: IntakeForm, context: CheckContext): number[] {
  const { complete, incomplete } = splitTransfers(form, context);
  switch (list) {
    case 'transfers':
      return complete;
    case 'incompleteTransfers':
      return incomplete;
    case 'suspectContacts':
      return contactsOf(form, context).map(({ index }) => index);
    case 'suspectPersons':
      return personsOf(form, context).map(({ index }) => index);
    default:
      return [];
  }
}

/**
 * Returns the fields in which something was told that cannot be sent as their value, and that have no
 * place of their own for what was told: it is told at the end of the story, and nothing is lost.
 */
export function toldInStory(form: IntakeForm, context: CheckContext): FieldId[] {
  const each = (count: number, kinds: readonly FieldKind[]) =>
    Array.from({ length: count }, (_, index) => kinds.map((kind) => nth(kind, index))).flat();
  const fields: FieldId[] = [
    'reporterName',
    ...(isVictimCalling(form) ? [] : (['victimName'] as const)),
    ...(answerOf(form, 'who') === 'other' ? (['relation'] as const) : []),
    ...(speakerOf(form) === undefined ? [] : (['document', 'documentNo'] as const)),
    'birthDay',
    'email',
    'bankCaseId',
    ...each(form.counts.transfers, ['toName']),
    ...each(form.counts.contacts, ['contact']),
    ...each(form.counts.persons, ['personName']),
  ];
  const longer = Object.keys(form.answers)
    .map((id) => id as FieldId)
    .filter((id) => textOf(form, id).length > (MOST_AS_TOLD[partsOf(id).kind] ?? Infinity));
  return [...fields, ...longer].filter((id) => textOf(form, id) !== '' && !isRight(form, id, context));
}

/** How many signs of a field are kept as they were told; where two stand together, half of what the API takes. */
const MOST_AS_TOLD: Readonly<Partial<Record<FieldKind, number>>> = {
  victimId: 40,
  personId: 40,
  reporterPhone: 40,
  victimPhone: 40,
  bank: 99,
  accountNo: 99,
  toBank: 99,
  toAccountNo: 99,
  toOutside: 99,
  toOutsideNo: 99,
  toPromptPay: 99,
  amount: 99,
  reference: 99,
  day: 49,
  time: 49,
};

/** Returns what was told in a field as it is kept in words; undefined: nothing that anybody can see. */
function wordsOf(id: FieldId, told: string): string | undefined {
  return plain(told).slice(0, MOST_AS_TOLD[partsOf(id).kind]).trim() || undefined;
}

/** Returns what was told in several fields, side by side. */
function wordsOfAll(form: IntakeForm, ids: readonly FieldId[]): string | undefined {
  const said = ids.map((id) => wordsOf(id, textOf(form, id))).filter((each) => each !== undefined);
  return said.join(' ') || undefined;
}

/** As the API: the longest story. */
const LONGEST_STORY = 10_000;

/** Returns the story as it is sent, with what was told in other fields and cannot be sent there. */
function storyOf(form: IntakeForm, context: CheckContext): string | undefined {
  const told = textOf(form, 'narrative');
  const names = textOf(form, 'language') === 'en' ? en.intake.field : th.intake.field;
  const lines = toldInStory(form, context).map((id) => `${names[partsOf(id).kind]}: ${plain(textOf(form, id))}`);
  const story = isRight(form, 'narrative', context) ? told : plain(told);
  // What was told elsewhere is short, and stays whole where a story is too long for both.
  const end = lines.join('\n').slice(0, LONGEST_STORY / 2);
  const begin = story.slice(0, LONGEST_STORY - end.length - 1);
  return [begin, end].filter((part) => part !== '').join('\n') || undefined;
}

/** Returns a text without the signs that nobody sees, for which the API refuses it. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu, (sign) => (sign === '\n' ? sign : ''));
}
