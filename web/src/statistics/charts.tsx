import type { PublicStatistics } from '../api/schema.js';
import { formatInUnit, inUnit, scaleFor, type TimeUnit } from './scale.js';

interface BankChartProps {
  banks: PublicStatistics['timeToHold'];
  unit: TimeUnit;
  nameOf: (bank: PublicStatistics['timeToHold'][number]) => string;
  /** What stands where too few orders are. */
  few: string;
}

/**
 * The times of each bank as a line from the median to the ninth of ten. It is drawn in percent of
 * its width, so letters keep their size on every screen; the table below says the same.
 */
export function BankChart({ banks, unit, nameOf, few }: BankChartProps) {
  const most = Math.max(0, ...banks.map(({ timeToHoldP90Seconds }) => inUnit(timeToHoldP90Seconds ?? 0, unit)));
  const { top, ticks } = scaleFor(most);
  const at = (seconds: number) => `${(inUnit(seconds, unit) / top) * 100}%`;
  return (
    <div className="bank-chart" aria-hidden="true">
      <span />
      <svg className="axis">
        {ticks.map((tick) => (
          <text key={tick} x={`${(tick / top) * 100}%`} y="15" textAnchor={anchorOf(tick, top)}>
            {tick}
          </text>
        ))}
      </svg>
      <span />
      {banks.map((bank) => {
        const { institution, timeToHoldP50Seconds: p50, timeToHoldP90Seconds: p90 } = bank;
        return (
          <div key={institution} className="bank-line">
            <span className="cut">{nameOf(bank)}</span>
            {p50 === null || p90 === null ? (
              <span className="bank-few">{few}</span>
            ) : (
              <>
                <svg>
                  {ticks.map((tick) => {
                    const x = `${(tick / top) * 100}%`;
                    return <line key={tick} className="tick" x1={x} x2={x} y1="0" y2="28" />;
                  })}
                  <line className="span" x1={at(p50)} x2={at(p90)} y1="14" y2="14" />
                  <line className="end" x1={at(p90)} x2={at(p90)} y1="8" y2="20" />
                  <circle cx={at(p50)} cy="14" r="5" />
                </svg>
                <span className="label whole">{`${formatInUnit(p50, unit)} · ${formatInUnit(p90, unit)}`}</span>
              </>
            )}
          </div>
        );
      })}
    </div>
  );
}

function anchorOf(tick: number, top: number) {
  if (tick === 0) return 'start';
  return tick === top ? 'end' : 'middle';
}

interface Bar {
  name: string;
  /** In whole percent; null where too few cases are. */
  percent: number | null;
}

const LEVELS = [25, 50, 75, 100];

/** Shares as bars from 0 to 100 percent; the table below says the same. Nothing where all are too few. */
export function SavedChart({ bars, few }: { bars: Bar[]; few: string }) {
  if (bars.every(({ percent }) => percent === null)) return null;
  return (
    <div className="saved-chart" aria-hidden="true">
      <svg className="axis">
        {LEVELS.map((level) => (
          <text key={level} x="0" y={levelOf(level)} dy="5">
            {level}%
          </text>
        ))}
      </svg>
      {bars.map(({ name, percent }) => (
        <div key={name}>
          <svg>
            {LEVELS.map((level) => (
              <line key={level} className="tick" x1="0" x2="100%" y1={levelOf(level)} y2={levelOf(level)} />
            ))}
            {percent !== null && (
              <>
                <rect x="16%" y={levelOf(percent)} width="68%" height={`${percent * 0.9}%`} />
                <text x="50%" y={levelOf(percent)} dy="-6" textAnchor="middle">
                  {percent}%
                </text>
              </>
            )}
          </svg>
          <span className="label">{name}</span>
          {percent === null && <span className="label quiet">{few}</span>}
        </div>
      ))}
    </div>
  );
}

/** Returns how far below the top a percentage stands; the upper tenth is for its number. */
function levelOf(percent: number): string {
  return `${100 - percent * 0.9}%`;
}
