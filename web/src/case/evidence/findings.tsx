import { IconCheck, IconHelpCircle, IconX } from '@tabler/icons-react';
import i18next from 'i18next';
import type { FindingsView } from '../../api/schema.js';
import { useText } from '../words.js';
import { Chip } from '../../ui/marks/chip.js';
import { MoreRows, useFirstRows } from '../../ui/rows/first-rows.js';

type Finding = FindingsView['findings'][number];

const LOOK = {
  met: { tone: 'held', icon: <IconCheck aria-hidden /> },
  not_met: { tone: 'notmet', icon: <IconX aria-hidden /> },
  unknown: { tone: 'unknown', icon: <IconHelpCircle aria-hidden /> },
} as const;

interface FindingsProps {
  findings: readonly Finding[];
  shortName: (slug: string) => string;
}

/** Findings of the rules, each with its section, its standard, its reasons and what is missing. */
export function Findings({ findings, shortName }: FindingsProps) {
  const { t, language } = useText();
  const { shown, more } = useFirstRows(findings);
  // An answer that is newer than this page stands by its code, as the record has it.
  const missingOf = (code: string) => {
    const key = `finding.answer.${code.replace('.', '_')}`;
    return i18next.exists(key) ? t(key as 'finding.answer.nbtc_sim') : code;
  };
  return (
    <>
      <ul className="findings">
        {shown.map((finding) => (
          <li key={`${finding.ruleRowId} ${finding.subject}`}>
            <Chip {...LOOK[finding.outcome]}>{t(`outcome.${finding.outcome}`)}</Chip>
            <div>
              <p className="label">
                <strong>{finding.title?.[language] ?? finding.ruleId}</strong>
                {finding.subjectKind === 'account' && ` · ${accountWords(finding.subject, shortName)}`}
              </p>
              <p className="label">
                {[
                  finding.section?.[language] ?? t('finding.policy'),
                  ...(finding.standard === 'none' ? [] : [t(`finding.standard.${finding.standard}`)]),
                  finding.ruleId,
                ].join(' · ')}
              </p>
              <ul>
                {finding.reasons.map((reason) => (
                  <li key={reason.en} className="label">
                    {reason[language]}
                  </li>
                ))}
              </ul>
              {finding.missing.length > 0 && (
                <p className="label unknown-words">
                  {t('finding.missing', { what: finding.missing.map(missingOf).join(', ') })}
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
      <MoreRows {...more} />
    </>
  );
}

/** Puts what blocks first: unknown, then not met, then met. */
export function byOutcome(findings: readonly Finding[]): Finding[] {
  const order = ['unknown', 'not_met', 'met'];
  return findings.toSorted((one, other) => order.indexOf(one.outcome) - order.indexOf(other.outcome));
}

/** Writes a finding's account, `th-014:xxxxxx0101`, for people. */
function accountWords(subject: string, shortName: (slug: string) => string): string {
  const [institution = '', account = ''] = subject.split(':');
  return `${shortName(institution)} ••••${account.replace(/^x+/, '')}`;
}
