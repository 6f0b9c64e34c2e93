import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { NoticesView } from '../api/schema.js';
import { lastFour } from '../ui/marks/account.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { TextField } from '../ui/fields/text-field.js';
import { useText } from './words.js';

/** What is suspended under section 6: by an institution itself, or by an order on a notice. */
export interface Suspended {
  readonly id: string;
  readonly noticeId: string;
  readonly institution: string;
  readonly accountMasked: string;
  /** Reference of the transfer. */
  readonly reference: string;
  /** What the institution suspended itself; undefined for an order of the centre. */
  readonly amountSatang: string | undefined;
  readonly startedAt: string;
  readonly until: string;
  readonly isRunning: boolean;
  readonly result: NoticesView['holds'][number]['result'];
}

type Result = 'lifted' | 'proceeded';

interface ResultDialogProps {
  suspended: Suspended;
  /** What the server takes from this person, as it said when it was last read. */
  results: readonly Result[];
  caseId: string;
  caseNo: string;
  fullName: (slug: string) => string;
  blocked: string | undefined;
  onClose: () => void;
}

/** Says what the officer found of a suspension, within its time (section 6 paragraph 3, OFF-6C). */
export function ResultDialog(props: ResultDialogProps) {
  const { suspended, results, caseId, caseNo, fullName, blocked, onClose } = props;
  const { t } = useText();
  const queries = useQueryClient();
  const [result, setResult] = useState<Result>(results[0] ?? 'lifted');
  const [reference, setReference] = useState('');
  const isMissing = result === 'proceeded' && reference.trim() === '';
  return (
    <ActDialog
      name="officer_result"
      title={t('notice.dialog.title', {
        bank: fullName(suspended.institution),
        account: `••••••${lastFour(suspended.accountMasked)}`,
        reference: suspended.reference,
      })}
      lead={t('notice.dialog.lead', { caseNo })}
      confirm={t(`notice.dialog.confirm.${result}`)}
      reasonLabel={t('notice.dialog.reason')}
      blocked={blocked ?? (isMissing ? t('notice.dialog.needsReference') : undefined)}
      onClose={onClose}
      onAct={async (reason) => {
        const body = result === 'lifted' ? { result, reason } : { result, reason, reference: reference.trim() };
        const params = { path: { id: suspended.id } };
        await dataOf(api.POST('/v1/suspensions/{id}/result', { params, body }));
        await queries.invalidateQueries({ queryKey: ['case', caseId] });
      }}
    >
      <fieldset className="choices">
        <legend className="label">{t('notice.dialog.what')}</legend>
        {results.map((each) => (
          <label key={each} className="line">
            <input type="radio" name="result" checked={result === each} onChange={() => setResult(each)} />
            {t(`notice.dialog.${each}`)}
          </label>
        ))}
      </fieldset>
      {result === 'proceeded' && (
        <TextField label={t('notice.dialog.reference')} maxLength={64} value={reference} onChange={setReference} />
      )}
    </ActDialog>
  );
}
