import type { Both } from '../clock-words.js';
import { bangkokDate, bangkokTime, englishDay, thaiDay } from './bangkok-day.js';

/** Writes an instant as people read it, to the second, by the clock of Bangkok (UTC+7). */
export function instantWords(at: Date): Both {
  const day = bangkokDate(at);
  const time = bangkokTime(at);
  return { th: `${thaiDay(day)} ${time} น.`, en: `${englishDay(day)} ${time} (UTC+7)` };
}
