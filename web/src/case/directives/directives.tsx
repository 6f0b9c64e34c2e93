import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import { IconCheck, IconHourglass, IconX } from '@tabler/icons-react';
import type { DirectivesView } from '../../api/schema.js';
import { mayCall, type Person } from '../../api/next-session.js';
import { rulesOf } from '../../format/rules.js';
import { formatInstant } from '../../format/time.js';
import { Chip } from '../../ui/marks/chip.js';
import { usePersonName } from '../../ui/marks/persons.js';
import { Folded } from '../../ui/rows/folded.js';
import { MoreRows, useFirstRows } from '../../ui/rows/first-rows.js';
import { WideTable } from '../../ui/rows/wide-table.js';
import { useWhyNot } from '../../orders/why-not.js';
import { useActs, useFindings } from '../case-data.js';
import { useText } from '../words.js';
import { DirectiveDialog, type Asked } from './directive-dialog.js';
import { ActButton } from '../../ui/screen/act-button.js';

type Directive = DirectivesView['directives'][number];

const LOOK = {
  requested: { tone: 'warn', icon: <IconHourglass aria-hidden /> },
  approved: { tone: 'held', icon: <IconCheck aria-hidden /> },
  refused: { tone: 'plain', icon: <IconX aria-hidden /> },
} as const;

/** The finding in which the reason of a refusal stands in words. */
const FINDING_OF = { telecom: 'NBTC-5', telecom_lift: 'P-UNCUT', list: 'LIST-42', delist: 'LIST-42' } as const;

interface DirectivesProps {
  caseId: string;
  caseNo: string;
  directives: readonly Directive[];
  person: Person;
  fullName: (slug: string) => string;
  /** Why nothing can be done now; undefined: it can. */
  blocked: string | undefined;
  /** Why nothing new can be asked for, such as the claim of another person; a delisting or a lifting never waits. */
  requestBlocked: string | undefined;
}

/**
 * What the centre sends about numbers, persons and wallets of a case, beside any hold: asked for by
 * an officer, decided by a supervisor, answered by each party.
 */
export function Directives(props: DirectivesProps) {
  const { caseId, caseNo, directives, person, blocked, requestBlocked } = props;
  const { t, language } = useText();
  const [asked, setAsked] = useState<Asked>();
  const { shown, more } = useFirstRows(directives);
  const findings = useFindings(caseId, { rules: [...new Set(Object.values(FINDING_OF))] }).data;
  const offered = useActs(caseId).data?.directives;
  const wordsOf = useWhyNot();
  // What another role asks for is not drawn.
  const mayAsk = mayCall(person, 'POST /v1/cases/{id}/directives');
  const findingOf = (ruleId: string) => findings?.findings.find((finding) => finding.ruleId === ruleId);
  const reasonOf = (ruleId: string) =>
    findingOf(ruleId)
      ?.reasons.map((reason) => reason[language])
      .join(' · ');
  const isToLift = findingOf('P-UNCUT')?.outcome === 'met';
  const kinds = ['telecom', 'list', 'telecom_lift', 'delist'] as const;
  const whyNotOf = (kind: (typeof kinds)[number]): string | undefined => {
    if (offered === undefined) return t('directives.notRead');
    const why = offered[kind];
    if (blocked !== undefined || why === null) return blocked;
    if (why.code === 'CASE.CLAIMED_BY_ANOTHER') return requestBlocked;
    // What the evidence says of it stands in the finding.
    return (why.code.startsWith('DIRECTIVE.') ? reasonOf(FINDING_OF[kind]) : undefined) ?? wordsOf(why, []);
  };
  const whyNot = Object.fromEntries(kinds.map((kind) => [kind, whyNotOf(kind)])) as Readonly<
    Record<(typeof kinds)[number], string | undefined>
  >;
  return (
    <section className="section" aria-label={t('directives.title')}>
      <h3>{t('directives.title')}</h3>
      <p className="label">{t('directives.about')}</p>
      {shown.length === 0 && <p>{t('directives.none')}</p>}
      <ul>
        {shown.map((directive) => (
          <li key={directive.id} className="directive">
            <OneDirective {...props} directive={directive} />
            {mayAsk && directive.cutOff !== null && directive.cutOff > 0 && (
              <p className="line">
                <ActButton
                  className="button small"
                  why={whyNot.telecom_lift}
                  onClick={() => setAsked({ kind: 'telecom_lift', cutOff: directive })}
                >
                  {t('directives.ask.telecom_lift')}…
                </ActButton>
                <span className="label">{whyNot.telecom_lift ?? (isToLift ? reasonOf('P-UNCUT') : undefined)}</span>
              </p>
            )}
            {mayAsk && directive.inForce && (
              <p className="line">
                <ActButton
                  className="button small"
                  why={whyNot.delist}
                  onClick={() => setAsked({ kind: 'delist', listing: directive })}
                >
                  {t('directives.ask.delist')}…
                </ActButton>
                <span className="label">{whyNot.delist}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
      <MoreRows {...more} />
      {!mayAsk && <p className="label">{t('directives.role')}</p>}
      {(mayAsk ? (['telecom', 'list'] as const) : []).map((kind) => (
        <p key={kind} className="line">
          <ActButton className="button small" why={whyNot[kind]} onClick={() => setAsked({ kind })}>
            {t(`directives.ask.${kind}`)}…
          </ActButton>
          <span className="label">{whyNot[kind]}</span>
        </p>
      ))}
      {asked !== undefined && (
        <DirectiveDialog
          caseId={caseId}
          caseNo={caseNo}
          asked={asked}
          blocked={asked.kind === 'delist' || asked.kind === 'telecom_lift' ? blocked : requestBlocked}
          onClose={() => setAsked(undefined)}
        />
      )}
    </section>
  );
}

function OneDirective({ directive, person, fullName }: DirectivesProps & { directive: Directive }) {
  const { t, language } = useText();
  const personName = usePersonName();
  const { id, kind, state, subjectKind, subjects, ground, reason, ruleRowId, delistedAt, notices, keptBy } = directive;
  const at = (instant: string) => formatInstant(instant, language);
  return (
    <>
      <div className="line">
        <strong>{t(`directives.kind.${kind}`)}</strong>
        <span>
          {t(`directives.subject.${subjectKind}`)} <bdi className="whole">{subjects.map(dots).join(', ')}</bdi>
        </span>
        <span className="grow" />
        <Chip {...LOOK[state]}>{t(`directives.state.${state}`)}</Chip>
      </div>
      <p className="label">
        {t('decide.maker', { person: personName(directive.requestedBy) })} {at(directive.requestedAt)} ·{' '}
        {rulesOf([ruleRowId])}
      </p>
      <p className="said">{reason}</p>
      {ground !== null && (
        <p className="label">
          {t('directives.ground')} <bdi>{ground}</bdi>
        </p>
      )}
      {state === 'requested' && mayCall(person, 'POST /v1/directives/{id}/decisions') && (
        <p>
          <Link to="/supervisor" search={{ tab: 'directives', chosen: id }}>
            {t('directives.decideAt')}
          </Link>
        </p>
      )}
      {directive.decidedBy !== null && directive.decidedAt !== null && (
        <p className="label">
          {t('directives.decided', { person: personName(directive.decidedBy), at: at(directive.decidedAt) })} ·{' '}
          <bdi>{directive.decisionReason}</bdi>
        </p>
      )}
      {delistedAt !== null && <p className="label">{t('directives.delisted', { at: at(delistedAt) })}</p>}
      {keptBy.map(({ number, caseNo }) => (
        <p key={number} className="label">
          {t('directives.kept', { number: dots(number), caseNo })}
        </p>
      ))}
      {notices.length === 1 &&
        notices.map((notice) => <p key={notice.id}>{`${fullName(notice.party)} · ${saidBy(notice)}`}</p>)}
      {notices.length > 1 && (
        <Folded
          summary={t('directives.answers', {
            answered: notices.filter(({ acknowledgedAt }) => acknowledgedAt !== null).length,
            count: notices.length,
          })}
        >
          {() => (
            <WideTable
              label={t('directives.title')}
              columns={[{ head: t('directives.party') }, { head: t('directives.answer') }]}
            >
              <tbody>
                {notices.map((notice) => (
                  <tr key={notice.id}>
                    <td>{fullName(notice.party)}</td>
                    <td>{saidBy(notice)}</td>
                  </tr>
                ))}
              </tbody>
            </WideTable>
          )}
        </Folded>
      )}
    </>
  );

  function saidBy({ firstSentAt, attempts, acknowledgedAt, result }: Directive['notices'][number]): string {
    if (acknowledgedAt !== null) {
      const words = result === null ? [] : [t(`directives.result.${result}` as 'directives.result.CLOSED')];
      return [t('directives.acknowledged', { at: at(acknowledgedAt) }), ...words].join(' · ');
    }
    return firstSentAt === null
      ? t('directives.notSent')
      : t('directives.sent', { at: at(firstSentAt), count: attempts });
  }
}

/** Writes a masked subject as pages do. */
function dots(masked: string): string {
  return masked.replace(/^x+/, '••••');
}
