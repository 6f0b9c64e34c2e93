import { Link } from '@tanstack/react-router';
import type { CaseView } from '../api/schema.js';
import { useOpenDuties } from '../queue/queue-data.js';
import { useText } from './words.js';
import { Clock } from '../ui/clock.js';
import { useLinks } from './case-data.js';

const OWNERS = ['centre', 'victim', 'inquiry_officer', 'officer'] as const;

/** The left side of a case: who owes what, and the cases that it is linked with. */
export function CaseFacts({ view, fullName }: { view: CaseView; fullName: (slug: string) => string }) {
  const { t, language } = useText();
  const duties = useOpenDuties(view.id).data ?? [];
  const links = useLinks(view.id).data ?? [];
  const ownerOf = (slug: string) => {
    const owner = OWNERS.find((each) => each === slug);
    return owner === undefined ? fullName(slug) : t(`ower.${owner}`);
  };
  return (
    <aside className="case-facts" tabIndex={0} aria-label={t('case.facts')}>
      <section>
        <h2 className="label">{t('case.bank')}</h2>
        <p>{fullName(view.victimInstitution)}</p>
        <p className="label">{t(`route.${view.assignedRoute}` as 'route.station')}</p>
      </section>
      <section>
        <h2 className="label">
          {t('case.duties')} {duties.length}
        </h2>
        {duties.length === 0 && <p>{t('case.noDuties')}</p>}
        <ul className="duties">
          {duties.map((duty) => (
            <li key={`${duty.ruleRowId} ${duty.record} ${duty.subject} ${duty.startedAt}`}>
              <p>{duty.what[language]}</p>
              <div className="line">
                <span className="label cut grow">{ownerOf(duty.owedBy)}</span>
                {duty.dueAt !== null && (
                  <Clock startedAt={duty.startedAt} dueAt={duty.dueAt} isTheirs={duty.owedBy !== 'centre'} />
                )}
              </div>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2 className="label">
          {t('case.links')} {links.length}
        </h2>
        <ul>
          {links.map((link) => (
            <li key={link.caseId}>
              <Link to="/cases/$caseId" params={{ caseId: link.caseId }} className="whole">
                {link.caseNo}
              </Link>
              <p className="label">
                {[...new Set(link.links.map(({ kind }) => t(`linkKind.${kind}`)))].join(' · ')} ·{' '}
                {t(`status.${link.status}`)}
              </p>
            </li>
          ))}
        </ul>
      </section>
    </aside>
  );
}
