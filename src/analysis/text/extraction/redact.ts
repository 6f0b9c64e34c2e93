import { extractEntities } from './extract-entities.js';
import type { EntityType } from './entity.js';

/** What a text shows instead. */
const MASKS: Readonly<Record<EntityType, string>> = {
  account: '[account]',
  bank: '[bank]',
  promptpay: '[promptpay]',
  phone: '[phone]',
  citizen_id: '[citizen id]',
  amount_baht: '[amount]',
  date: '[date]',
  time: '[time]',
  url: '[url]',
  line_id: '[line id]',
  person: '[person]',
};

const EMAIL = /[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi;
/** Digits that no grammar has read: what looks like a number of a person goes too. */
const LONG_NUMBER = /[0-9๐-๙](?:[- .]?[0-9๐-๙]){6,}/g;

/**
 * Replaces everything that `extractEntities` finds in a narrative by its kind (`[phone]`). Grammars
 * miss some names, so what comes out is poorer in personal data, and still not for a log.
 */
export function redactNarrative(text: string): string {
  let redacted = '';
  let place = 0;
  for (const { type, start, end } of extractEntities(text)) {
    redacted += `${text.slice(place, start).replace(EMAIL, '[email]')}${MASKS[type]}`;
    place = end;
  }
  return `${redacted}${text.slice(place).replace(EMAIL, '[email]')}`.replace(LONG_NUMBER, '[number]');
}
