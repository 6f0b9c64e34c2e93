import { useSyncExternalStore } from 'react';
import { everySecond, serverNow } from '../../api/server-time.js';
import { formatInstant, formatLength } from '../../format/time.js';
import { useText } from '../../text/translate.js';

interface ClockProps {
  /** When it began; with it the clock shows how much of the time is used. */
  startedAt: string;
  dueAt: string;
  /** True when another party's clock runs: it is quieter until three quarters are used. */
  isTheirs?: boolean;
  isLarge?: boolean;
}

type Step = 'calm' | 'late' | 'last' | 'over';

/** Returns how urgent it is: by 75 and 90 hundredths of the time used. */
function clockStep(startedMs: number, dueMs: number, nowMs: number): Step {
  if (nowMs >= dueMs) return 'over';
  const used = dueMs > startedMs ? (nowMs - startedMs) / (dueMs - startedMs) : 1;
  if (used >= 0.9) return 'last';
  return used >= 0.75 ? 'late' : 'calm';
}

/** How much time is left, as a bar and in words, by the server's clock. */
export function Clock({ startedAt, dueAt, isTheirs = false, isLarge = false }: ClockProps) {
  const { t, language } = useText();
  const [startedMs, dueMs] = [Date.parse(startedAt), Date.parse(dueAt)];
  // A string, so that the clock is drawn again only when its words change.
  const shown = useSyncExternalStore(everySecond, () => {
    const nowMs = serverNow();
    const left = dueMs - nowMs;
    const words = formatLength(left, language);
    const share = Math.max(0, Math.min(1_000, Math.round((left / Math.max(1, dueMs - startedMs)) * 1_000)));
    return `${clockStep(startedMs, dueMs, nowMs)}|${words}|${Math.round(share / 20) * 20}`;
  });
  const [step = 'calm', words = '', share = '0'] = shown.split('|');
  const className = ['clock', isTheirs ? 'theirs' : '', isLarge ? 'large' : ''].filter(Boolean).join(' ');
  return (
    <span className={className} data-step={step}>
      {step !== 'over' && (
        <svg className="left" viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true">
          <rect width="1000" height="100" />
          <rect width={share} height="100" />
        </svg>
      )}
      <time className="time" dateTime={dueAt} title={formatInstant(dueAt, language)}>
        {step === 'over' ? t('clock.over', { time: words }) : words}
      </time>
    </span>
  );
}
