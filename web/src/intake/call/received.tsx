import { useEffect, useRef, useState } from 'react';
import { Link } from '@tanstack/react-router';
import { connection } from '../../api/live.js';
import type { ComplaintStatus } from '../../api/schema.js';
import { useStore } from '../../api/store.js';
import { useComplaint } from '../../complaints/complaints-data.js';
import { CallRecordButton } from '../../complaints/call-record.js';
import { GiveVictimSecret } from '../../complaints/victim-secret.js';
import { formatBaht } from '../../format/money.js';
import { formatInstant } from '../../format/time.js';
import { CaseFiles } from '../../ui/files/case-files.js';
import type { Sent } from '../form/send-complaint.js';
import { useText } from './words.js';

/** What became of the files of the draft: how many the case has, or why it has them not yet, in words. */
export type FilesGiven = { readonly given: number } | { readonly failed: string };

interface ReceivedProps {
  sent: Extract<Sent, { state: 'received' }>;
  /** The language in which the caller is spoken to. */
  spoken: 'th' | 'en';
  files: FilesGiven;
  onFilesAgain: () => void;
  onNext: () => void;
}

type NotOrdered = Parameters<ReturnType<typeof useText>['t']>[0];

/** What is true of transfers as long as no bank has said anything. */
const BEFORE_ANSWERS: ComplaintStatus['transfers'][number]['standing'][] = ['ordered', 'bank_asked', 'examined'];

/**
 * The end of a call: the number to read out, what was ordered at once, and what to tell the victim.
 * While the caller is on the line it follows the case: what is read out is written anew when a bank
 * has answered, transfer by transfer, and what was said at the receipt is shown as what it was.
 */
export function Received({ sent: { accepted, isEarlier }, spoken, files, onFilesAgain, onNext }: ReceivedProps) {
  const { t, language } = useText();
  const blocked = useStore(connection).state === 'lost' ? t('act.disconnected') : undefined;
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => next.current?.focus(), []);
  const { caseNo, receivedAt, readOut, holdsOrdered, notOrderedBecause, heldByOrders } = accepted;
  const now = useComplaint(accepted.id, true).data;
  const changed = useChanged(now);
  return (
    <main id="content" className="intake-received">
      <p className="label">
        {t('intake.received.title')} · {t('intake.received.at', { at: formatInstant(receivedAt, language) })}
      </p>
      <h1 className="figure">{caseNo}</h1>
      {isEarlier && (
        <p className="strip" data-tone="warn">
          {t('intake.received.earlier')}
        </p>
      )}
      <section aria-label={t('intake.received.readOut')} role="status">
        <h2>{t('intake.received.readOut')}</h2>
        {changed === undefined ? (
          <p className="say">{readOut}</p>
        ) : (
          changed.readOut[spoken].split('\n').map((line, place) => (
            <p key={place} className="say">
              {line}
            </p>
          ))
        )}
      </section>
      {now !== undefined && <Relief now={now} />}
      <section>
        <h2>
          {holdsOrdered > 0 ? t('intake.received.ordered', { count: holdsOrdered }) : t('intake.received.notOrdered')}
        </h2>
        {changed !== undefined && <p className="label">{t('intake.received.then')}</p>}
        {notOrderedBecause.map((code) => (
          <p key={code}>{t(`intake.notOrdered.${code.replace('SECTION7.', '')}` as NotOrdered)}</p>
        ))}
        {heldByOrders.length > 0 && <p>{t('intake.received.held', { references: heldByOrders.join(', ') })}</p>}
      </section>
      <CallRecordButton complaintId={accepted.id} blocked={blocked} />
      <GiveVictimSecret complaintId={accepted.id} blocked={blocked} />
      {'failed' in files && (
        <p className="strip" data-tone="failed" role="alert">
          {t('intake.files.notGiven', { why: files.failed })}{' '}
          <button type="button" className="button small" onClick={onFilesAgain}>
            {t('reading.retry')}
          </button>
        </p>
      )}
      <CaseFiles caseId={accepted.id} mayAdd blocked={blocked} />
      <p className="line">
        <button ref={next} type="button" className="button primary" onClick={onNext}>
          {t('intake.received.next')}
        </button>
        <Link className="button" to="/complaints" search={{ chosen: accepted.id }}>
          {t('intake.received.open')}
        </Link>
      </p>
    </main>
  );
}

/**
 * Returns the case once it is another than at its receipt; undefined: what was said then, which also
 * says why nothing is ordered, is still true.
 */
function useChanged(now: ComplaintStatus | undefined): ComplaintStatus | undefined {
  const [first, setFirst] = useState<string>();
  const text = now?.readOut.th;
  if (first === undefined && text !== undefined) setFirst(text);
  if (now === undefined) return undefined;
  const isAnswered = now.transfers.some(({ standing }) => !BEFORE_ANSWERS.includes(standing));
  return isAnswered || (first !== undefined && first !== text) ? now : undefined;
}

/** How much is held now, and how each transfer stands, for the operator. */
function Relief({ now }: { now: ComplaintStatus }) {
  const { t } = useText();
  const baht = (satang: string) => formatBaht(satang, 'exact');
  const open = now.incompleteTransfers.filter(({ state }) => state === 'open');
  return (
    <section aria-label={t('intake.received.now')}>
      <h2>
        {now.heldSatang === null
          ? t('intake.received.heldUntold', { stolen: baht(now.stolenSatang) })
          : t(open.length > 0 ? 'intake.received.heldOfKnown' : 'intake.received.heldNow', {
              held: baht(now.heldSatang),
              stolen: baht(now.stolenSatang),
            })}
      </h2>
      <ol className="intake-others">
        {now.transfers.map(({ id, reference, amountSatang, heldSatang, standing }) => (
          <li key={id} className="line" data-standing={standing}>
            <span className="amount">{baht(amountSatang)}</span>
            <span className="grow">
              {standing === 'partly_held' && heldSatang !== null
                ? t('intake.received.standing.partly_held', { held: baht(heldSatang) })
                : t(`intake.received.standing.${standing}`, { held: '' })}
            </span>
            <span className="label cut">{reference}</span>
          </li>
        ))}
        {open.map(({ id, amountSatang, aboutAmountSatang, search }) => (
          <li key={id} className="line" data-standing="incomplete">
            <span className="amount">
              {amountSatang !== null
                ? baht(amountSatang)
                : aboutAmountSatang === null
                  ? t('intake.unknown')
                  : t('intake.aboutBaht', { amount: baht(aboutAmountSatang) })}
            </span>
            <span className="grow">
              {t(search?.state === 'asked' ? 'intake.received.standing.sought' : 'intake.received.standing.incomplete')}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
