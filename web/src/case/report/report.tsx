import type { CaseActs, CaseView, PersonsView } from '../../api/schema.js';
import { formatInstant } from '../../format/time.js';
import { Account, lastFour } from '../../ui/marks/account.js';
import { PersonAndSubject, usePersonName } from '../../ui/marks/persons.js';
import { WideTable } from '../../ui/rows/wide-table.js';
import { MoreRows, useFirstRows } from '../../ui/rows/first-rows.js';
import { ReadFailed } from '../../ui/screen/page-states.js';
import { Empty, Loading } from '../../ui/screen/reading.js';
import { Revealable } from '../../ui/reveal/revealable.js';
import { useReveals } from '../case-data.js';
import { useText } from '../words.js';
import { TellAgainHere } from './tell-again-here.js';

type Statement = PersonsView['statements'][number];
type Field = PersonsView['fields'][number];

/** What hides a part of a masked value; handles and links are cut by `…` and may have such letters. */
const HIDDEN = /x{3,}/g;
const IS_CUT: readonly Field['kind'][] = ['url', 'line', 'facebook'];
/** What the victim told comes first: who reads a case begins with it. */
const ORDER: readonly Field['of'][] = [
  'narrative',
  'victim',
  'reporter',
  'receiver',
  'suspect',
  'contact',
  'debited',
  'incomplete',
  'corrected',
];

/** Who reported, where it is not the victim who holds the account. */
const WHO = { true: 'victim', false: 'other', null: 'unknown' } as const;

interface ReportProps {
  report: PersonsView;
  view: CaseView;
  acts: CaseActs | undefined;
  mayReveal: boolean;
  /** Whether the person may see who had what shown. */
  seesReveals: boolean;
  blocked: string | undefined;
  fullName: (slug: string) => string;
  shortName: (slug: string) => string;
}

/**
 * The report of a case as it was told, statement by statement. Values of persons are masked; each is
 * shown for a reason, on record.
 */
export function Report(props: ReportProps) {
  const { report, view, acts, seesReveals, blocked, shortName } = props;
  const { t } = useText();
  const statements = report.statements.toSorted((one, other) => one.at.localeCompare(other.at) || one.no - other.no);
  return (
    <>
      <div className="section">
        <p className="label">{t('report.masked')}</p>
        <TellAgainHere view={view} acts={acts} blocked={blocked} />
      </div>
      {statements.map((statement) => (
        <section key={statement.no} className="section">
          <Head statement={statement} />
          <Said {...props} fields={report.fields.filter(({ saidIn }) => saidIn === statement.no)} />
        </section>
      ))}
      {report.fields.length === 0 && <Empty title={t('report.none')} detail={t('report.noneDetail')} />}
      {seesReveals && <Reveals view={view} shortName={shortName} />}
    </>
  );
}

function Head({ statement }: { statement: Statement }) {
  const { t, language } = useText();
  const personName = usePersonName();
  const { kind, at, by, channel, victimReports, holderReports, policeCaseNo, station } = statement;
  const who = holderReports === true ? 'holder' : WHO[`${victimReports}`];
  const told = [
    t('report.taken', { at: formatInstant(at, language), by: personName(by) }),
    ...(channel === null ? [] : [t(`report.channel.${channel}` as 'report.channel.phone')]),
    ...(holderReports === null ? [] : [t(`report.who.${who}`)]),
    ...(policeCaseNo === null ? [] : [t('report.police', { number: policeCaseNo, station: station ?? '' })]),
  ];
  return (
    <>
      <h3>{t(`report.kinds.${kind}`)}</h3>
      <p className="label">{told.join(' · ')}</p>
    </>
  );
}

/** What one statement says of persons, what the reporter told first. */
function Said({ fields, view, mayReveal, blocked, fullName }: ReportProps & { fields: readonly Field[] }) {
  const { t } = useText();
  const { shown, more } = useFirstRows(
    fields.toSorted((one, other) => ORDER.indexOf(one.of) - ORDER.indexOf(other.of) || one.no - other.no),
  );
  if (fields.length === 0) return null;
  return (
    <>
      <WideTable
        label={t('case.tab.report')}
        columns={[
          { head: t('report.column.of') },
          { head: t('report.column.kind') },
          { head: t('report.column.value') },
        ]}
      >
        <tbody>
          {shown.map((field) => {
            const of = t(`report.of.${field.of}`, { no: field.no });
            const kind = t(`report.kind.${field.kind}`);
            const masked = maskedWords(field, fullName) ?? t('report.hidden');
            return (
              <tr key={field.field}>
                <td className="whole">{of}</td>
                <td className="whole">{kind}</td>
                <td>
                  <div className="reveal">
                    <Revealable
                      caseId={view.id}
                      of={{ field: field.field }}
                      name={`${of} · ${kind}`}
                      masked={masked}
                      mayReveal={mayReveal}
                      blocked={blocked}
                    >
                      {(value) =>
                        value === undefined ? (
                          <bdi className="grow">{masked}</bdi>
                        ) : (
                          <p className="said grow">
                            {field.kind === 'account' && `${bankOf(field, fullName)} `}
                            {value}
                          </p>
                        )
                      }
                    </Revealable>
                  </div>
                </td>
              </tr>
            );
          })}
        </tbody>
      </WideTable>
      <MoreRows {...more} />
    </>
  );
}

/** Writes a masked value as pages do; undefined where all of it is hidden. */
function maskedWords(field: Field, fullName: (slug: string) => string): string | undefined {
  const { kind, masked } = field;
  if (masked === 'xxx') return undefined;
  if (kind === 'account') return `${bankOf(field, fullName)} ••••••${lastFour(masked.replace(/^[^:]*:/, ''))}`;
  return IS_CUT.includes(kind) ? masked : masked.replaceAll(HIDDEN, '••••');
}

/** Returns the bank of an account, which is `institution:number`. */
function bankOf({ masked }: Field, fullName: (slug: string) => string): string {
  return fullName(masked.replace(/:.*$/, ''));
}

/** Who had which value shown, and why, the newest first. */
function Reveals({ view, shortName }: Pick<ReportProps, 'view' | 'shortName'>) {
  const { t, language } = useText();
  const reveals = useReveals(view.id);
  const { shown, more } = useFirstRows(reveals.data ?? []);
  const whatOf = ({ field, partId }: (typeof shown)[number]) => {
    const account = view.accounts.find((each) => each.partId === partId);
    if (account !== undefined)
      return <Account name={shortName(account.institution)} accountMasked={account.accountMasked} />;
    const [of, no, kind] = field?.split('.') ?? [];
    if (of === undefined) return t('report.trailAccount');
    return `${t(`report.of.${of}` as 'report.of.victim', { no })} · ${t(`report.kind.${kind}` as 'report.kind.name')}`;
  };
  return (
    <section className="section" aria-label={t('report.reveals')}>
      <h3>{t('report.reveals')}</h3>
      {reveals.data === undefined &&
        (reveals.error === null ? (
          <Loading rows={2} />
        ) : (
          <ReadFailed error={reveals.error} onRetry={() => void reveals.refetch()} />
        ))}
      {reveals.data?.length === 0 && <p className="label">{t('report.noReveals')}</p>}
      {shown.length > 0 && (
        <WideTable
          label={t('report.reveals')}
          columns={[
            { head: t('report.at') },
            { head: t('report.person') },
            { head: t('report.what') },
            { head: t('report.why') },
          ]}
        >
          <tbody>
            {shown.map((each) => (
              <tr key={each.id}>
                <td className="whole">{formatInstant(each.revealedAt, language)}</td>
                <td>
                  <PersonAndSubject of={each.person} /> · {t(`role.${each.role}` as 'role.aoc_officer')}
                </td>
                <td>{whatOf(each)}</td>
                <td className="said">{each.reason}</td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
      <MoreRows {...more} />
    </section>
  );
}
