import type { Both } from '../clock-words.js';
import { bangkokDate, bangkokTime, englishDay, thaiDay } from './bangkok-day.js';

/** Writes an instant as people read it, to the second, by the clock of Bangkok (UTC+7). */
export function instantWords(at: Date): Both {
  return atTime(at, bangkokTime(at));
}

/** Writes an instant to the minute, as a time is said that nobody knows to the second. */
export function minuteWords(at: Date): Both {
  return atTime(at, bangkokTime(at).slice(0, 5));
}

function atTime(at: Date, time: string): Both {
  const day = bangkokDate(at);
  return { th: `${thaiDay(day)} ${time} น.`, en: `${englishDay(day)} ${time} (UTC+7)` };
}
