import type { ScreenSettings } from '../api/settings.js';

type Language = ScreenSettings['language'];

/** A space at which no line breaks. */
const UNBROKEN = '\u00a0';

const LOCALE = { th: 'th-TH-u-ca-buddhist', en: 'en-GB-u-ca-gregory' } as const;
const zone = { timeZone: 'Asia/Bangkok' } as const;
const formats = {
  th: formatsOf('th'),
  en: formatsOf('en'),
};

function formatsOf(language: Language) {
  return {
    month: new Intl.DateTimeFormat(LOCALE[language], { ...zone, month: 'long', year: 'numeric' }),
    date: new Intl.DateTimeFormat(LOCALE[language], { ...zone, day: 'numeric', month: 'short', year: 'numeric' }),
    time: new Intl.DateTimeFormat(LOCALE[language], { ...zone, hour: '2-digit', minute: '2-digit', hour12: false }),
    seconds: new Intl.DateTimeFormat(LOCALE[language], {
      ...zone,
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hour12: false,
    }),
  };
}

/** Writes a day in Bangkok: `25 พ.ย. 2569`, `25 Nov 2026`. It stays in one line. */
export function formatDate(at: string | number, language: Language): string {
  return formats[language].date.format(new Date(at)).replaceAll(' ', UNBROKEN);
}

/** Writes a month in Bangkok: `พฤศจิกายน 2569`, `November 2026`. It stays in one line. */
export function formatMonth(at: string | number, language: Language): string {
  return formats[language].month.format(new Date(at)).replaceAll(' ', UNBROKEN);
}

/** Writes a time of day in Bangkok: `14:32 น.`, `14:32`. */
export function formatTime(at: string | number, language: Language): string {
  const time = formats[language].time.format(new Date(at));
  return language === 'th' ? `${time}${UNBROKEN}น.` : time;
}

/** Writes a time of day in Bangkok with its seconds: `14:32:07`. */
export function formatSeconds(at: string | number, language: Language): string {
  return formats[language].seconds.format(new Date(at));
}

/** Writes day and time in Bangkok; a line may break between them. */
export function formatInstant(at: string | number, language: Language): string {
  return `${formatDate(at, language)} ${formatTime(at, language)}`;
}

/** Writes a time of day in Bangkok, with its day unless that is today. */
export function formatNear(at: string | number, nowMs: number, language: Language): string {
  return formatDate(at, language) === formatDate(nowMs, language)
    ? formatTime(at, language)
    : formatInstant(at, language);
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Writes a length of time as clocks do: `04:12`, `2 ชม. 14 นาที`, `3 วัน 04 ชม.`. It stays in one line. */
export function formatLength(ms: number, language: Language): string {
  const seconds = Math.floor(Math.abs(ms) / 1_000);
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600), Math.floor(seconds / 60)];
  if (hours === 0) return `${two(minutes)}:${two(seconds % 60)}`;
  const words = language === 'th' ? { day: 'วัน', hour: 'ชม.', minute: 'นาที' } : { day: 'd', hour: 'h', minute: 'min' };
  const parts =
    days === 0 ? [hours, words.hour, two(minutes % 60), words.minute] : [days, words.day, two(hours % 24), words.hour];
  return parts.join(UNBROKEN);
}
