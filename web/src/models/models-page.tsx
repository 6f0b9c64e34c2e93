import '../styles/statistics.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconAlertTriangle, IconCheck, IconPlayerPause } from '@tabler/icons-react';
import { readsAdvice } from '../advice/advice-data.js';
import { useText as useAdviceText } from '../advice/words.js';
import { api, dataOf } from '../api/client.js';
import type { AnalysisModels } from '../api/schema.js';
import { session } from '../api/session.js';
import { useStore } from '../api/store.js';
import { formatCount } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { useInstitutions } from '../queue/queue-data.js';
import { Account } from '../ui/marks/account.js';
import { Chip } from '../ui/marks/chip.js';
import { useShortName } from '../ui/marks/parties.js';
import { MoreRows, useFirstRows } from '../ui/rows/first-rows.js';
import { Folded } from '../ui/rows/folded.js';
import { WideTable } from '../ui/rows/wide-table.js';
import { ReadFailed } from '../ui/screen/page-states.js';
import { Empty, Loading } from '../ui/screen/reading.js';
import { usePageTitle } from '../ui/screen/screen.js';
import { useText } from './words.js';

type Model = AnalysisModels['models'][number];
type Compared = Model['bands'][number] | Model['calibration'][number];

/**
 * The models that advised: which is in use, how often each is wrong, whether its probabilities came
 * true and its figures moved; and what is drawn by chance for officers to judge.
 */
export function ModelsPage() {
  const { t } = useText();
  const now = useStore(session);
  const person = now.state === 'signed-in' || now.state === 'expired' ? now.person : undefined;
  usePageTitle(t('models.title'));
  const { data, error, refetch } = useQuery({
    queryKey: ['models'],
    queryFn: () => dataOf(api.GET('/v1/analysis/models')),
    // It tells of all cases: read when somebody opens the page, not at each news.
    refetchOnMount: 'always',
    meta: { isOfAllCases: true },
  });
  return (
    <main id="content" className="figures-page">
      <header>
        <h1>{t('models.title')}</h1>
        <p className="label">{t('models.lead')}</p>
      </header>
      {data !== undefined && (
        <>
          <p className="line wrapping">
            {data.isOn ? (
              <Chip tone="plain" icon={<IconCheck aria-hidden />}>
                {t('models.on')}
              </Chip>
            ) : (
              <Chip tone="warn" icon={<IconPlayerPause aria-hidden />}>
                {t('models.off')}
              </Chip>
            )}
            <span className="label">{t('models.switch')}</span>
          </p>
          <Versions models={data.models} />
          {data.models
            .filter(({ bands, featureDrift }) => bands.length > 0 || featureDrift.length > 0)
            .map((model) => (
              <Outcomes key={model.modelVersion} model={model} />
            ))}
        </>
      )}
      {data === undefined && error === null && <Loading rows={8} />}
      {data === undefined && error !== null && <ReadFailed error={error} onRetry={() => void refetch()} />}
      {readsAdvice(person) && <ReviewSlots />}
    </main>
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

function Versions({ models }: { models: readonly Model[] }) {
  const { t, language } = useText();
  const { t: a } = useAdviceText();
  if (models.length === 0) return <Empty title={t('models.none')} detail={t('models.noneDetail')} />;
  const ofRings = ({ leads, disputed, apart }: NonNullable<Model['ringOpinions']>) =>
    t('models.ofRings', { leads, all: leads + disputed + apart });
  return (
    <section>
      <h2>{t('models.versions')}</h2>
      <WideTable
        label={t('models.versions')}
        columns={[
          { head: t('models.column.version') },
          { head: t('models.column.kinds') },
          { head: t('models.column.use') },
          { head: t('models.column.given'), isAmount: true },
          { head: t('models.column.judged'), isAmount: true },
          { head: t('models.column.errors') },
          { head: t('models.column.drift') },
          { head: t('models.column.last') },
        ]}
      >
        <tbody>
          {models.map(
            ({ modelVersion, kinds, shadow, given, agreed, wrong, errorRate, ringOpinions, drift, lastAt }) => (
              <tr key={modelVersion}>
                <td className="whole">
                  <code>{modelVersion}</code>
                </td>
                <td>{kinds.map((kind) => a(`advice.kind.${kind as 'hop_risk'}`)).join(', ')}</td>
                <td>{t(shadow ? 'models.challenger' : 'models.champion')}</td>
                <td className="amount">{formatCount(given)}</td>
                <td className="amount">{formatCount(agreed + wrong)}</td>
                <td className="whole">
                  {ringOpinions !== null && ofRings(ringOpinions)}
                  {errorRate === null
                    ? ringOpinions === null && a('advice.unjudged')
                    : `${percent(errorRate)} (${t('models.of', { wrong, all: agreed + wrong })})`}
                </td>
                <td className="whole">
                  {drift === null ? '–' : `${drift.index.toFixed(2)} · ${t(`models.calls.${drift.calls}`)}`}
                </td>
                <td className="whole">{formatInstant(lastAt, language)}</td>
              </tr>
            ),
          )}
        </tbody>
      </WideTable>
    </section>
  );
}

/** What came of the accounts beside what one version expected, and how far its figures moved. */
function Outcomes({ model: { modelVersion, bands, calibration, calibrationOfSlots, featureDrift } }: { model: Model }) {
  const { t } = useText();
  const { t: a } = useAdviceText();
  const title = t('models.outcomes', { version: modelVersion });
  const tenth = ({ from, to }: Model['calibration'][number]) => `${percent(from)}–${percent(to)}`;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <p className="label">{t('models.outcomesLead')}</p>
      {bands.length === 0 ? (
        <p className="label">{t('models.noOutcomes')}</p>
      ) : (
        <ComparedTable
          label={title}
          head={t('models.column.band')}
          rows={bands.map((each) => ({ name: a(`advice.band.${each.band}`), each }))}
        />
      )}
      {calibration.length > 0 && (
        <Folded summary={t('models.tenths')}>
          {() => (
            <ComparedTable
              label={t('models.tenths')}
              head={t('models.column.tenth')}
              rows={calibration.map((each) => ({ name: tenth(each), each }))}
            />
          )}
        </Folded>
      )}
      {calibrationOfSlots.length > 0 && (
        <Folded summary={t('models.slots')}>
          {() => (
            <ComparedTable
              label={t('models.slots')}
              head={t('models.column.tenth')}
              rows={calibrationOfSlots.map((each) => ({ name: tenth(each), each }))}
            />
          )}
        </Folded>
      )}
      {featureDrift.length > 0 && (
        <Folded summary={t('models.figures')}>{() => <FigureDrift figures={featureDrift} />}</Folded>
      )}
    </section>
  );
}

interface ComparedTableProps {
  label: string;
  head: string;
  rows: readonly { readonly name: string; readonly each: Compared }[];
}

function ComparedTable({ label, head, rows }: ComparedTableProps) {
  const { t } = useText();
  return (
    <WideTable
      label={label}
      columns={[
        { head },
        { head: t('models.column.count'), isAmount: true },
        { head: t('models.column.ofRecord'), isAmount: true },
        { head: t('models.column.expected'), isAmount: true },
        { head: t('models.column.actual'), isAmount: true },
        { head: t('models.column.fits') },
      ]}
    >
      <tbody>
        {rows.map(({ name, each: { count, ofRecord, expected, actual, interval, isOff } }) => (
          <tr key={name}>
            <td>{name}</td>
            <td className="amount">{formatCount(count)}</td>
            <td className="amount">{ofRecord === null ? '–' : formatCount(ofRecord)}</td>
            <td className="amount">{expected === null ? '–' : percent(expected)}</td>
            <td className="amount">
              {actual === null || interval === null
                ? t('models.few')
                : `${percent(actual)} (${percent(interval.from)}–${percent(interval.to)})`}
            </td>
            <td>
              {actual === null ? (
                '–'
              ) : isOff ? (
                <Chip tone="warn" icon={<IconAlertTriangle aria-hidden />}>
                  {t('models.isOff')}
                </Chip>
              ) : (
                t('models.fits')
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

/** How far each figure of a model moved from its training, the furthest first. */
function FigureDrift({ figures }: { figures: Model['featureDrift'] }) {
  const { t } = useText();
  const { shown, more } = useFirstRows(figures);
  return (
    <>
      <WideTable
        label={t('models.figures')}
        columns={[
          { head: t('models.column.figure') },
          { head: t('models.column.index'), isAmount: true },
          { head: t('models.column.calls') },
        ]}
      >
        <tbody>
          {shown.map(({ feature, index, calls }) => (
            <tr key={feature}>
              <td>
                <code>{feature}</code>
              </td>
              <td className="amount">{index.toFixed(2)}</td>
              <td>{t(`models.callsOfFigure.${calls}`)}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      <MoreRows {...more} />
    </>
  );
}

/** What is drawn by chance and waits for an officer, each with the way to its case. */
function ReviewSlots() {
  const { t, language } = useText();
  const { t: a } = useAdviceText();
  const shortName = useShortName(useInstitutions());
  const { data, error, refetch } = useQuery({
    queryKey: ['list', 'review-slots'],
    queryFn: () => dataOf(api.GET('/v1/analysis/review-slots')),
    select: ({ slots }) => slots,
  });
  const { shown, more } = useFirstRows(data ?? []);
  return (
    <section>
      <h2>{t('models.review')}</h2>
      <p className="label">{t('models.reviewLead')}</p>
      {data === undefined && error === null && <Loading rows={4} />}
      {data === undefined && error !== null && <ReadFailed error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <Empty title={t('models.noReview')} detail={t('models.noReviewDetail')} />}
      {shown.length > 0 && (
        <WideTable
          label={t('models.review')}
          columns={[
            { head: t('models.column.caseNo') },
            { head: t('models.column.account') },
            { head: t('models.column.model') },
            { head: t('models.column.at') },
          ]}
        >
          <tbody>
            {shown.map(({ adviceId, caseId, caseNo, account, modelVersion, madeAt }) => (
              <tr key={adviceId}>
                <td className="whole">
                  <Link to="/cases/$caseId" params={{ caseId }}>
                    {caseNo}
                  </Link>
                </td>
                <td>
                  {account === null ? (
                    a('advice.thisCase')
                  ) : (
                    <Account name={shortName(account.institution)} accountMasked={account.accountMasked} />
                  )}
                </td>
                <td className="whole">
                  <code>{modelVersion}</code>
                </td>
                <td className="whole">{formatInstant(madeAt, language)}</td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
      <MoreRows {...more} />
    </section>
  );
}
