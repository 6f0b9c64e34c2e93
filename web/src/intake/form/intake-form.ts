import type { ComplaintBody } from '../../api/schema.js';
import { dayInBangkok } from '../../format/bangkok.js';
import { typedDay } from './typed.js';

/** An answer of the caller as it was typed; null: it is not known. */
export type Answer = string | null;

/** What the form asks for; those of a list have a number behind them, `amount.0`. */
export type FieldKind =
  | 'who'
  | 'reporterName'
  | 'reporterPhone'
  | 'relation'
  | 'document'
  | 'documentNo'
  | 'victimName'
  | 'victimPhone'
  | 'victimId'
  | 'birthDay'
  | 'email'
  | 'bank'
  | 'accountNo'
  | 'bankCaseId'
  | 'receiver'
  | 'toBank'
  | 'toAccountNo'
  | 'toPromptPay'
  | 'toOutside'
  | 'toOutsideNo'
  | 'toName'
  | 'amount'
  | 'day'
  | 'time'
  | 'reference'
  | 'rail'
  | 'contactKind'
  | 'contact'
  | 'personName'
  | 'personId'
  | 'caseType'
  | 'channel'
  | 'language'
  | 'narrative';
export type FieldId = FieldKind | `${FieldKind}.${number}`;

/** What may be there more than once. */
type ListName = 'transfers' | 'contacts' | 'persons';

/** A complaint as it is typed. It is kept as a draft, so that a crash loses nothing. */
export interface IntakeForm {
  /** The Idempotency-Key of the complaint: it stays the same however often it is sent. */
  readonly key: string;
  /** When the call began (RFC 3339). */
  readonly begunAt: string;
  readonly counts: Readonly<Record<ListName, number>>;
  readonly answers: Readonly<Record<string, Answer>>;
  /** The body that was sent last, until its answer is known. */
  readonly sent?: ComplaintBody;
}

/** Most transfers, contacts and persons of one complaint, as the API. */
export const MOST = 20;

/** What stands in a form before anybody has answered. */
const DEFAULTS: Readonly<Partial<Record<FieldKind, string>>> = {
  receiver: 'account',
  rail: '',
  contactKind: 'phone',
  channel: 'phone',
  language: 'th',
};

/** Begins the form of a call. */
export function emptyForm(begunAtMs: number): IntakeForm {
  return {
    key: crypto.randomUUID(),
    begunAt: new Date(begunAtMs).toISOString(),
    counts: { transfers: 1, contacts: 0, persons: 0 },
    answers: {},
  };
}

/** Reads a form out of a draft; undefined when it is none of ours. */
export function readForm(content: Readonly<Record<string, unknown>>): IntakeForm | undefined {
  const { key, begunAt, counts, answers } = content as Partial<IntakeForm>;
  const isForm =
    typeof key === 'string' && typeof begunAt === 'string' && typeof counts === 'object' && typeof answers === 'object';
  return isForm ? (content as unknown as IntakeForm) : undefined;
}

/** Returns whether two forms are the same to the API, which keeps JSON with its members as they were sent. */
export function isSame(one: IntakeForm, other: IntakeForm): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Names a field of a list. */
export function nth(kind: FieldKind, index: number): FieldId {
  return `${kind}.${index}`;
}

/** Splits a field's name. */
export function partsOf(id: FieldId): { kind: FieldKind; index: number } {
  const [kind = '', index = '0'] = id.split('.');
  return { kind: kind as FieldKind, index: Number(index) };
}

/** Returns the answer to a question: what was typed, null for not known, or what is usual. */
export function answerOf({ answers }: IntakeForm, id: FieldId): Answer {
  return answers[id] === undefined ? (DEFAULTS[partsOf(id).kind] ?? '') : answers[id];
}

/** Returns what was typed; nothing when it is not known. */
export function textOf(form: IntakeForm, id: FieldId): string {
  return (answerOf(form, id) ?? '').trim();
}

/** Changes answers. */
export function withAnswers(form: IntakeForm, answers: Readonly<Record<string, Answer>>): IntakeForm {
  return { ...form, answers: { ...form.answers, ...answers } };
}

const FIELDS_OF: Readonly<Record<ListName, readonly FieldKind[]>> = {
  transfers: [
    'receiver',
    'toBank',
    'toAccountNo',
    'toPromptPay',
    'toOutside',
    'toOutsideNo',
    'toName',
    'amount',
    'day',
    'time',
    'reference',
    'rail',
  ],
  contacts: ['contactKind', 'contact'],
  persons: ['personName', 'personId'],
};

/** Adds an empty entry to a list. */
export function withOneMore(form: IntakeForm, list: ListName): IntakeForm {
  if (form.counts[list] >= MOST) return form;
  return { ...form, counts: { ...form.counts, [list]: form.counts[list] + 1 } };
}

/** Takes an entry out of a list; those behind it move up. */
export function without(form: IntakeForm, list: ListName, index: number): IntakeForm {
  const answers = { ...form.answers };
  for (const kind of FIELDS_OF[list]) {
    for (let at = index; at < form.counts[list]; at += 1) {
      const next = answers[nth(kind, at + 1)];
      if (next === undefined) delete answers[nth(kind, at)];
      else answers[nth(kind, at)] = next;
    }
  }
  return { ...form, answers, counts: { ...form.counts, [list]: form.counts[list] - 1 } };
}

/** Those who may speak for a victim by law; the rulebook says who of them is heard (P-S7AOC). */
export const SPEAKERS = ['guardian', 'signatory', 'heir'] as const;

/** Returns as what the reporter speaks for the victim by law; undefined: speaks not so. */
export function speakerOf(form: IntakeForm): (typeof SPEAKERS)[number] | undefined {
  const who = answerOf(form, 'who');
  return SPEAKERS.find((each) => each === who);
}

/** Returns whether the reporter is the victim, so that name and number are asked once. */
export function isVictimCalling(form: IntakeForm): boolean {
  const who = answerOf(form, 'who');
  return who === 'holder' || who === 'victim';
}

/**
 * Returns whether nobody has answered anything yet. The day that the page writes by itself, that of
 * the call, is no answer.
 */
export function isBlank({ answers, begunAt }: IntakeForm): boolean {
  const today = dayInBangkok(Date.parse(begunAt));
  const byItself = [typedDay(today, 'th'), typedDay(today, 'en')];
  return Object.entries(answers).every(
    ([id, answer]) => answer === '' || (id.startsWith('day.') && answer !== null && byItself.includes(answer)),
  );
}

/** The parts of the form, in the order of the call: the story first, because it names what the others ask for. */
export const STEPS = ['story', 'people', 'account', 'transfers', 'contacts'] as const;
export type Step = (typeof STEPS)[number];

/** Returns the part in which a field stands. */
export function stepOf(id: FieldId): Step {
  const { kind } = partsOf(id);
  if (FIELDS_OF.transfers.includes(kind)) return 'transfers';
  if (FIELDS_OF.contacts.includes(kind) || FIELDS_OF.persons.includes(kind)) return 'contacts';
  if (kind === 'bank' || kind === 'accountNo' || kind === 'bankCaseId') return 'account';
  return kind === 'caseType' || kind === 'channel' || kind === 'language' || kind === 'narrative' ? 'story' : 'people';
}

/**
 * Returns the fields that are asked for, in the order of asking. A complaint is received without any of
 * them: what nobody knows, or cannot be right, is told as it was said and asked again.
 */
export function askedFields(form: IntakeForm): FieldId[] {
  const people: FieldId[] = isVictimCalling(form)
    ? ['who', 'reporterName', 'reporterPhone', 'victimId']
    : ['who', 'reporterName', 'reporterPhone', 'victimName', 'victimPhone', 'victimId'];
  const transfers = Array.from({ length: form.counts.transfers }, (_, index) => transferFields(form, index));
  return ['narrative', 'caseType', ...people, 'bank', 'accountNo', ...transfers.flat()];
}

/** Returns the fields without which a transfer is incomplete, in the order of asking. */
export function transferFields(form: IntakeForm, index: number): FieldId[] {
  const fields: FieldKind[] = [...receiverFields(form, index), 'amount', 'day', 'time', 'reference'];
  return fields.map((kind) => nth(kind, index));
}

/** Returns the fields that name the receiver of a transfer. */
export function receiverFields(form: IntakeForm, index: number): FieldKind[] {
  const receiver = answerOf(form, nth('receiver', index));
  if (receiver === 'promptpay') return ['toPromptPay'];
  return receiver === 'outside' ? ['toOutside', 'toOutsideNo'] : ['toBank', 'toAccountNo'];
}
