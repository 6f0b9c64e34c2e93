import { useState } from 'react';
import type { ComplaintStatus } from '../api/schema.js';
import { type Call, mayCall, type Person } from '../api/next-session.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { Facts } from '../ui/desk/desk.js';
import { ReadFailed } from '../ui/screen/page-states.js';
import { Loading } from '../ui/screen/reading.js';
import { CallRecordButton } from './call-record.js';
import { LaterActDialog, type LaterAct } from './later-act.js';
import { useComplaint } from './complaints-data.js';
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
  const open = data.incompleteTransfers.filter(({ state }) => state === 'open');
  const hasUse: Partial<Record<LaterAct, boolean>> = {
    toldAgain: data.askAgain.length > 0,
    setAside: open.length > 0,
    adopt: open.some(({ search }) => search?.state === 'disputed'),
  };
  const acts = ACTS.filter((each) => mayCall(person, CALLS[each]) && (hasUse[each] ?? true));
  const isOver = data.withdrawn || data.status === 'closed';
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
      {acts.length > 0 && (
        <section aria-label={t('complaints.acts')}>
          {why !== undefined && <p className="label">{why}</p>}
          <div className="detail-acts">
            {acts.map((each) => (
              <ActButton
                key={each}

                className="button"
                why={why}
                onClick={() => setAct(each)}
              >
                {t(`complaints.act.${each}`)}…
              </ActButton>
            ))}
          </div>
        </section>
      )}
      <CallRecordButton complaintId={id} blocked={blocked} />
      {mayCall(person, 'POST /v1/complaints/{id}/secrets') && <GiveVictimSecret complaintId={id} blocked={blocked} />}
      {act !== undefined && (
        <LaterActDialog
          act={act}
          complaint={data}
          blocked={blocked}
          onDone={(said) => {
            setDone(said);
            void complaint.refetch();
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
