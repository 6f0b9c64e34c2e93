import { useText } from './words.js';

/** Returns the time of day in UTC, to a millisecond: what an engineer finds again in a log. */
export function clockOf(instant: string): string {
  return `${instant.slice(11, 23)}Z`;
}

/** What became of a run or a step, in words and colour. */
export function VerdictMark({ verdict }: { verdict: 'waiting' | 'playing' | 'passed' | 'failed' | 'not_run' }) {
  const { t } = useText();
  return (
    <span className="verdict" data-is={verdict}>
      {t(`sandbox.verdict.${verdict}`)}
    </span>
  );
}
