/** What may be found in a narrative. */
export const ENTITY_TYPES = [
  'account',
  'bank',
  'promptpay',
  'phone',
  'citizen_id',
  'amount_baht',
  'date',
  'time',
  'url',
  'line_id',
  'person',
] as const;

export type EntityType = (typeof ENTITY_TYPES)[number];

/** Something that a narrative names, and where. A person confirms it before it is used. */
export interface Entity {
  readonly type: EntityType;
  /**
   * As the text writes it. But an amount is a number of baht (`15000`), and a date is ISO 8601
   * (`2025-03-12`) where the text gives day, month and year, and a time of day is `HH:MM`.
   */
  readonly value: string | number;
  /** The text says that an amount or a time is rough ("about 50,000"); then it is no fact. */
  readonly isAbout?: true;
  /** The text says that the money left this bank or account ("จากกสิกร"): it is the victim's, and no receiver. */
  readonly isDebited?: true;
  /** The first UTF-16 unit of it in the text. */
  readonly start: number;
  /** The unit behind its last one. */
  readonly end: number;
}

/** A part of the folded text that a grammar has read; it starts and ends as an entity does. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
