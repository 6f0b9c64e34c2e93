import type { ReactNode } from 'react';
import { IconChevronRight, IconCircleCheck, IconCircleMinus, IconAlertTriangle } from '@tabler/icons-react';
import { formatBaht } from '../../format/money.js';
import { useShortName } from '../../ui/marks/parties.js';
import { findInstitution } from './checks.js';
import { useIntake } from './intake-context.js';
import { stepOf, STEPS, textOf, type IntakeForm, type Step } from './intake-form.js';
import { toldSum } from './told-sum.js';
import { compact } from './typed.js';
import { useText } from '../call/words.js';

interface StepsProps {
  step: Step;
  form: 'one' | 'all';
  onStep: (step: Step) => void;
  onForm: () => void;
}

/** The parts of the form: what is in each already, and which is open. */
export function Steps({ step, form, onStep, onForm }: StepsProps) {
  const { t } = useText();
  const summary = useSummaries();
  return (
    <nav className="intake-steps" aria-label={t('intake.steps')}>
      <p className="label">{t('intake.any')}</p>
      <ol>
        {STEPS.map((each, index) => {
          const { icon, words } = summary(each, each === step);
          return (
            <li key={each}>
              <button type="button" aria-current={each === step ? 'step' : undefined} onClick={() => onStep(each)}>
                {icon}
                <span>{t(`intake.step.${each}`)}</span>
                <kbd>{index + 1}</kbd>
                <bdi className="label cut">{words}</bdi>
              </button>
            </li>
          );
        })}
      </ol>
      <span className="grow" />
      <button type="button" className="button small plain" onClick={onForm}>
        {t('intake.form.label')}: {t(`intake.form.${form}`)} <kbd>Alt V</kbd>
      </button>
    </nav>
  );
}

function useSummaries(): (step: Step, isOpen: boolean) => { icon: ReactNode; words: string } {
  const { t } = useText();
  const { form, faults, context, marks } = useIntake();
  const shortName = useShortName(context.institutions);
  const sayStolen = useStolenWords();
  const said = (step: Step): string => {
    switch (step) {
      case 'people':
        return textOf(form, 'victimName') || textOf(form, 'reporterName');
      case 'account': {
        const slug = findInstitution(textOf(form, 'bank'), context.institutions)?.slug;
        return `${slug === undefined ? '' : shortName(slug)} ${masked(textOf(form, 'accountNo'))}`.trim();
      }
      case 'transfers': {
        const { count, amount } = sayStolen(form);
        return count === 0 ? '' : t('intake.transfer.sum', { count, amount });
      }
      case 'contacts':
        return form.counts.contacts + form.counts.persons === 0
          ? ''
          : String(form.counts.contacts + form.counts.persons);
      case 'story':
        return textOf(form, 'narrative').slice(0, 40);
    }
  };
  return (step, isOpen) => {
    const mine = faults.filter(({ id }) => stepOf(id) === step);
    const isMarked = mine.some(({ why }) => why === 'wrong') || [...marks.keys()].some((id) => stepOf(id) === step);
    const words = said(step);
    const icon = isOpen ? (
      <IconChevronRight size={16} aria-hidden className="open" />
    ) : isMarked ? (
      <IconAlertTriangle size={16} aria-hidden className="wrong" />
    ) : mine.length === 0 && words !== '' ? (
      <IconCircleCheck size={16} aria-hidden className="done" />
    ) : (
      <IconCircleMinus size={16} aria-hidden />
    );
    const missing = words === '' ? t('intake.notAsked') : t('intake.missing', { count: mine.length });
    return { icon, words: mine.length > 0 && words === '' ? missing : words || t('intake.notAsked') };
  };
}

/** Returns an account number without its first digits. */
export function masked(accountNo: string): string {
  const number = compact(accountNo);
  return number === '' ? '' : `••••${number.slice(-4)}`;
}

/** Returns the function that says for how many transfers an amount was told, and how much in all. */
export function useStolenWords(): (form: IntakeForm) => { count: number; amount: string } {
  const { t } = useText();
  return (form) => {
    const { count, satang, aboutSatang } = toldSum(form);
    const exact = formatBaht(satang, 'exact');
    if (aboutSatang === undefined) return { count, amount: exact };
    const about = formatBaht(aboutSatang, 'exact');
    return { count, amount: t(`intake.transfer.${satang === '0' ? 'onlyAbout' : 'andAbout'}`, { exact, about }) };
  };
}
