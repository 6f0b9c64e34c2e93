import type { NarrativeAdvice } from '../api/schema.js';
import { answerOf, MOST, nth, textOf, withAnswers, withOneMore, type FieldId, type IntakeForm } from './intake-form.js';

type Reading = NonNullable<NarrativeAdvice['reading']>;
export type Entity = Reading['entities'][number];

/** A value that a narrative names, and the field that it would fill. */
export interface Suggestion {
  readonly entity: Entity;
  /** What would stand in the field. */
  readonly value: string;
  /** The field; undefined: something is typed there already, which stays. */
  readonly field: FieldId | undefined;
  /** Writes the value into the form. */
  readonly apply: (form: IntakeForm) => IntakeForm;
}

/**
 * Returns what of a reading may be confirmed into the form, each value once, in the order of the
 * text. A field in which something stands, or that is marked unknown, is never a target.
 */
export function suggestionsOf(entities: readonly Entity[], form: IntakeForm): Suggestion[] {
  const seen = new Set<string>();
  return entities.flatMap((entity) => {
    const value = String(entity.value);
    const name = `${entity.type} ${value}`;
    if (seen.has(name)) return [];
    seen.add(name);
    const target = targetOf(entity, value, form);
    return target === undefined ? [] : [{ entity, value, ...target }];
  });
}

type Target = Pick<Suggestion, 'field' | 'apply'>;

const TAKEN: Target = { field: undefined, apply: (form) => form };

function targetOf({ type }: Entity, value: string, form: IntakeForm): Target | undefined {
  switch (type) {
    case 'account':
      return fill(form, 'toAccountNo.0', value, { 'receiver.0': 'account' });
    case 'bank':
      return fill(form, 'toBank.0', value, { 'receiver.0': 'account' });
    case 'promptpay':
      return fill(form, 'toPromptPay.0', value, { 'receiver.0': 'promptpay' });
    case 'amount_baht':
      return fill(form, 'amount.0', value);
    case 'person':
      return fill(form, 'toName.0', value);
    case 'phone':
      return contact(form, 'phone', value);
    case 'url':
      return contact(form, 'url', value);
    case 'line_id':
      return contact(form, 'line', value);
    case 'date':
    case 'citizen_id':
      return undefined; // the day stands there already, and the victim reads the own number out
  }
}

/** Fills a field that is empty, as long as the receiver that it belongs to is not typed otherwise. */
function fill(form: IntakeForm, id: FieldId, value: string, beside: Record<string, string> = {}): Target {
  const isOther = Object.entries(beside).some(([field, wanted]) => {
    const typed = form.answers[field];
    return typed !== undefined && typed !== wanted;
  });
  const others: readonly FieldId[] =
    id === 'toPromptPay.0' ? ['toAccountNo.0', 'toBank.0'] : id === 'toAccountNo.0' ? ['toPromptPay.0'] : [];
  const isTyped = answerOf(form, id) !== '' || others.some((other) => answerOf(form, other) !== '');
  if (isOther || isTyped) return TAKEN;
  return { field: id, apply: (before) => withAnswers(before, { ...beside, [id]: value }) };
}

/** Adds a contact that is not there yet. */
function contact(form: IntakeForm, kind: string, value: string): Target {
  const { contacts } = form.counts;
  const typed = Array.from({ length: contacts }, (_, index) => textOf(form, nth('contact', index)));
  if (typed.includes(value) || contacts >= MOST) return TAKEN;
  const empty = typed.indexOf('');
  const index = empty < 0 ? contacts : empty;
  return {
    field: nth('contact', index),
    apply: (before) =>
      withAnswers(empty < 0 ? withOneMore(before, 'contacts') : before, {
        [nth('contactKind', index)]: kind,
        [nth('contact', index)]: value,
      }),
  };
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
