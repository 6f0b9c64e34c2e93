import type { Both } from '../clock-words.js';
import { bangkokDate, bangkokTime, englishDay, thaiDay } from './bangkok-day.js';

/** Writes an instant as people read it, to the second, by the clock of Bangkok (UTC+7). */
export function instantWords(at: Date): Both {
  return atTime(at, bangkokTime(at));
}

/** Writes an instant to the minute, as people say a time that is not known to the second; seconds that were told stay. */
export function minuteWords(at: Date): Both {
  return atTime(at, bangkokTime(at).replace(/:00$/, ''));
}

function atTime(at: Date, time: string): Both {
  const day = bangkokDate(at);
  return { th: `${thaiDay(day)} ${time} น.`, en: `${englishDay(day)} ${time} (UTC+7)` };
}
