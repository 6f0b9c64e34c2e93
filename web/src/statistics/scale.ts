/** An axis from 0 to `top`, in ticks of one step. */
export interface Scale {
  readonly top: number;
  readonly ticks: readonly number[];
}

const STEPS = [1, 2, 5];

/** Returns an axis for values up to `most`: the fewest round steps, at most five. */
export function scaleFor(most: number): Scale {
  for (let power = 1; ; power *= 10) {
    for (const step of STEPS.map((each) => each * power)) {
      const count = Math.max(1, Math.ceil(most / step));
      if (count > 5) continue;
      return { top: count * step, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) };
    }
  }
}

export type TimeUnit = 'second' | 'minute' | 'hour';

const SECONDS: Readonly<Record<TimeUnit, number>> = { second: 1, minute: 60, hour: 3_600 };

/** Returns the unit in which times up to so many seconds have short numbers. */
export function unitFor(mostSeconds: number): TimeUnit {
  if (mostSeconds < 120) return 'second';
  return mostSeconds < 7_200 ? 'minute' : 'hour';
}

/** Returns seconds in a unit. */
export function inUnit(seconds: number, unit: TimeUnit): number {
  return seconds / SECONDS[unit];
}

/** Writes a time in a unit: whole from ten on, with one decimal below. */
export function formatInUnit(seconds: number, unit: TimeUnit): string {
  const value = inUnit(seconds, unit);
  return value >= 10 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);
}
