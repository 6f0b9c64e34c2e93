import { IconCheck, IconHourglass, IconX } from '@tabler/icons-react';
import { formatBaht, columnForm } from '../../format/money.js';
import { formatInstant } from '../../format/time.js';
import { Account } from '../../ui/marks/account.js';
import { Chip } from '../../ui/marks/chip.js';
import { Clock } from '../../ui/marks/clock.js';
import { Empty } from '../../ui/screen/reading.js';
import { WideTable } from '../../ui/rows/wide-table.js';
import type { Person } from '../../api/next-session.js';
import type { CaseActs } from '../../api/schema.js';
import { answersTo } from '../../orders/acts.js';
import { useWhyNot } from '../../orders/why-not.js';
import { DeskLink } from '../../queue/desk-link.js';
import type { Appeal } from '../case-data.js';
import { useText } from '../words.js';
import { PersonName } from '../../ui/marks/persons.js';

const LOOK = {
  received: { tone: 'warn', icon: <IconHourglass aria-hidden /> },
  under_review: { tone: 'warn', icon: <IconHourglass aria-hidden /> },
  upheld: { tone: 'plain', icon: <IconCheck aria-hidden /> },
  partly_upheld: { tone: 'plain', icon: <IconCheck aria-hidden /> },
  refused: { tone: 'notmet', icon: <IconX aria-hidden /> },
} as const;

interface AppealsProps {
  appeals: readonly Appeal[];
  /** What the person can do, as the server says; undefined: it is not read yet. */
  acts: CaseActs | undefined;
  person: Person | undefined;
  shortName: (slug: string) => string;
}

/** The appeals of a case: against which hold, who hears it, and when the answer is due. */
export function Appeals({ appeals, acts, person, shortName }: AppealsProps) {
  const { t, language } = useText();
  if (appeals.length === 0) return <Empty title={t('appeals.none')} detail={t('appeals.noneDetail')} />;
  const form = columnForm(appeals.map(({ amountSatang }) => amountSatang));
  return (
    <WideTable
      label={t('case.tab.appeals')}
      columns={[
        { head: t('appeals.due') },
        { head: t('appeals.state') },
        { head: t('appeals.tier') },
        { head: t('appeals.account') },
        { head: t('appeals.amount'), isAmount: true },
        { head: t('appeals.reference') },
        { head: t('appeals.reviewer') },
        { head: t('appeals.yours') },
      ]}
    >
      <tbody>
        {appeals.map((appeal) => (
          <tr key={appeal.id}>
            <td className="whole">
              {appeal.settledAt === null ? (
                <Clock startedAt={appeal.tierSince} dueAt={appeal.targetAt} />
              ) : (
                formatInstant(appeal.settledAt, language)
              )}
            </td>
            <td>
              <Chip {...LOOK[appeal.state]}>{t(`appeals.states.${appeal.state}`)}</Chip>
            </td>
            <td className="whole">
              {t(`appeals.tiers.${appeal.tier}`)} {appeal.round > 1 && t('appeals.round', { round: appeal.round })}
            </td>
            <td>
              <Account name={shortName(appeal.institution)} accountMasked={appeal.accountMasked} />
            </td>
            <td className="amount">{formatBaht(appeal.amountSatang, form)}</td>
            <td className="whole">
              {appeal.reference}
              {appeal.settledAt !== null && (
                <>
                  {' '}
                  <AtDesk appeal={appeal} person={person} />
                </>
              )}
            </td>
            <td className="whole">
              {appeal.reviewer === null ? (
                <span className="quiet">{t('appeals.nobody')}</span>
              ) : (
                <PersonName of={appeal.reviewer} />
              )}
            </td>
            <td>{appeal.settledAt === null && <Yours appeal={appeal} acts={acts} person={person} />}</td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

/** The answers that the server takes from this person, given at the desk; or why it takes none. */
function Yours({ appeal, acts, person }: { appeal: Appeal } & Pick<AppealsProps, 'acts' | 'person'>) {
  const { t } = useText();
  const wordsOf = useWhyNot();
  const answers = answersTo(acts, appeal.id);
  const open = answers?.filter(({ whyNot }) => whyNot === null) ?? [];
  const forwards = open.some((answer) => answer.forwards);
  return (
    <>
      {answers !== undefined && (
        <p className="label">
          {open.length === 0
            ? wordsOf(answers[0]?.whyNot, [])
            : open.map(({ verdict }) => t(`appeals.answer.${verdict}`)).join(' · ')}
          {forwards && ` · ${t('appeals.forwards')}`}
        </p>
      )}
      <AtDesk appeal={appeal} person={person} />
    </>
  );
}

function AtDesk({ appeal, person }: { appeal: Appeal; person: Person | undefined }) {
  const { t } = useText();
  return (
    <DeskLink place={{ to: '/unfreeze', search: { chosen: appeal.id } }} person={person}>
      {t('appeals.atDesk')}
    </DeskLink>
  );
}
