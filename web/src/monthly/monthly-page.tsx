import '../styles/statistics.css';
import { useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { api, dataOf } from '../api/client.js';
import type { MonthlyReport } from '../api/schema.js';
import { serverNow } from '../api/server-time.js';
import { columnForm, formatBaht, formatCount, sumSatang } from '../format/money.js';
import { formatDate, formatInstant, formatMonth } from '../format/time.js';
import { formatInUnit, unitFor } from '../statistics/scale.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { useInstitutions } from '../queue/queue-data.js';
import { useRecordWords } from '../record/use-record-words.js';
import { saveFile } from '../ui/files/save-file.js';
import { usePartyName } from '../ui/marks/parties.js';
import { MoreRows, useFirstRows } from '../ui/rows/first-rows.js';
import { WideTable } from '../ui/rows/wide-table.js';
import { ReadFailed } from '../ui/screen/page-states.js';
import { Empty, Loading } from '../ui/screen/reading.js';
import { usePageTitle } from '../ui/screen/screen.js';
import { beginOfMonth, monthInBangkok, reportMonths } from './months.js';
import { useText } from './words.js';

/** The centre's report of a month (section 8/5(9)): figures, month by month, and the same as CSV. */
export function MonthlyPage() {
  const { t, language } = useText();
  const problems = useProblemWords();
  const navigate = useNavigate();
  const { month: asked }: { month?: string } = useSearch({ strict: false });
  const [failure, setFailure] = useState<string>();
  const months = reportMonths(serverNow());
  const month = months.find((each) => each === asked) ?? monthInBangkok(serverNow());
  const name = formatMonth(beginOfMonth(month), language);
  usePageTitle(t('monthly.page'));
  const query = { month };
  const { data, error, refetch } = useQuery({
    queryKey: ['monthly-report', month],
    queryFn: () => dataOf(api.GET('/v1/reports/monthly', { params: { query } })),
    meta: { isOnRecord: true },
  });
  const save = async () => {
    try {
      const headers = { accept: 'text/csv' };
      const csv = await dataOf<unknown>(
        api.GET('/v1/reports/monthly', { params: { query }, headers, parseAs: 'blob' }),
      );
      saveFile(`report-${month}.csv`, csv as Blob);
      setFailure(undefined);
    } catch (failed) {
      setFailure(t('monthly.failed', { why: problems.of(failed) }));
    }
  };
  return (
    <main id="content" className="figures-page">
      <header>
        <h1>{t('monthly.title', { month: name })}</h1>
        <p className="line">
          <label className="line label">
            {t('monthly.month')}
            <select
              className="select"
              value={month}
              onChange={({ target }) => void navigate({ to: '.', search: { month: target.value }, replace: true })}
            >
              {months.map((each) => (
                <option key={each} value={each}>
                  {formatMonth(beginOfMonth(each), language)}
                </option>
              ))}
            </select>
          </label>
          <button type="button" className="button small" onClick={() => void save()}>
            {t('monthly.csv')}
          </button>
          <span className="label" role="status">
            {failure ?? t('monthly.onRecord')}
          </span>
        </p>
      </header>
      {data !== undefined && <Report report={data} />}
      {data === undefined && error === null && <Loading rows={8} />}
      {data === undefined && error !== null && <ReadFailed error={error} onRetry={() => void refetch()} />}
    </main>
  );
}

function Report({ report }: { report: MonthlyReport }) {
  const { t, language } = useText();
  const wordOf = useRecordWords();
  const nameOf = usePartyName(useInstitutions());
  const { cases, holds, releases, ownSuspensions, overdue, overHold, exchanges, rules } = report;
  const heldSatang = sumSatang(holds.map((each) => each.heldSatang));
  const total = (counts: readonly number[]) => counts.reduce((sum, each) => sum + each, 0);
  const form = columnForm([cases.stolenSatang, heldSatang]);
  const slowest = Math.max(0, ...holds.map(({ timeToHoldMaxSeconds }) => timeToHoldMaxSeconds ?? 0));
  const unit = unitFor(slowest);
  const inWords = { unit: t(`monthly.unit.${unit}`) };
  const holdForm = columnForm(holds.flatMap((each) => [each.requestedSatang, each.heldSatang]));
  const releaseForm = columnForm(releases.map(({ satang }) => satang));
  const suspensionForm = columnForm(ownSuspensions.map(({ satang }) => satang));
  const time = (seconds: number | null) => (seconds === null ? '–' : formatInUnit(seconds, unit));
  const isOver = Date.parse(report.madeAt) >= Date.parse(report.to);
  return (
    <>
      <p className="label">
        {t('monthly.basis', { at: formatInstant(report.madeAt, language) })} ·{' '}
        {isOver
          ? // The first instant at which it is overdue is a midnight: the last day is the day before.
            t('monthly.due', { at: formatDate(Date.parse(report.dueAt) - 1, language) })
          : t('monthly.running', { at: formatInstant(report.madeAt, language) })}
      </p>
      <dl className="key-figures">
        <Figure
          name={t('monthly.figure.complaints')}
          value={formatCount(cases.complaints)}
          detail={t('monthly.figure.notices', {
            suspicions: formatCount(cases.suspicions),
            officers: formatCount(cases.officerNotices),
          })}
        />
        <Figure name={t('monthly.figure.stolen')} value={formatBaht(cases.stolenSatang, form)} />
        <Figure
          name={t('monthly.figure.held')}
          value={formatBaht(heldSatang, form)}
          detail={t('monthly.figure.ofOrders', {
            held: total(holds.map(({ held }) => held)),
            ordered: total(holds.map(({ ordered }) => ordered)),
          })}
        />
        <Figure
          name={t('monthly.figure.releases')}
          value={formatCount(total(releases.map(({ count }) => count)))}
          detail={t('monthly.figure.late', { late: formatCount(total(releases.map(({ late }) => late))) })}
        />
      </dl>
      {overHold.sums > 0 ? (
        <p role="alert" className="strip" data-tone="failed">
          <strong>
            {t('monthly.overHeld', { sums: overHold.sums, amount: formatBaht(overHold.satang, 'exact') })}
          </strong>
        </p>
      ) : (
        <p className="label">{t('monthly.notOverHeld')}</p>
      )}
      <Part title={t('monthly.holds')} count={holds.length}>
        <WideTable
          label={t('monthly.holds')}
          columns={[
            { head: t('monthly.column.institution') },
            { head: t('monthly.column.ordered'), isAmount: true },
            { head: t('monthly.column.requested'), isAmount: true },
            { head: t('monthly.column.confirmed'), isAmount: true },
            { head: t('monthly.column.held'), isAmount: true },
            { head: t('monthly.column.half', inWords), isAmount: true },
            { head: t('monthly.column.nine', inWords), isAmount: true },
            { head: t('monthly.column.most', inWords), isAmount: true },
          ]}
        >
          <tbody>
            {holds.map((each) => (
              <tr key={each.institution}>
                <th scope="row">{nameOf(each.institution)}</th>
                <td className="amount">{formatCount(each.ordered)}</td>
                <td className="amount">{formatBaht(each.requestedSatang, holdForm)}</td>
                <td className="amount">{formatCount(each.held)}</td>
                <td className="amount">{formatBaht(each.heldSatang, holdForm)}</td>
                <td className="amount">{time(each.timeToHoldP50Seconds)}</td>
                <td className="amount">{time(each.timeToHoldP90Seconds)}</td>
                <td className="amount">{time(each.timeToHoldMaxSeconds)}</td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      </Part>
      <div className="figure-tables">
        <Part title={t('monthly.releases')} count={releases.length}>
          <WideTable
            label={t('monthly.releases')}
            columns={[
              { head: t('monthly.column.reason') },
              { head: t('monthly.column.count'), isAmount: true },
              { head: t('monthly.column.amount'), isAmount: true },
              { head: t('monthly.column.late'), isAmount: true },
            ]}
          >
            <tbody>
              {releases.map(({ reason, count, satang, late }) => (
                <tr key={reason}>
                  <th scope="row">{wordOf('release', reason)}</th>
                  <td className="amount">{formatCount(count)}</td>
                  <td className="amount">{formatBaht(satang, releaseForm)}</td>
                  <td className="amount">{formatCount(late)}</td>
                </tr>
              ))}
            </tbody>
          </WideTable>
        </Part>
        <Part title={t('monthly.overdue')} count={1}>
          <WideTable
            label={t('monthly.overdue')}
            columns={[{ head: t('monthly.column.what') }, { head: t('monthly.column.count'), isAmount: true }]}
          >
            <tbody>
              {(['releases', 'questions', 'debitConfirmations', 'shareNotices'] as const).map((what) => (
                <tr key={what}>
                  <th scope="row">{t(`monthly.late.${what}`)}</th>
                  <td className="amount">{formatCount(overdue[what])}</td>
                </tr>
              ))}
            </tbody>
          </WideTable>
        </Part>
      </div>
      <Part title={t('monthly.suspensions')} count={ownSuspensions.length}>
        <WideTable
          label={t('monthly.suspensions')}
          columns={[
            { head: t('monthly.column.state') },
            { head: t('monthly.column.count'), isAmount: true },
            { head: t('monthly.column.amount'), isAmount: true },
          ]}
        >
          <tbody>
            {ownSuspensions.map(({ state, count, satang }) => (
              <tr key={state}>
                <th scope="row">{t(`monthly.suspension.${state}`)}</th>
                <td className="amount">{formatCount(count)}</td>
                <td className="amount">{formatBaht(satang, suspensionForm)}</td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      </Part>
      <div className="figure-tables">
        <Exchanges exchanges={exchanges} nameOf={nameOf} />
        <Part title={t('monthly.rules')} count={rules.length}>
          <WideTable
            label={t('monthly.rules')}
            columns={[{ head: t('monthly.column.rule') }, { head: t('monthly.column.count'), isAmount: true }]}
          >
            <tbody>
              {rules.map(({ ruleRowId, count }) => (
                <tr key={ruleRowId}>
                  <th scope="row">
                    <code>{ruleRowId}</code>
                  </th>
                  <td className="amount">{formatCount(count)}</td>
                </tr>
              ))}
            </tbody>
          </WideTable>
        </Part>
      </div>
    </>
  );
}

interface ExchangesProps {
  exchanges: MonthlyReport['exchanges'];
  nameOf: (slug: string) => string;
}

function Exchanges({ exchanges, nameOf }: ExchangesProps) {
  const { t } = useText();
  const wordOf = useRecordWords();
  const { shown, more } = useFirstRows(exchanges);
  return (
    <Part title={t('monthly.exchanges')} count={exchanges.length}>
      <WideTable
        label={t('monthly.exchanges')}
        columns={[
          { head: t('monthly.column.kind') },
          { head: t('monthly.column.direction') },
          { head: t('monthly.column.party') },
          { head: t('monthly.column.count'), isAmount: true },
        ]}
      >
        <tbody>
          {shown.map(({ direction, kind, party, count }) => (
            <tr key={`${direction} ${kind} ${party}`}>
              <th scope="row">{wordOf('exchange', kind)}</th>
              <td className="whole">{t(`monthly.direction.${direction}`)}</td>
              <td>{nameOf(party)}</td>
              <td className="amount">{formatCount(count)}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      <MoreRows {...more} />
    </Part>
  );
}

function Figure({ name, value, detail }: { name: string; value: string; detail?: string }) {
  return (
    <div>
      <dt className="label">{name}</dt>
      <dd>
        <span className="key-figure">{value}</span>
        {detail !== undefined && <span className="label">{detail}</span>}
      </dd>
    </div>
  );
}

/** A table under its title, or that the month has none of it. */
function Part({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  const { t } = useText();
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {count === 0 ? <Empty title={t('monthly.none')} detail={t('monthly.noneDetail')} /> : children}
    </section>
  );
}
