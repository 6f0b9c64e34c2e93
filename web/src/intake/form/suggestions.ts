import type { NarrativeAdvice } from '../../api/schema.js';
import { CASE_TYPES } from './case-types.js';
import {
  answerOf,
  MOST,
  nth,
  partsOf,
  textOf,
  withAnswers,
  withOneMore,
  type FieldId,
  type FieldKind,
  type IntakeForm,
} from './intake-form.js';
import { dayInBangkok } from '../../format/bangkok.js';
import { readDay, turnAbout, typedDay } from './typed.js';

type Reading = NonNullable<NarrativeAdvice['reading']>;
export type Entity = Reading['entities'][number];

/** A field that a value would fill, once a person confirms it. */
interface Target {
  readonly field: FieldId;
  /** Writes the value into the form. */
  readonly apply: (form: IntakeForm) => IntakeForm;
}

/** A value that a narrative names, and the field that it would fill. */
export interface Suggestion {
  readonly entity: Entity;
  /** What would stand in the field. */
  readonly value: string;
  /** The field; undefined: something is typed there already, which stays. */
  readonly field: FieldId | undefined;
  /** Writes the value into the form. */
  readonly apply: (form: IntakeForm) => IntakeForm;
  /** The same field of other transfers, which is empty too. */
  readonly others: readonly Target[];
}

/** What may be taken into one field by a click, by the key of its place, or by the key of the field that has the focus. */
export interface Offer {
  /** What would stand in the field. */
  readonly value: string;
  /** Its place among all suggestions, which has a key of its own; undefined: it has none. */
  readonly place: number | undefined;
  readonly apply: (form: IntakeForm) => IntakeForm;
}

/**
 * Returns the types that a reading finds likely, in words, beside the field of the type: the likeliest
 * first, while none is chosen. A person takes one; none is filled by itself.
 */
export function typesOffered(
  form: IntakeForm,
  reading: Pick<Reading, 'caseTypes'> | undefined,
  wordsOf: (type: (typeof CASE_TYPES)[number]) => string,
): Offer[] {
  if (reading === undefined || textOf(form, 'caseType') !== '') return [];
  return reading.caseTypes.slice(0, 1).flatMap(({ caseType }): Offer[] => {
    const known = CASE_TYPES.find((each) => each === caseType);
    if (known === undefined) return [];
    const apply = (now: IntakeForm) => withAnswers(now, { caseType: known });
    return [{ value: wordsOf(known), place: undefined, apply }];
  });
}

/** Returns what is offered for a field, the suggestion of which it is the first place before others. */
export function offersFor(suggestions: readonly Suggestion[], id: FieldId): Offer[] {
  return suggestions
    .flatMap(({ value, field, apply, others }, place): Offer[] => {
      if (field === id) return [{ value, place, apply }];
      const other = others.find((target) => target.field === id);
      return other === undefined ? [] : [{ value, place: undefined, apply: other.apply }];
    })
    .toSorted((one, other) => Number(one.place === undefined) - Number(other.place === undefined));
}

/**
 * Returns what of a reading may be confirmed into the form, each value once, in the order of the
 * text. The first transfer that has room for a value is offered, and beside it the others. A field in
 * which something stands, or that is marked unknown, is never a target.
 */
export function suggestionsOf(entities: readonly Entity[], form: IntakeForm, language: 'th' | 'en'): Suggestion[] {
  const seen = new Set<string>();
  return entities.flatMap((entity) => {
    const value = typedValue(entity, form, language);
    if (value === undefined) return [];
    const name = `${entity.type} ${value}`;
    if (seen.has(name)) return [];
    seen.add(name);
    const targets = targetsOf(entity, value, form);
    if (targets === undefined) return [];
    const [first, ...others] = targets;
    return [{ entity, value, field: first?.field, apply: first?.apply ?? ((same) => same), others }];
  });
}

/**
 * Returns how a value stands in its field; one that was told roughly stands there as such. A day without a year is
 * the last such day before the call; undefined: the calendar has no such day.
 */
function typedValue({ type, value, isAbout }: Entity, { begunAt }: IntakeForm, language: 'th' | 'en') {
  if (type === 'date') {
    const day = readDay(String(value), dayInBangkok(Date.parse(begunAt)));
    return day === undefined ? undefined : typedDay(day, language);
  }
  const text = String(value);
  if (isAbout !== true) return text;
  return type === 'time' || type === 'amount_baht' ? turnAbout(type === 'time' ? 'time' : 'amount', text) : text;
}

/** Returns the fields that a value could fill; undefined: it is of no use in the form. */
function targetsOf({ type, isDebited }: Entity, value: string, form: IntakeForm): readonly Target[] | undefined {
  switch (type) {
    case 'account':
      if (isDebited === true) return ofVictim(form, 'accountNo', value);
      return ofTransfers(form, 'toAccountNo', value, { receiver: 'account', without: ['toPromptPay'] });
    case 'bank':
      if (isDebited === true) return ofVictim(form, 'bank', value);
      return ofTransfers(form, 'toBank', value, { receiver: 'account' });
    case 'promptpay':
      return ofTransfers(form, 'toPromptPay', value, { receiver: 'promptpay', without: ['toAccountNo', 'toBank'] });
    case 'amount_baht':
      return ofTransfers(form, 'amount', value);
    case 'person':
      return ofTransfers(form, 'toName', value);
    case 'date':
      return ofTransfers(form, 'day', value);
    case 'time':
      return ofTransfers(form, 'time', value);
    case 'phone':
      return contact(form, 'phone', value);
    case 'url':
      return contact(form, 'url', value);
    case 'line_id':
      return contact(form, 'line', value);
    case 'citizen_id':
      return undefined; // the victim reads the own number out
  }
}

/** Returns the field of the debited account, while nothing stands in it. */
function ofVictim(form: IntakeForm, field: 'bank' | 'accountNo', value: string): Target[] {
  if (!isEmpty(form, field)) return [];
  return [{ field, apply: (before) => withAnswers(before, { [field]: value }) }];
}

/** What a field of a receiver goes with. */
interface Receiver {
  /** The kind of receiver. */
  readonly receiver?: 'account' | 'promptpay';
  /** Fields of another kind of receiver, which are empty then. */
  readonly without?: readonly FieldKind[];
}

/**
 * Returns the transfers whose field is empty, as long as their receiver is not typed otherwise. What
 * stands in one of them already is for no other.
 */
function ofTransfers(form: IntakeForm, kind: FieldKind, value: string, beside: Receiver = {}): Target[] {
  const { receiver, without = [] } = beside;
  const places = Array.from({ length: form.counts.transfers }, (_, index) => index);
  if (places.some((index) => plain(textOf(form, nth(kind, index))) === plain(value))) return [];
  // The debited account is no receiver.
  if (kind === 'toAccountNo' && plain(textOf(form, 'accountNo')) === plain(value)) return [];
  return places.flatMap((index) => {
    const chosen = form.answers[nth('receiver', index)];
    const isOther = receiver !== undefined && chosen !== undefined && chosen !== receiver;
    const isTyped = [kind, ...without].some((each) => !isEmpty(form, nth(each, index)));
    if (isOther || isTyped) return [];
    const field = nth(kind, index);
    const also = receiver === undefined ? {} : { [nth('receiver', index)]: receiver };
    return [{ field, apply: (before: IntakeForm) => withAnswers(before, { ...also, [field]: value }) }];
  });
}

/** Returns whether nobody typed anything there; the day of the call is what the page writes by itself. */
export function isEmpty(form: IntakeForm, id: FieldId): boolean {
  const answer = answerOf(form, id);
  if (partsOf(id).kind !== 'day') return answer === '';
  const today = dayInBangkok(Date.parse(form.begunAt));
  return answer === '' || answer === typedDay(today, 'th') || answer === typedDay(today, 'en');
}

/** Writes a value without what people write differently. */
function plain(text: string): string {
  return text.replace(/[\s,-]/g, '').toLowerCase();
}

/** Adds a contact that is not there yet. */
function contact(form: IntakeForm, kind: string, value: string): Target[] {
  const { contacts } = form.counts;
  const typed = Array.from({ length: contacts }, (_, index) => textOf(form, nth('contact', index)));
  if (typed.includes(value) || contacts >= MOST) return [];
  const empty = typed.indexOf('');
  const index = empty < 0 ? contacts : empty;
  return [
    {
      field: nth('contact', index),
      apply: (before) =>
        withAnswers(empty < 0 ? withOneMore(before, 'contacts') : before, {
          [nth('contactKind', index)]: kind,
          [nth('contact', index)]: value,
        }),
    },
  ];
}

/** A piece of a narrative; an entity, or the text between two. */
export interface Piece {
  readonly text: string;
  readonly entity: Entity | undefined;
}

/** Cuts a narrative at what it names; together the pieces are the narrative. */
export function piecesOf(narrative: string, entities: readonly Entity[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const entity of entities.toSorted((one, other) => one.start - other.start)) {
    if (entity.start < at || entity.end > narrative.length) continue;
    if (entity.start > at) pieces.push({ text: narrative.slice(at, entity.start), entity: undefined });
    pieces.push({ text: narrative.slice(entity.start, entity.end), entity });
    at = entity.end;
  }
  if (at < narrative.length) pieces.push({ text: narrative.slice(at), entity: undefined });
  return pieces;
}
