import type { Call, Person } from '../api/next-session.js';
import { formatInstant } from '../format/time.js';
import { whyNot } from './supervisor-data.js';
import { useText } from './words.js';
import { usePersonName } from '../ui/marks/persons.js';
import { ActButton } from '../ui/screen/act-button.js';

export type Verdict = 'approve' | 'refuse';

interface TwoActsProps {
  person: Person | undefined;
  makerId: string;
  decision: Call;
  blocked: string | undefined;
  onAct: (verdict: Verdict) => void;
}

/** The two buttons of a second person. Who asked sees them too, off, with the reason beside them. */
export function TwoActs({ person, makerId, decision, blocked, onAct }: TwoActsProps) {
  const { t } = useText();
  const refused = whyNot(person, makerId, decision);
  const why = blocked ?? (refused === undefined ? undefined : t(`supervisor.mayNot.${refused}`));
  return (
    <div className="detail-acts">
      {why !== undefined && <p className="label">{why}</p>}
      <ActButton className="button primary" why={why} onClick={() => onAct('approve')}>
        {t('supervisor.approve')}… <kbd>a</kbd>
      </ActButton>
      <ActButton className="button" why={why} onClick={() => onAct('refuse')}>
        {t('supervisor.refuse')}… <kbd>x</kbd>
      </ActButton>
    </div>
  );
}

/** Who asked for something, and when. */
export function Maker({ by, at }: { by: string; at: string }) {
  const { t, language } = useText();
  const personName = usePersonName();
  return <p className="label">{t('supervisor.maker', { by: personName(by), at: formatInstant(at, language) })}</p>;
}
