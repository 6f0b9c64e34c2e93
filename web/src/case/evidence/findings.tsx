import { IconCheck, IconHelpCircle, IconX } from '@tabler/icons-react';
import i18next from 'i18next';
import type { FindingsView } from '../../api/schema.js';
import { useText } from '../words.js';
import { Chip } from '../../ui/marks/chip.js';
import { MoreRows, ROWS, useFirstRows } from '../../ui/rows/first-rows.js';
import { useState } from 'react';
import { useFindings } from '../case-data.js';
import { Part } from '../../ui/screen/part.js';

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

/** Findings of the rules that a place is about; of many, the first rows. */
export function Findings({ findings, shortName }: FindingsProps) {
  const { shown, more } = useFirstRows(findings);
  return (
    <>
      <FindingList findings={shown} shortName={shortName} />
      <MoreRows {...more} />
    </>
  );
}

/** Each with its section, its standard, its reasons and what is missing. */
function FindingList({ findings, shortName }: FindingsProps) {
  const { t, language } = useText();
  // An answer that is newer than this page stands by its code, as the record has it.
  const missingOf = (code: string) => {
    const key = `finding.answer.${code.replace('.', '_')}`;
    return i18next.exists(key) ? t(key as 'finding.answer.nbtc_sim') : code;
  };
  return (
    <ul className="findings">
      {findings.map((finding) => (
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
  );
}

/** All findings of a case, what blocks first: the first of them, and more at a press. */
export function FindingsOfCase({ caseId, shortName }: { caseId: string } & Pick<FindingsProps, 'shortName'>) {
  // Undefined: all.
  const [first, setFirst] = useState<number | undefined>(ROWS);
  const query = useFindings(caseId, { first });
  return (
    <Part query={query}>
      {({ findings, total }) => {
        const left = total - findings.length;
        return (
          <>
            <FindingList findings={findings} shortName={shortName} />
            <MoreRows
              count={Math.min(ROWS, left)}
              left={left}
              onMore={() => setFirst(findings.length + ROWS)}
              onAll={() => setFirst(undefined)}
            />
          </>
        );
      }}
    </Part>
  );
}

/** Writes a finding's account, `th-014:xxxxxx0101`, for people. */
function accountWords(subject: string, shortName: (slug: string) => string): string {
  const [institution = '', account = ''] = subject.split(':');
  return `${shortName(institution)} ••••${account.replace(/^x+/, '')}`;
}
