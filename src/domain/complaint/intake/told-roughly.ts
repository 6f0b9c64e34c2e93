import { minuteWords } from '../../calendar/instant-words.js';
import { type Both, counted } from '../../clock-words.js';
import { formatBaht, maxSatang, type Satang, type SatangString } from '../../money.js';
import { numberParameter } from '../../rulebook/in-force.js';
import type { RuleRow } from '../../rulebook/row.js';
import { HOUR_MS, MINUTE_MS } from '../../time.js';

/**
 * What a caller told roughly: a time with how far off it may be, and about how much. Each stands in a
 * field of its own, so that nothing that reads an exact time or amount can take it for one.
 */
export interface ToldRoughly {
  /** About when the money left, and by how many minutes that may be wrong. RFC 3339, UTC. */
  aboutTime?: { at: string; withinMinutes: number } | undefined;
  /** About how much it was. */
  aboutAmountSatang?: SatangString | undefined;
}

/** A time within which something happened, its ends included. RFC 3339, UTC. */
export interface Span {
  from: string;
  until: string;
}

/** Amounts from one to another, both included. */
export interface Amounts {
  from: Satang;
  until: Satang;
}

/** How far from what is told roughly an institution looks (row P-LIMIT). */
export interface RoughBounds {
  /** By how many hundredths of it an amount may differ from one that is told as "about". */
  aboutPercent: number;
  /** How long the time may be within which an amount that is told as "about" is looked for without a reference. */
  aboutHours: number;
}

/**
 * The bounds with which row P-LIMIT begins. A form that is filled in before anybody has read the row
 * says by these what will be searched.
 */
export const FIRST_ROUGH_BOUNDS: RoughBounds = { aboutPercent: 10, aboutHours: 24 };

/** Returns the bounds of a row of P-LIMIT; undefined: the row lets nobody search by what is told roughly. */
export function roughBounds(limitRule: RuleRow): RoughBounds | undefined {
  if (limitRule.parameters['aboutPercent'] === undefined) return undefined;
  return {
    aboutPercent: numberParameter(limitRule, 'aboutPercent'),
    aboutHours: numberParameter(limitRule, 'aboutHours'),
  };
}

/** Returns the time within which money left by what was told, also where it was told as "about"; undefined: no time was told. */
export function spanOf({ between, aboutTime }: ToldRoughly & { between?: Span | undefined }): Span | undefined {
  if (between !== undefined || aboutTime === undefined) return between;
  const atMs = Date.parse(aboutTime.at);
  const withinMs = aboutTime.withinMinutes * MINUTE_MS;
  return { from: new Date(atMs - withinMs).toISOString(), until: new Date(atMs + withinMs).toISOString() };
}

/**
 * Returns between which amounts the one lies that was told: an exact one alone, or those around "about"
 * as far as the bounds allow; undefined: none was told, or nobody may look for it.
 */
export function amountsOf(
  { amountSatang, aboutAmountSatang }: ToldRoughly & { amountSatang?: SatangString | undefined },
  bounds: RoughBounds | undefined,
): Amounts | undefined {
  if (amountSatang !== undefined) {
    const exact = BigInt(amountSatang);
    return { from: exact, until: exact };
  }
  if (aboutAmountSatang === undefined || bounds === undefined) return undefined;
  const about = BigInt(aboutAmountSatang);
  const off = (about * BigInt(bounds.aboutPercent)) / 100n;
  return { from: maxSatang(about - off, 1n), until: about + off };
}

/** Returns whether the time of a search for an amount that is told as "about" is short enough. */
export function isNarrow({ from, until }: Span, { aboutHours }: RoughBounds): boolean {
  return Date.parse(until) - Date.parse(from) <= aboutHours * HOUR_MS;
}

const MINUTES: Both = { th: 'นาที', en: 'minute' };

/** Says an amount that was told as "about", so that nobody takes it for one that is known. */
export function sayAboutAmount(aboutAmountSatang: SatangString): Both {
  const amount = formatBaht(BigInt(aboutAmountSatang));
  return { th: `ประมาณ ${amount} บาท`, en: `about ${amount} baht` };
}

/** Says a time that was told as "about", with how far off it may be. */
export function sayAboutTime({ at, withinMinutes }: NonNullable<ToldRoughly['aboutTime']>): Both {
  const [about, off] = [minuteWords(new Date(at)), counted(withinMinutes, MINUTES)];
  return { th: `ประมาณ ${about.th} บวกลบ ${off.th}`, en: `about ${about.en}, give or take ${off.en}` };
}
