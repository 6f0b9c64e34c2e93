import { findEmails, findLineIds, findUrls } from './addresses.js';
import { findAmounts } from './amounts.js';
import { findBanks } from './banks.js';
import { findDates, findDaysBefore } from './dates.js';
import { markDebited } from './debited.js';
import type { Entity, EntityType, Span } from './entity.js';
import { TakenSpans, foldText } from './folded-text.js';
import { findNumbers } from './numbers.js';
import { findPersons } from './persons.js';
import { saidAbout } from './said-about.js';
import { findTimes } from './times.js';

/**
 * Finds what a narrative names: accounts, banks, PromptPay ids, telephone numbers, citizen ids,
 * amounts, dates, times of day, web addresses, LINE ids and persons, in the order of the text. It uses
 * patterns and check digits only, no model, so the same text always gives the same result. An e-mail address is taken, so that no part of it is read as
 * something else, and not returned.
 */
export function extractEntities(text: string): Entity[] {
  const folded = foldText(text);
  const taken = new TakenSpans();
  const found: Entity[] = [];
  const add = (
    type: EntityType,
    span: Span,
    value: string | number = text.slice(span.start, span.end),
    isAbout = false,
  ): void => {
    const { start, end } = span;
    if (taken.take(span)) found.push({ type, value, ...(isAbout && { isAbout }), start, end });
  };

  for (const span of findEmails(folded)) taken.take(span);
  for (const span of findLineIds(folded)) add('line_id', span);
  for (const span of findUrls(folded)) add('url', span);
  for (const { iso, ...span } of findDates(folded)) add('date', span, iso ?? undefined);
  for (const { time, isAbout, ...span } of findTimes(folded)) add('time', span, time, isAbout);
  for (const { type, ...span } of findNumbers(folded)) add(type, span);
  for (const { baht, ...span } of findAmounts(folded)) add('amount_baht', span, baht, saidAbout(folded, span));
  for (const span of findPersons(folded)) add('person', span);
  for (const span of findBanks(folded)) add('bank', span);
  return markDebited(
    folded,
    found.sort((a, b) => a.start - b.start),
  );
}

/**
 * Returns what a narrative names for the form of a call: its entities, and the words by which it says a day. The
 * models read the words as they stand, so they are no entities.
 */
export function namedForForm(text: string): Entity[] {
  const days = findDaysBefore(foldText(text)).map(({ start, end }): Entity => ({
    type: 'date',
    start,
    end,
    value: text.slice(start, end),
  }));
  return [...extractEntities(text), ...days].sort((a, b) => a.start - b.start);
}
