import { formatBaht, perMille } from '../../format/money.js';
import { useText } from '../../text/translate.js';

/** A part of a stolen sum, in the fixed order of the bar. */
type SegmentKind = 'held' | 'asked' | 'warn' | 'unknown' | 'shield' | 'gone' | 'open';

interface HoldBarProps {
  whole: string;
  segments: readonly { kind: SegmentKind; satang: string }[];
  isTall?: boolean;
}

const HATCHED = ['asked', 'warn', 'unknown'] as const;

/** Draws the patterns of the bars once for a page; colour alone says nothing. */
export function BarPatterns() {
  return (
    <svg width="0" height="0" aria-hidden="true" className="unseen">
      <defs>
        {HATCHED.map((kind) => (
          <pattern
            key={kind}
            id={`hatch-${kind}`}
            width="5"
            height="5"
            patternUnits="userSpaceOnUse"
            patternTransform={kind === 'unknown' ? 'rotate(0)' : 'rotate(45)'}
          >
            <line x1="1" y1="0" x2="1" y2="5" className={`hatch-${kind}`} />
          </pattern>
        ))}
      </defs>
    </svg>
  );
}

/** Returns how a segment is filled. */
export function fillOf(kind: SegmentKind): { className?: string; fill?: string } {
  return (HATCHED as readonly SegmentKind[]).includes(kind) ? { fill: `url(#hatch-${kind})` } : { className: kind };
}

/** The stolen sum as a bar: what became of each part of it. */
export function HoldBar({ whole, segments, isTall = false }: HoldBarProps) {
  const { t } = useText();
  const held = segments.find(({ kind }) => kind === 'held')?.satang ?? '0';
  const words = t('bar.held', { held: formatBaht(held, 'short'), whole: formatBaht(whole, 'short') });
  let from = 0;
  return (
    <svg className={isTall ? 'bar tall' : 'bar'} role="img" aria-label={words}>
      <rect className="rest" width="100%" height="100%" />
      {segments.map(({ kind, satang }) => {
        const width = perMille(satang, whole) / 10;
        const x = from;
        from += width;
        return width === 0 ? null : <rect key={kind} x={`${x}%`} width={`${width}%`} height="100%" {...fillOf(kind)} />;
      })}
    </svg>
  );
}
