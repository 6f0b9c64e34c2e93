import type { Both } from '../clock-words.js';
import { HOUR_MS } from '../time.js';
import { bangkokDate, englishDay, thaiDay } from './bangkok-day.js';

/** Writes an instant as people read it, to the second, by the clock of Bangkok (UTC+7). */
export function instantWords(at: Date): Both {
  const day = bangkokDate(at);
  const time = new Date(at.getTime() + 7 * HOUR_MS).toISOString().slice(11, 19);
  return { th: `${thaiDay(day)} ${time} น.`, en: `${englishDay(day)} ${time} (UTC+7)` };
}
