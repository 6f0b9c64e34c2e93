import { useEffect, useRef } from 'react';
import { Link } from '@tanstack/react-router';
import { connection } from '../api/live.js';
import { useStore } from '../api/store.js';
import { CallRecordButton } from '../complaints/call-record.js';
import { GiveVictimSecret } from '../complaints/victim-secret.js';
import { formatInstant } from '../format/time.js';
import { CaseFiles } from '../ui/files/case-files.js';
import type { Sent } from './send-complaint.js';
import { useText } from './words.js';

/** What became of the files of the draft: how many the case has, or why it has them not yet, in words. */
export type FilesGiven = { readonly given: number } | { readonly failed: string };

interface ReceivedProps {
  sent: Extract<Sent, { state: 'received' }>;
  files: FilesGiven;
  onFilesAgain: () => void;
  onNext: () => void;
}

type NotOrdered = Parameters<ReturnType<typeof useText>['t']>[0];

/** The end of a call: the number to read out, what was ordered at once, and what to tell the victim. */
export function Received({ sent: { accepted, isEarlier }, files, onFilesAgain, onNext }: ReceivedProps) {
  const { t, language } = useText();
  const blocked = useStore(connection).state === 'lost' ? t('act.disconnected') : undefined;
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => next.current?.focus(), []);
  const { caseNo, receivedAt, readOut, holdsOrdered, notOrderedBecause, heldByOrders } = accepted;
  return (
    <main id="content" className="intake-received" aria-live="polite">
      <p className="label">
        {t('intake.received.title')} · {t('intake.received.at', { at: formatInstant(receivedAt, language) })}
      </p>
      <h1 className="figure">{caseNo}</h1>
      {isEarlier && (
        <p className="strip" data-tone="warn">
          {t('intake.received.earlier')}
        </p>
      )}
      <section>
        <h2>{t('intake.received.readOut')}</h2>
        <p className="say">{readOut}</p>
      </section>
      <section>
        <h2>
          {holdsOrdered > 0 ? t('intake.received.ordered', { count: holdsOrdered }) : t('intake.received.notOrdered')}
        </h2>
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
            {t('state.retry')}
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
