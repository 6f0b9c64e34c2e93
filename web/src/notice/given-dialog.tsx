import { Link } from '@tanstack/react-router';
import type { NoticeAccepted } from '../api/schema.js';
import { formatInstant } from '../format/time.js';
import { useInstitutions } from '../queue/queue-data.js';
import { Dialog } from '../ui/dialog/dialog.js';
import { useShortName } from '../ui/marks/parties.js';
import { useText } from './words.js';

interface GivenDialogProps {
  accepted: NoticeAccepted;
  onClose: () => void;
}

/** What came of an officer's notice: its cases, and what it does at each institution. */
export function GivenDialog({ accepted, onClose }: GivenDialogProps) {
  const { t, language } = useText();
  const shortName = useShortName(useInstitutions());
  return (
    <Dialog name="notice_given" isOpen title={t('notice.given.title')} onClose={onClose}>
      <p className="label">{t('notice.given.lead', { at: formatInstant(accepted.receivedAt, language) })}</p>
      <ul className="plain-rows">
        {accepted.cases.map(({ id, caseNo, joined }) => (
          <li key={id} className="line">
            <Link to="/cases/$caseId" params={{ caseId: id }} onClick={onClose}>
              {caseNo}
            </Link>
            <span className="label">{t(joined ? 'notice.given.joined' : 'notice.given.opened')}</span>
          </li>
        ))}
      </ul>
      <ul className="plain-rows">
        {accepted.holds.map(({ reference, institution, effect, until }) => (
          <li key={`${reference} ${institution}`}>
            <p className="label">
              {shortName(institution)} · {reference}
            </p>
            <p>{t(`notice.given.effect.${effect}`, { at: until === null ? '' : formatInstant(until, language) })}</p>
          </li>
        ))}
      </ul>
      <div className="dialog-foot">
        <button type="button" className="button primary" onClick={onClose}>
          {t('keys.close')} <kbd>Esc</kbd>
        </button>
      </div>
    </Dialog>
  );
}
