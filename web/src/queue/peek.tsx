import { Link } from '@tanstack/react-router';
import { IconX } from '@tabler/icons-react';
import { isOwn } from '../api/is-own.js';
import type { Person } from '../api/next-session.js';
import { readsAdvice } from '../advice/advice-data.js';
import { ClaimMark } from '../handling/claim-mark.js';
import { useTimeLeft } from '../handling/claims.js';
import { worksOnCases } from '../handling/workers.js';
import { useText as useHandlingText } from '../handling/words.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { useText } from './words.js';
import { Clock } from '../ui/marks/clock.js';
import { HoldBar } from '../ui/marks/hold-bar.js';
import { usePartyName, useShortName } from '../ui/marks/parties.js';
import { useOpenDuties, type Institutions } from './queue-data.js';
import { useLeavingReason } from './leaving-reason.js';
import { OtherTasks } from './other-tasks.js';
import { clockParty, isTheirs, type QueueRow } from './queue-rows.js';
import { PeekAdvice } from './peek-advice.js';
import { ActButton } from '../ui/screen/act-button.js';
import { DeskLink } from './desk-link.js';
import { placeOfTask } from './place-of-task.js';

/** So many duties stand in the peek; the case has them all. */
const DUTIES_SHOWN = 6;

interface PeekProps extends Omit<ChosenProps, 'row'> {
  row: QueueRow | undefined;
  /** Closes it where it lies over the queue. */
  onClose: () => void;
}

/** The chosen case beside the queue, or over it where the screen is narrow: what is due, the money, who owes what. */
export function Peek({ row, onClose, ...rest }: PeekProps) {
  const { t } = useText();
  return (
    <aside className="peek" aria-label={t('peek.label')}>
      <button type="button" className="button small peek-close" onClick={onClose}>
        <IconX size={16} aria-hidden /> {t('peek.close')}
      </button>
      {row === undefined ? <p className="label">{t('peek.none')}</p> : <Chosen key={row.id} row={row} {...rest} />}
    </aside>
  );
}

interface ChosenProps {
  row: QueueRow;
  institutions: Institutions;
  person: Person | undefined;
  /** Why nothing can be done now; undefined: it can. */
  blocked: string | undefined;
  onClaim: () => void;
  onHandOver: () => void;
}

function Chosen({ row, institutions, person, blocked, onClaim, onHandOver }: ChosenProps) {
  const { t, language } = useText();
  const { t: h } = useHandlingText();
  const isClaimed = useTimeLeft(row.claim, language) !== undefined;
  const isMine = isClaimed && isOwn(row.claim?.person, person);
  const duties = useOpenDuties(row.id).data;
  const [shortName, nameOf] = [useShortName(institutions), usePartyName(institutions)];
  const place = placeOfTask(row);
  const leavingReason = useLeavingReason();
  return (
    <>
      <div className="line pair">
        <h2>{row.caseNo}</h2>
        <ClaimMark claim={row.claim} person={person} />
      </div>
      <p className="label">
        {t(`caseType.${row.caseType}` as 'caseType.other')} ·{' '}
        {row.victimInstitution !== null && nameOf(row.victimInstitution)} ·{' '}
        {t('peek.opened', { at: formatInstant(row.openedAt, language) })}
      </p>
      <div className="due">
        <p className="label">
          {t('peek.next')} · {clockParty(row) === null ? t(`owner.${row.clockOwner}`) : nameOf(clockParty(row) ?? '')}
        </p>
        {row.dueAt === null ? (
          <p>{t('peek.noDeadline')}</p>
        ) : (
          <div className="line">
            <Clock startedAt={row.startedAt} dueAt={row.dueAt} isLarge isTheirs={isTheirs(row)} />
            <span className="label">{t('peek.until', { at: formatInstant(row.dueAt, language) })}</span>
          </div>
        )}
        <p>
          <strong>{t(`task.${row.task}`)}</strong>
          {row.savesSatang !== null && row.savesSatang !== '0' && (
            <span className="label"> · {t('peek.saves', { amount: formatBaht(row.savesSatang, 'short') })}</span>
          )}
        </p>
        {place !== undefined && 'desk' in place && (
          <p>
            <DeskLink place={place.desk} person={person}>
              {t('peek.toTask')}
            </DeskLink>
          </p>
        )}
        <OtherTasks row={row} person={person} nameOf={shortName} />
      </div>
      <h3>{t('peek.money', { amount: formatBaht(row.stolenSatang, 'short') })}</h3>
      <HoldBar whole={row.stolenSatang} segments={[{ kind: 'held', satang: row.heldSatang }]} isTall />
      <dl className="pairs">
        <div>
          <dt>{t('peek.held')}</dt>
          <dd className="amount">{formatBaht(row.heldSatang, 'short')}</dd>
        </div>
        <div>
          <dt>{t('peek.atRisk')}</dt>
          <dd className="amount">{formatBaht(row.atRiskSatang, 'short')}</dd>
        </div>
        {row.toldSatang !== null && (
          <div>
            <dt>{t('peek.told')}</dt>
            <dd className="amount">{formatBaht(row.toldSatang, 'short')}</dd>
          </div>
        )}
        {row.leaving.perMinuteSatang !== null && (
          <div>
            <dt>{t('peek.perMinute')}</dt>
            <dd className="amount">{formatBaht(row.leaving.perMinuteSatang, 'short')}</dd>
          </div>
        )}
      </dl>
      {row.leaving.basis !== 'none' && <p className="label">{leavingReason(row.leaving)}</p>}
      {row.advice !== null && readsAdvice(person) && <PeekAdvice caseId={row.id} shortName={shortName} />}
      {row.linkedCases > 0 && <p className="label">{t('peek.linked', { count: row.linkedCases })}</p>}
      {duties !== undefined && (
        <>
          <h3>
            {t('peek.duties')} <span className="quiet">{duties.length}</span>
          </h3>
          {duties.length === 0 && (
            <p className="label">{t(row.task === 'wait' ? 'peek.noDuties' : 'peek.noOtherDuties')}</p>
          )}
          <ul className="duties">
            {duties.slice(0, DUTIES_SHOWN).map((duty) => (
              <li key={`${duty.ruleRowId} ${duty.record} ${duty.subject}`}>
                <span>{duty.what[language]}</span>
                {duty.dueAt !== null && <Clock startedAt={duty.startedAt} dueAt={duty.dueAt} />}
              </li>
            ))}
          </ul>
        </>
      )}
      <span className="grow" />
      <div className="line pair peek-acts">
        <Link className="button primary" to="/cases/$caseId" params={{ caseId: row.id }}>
          {t('peek.open')} <kbd>Enter</kbd>
        </Link>
        {worksOnCases(person) && (
          <>
            <ActButton why={blocked ?? (isClaimed && !isMine ? h('claim.theirsAlready') : undefined)} onClick={onClaim}>
              {isMine ? h('claim.end') : h('claim.take')} <kbd>c</kbd>
            </ActButton>
            <ActButton why={blocked} onClick={onHandOver}>
              {h('handover.open')} <kbd>h</kbd>
            </ActButton>
          </>
        )}
      </div>
    </>
  );
}
