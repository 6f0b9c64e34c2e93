import { IconAlertTriangle } from '@tabler/icons-react';
import type { CaseView } from '../../api/schema.js';
import { formatBaht } from '../../format/money.js';
import { formatInstant } from '../../format/time.js';
import { lastFour } from '../../ui/marks/account.js';
import { Clock } from '../../ui/marks/clock.js';
import { useText } from '../words.js';
import { usePersonName } from '../../ui/marks/persons.js';

interface GlassStripProps {
  view: CaseView;
  fullName: (slug: string) => string;
}

/** Broken glass on a case: loud while the second person is awaited, and told when it has lapsed. */
export function GlassStrip({ view, fullName }: GlassStripProps) {
  const { t, language } = useText();
  const personName = usePersonName();
  const broken = view.freezeRequests.filter(({ kind }) => kind === 'break_glass');
  return broken.map((request) => {
    const words = {
      amount: formatBaht(request.blastRadius?.order.amountSatang ?? '0', 'exact'),
      bank: fullName(request.institution),
      account: `••••••${lastFour(request.accountMasked)}`,
      person: personName(request.requestedBy),
    };
    if (request.state === 'half_approved') {
      return (
        <div key={request.id} className="strip" data-tone="failed" role="status">
          <IconAlertTriangle size={18} aria-hidden />
          <strong>{t('glass.running', words)}</strong>
          <span className="grow">{t('glass.undone', { at: formatInstant(request.expiresAt, language) })}</span>
          <Clock startedAt={request.requestedAt} dueAt={request.expiresAt} />
        </div>
      );
    }
    if (request.state !== 'expired' && request.state !== 'refused') return null;
    return (
      <div key={request.id} className="strip" data-tone="warn" role="status">
        <strong>{t(`glass.${request.state}`, words)}</strong>
      </div>
    );
  });
}
