import { useState } from 'react';
import { api, dataOf } from '../api/client.js';
import type { CallRecord } from '../api/schema.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { useInstitutions } from '../queue/queue-data.js';
import { Dialog } from '../ui/dialog/dialog.js';
import { saveFile } from '../ui/files/save-file.js';
import { usePartyName } from '../ui/marks/parties.js';
import { useText } from './words.js';

/** What the centre signed. The API hands it out as it stands (write-call-record.ts has its shape). */
interface SignedNotice {
  readonly caseNo: string;
  readonly channel: string;
  readonly noticeGivenAt: string;
  readonly recordedAt: string;
  readonly recipient: { readonly subject: string; readonly name: string };
  readonly reporter: { readonly name: string; readonly phone: string; readonly holdsVictimAccount: boolean };
  readonly victimAccount: AccountInFull;
  readonly transfers: readonly {
    readonly to: { readonly account: AccountInFull } | { readonly promptPay: { readonly value: string } };
    readonly amountSatang: string;
    readonly transferredAt: string;
    readonly reference: string;
  }[];
}

interface AccountInFull {
  readonly institution: string;
  readonly accountNo: string;
}

interface CallRecordButtonProps {
  complaintId: string;
  /** Why nothing can be done now; undefined: it can. */
  blocked: string | undefined;
}

/**
 * Opens the written record of the notice (section 8), which is to be copied to who gave it. It has
 * names and full accounts, so each reading is on record: it is read only when somebody asks.
 */
export function CallRecordButton({ complaintId, blocked }: CallRecordButtonProps) {
  const { t } = useText();
  const problems = useProblemWords();
  const [record, setRecord] = useState<CallRecord>();
  const [problem, setProblem] = useState<string>();
  const read = async () => {
    setProblem(undefined);
    try {
      setRecord(await dataOf(api.GET('/v1/complaints/{id}/record', { params: { path: { id: complaintId } } })));
    } catch (error) {
      setProblem(t('complaints.record.failed', { why: problems.of(error) }));
    }
  };
  return (
    <section aria-label={t('complaints.record.title')}>
      <p className="label">{t('complaints.record.why')}</p>
      <p className="line" role="status">
        <button type="button" className="button small" disabled={blocked !== undefined} onClick={() => void read()}>
          {t('complaints.record.open')}…
        </button>
        <span className="label">{problem ?? blocked ?? ''}</span>
      </p>
      {record !== undefined && <RecordDialog record={record} onClose={() => setRecord(undefined)} />}
    </section>
  );
}

/** The record in words, to read out and to save as a copy. */
function RecordDialog({ record, onClose }: { record: CallRecord; onClose: () => void }) {
  const { t } = useText();
  const notice = record.document as unknown as SignedNotice;
  const lines = useLines(notice, record);
  const save = () => {
    const text = [t('complaints.record.title'), ...lines.map(([name, value]) => `${name}: ${value}`)].join('\r\n');
    // A mark of the order of bytes, so that every reader of plain text shows Thai.
    saveFile(`record-${notice.caseNo}.txt`, new Blob([`\u{feff}${text}\r\n`], { type: 'text/plain' }));
  };
  return (
    <Dialog isOpen title={`${t('complaints.record.title')} ${notice.caseNo}`} onClose={onClose}>
      <dl className="facts">
        {lines.map(([name, value], place) => (
          <div key={place}>
            <dt>{name}</dt>
            <dd className="said">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="dialog-foot">
        <span className="label grow">{t('complaints.record.copy')}</span>
        <button type="button" className="button" onClick={onClose}>
          {t('keys.close')} <kbd>Esc</kbd>
        </button>
        <button type="button" className="button primary" onClick={save}>
          {t('complaints.record.save')}
        </button>
      </div>
    </Dialog>
  );
}

/** What the record says, line by line, with the signature that covers it. */
function useLines(notice: SignedNotice, record: CallRecord): (readonly [string, string])[] {
  const { t, language } = useText();
  const nameOf = usePartyName(useInstitutions());
  const { documentSha256, signature, keyId } = record;
  const { recipient, reporter, victimAccount, transfers } = notice;
  const channel = CHANNELS.find((each) => each === notice.channel);
  const receiverOf = (to: SignedNotice['transfers'][number]['to']) =>
    'account' in to ? `${nameOf(to.account.institution)} ${to.account.accountNo}` : to.promptPay.value;
  return [
    [t('complaints.record.number'), notice.caseNo],
    [t('complaints.record.given'), formatInstant(notice.noticeGivenAt, language)],
    [t('complaints.record.written'), formatInstant(notice.recordedAt, language)],
    ...(channel === undefined
      ? []
      : [[t('complaints.record.way'), t(`complaints.record.channel.${channel}`)] as const]),
    [t('complaints.record.recipient'), `${recipient.name} (${recipient.subject})`],
    [t('complaints.record.reporter'), `${reporter.name} · ${reporter.phone}`],
    [
      t('complaints.record.holder'),
      t(reporter.holdsVictimAccount ? 'complaints.record.isHolder' : 'complaints.record.isNotHolder'),
    ],
    [t('complaints.record.account'), `${nameOf(victimAccount.institution)} ${victimAccount.accountNo}`],
    ...transfers.map(
      ({ to, amountSatang, transferredAt, reference }) =>
        [
          t('complaints.record.transfer'),
          [
            t('complaints.baht', { amount: formatBaht(amountSatang, 'exact') }),
            receiverOf(to),
            formatInstant(transferredAt, language),
            t('complaints.reference', { reference }),
          ].join(' · '),
        ] as const,
    ),
    [t('complaints.record.hash'), documentSha256],
    [t('complaints.record.signature'), `${signature} (${keyId})`],
  ];
}

const CHANNELS = ['phone', 'web', 'branch', 'police'] as const;
