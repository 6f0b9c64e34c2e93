import { Link } from '@tanstack/react-router';
import type { CaseRow } from '../api/schema.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { useText } from '../text/translate.js';
import { Clock } from '../ui/clock.js';
import { HoldBar } from '../ui/hold-bar.js';
import { useOpenDuties, type Institution } from './queue-data.js';

/** So many duties stand in the peek; the case has them all. */
const DUTIES_SHOWN = 6;

interface PeekProps {
  row: CaseRow | undefined;
  institutions: ReadonlyMap<string, Institution> | undefined;
}

/** The chosen case beside the queue: what is due, the money, who owes what. */
export function Peek({ row, institutions }: PeekProps) {
  const { t } = useText();
  return (
    <aside className="peek" aria-label={t('peek.label')}>
      {row === undefined ? (
        <p className="label">{t('peek.none')}</p>
      ) : (
        <>
          <CaseSummary key={row.id} row={row} institutions={institutions} />
          <span className="grow" />
          <p>
            <Link className="button primary" to="/cases/$caseId" params={{ caseId: row.id }}>
              {t('peek.open')} <kbd>Enter</kbd>
            </Link>
          </p>
        </>
      )}
    </aside>
  );
}

/** A case in short: what is due, the money, who owes what. */
export function CaseSummary({ row, institutions }: { row: CaseRow; institutions: PeekProps['institutions'] }) {
  const { t, language } = useText();
  const duties = useOpenDuties(row.id).data;
  const bank = institutions?.get(row.victimInstitution);
  const rest = String(BigInt(row.stolenSatang) - BigInt(row.heldSatang));
  return (
    <>
      <h2>{row.caseNo}</h2>
      <p className="label">
        {t(`caseType.${row.caseType}` as 'caseType.other')} · {language === 'th' ? bank?.nameTh : bank?.nameEn} ·{' '}
        {t('peek.opened', { at: formatInstant(row.openedAt, language) })}
      </p>
      <div className="due">
        <p className="label">{t('peek.next')}</p>
        {row.nextDeadlineAt === null ? (
          <p>{t('peek.noDeadline')}</p>
        ) : (
          <div className="line">
            <Clock startedAt={row.openedAt} dueAt={row.nextDeadlineAt} isLarge />
            <span className="label">{t('peek.until', { at: formatInstant(row.nextDeadlineAt, language) })}</span>
          </div>
        )}
        <p>
          <strong>{t(`status.${row.status}`)}</strong>
        </p>
      </div>
      <h3>{t('peek.money', { amount: formatBaht(row.stolenSatang, 'short') })}</h3>
      <HoldBar whole={row.stolenSatang} segments={[{ kind: 'held', satang: row.heldSatang }]} isTall />
      <dl className="pairs">
        <div>
          <dt>{t('peek.held')}</dt>
          <dd className="amount">{formatBaht(row.heldSatang, 'short')}</dd>
        </div>
        <div>
          <dt>{t('peek.notHeld')}</dt>
          <dd className="amount">{formatBaht(rest, 'short')}</dd>
        </div>
      </dl>
      {row.linkedCases > 0 && <p className="label">{t('peek.linked', { count: row.linkedCases })}</p>}
      {duties !== undefined && (
        <>
          <h3>
            {t('peek.duties')} <span className="quiet">{duties.length}</span>
          </h3>
          {duties.length === 0 && <p className="label">{t('peek.noDuties')}</p>}
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
    </>
  );
}
