import { formatInstant } from '../format/time.js';
import type { WhyNotAct } from '../orders/acts.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { useText } from './words.js';
import { usePersonName } from '../ui/marks/persons.js';
import { ActButton } from '../ui/screen/act-button.js';

export type Verdict = 'approve' | 'refuse';

/** What the server says of each verdict: why it would refuse it; null: it takes it. */
export type OfferedVerdicts = Readonly<Record<Verdict, WhyNotAct | null>>;

/** Refusals that a person reads before deciding in shorter words than afterwards. */
const SHORT = {
  'APPROVAL.ROLE': 'role',
  'APPROVAL.OWN_REQUEST': 'maker',
} as const;

/** The refusals of whoever has none of the roles that decide. */
const ROLE = /\.ROLE$/;

interface TwoActsProps {
  /** Undefined: it is not read yet. */
  offered: OfferedVerdicts | undefined;
  blocked: string | undefined;
  onAct: (verdict: Verdict) => void;
}

/**
 * The two buttons of a second person. Who asked sees them too, off, with the reason beside them; to a
 * role that decides on none they are not drawn, and the reason stands alone.
 */
export function TwoActs({ offered, blocked, onAct }: TwoActsProps) {
  const { t } = useText();
  const problems = useProblemWords();
  const whyOf = (verdict: Verdict): string | undefined => {
    if (blocked !== undefined) return blocked;
    if (offered === undefined) return t('supervisor.mayNot.notRead');
    const code = offered[verdict]?.code;
    if (code === undefined) return undefined;
    return code in SHORT ? t(`supervisor.mayNot.${SHORT[code as keyof typeof SHORT]}`) : problems.ofCode(code);
  };
  const why = whyOf('approve') ?? whyOf('refuse');
  const isOfAnotherRole = (['approve', 'refuse'] as const).every((verdict) =>
    ROLE.test(offered?.[verdict]?.code ?? ''),
  );
  if (isOfAnotherRole) return <p className="label">{t('supervisor.mayNot.role')}</p>;
  return (
    <div className="detail-acts">
      {why !== undefined && <p className="label">{why}</p>}
      <ActButton className="button primary" why={whyOf('approve')} onClick={() => onAct('approve')}>
        {t('supervisor.approve')}… <kbd>a</kbd>
      </ActButton>
      <ActButton className="button" why={whyOf('refuse')} onClick={() => onAct('refuse')}>
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
