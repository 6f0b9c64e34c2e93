/**
 * The header `Retry-After` of each answer of the centre with 429 or 503, as OpenAPI describes it. It
 * is never a date there.
 */
export const RETRY_AFTER_OF_CENTRE = {
  description: 'Seconds to wait before the next try: a whole number of at least 1.',
  required: true,
  schema: { type: 'integer' as const, minimum: 1 },
  example: 5,
};

/** The header of an institution that is too busy. */
export const RETRY_AFTER_OF_INSTITUTION = {
  description:
    'When to ask again: whole seconds such as 30, or an HTTP date. The centre keeps to it for a question about a debit, at most 300 seconds; it repeats an order at its own pace.',
  schema: { type: 'string' as const },
  example: '30',
};
