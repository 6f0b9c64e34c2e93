import '../styles/statistics.css';
import { useState } from 'react';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { dataOf, openApi } from '../api/client.js';
import { createQueries } from '../api/queries.js';
import type { PublicStatistics } from '../api/schema.js';
import { columnForm, formatBaht, formatCount, perMille } from '../format/money.js';
import { formatDate, formatLength } from '../format/time.js';
import { Empty, Loading, ReadFault } from '../ui/screen/reading.js';
import { WideTable } from '../ui/rows/wide-table.js';
import { usePageTitle } from '../ui/screen/screen.js';
import { BankChart, SavedChart } from './charts.js';
import { formatInUnit, unitFor } from './scale.js';
import { useText } from './words.js';

type Bank = PublicStatistics['timeToHold'][number];
type Span = PublicStatistics['savedByDelay'][number];

const queries = createQueries();

/**
 * What everybody may know: delayed, silent on fewer than five, each figure defined. Tables are the
 * truth; charts show the same rows.
 */
export function StatisticsPage() {
  return (
    <QueryClientProvider client={queries}>
      <Statistics />
    </QueryClientProvider>
  );
}

function Statistics() {
  const { t } = useText();
  usePageTitle(t('statistics.page'));
  const { data, error, refetch } = useQuery({
    queryKey: ['public-statistics'],
    queryFn: () => dataOf(openApi.GET('/v1/public/statistics')),
  });
  return (
    <main id="content" className="figures-page">
      {data === undefined && <h1 className="unseen">{t('statistics.page')}</h1>}
      {data !== undefined && <Figures statistics={data} />}
      {data === undefined && error === null && <Loading rows={8} />}
      {data === undefined && error !== null && <ReadFault error={error} onRetry={() => void refetch()} />}
    </main>
  );
}

function Figures({ statistics }: { statistics: PublicStatistics }) {
  const { t, language } = useText();
  const { from, to, leastCount, moneyStepSatang, timeToHold, savedByDelay, wrongfulHolds, releases } = statistics;
  const least = leastCount;
  const few = t('statistics.few', { least });
  const length = useLength();
  const count = (number: number | null) => (number === null ? null : formatCount(number));
  const first = savedByDelay[0];
  return (
    <>
      <header>
        <h1>
          {first === undefined || first.savedSatang === null
            ? t('statistics.plainTitle')
            : t('statistics.title', { minutes: first.toMinutes ?? '', share: shareOf(first) })}
        </h1>
        <p className="label">
          {/* The period ends at a midnight: its last day is the day before. */}
          {t('statistics.period', {
            from: formatDate(from, language),
            to: formatDate(Date.parse(to) - 1, language),
            least,
          })}
        </p>
      </header>
      <dl className="key-figures">
        <Figure name={t('statistics.figure.wrongful')} value={count(wrongfulHolds.wrongful)} few={few} />
        <Figure
          name={t('statistics.figure.wrongfulHeld')}
          value={length(wrongfulHolds.wrongfulHeldP50Seconds)}
          few={few}
        />
        <Figure
          name={t('statistics.figure.release')}
          value={length(releases.releaseP50Seconds)}
          few={few}
          detail={
            releases.releaseP90Seconds === null
              ? ''
              : t('statistics.figure.release90', { time: length(releases.releaseP90Seconds) ?? few })
          }
        />
        <Figure
          name={t('statistics.figure.late')}
          value={count(releases.late)}
          few={few}
          detail={
            releases.released === null
              ? ''
              : t('statistics.figure.lateOf', { released: formatCount(releases.released) })
          }
        />
      </dl>
      <div className="figure-tables">
        <Banks banks={timeToHold} few={few} />
        <Saved spans={savedByDelay} few={few} />
      </div>
      <section>
        <h2>{t('statistics.definitions')}</h2>
        <dl className="definitions">
          {(['time', 'saved', 'wrongful', 'release', 'hidden'] as const).map((name) => (
            <div key={name}>
              <dt>{t(`statistics.defined.${name}Name`)}</dt>
              <dd>{t(`statistics.defined.${name}`, { least, step: formatBaht(moneyStepSatang, 'short') })}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}

/** Returns the function that writes a length of time for everybody: `3 วินาที`, `1 ชม. 48 นาที`. */
function useLength(): (seconds: number | null) => string | null {
  const { t, language } = useText();
  return (seconds) => {
    if (seconds === null) return null;
    const unit = unitFor(seconds);
    if (seconds >= 3_600) return formatLength(seconds * 1_000, language);
    return `${formatInUnit(seconds, unit)} ${t(`statistics.unit.${unit}`)}`;
  };
}

interface FigureProps {
  name: string;
  /** Null where too few cases are: then `few` says so, quietly. */
  value: string | null;
  few: string;
  detail?: string;
}

function Figure({ name, value, few, detail = '' }: FigureProps) {
  return (
    <div>
      <dt className="label">{name}</dt>
      <dd>
        <span className="key-figure" data-is={value === null ? 'few' : undefined}>
          {value ?? few}
        </span>
        {detail !== '' && <span className="label">{detail}</span>}
      </dd>
    </div>
  );
}

function Banks({ banks, few }: { banks: Bank[]; few: string }) {
  const { t, language } = useText();
  const unit = unitFor(Math.max(0, ...banks.map(({ timeToHoldP90Seconds }) => timeToHoldP90Seconds ?? 0)));
  const words = { unit: t(`statistics.unit.${unit}`) };
  const name = ({ nameTh, nameEn }: Bank) => (language === 'th' ? nameTh.replace(/^ธนาคาร(?=.)/, '') : nameEn);
  return (
    <section aria-label={t('statistics.banks')}>
      <h2>{t('statistics.banks')}</h2>
      {banks.length === 0 && <Empty title={t('statistics.noBanks')} detail={t('statistics.noBanksDetail')} />}
      {banks.length > 0 && (
        <>
          <p className="label">{t('statistics.banksKey', words)}</p>
          <BankChart banks={banks} unit={unit} nameOf={name} few={few} />
          <WideTable
            label={t('statistics.banks')}
            columns={[
              { head: t('statistics.institution') },
              { head: t('statistics.held'), isAmount: true },
              { head: t('statistics.p50', words), isAmount: true },
              { head: t('statistics.p90', words), isAmount: true },
            ]}
          >
            <tbody>
              {banks.map((bank) => (
                <tr key={bank.institution}>
                  <th scope="row">{name(bank)}</th>
                  {bank.held === null ? (
                    <td colSpan={3} className="amount quiet">
                      {few}
                    </td>
                  ) : (
                    <>
                      <td className="amount">{formatCount(bank.held)}</td>
                      <td className="amount">{formatInUnit(bank.timeToHoldP50Seconds ?? 0, unit)}</td>
                      <td className="amount">{formatInUnit(bank.timeToHoldP90Seconds ?? 0, unit)}</td>
                    </>
                  )}
                </tr>
              ))}
            </tbody>
          </WideTable>
          <CsvButton />
        </>
      )}
    </section>
  );
}

function Saved({ spans, few }: { spans: Span[]; few: string }) {
  const { t } = useText();
  const name = useSpanName();
  const form = columnForm(spans.flatMap(({ stolenSatang, savedSatang }) => [stolenSatang ?? '0', savedSatang ?? '0']));
  return (
    <section aria-label={t('statistics.saved')}>
      <h2>{t('statistics.saved')}</h2>
      <p className="label">{t('statistics.savedKey')}</p>
      <SavedChart
        bars={spans.map((span) => ({
          name: name(span),
          percent: span.savedSatang === null ? null : shareOf(span),
        }))}
        few={few}
      />
      <WideTable
        label={t('statistics.saved')}
        columns={[
          { head: t('statistics.delay') },
          ...(['cases', 'stolen', 'savedBaht', 'share'] as const).map((column) => ({
            head: t(`statistics.${column}`),
            isAmount: true,
          })),
        ]}
      >
        <tbody>
          {spans.map((span) => (
            <tr key={span.fromMinutes}>
              <th scope="row">{name(span)}</th>
              {span.stolenSatang === null || span.savedSatang === null ? (
                <td colSpan={4} className="amount quiet">
                  {few}
                </td>
              ) : (
                <>
                  <td className="amount">{formatCount(span.cases ?? 0)}</td>
                  <td className="amount">{formatBaht(span.stolenSatang, form)}</td>
                  <td className="amount">{formatBaht(span.savedSatang, form)}</td>
                  <td className="amount">{shareOf(span)}%</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </WideTable>
      <CsvButton />
    </section>
  );
}

/** Returns how much of the stolen money was held, in whole percent. */
function shareOf({ stolenSatang, savedSatang }: Span): number {
  return Math.round(perMille(savedSatang ?? '0', stolenSatang ?? '0') / 10);
}

/** Returns the function that names a span of time from the first transfer to the report. */
function useSpanName(): (span: Span) => string {
  const { t } = useText();
  const named = { 15: 'within15', 60: 'within60', 360: 'within360', 1440: 'within1440' } as const;
  return ({ fromMinutes, toMinutes }) => {
    if (toMinutes === null) return t('statistics.span.later');
    const known = named[toMinutes as keyof typeof named];
    if (known !== undefined) return t(`statistics.span.${known}`);
    return t('statistics.span.other', { from: fromMinutes, to: toMinutes });
  };
}

/** Saves all figures as the API writes them: one table with a definition beside each. */
function CsvButton() {
  const { t } = useText();
  const [hasFailed, setFailed] = useState(false);
  const save = async () => {
    try {
      const headers = { accept: 'text/csv' };
      const csv = await dataOf<unknown>(openApi.GET('/v1/public/statistics', { headers, parseAs: 'blob' }));
      const link = document.createElement('a');
      link.href = URL.createObjectURL(csv as Blob);
      link.download = 'rangap-statistics.csv';
      link.click();
      URL.revokeObjectURL(link.href);
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <p className="line">
      <button type="button" className="button small" onClick={() => void save()}>
        {t('statistics.csv')}
      </button>
      <span role="alert" className="label">
        {hasFailed && t('statistics.csvFailed')}
      </span>
    </p>
  );
}
