import { IconBolt, IconCheck, IconClockOff, IconHourglass, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CaseView } from '../../api/schema.js';
import { formatBaht } from '../../format/money.js';
import { formatInstant } from '../../format/time.js';
import { Chip, type Tone } from '../../ui/marks/chip.js';
import { useText } from '../words.js';

type FreezeRequest = CaseView['freezeRequests'][number];
type Armed = NonNullable<FreezeRequest['armed']>;

const LOOKS: Readonly<Record<Armed['standing'], { tone: Tone; icon: ReactNode }>> = {
  asked: { tone: 'warn', icon: <IconHourglass aria-hidden /> },
  armed: { tone: 'asked', icon: <IconBolt aria-hidden /> },
  triggered: { tone: 'held', icon: <IconCheck aria-hidden /> },
  lapsed: { tone: 'gone', icon: <IconClockOff aria-hidden /> },
  not_approved: { tone: 'plain', icon: <IconX aria-hidden /> },
};

/** How an armed hold stands: its state, its cap, what it ordered, and its end. */
export function ArmedState({ request, armed }: { request: FreezeRequest; armed: Armed }) {
  const { t, language } = useText();
  const words = {
    cap: formatBaht(armed.capSatang, 'exact'),
    ordered: formatBaht(armed.orderedSatang, 'exact'),
    at: request.untilAt === null ? '' : formatInstant(request.untilAt, language),
  };
  return (
    <p className="line label">
      <Chip {...LOOKS[armed.standing]}>{t(`arm.standing.${armed.standing}`)}</Chip>
      <span>{t(armed.standing === 'triggered' ? 'arm.ordered' : 'arm.upTo', words)}</span>
    </p>
  );
}
