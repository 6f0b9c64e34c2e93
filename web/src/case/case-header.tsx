import type { CaseView, TrailView } from '../api/schema.js';
import type { Person } from '../api/next-session.js';
import { ClaimMark } from '../handling/claim-mark.js';
import { useQueueRow } from '../queue/queue-data.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { DeskLink } from '../queue/desk-link.js';
import { placeOfTask, type CasePart } from '../queue/place-of-task.js';
import { useText } from './words.js';
import { Clock } from '../ui/marks/clock.js';
import { fillOf, HoldBar } from '../ui/marks/hold-bar.js';
import { clockParty, isTheirs } from '../queue/queue-rows.js';
import { OtherTasks } from '../queue/other-tasks.js';
import { askedFor, sharesOf } from './trail/stolen-sum.js';

interface CaseHeaderProps {
  view: CaseView;
  trail: TrailView | undefined;
  person: Person | undefined;
  shortName: (slug: string) => string;
  /** Shows the part of the page where the next task is done. */
  onPart: (part: CasePart) => void;
}

/** The head of a case: number, what became of the money, and the clock. It stays in view. */
export function CaseHeader({ view, trail, person, shortName, onPart }: CaseHeaderProps) {
  const { t, language } = useText();
  const task = useQueueRow(view.id);
  const place = task && placeOfTask(task);
  const graph = trail?.graph ?? null;
  const shares =
    graph === null
      ? [{ kind: 'held' as const, satang: view.heldSatang }]
      : sharesOf(graph, askedFor(view)).filter(({ satang }) => satang !== '0');
  return (
    <header className="case-head">
      <div>
        <div className="line">
          <h1>{view.caseNo}</h1>
          <ClaimMark claim={view.claim} person={person} />
        </div>
        <p className="label">
          {t(`caseType.${view.caseType}` as 'caseType.other')} ·{' '}
          {t('case.opened', { at: formatInstant(view.openedAt, language) })} · {t(`status.${view.status}`)}
        </p>
      </div>
      <div className="case-money">
        <div className="line">
          <span>
            {t('case.held')} <strong className="held-words">{formatBaht(view.heldSatang, 'short')}</strong>{' '}
            {t('case.of')} <strong>{formatBaht(view.stolenSatang, 'short')}</strong> {t('case.baht')}
            {task?.toldSatang != null && (
              <>
                {' · '}
                <span className="unknown-words">
                  {t('case.toldMore', { told: formatBaht(task.toldSatang, 'short') })}
                </span>
              </>
            )}
          </span>
          <span className="grow" />
          <ul className="legend">
            {shares
              .filter(({ kind }) => kind !== 'held')
              .map(({ kind, satang }) => (
                <li key={kind} className="label">
                  <svg className="key" width="10" height="10" aria-hidden="true">
                    <rect width="10" height="10" {...fillOf(kind)} />
                  </svg>
                  {t(`share.${kind}`)} {formatBaht(satang, 'short')}
                </li>
              ))}
          </ul>
        </div>
        <HoldBar whole={graph?.stolenSatang ?? view.stolenSatang} segments={shares} isTall />
      </div>
      <div className="case-clock">
        {task !== undefined && (
          <p className="label">
            {clockParty(task) === null ? t(`owner.${task.clockOwner}`) : shortName(clockParty(task) ?? '')} ·{' '}
            {t(`task.${task.task}`)}{' '}
            {place !== undefined && 'part' in place && (
              <button type="button" className="link" onClick={() => onPart(place.part)}>
                {t('case.toTask')}
              </button>
            )}
            {place !== undefined && 'desk' in place && (
              <DeskLink place={place.desk} person={person}>
                {t('case.toTask')}
              </DeskLink>
            )}
          </p>
        )}
        {task?.dueAt != null && (
          <Clock startedAt={task.startedAt} dueAt={task.dueAt} isLarge isTheirs={isTheirs(task)} />
        )}
        {task !== undefined && <OtherTasks row={task} person={person} nameOf={shortName} onPart={onPart} />}
      </div>
    </header>
  );
}
