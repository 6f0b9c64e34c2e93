import { useState } from 'react';
import { api, dataOf } from '../api/client.js';
import type { CallRecord } from '../api/schema.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { Dialog } from '../ui/dialog/dialog.js';
import { saveFile } from '../ui/files/save-file.js';
import { ActButton } from '../ui/screen/act-button.js';
import { useText } from './words.js';

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
        <ActButton className="button small" why={blocked} onClick={() => void read()}>
          {t('complaints.record.open')}…
        </ActButton>
        <span className="label">{problem ?? blocked ?? ''}</span>
      </p>
      {record !== undefined && (
        <RecordDialog complaintId={complaintId} record={record} onClose={() => setRecord(undefined)} />
      )}
    </section>
  );
}

/** The record in words, to read out and to save as a copy: the lines of the API, in every form. */
function RecordDialog({
  complaintId,
  record,
  onClose,
}: {
  complaintId: string;
  record: CallRecord;
  onClose: () => void;
}) {
  const { t, language } = useText();
  const problems = useProblemWords();
  const [problem, setProblem] = useState<string>();
  const caseNo = String(record.document['caseNo']);
  const lines = record.lines.map(({ name, value }) => [name[language], value[language]] as const);
  const saveText = () => {
    const text = [t('complaints.record.title'), ...lines.map(([name, value]) => `${name}: ${value}`)].join('\r\n');
    // A mark of the order of bytes, so that every reader of plain text shows Thai.
    saveFile(`record-${caseNo}.txt`, new Blob([`\u{feff}${text}\r\n`], { type: 'text/plain' }));
  };
  const savePdf = async () => {
    setProblem(undefined);
    try {
      const answer = api.GET('/v1/complaints/{id}/record/document', {
        params: { path: { id: complaintId } },
        parseAs: 'blob',
      }) as Promise<{ data?: Blob; error?: unknown; response: Response }>;
      saveFile(`record-${caseNo}.pdf`, await dataOf(answer));
    } catch (error) {
      setProblem(t('complaints.record.failed', { why: problems.of(error) }));
    }
  };
  return (
    <Dialog name="call_record" isOpen title={`${t('complaints.record.title')} ${caseNo}`} onClose={onClose}>
      <dl className="facts">
        {lines.map(([name, value], place) => (
          <div key={place}>
            <dt>{name}</dt>
            <dd className="said">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="dialog-foot">
        <span className="label grow" role="status">
          {problem ?? t('complaints.record.copy')}
        </span>
        <button type="button" className="button" onClick={onClose}>
          {t('keys.close')} <kbd>Esc</kbd>
        </button>
        <button type="button" className="button" onClick={saveText}>
          {t('complaints.record.save')}
        </button>
        <button type="button" className="button primary" onClick={() => void savePdf()}>
          {t('complaints.record.savePdf')}
        </button>
      </div>
    </Dialog>
  );
}
