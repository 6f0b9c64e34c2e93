import { useState } from 'react';
import type { ComplaintStatus, ReportActs } from '../api/schema.js';
import { type Call, mayCall, type Person } from '../api/next-session.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { Facts } from '../ui/desk/desk.js';
import type { WhyNotAct } from '../orders/acts.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { ReadFailed } from '../ui/screen/page-states.js';
import { Loading } from '../ui/screen/reading.js';
import { CallRecordButton } from './call-record.js';
import { LaterActDialog, type LaterAct } from './later-act.js';
import { useComplaint, useReportActs } from './complaints-data.js';
import { useIncompleteWords } from './incomplete-words.js';
import { GiveVictimSecret } from './victim-secret.js';
import { useText } from './words.js';
import { ActButton } from '../ui/screen/act-button.js';

/** The later acts on a complaint, each with its route. */
const CALLS = {
  toldAgain: 'POST /v1/complaints/{id}/told-again',
  supplement: 'POST /v1/complaints/{id}/supplements',
  transfer: 'POST /v1/complaints/{id}/transfers',
  correction: 'POST /v1/complaints/{id}/corrections',
  setAside: 'POST /v1/complaints/{id}/incomplete-transfers/{transferId}/end',
  adopt: 'POST /v1/complaints/{id}/incomplete-transfers/{transferId}/adopt',
  withdrawal: 'POST /v1/complaints/{id}/withdrawal',
  authority: 'POST /v1/complaints/{id}/authority',
  papers: 'POST /v1/cases/{id}/holder-papers',
  statement: 'POST /v1/complaints/{id}/statements',
} as const satisfies Record<LaterAct, Call>;
const ACTS = Object.keys(CALLS) as LaterAct[];
/** Refusals of a report on which nothing is done any more. */
const IS_OVER: readonly string[] = ['CASE.CLOSED', 'COMPLAINT.ALREADY_WITHDRAWN'];
/** Refusals of an act that has nothing to act on. */
const NO_USE: readonly string[] = ['COMPLAINT.KNOWN_ALREADY', 'COMPLAINT.ABSENT', 'INCOMPLETE_TRANSFER.NOTHING_FOUND'];

/** What the server says of each later act: why it refuses it, null where it takes it. */
function offeredActs(acts: ReportActs): Record<LaterAct, WhyNotAct | null | 'no use'> {
  const { incompleteTransfers, statement, correction } = acts;
  /** The first that is taken, else the first; nothing to act on is no use. */
  const ofAny = (refusals: readonly (WhyNotAct | null)[]) => {
    const first = refusals.includes(null) ? null : refusals[0];
    return first === undefined || (first !== null && NO_USE.includes(first.code)) ? 'no use' : first;
  };
  return {
    toldAgain: ofAny([acts.toldAgain.whyNot]),
    supplement: acts.supplement,
    transfer: acts.transfers,
    correction: correction.whyNot,
    setAside: ofAny(incompleteTransfers.map(({ whyNotSetAside }) => whyNotSetAside)),
    adopt: ofAny(incompleteTransfers.map(({ whyNotAdopt }) => whyNotAdopt)),
    withdrawal: acts.withdrawal.whyNot,
    authority: acts.authority.whyNot,
    // Said account by account in the dialog.
    papers: null,
    statement: statement.whyNot === null ? null : statement.whyNotIfItWaits,
  };
}

const DEBITS = ['asked', 'confirmed', 'denied', 'disputed'] as const;

interface ComplaintDetailProps {
  id: string;
  person: Person | undefined;
  blocked: string | undefined;
}

/** A report that was received: how it stands, what to tell the victim, and what may still be done. */
export function ComplaintDetail({ id, person, blocked }: ComplaintDetailProps) {
  const { t } = useText();
  const complaint = useComplaint(id);
  const acts = useReportActs(id);
  const problems = useProblemWords();
  const [act, setAct] = useState<LaterAct>();
  const [done, setDone] = useState<string>();
  if (complaint.data === undefined) {
    return complaint.error === null ? (
      <Loading rows={6} />
    ) : (
      <ReadFailed error={complaint.error} onRetry={() => void complaint.refetch()} />
    );
  }
  const { data } = complaint;
  const offered = acts.data === undefined ? undefined : offeredActs(acts.data);
  const shown = ACTS.filter((each) => mayCall(person, CALLS[each]) && offered?.[each] !== 'no use');
  const whyOf = (each: LaterAct): string | undefined => {
    if (blocked !== undefined) return blocked;
    if (offered === undefined) return t('complaints.notRead');
    const whyNot = offered[each];
    if (whyNot === null || whyNot === 'no use') return undefined;
    return IS_OVER.includes(whyNot.code) ? t('complaints.closed') : problems.ofCode(whyNot.code);
  };
  const isOver = shown.length > 0 && shown.every((each) => whyOf(each) === t('complaints.closed'));
  const why = blocked ?? (isOver ? t('complaints.closed') : undefined);
  return (
    <>
      <h2>{data.caseNo}</h2>
      <Standing complaint={data} />
      {done !== undefined && (
        <p className="said" role="status">
          {done}
        </p>
      )}
      {shown.length > 0 && (
        <section aria-label={t('complaints.acts')}>
          {why !== undefined && <p className="label">{why}</p>}
          <div className="detail-acts">
            {shown.map((each) => (
              <ActButton key={each} className="button" why={whyOf(each)} onClick={() => setAct(each)}>
                {t(`complaints.act.${each}`)}…
              </ActButton>
            ))}
          </div>
        </section>
      )}
      <CallRecordButton complaintId={id} blocked={blocked} />
      {mayCall(person, 'POST /v1/complaints/{id}/secrets') && <GiveVictimSecret complaintId={id} blocked={blocked} />}
      {act !== undefined && acts.data !== undefined && (
        <LaterActDialog
          act={act}
          complaint={data}
          acts={acts.data}
          blocked={blocked}
          onDone={(said) => {
            setDone(said);
            void complaint.refetch();
            void acts.refetch();
          }}
          onClose={() => setAct(undefined)}
        />
      )}
    </>
  );
}

function Standing({ complaint }: { complaint: ComplaintStatus }) {
  const { t, language } = useText();
  const { status, withdrawn, receivedAt, stolenSatang, heldSatang, transfers, incompleteTransfers, nextSteps, toTell } =
    complaint;
  const { askAgain } = complaint;
  const words = useIncompleteWords();
  const baht = (satang: string) => t('complaints.baht', { amount: formatBaht(satang, 'exact') });
  const debitOf = (debit: string) => DEBITS.find((each) => each === debit) ?? 'unknown';
  const tell = [...(toTell === null ? [] : [toTell.text[language]])];
  return (
    <>
      <Facts
        facts={[
          [t('complaints.column.status'), withdrawn ? t('complaints.withdrawn') : t(`status.${status}`)],
          [t('complaints.column.at'), formatInstant(receivedAt, language)],
          [t('complaints.stolen'), baht(stolenSatang)],
          [t('complaints.held'), heldSatang === null ? t('complaints.heldHidden') : baht(heldSatang)],
        ]}
      />
      {askAgain.length > 0 && (
        <>
          <h3>{t('complaints.toldAgain.asked')}</h3>
          <Facts
            facts={askAgain.map(({ what, toldMasked }) => [
              t(`complaints.asked.${what}`),
              toldMasked === null
                ? t('complaints.toldAgain.unknown')
                : t('complaints.toldAgain.before', { said: toldMasked }),
            ])}
          />
        </>
      )}
      <h3>{t('complaints.transfers')}</h3>
      <Facts
        facts={transfers.map(({ reference, amountSatang, debit }) => [
          t('complaints.reference', { reference }),
          `${baht(amountSatang)} · ${t(`complaints.debit.${debitOf(debit)}`)}`,
        ])}
      />
      {incompleteTransfers.length > 0 && (
        <>
          <h3>{t('complaints.incomplete.title')}</h3>
          <Facts
            facts={incompleteTransfers.map((told) => [
              words.name(told),
              `${words.told(told)} · ${words.standing(told)}`,
            ])}
          />
        </>
      )}
      {tell.length + nextSteps.length > 0 && <h3>{t('complaints.next')}</h3>}
      {tell.map((text) => (
        <p key={text} className="say">
          {text}
        </p>
      ))}
      {nextSteps.map(({ th, en, until }) => (
        <p key={en} className="say">
          {language === 'th' ? th : en}
          {until !== null && ` (${t('complaints.until', { at: formatInstant(until, language) })})`}
        </p>
      ))}
    </>
  );
}
