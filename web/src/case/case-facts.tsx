import { Link } from '@tanstack/react-router';
import type { CaseActs, CaseView } from '../api/schema.js';
import type { Person } from '../api/next-session.js';
import { formatInstant } from '../format/time.js';
import { useHandling } from '../handling/claims.js';
import { mayDeclareInterest, worksOnCases } from '../handling/workers.js';
import type { WantedOrder } from '../orders/order-dialog.js';
import { useWhyNot } from '../orders/why-not.js';
import { useText as useHandlingText } from '../handling/words.js';
import { useOpenDuties } from '../queue/queue-data.js';
import { th, useText } from './words.js';
import { Clock } from '../ui/marks/clock.js';
import { MoreRows, useFirstRows } from '../ui/rows/first-rows.js';
import { useLinks } from './case-data.js';
import { useQueueRow } from '../queue/queue-data.js';
import { ChosenAccount } from './trail/chosen-account.js';
import { ActButton } from '../ui/screen/act-button.js';
import { Loading, ReadFault } from '../ui/screen/reading.js';
import { usePersonName } from '../ui/marks/persons.js';

/** Who owes something and is no party: they have words of their own. */
const isOwner = (slug: string): slug is keyof typeof th.ower => Object.hasOwn(th.ower, slug);

interface CaseFactsProps {
  view: CaseView;
  person: Person | undefined;
  /** Why nothing can be done now; undefined: it can. */
  blocked: string | undefined;
  /** The account that is chosen in the trail. */
  chosen: CaseView['accounts'][number] | undefined;
  /** What the person can do, as the server says; undefined: it is not read yet. */
  acts: CaseActs | undefined;
  onClaim: () => void;
  onHandOver: () => void;
  onDeclare: () => void;
  /** Why no new order can be asked for now, such as the claim of another person. */
  requestBlocked: string | undefined;
  onOrder: (wanted: WantedOrder) => void;
  /** Asks for a suspension of an account. */
  onAsk: (partId: string) => void;
  fullName: (slug: string) => string;
}

/** The left side of a case: who has it, who owes what, and the cases that it is linked with. */
export function CaseFacts(props: CaseFactsProps) {
  const { view, fullName } = props;
  const { t, language } = useText();
  const reads = { duties: useOpenDuties(view.id), links: useLinks(view.id) };
  const duties = reads.duties.data ?? [];
  const task = useQueueRow(view.id)?.task;
  const hasTask = task !== undefined && task !== 'wait';
  const links = reads.links.data?.linked ?? [];
  const [dutyRows, linkRows] = [useFirstRows(duties), useFirstRows(links)];
  const ownerOf = (slug: string) => (isOwner(slug) ? t(`ower.${slug}`) : fullName(slug));
  return (
    <aside className="case-facts" id="facts" tabIndex={0} aria-label={t('case.facts')}>
      <WhoHasIt {...props} />
      <OwnInterest {...props} />
      {props.chosen !== undefined && (
        <ChosenAccount
          key={props.chosen.partId}
          view={view}
          acts={props.acts}
          account={props.chosen}
          mayReveal={worksOnCases(props.person)}
          blocked={props.blocked}
          requestBlocked={props.requestBlocked}
          onOrder={props.onOrder}
          onAsk={props.onAsk}
          fullName={fullName}
        />
      )}
      <section>
        <h2 className="label">{t('case.bank')}</h2>
        <p>{view.victimInstitution === null ? t('case.accountUnknown') : fullName(view.victimInstitution)}</p>
      </section>
      <section>
        <h2 className="label">{t('case.investigates')}</h2>
        <p>{t(`route.${view.assignedRoute}` as 'route.station')}</p>
      </section>
      <section>
        <h2 className="label">
          {t('case.duties')} {reads.duties.data?.length}
        </h2>
        <NotRead query={reads.duties} />
        {reads.duties.data?.length === 0 && <p>{t(hasTask ? 'case.noOtherDuties' : 'case.noDuties')}</p>}
        <ul className="duties">
          {dutyRows.shown.map((duty) => (
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
        <MoreRows {...dutyRows.more} />
      </section>
      <section>
        <h2 className="label">
          {t('case.links')} {reads.links.data?.linked.length}
        </h2>
        <NotRead query={reads.links} />
        <ul>
          {linkRows.shown.map((link) => (
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
        <MoreRows {...linkRows.more} />
      </section>
    </aside>
  );
}

/** What stands where nothing is read yet, or could not be: of what nobody has read nobody says that it is empty. */
function NotRead({ query }: { query: ReturnType<typeof useOpenDuties> | ReturnType<typeof useLinks> }) {
  if (query.data !== undefined) return null;
  if (query.error === null) return <Loading rows={2} />;
  return <ReadFault error={query.error} onRetry={() => void query.refetch()} />;
}

/** To whom the case was given, the note of whoever gave it, and the buttons to claim it or hand it over. */
function WhoHasIt({ view, acts, person, blocked, onClaim, onHandOver }: CaseFactsProps) {
  const { t, language } = useHandlingText();
  const personName = usePersonName();
  const [last] = useHandling(view.id).data?.assignments ?? [];
  const wordsOf = useWhyNot();
  const { isOwn: isMine = false, whyNot = null } = acts?.claim ?? {};
  const isTheirs = whyNot?.code === 'CASE.CLAIMED_BY_ANOTHER';
  return (
    <section>
      <h2 className="label">{t('assignee.label')}</h2>
      <p>{view.assignee === null ? t('assignee.none') : personName(view.assignee)}</p>
      {last !== undefined && (
        <p className="label">
          {t('assignee.by', {
            by: personName(last.assignedBy),
            to: last.assignee === null ? t('assignee.nobody') : personName(last.assignee),
            at: formatInstant(last.assignedAt, language),
          })}
        </p>
      )}
      {last?.note != null && <p className="quoted">{last.note}</p>}
      {worksOnCases(person) && view.closedAt === null && (
        <div className="line pair">
          <ActButton
            className="button small"
            why={blocked ?? (isTheirs ? t('claim.theirsAlready') : wordsOf(whyNot, []))}
            onClick={onClaim}
          >
            {isMine ? t('claim.end') : t('claim.take')} <kbd>c</kbd>
          </ActButton>
          <ActButton className="button small" why={blocked} onClick={onHandOver}>
            {t('handover.open')} <kbd>h</kbd>
          </ActButton>
        </div>
      )}
    </section>
  );
}

/** That the person has an interest in the case and decides nothing of it, or the button to declare one. */
function OwnInterest({ acts, person, blocked, onDeclare }: CaseFactsProps) {
  const { t } = useHandlingText();
  if (acts?.interest != null)
    return (
      <section>
        <h2 className="label">{t('interest.label')}</h2>
        <p>{t(`interest.${acts.interest}`)}</p>
      </section>
    );
  if (!mayDeclareInterest(person)) return null;
  return (
    <section>
      <ActButton className="link" why={blocked} onClick={onDeclare}>
        {t('interest.open')}…
      </ActButton>
    </section>
  );
}
