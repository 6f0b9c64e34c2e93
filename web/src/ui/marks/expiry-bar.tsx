import { useSyncExternalStore } from 'react';
import { everySecond, serverNow } from '../../api/server-time.js';
import { perMille } from '../../format/money.js';
import { formatInstant, formatLength } from '../../format/time.js';
import { useEveryText } from '../../text/every-page.js';

interface ExpiryBarProps {
  startedAt: string;
  expiresAt: string;
}

/** Fills with the time gone. It turns no colour: that a hold ends is the default, not an alarm. */
export function ExpiryBar({ startedAt, expiresAt }: ExpiryBarProps) {
  const { t, language } = useEveryText();
  const [from, to] = [Date.parse(startedAt), Date.parse(expiresAt)];
  // A string, so that the bar is drawn again only when its words change.
  const shown = useSyncExternalStore(everySecond, () => {
    const now = serverNow();
    const gone = perMille(String(Math.max(0, Math.min(now, to) - from)), String(Math.max(1, to - from)));
    return `${gone}|${formatLength(Math.max(0, to - now), language)}`;
  });
  const [gone = '0', time = ''] = shown.split('|');
  return (
    <div>
      <div className="line label expiry-words">
        <span>{t('expiry.ends', { at: formatInstant(expiresAt, language) })}</span>
        <span className="grow" />
        <span>{t('expiry.left', { time })}</span>
      </div>
      <svg className="bar expiry" viewBox="0 0 1000 4" preserveAspectRatio="none" aria-hidden="true">
        <rect className="rest" width="1000" height="4" />
        <rect className="gone" width={gone} height="4" />
      </svg>
    </div>
  );
}
