import { useState } from 'react';
import { IconFileDownload } from '@tabler/icons-react';
import { api, dataOf } from '../../api/client.js';
import { useText } from '../../text/translate.js';
import { useProblemWords } from '../../problem/use-problem-words.js';
import { saveFile } from './save-file.js';

/**
 * Saves an order as its PDF. The document has the account in full, so each reading is on the audit
 * chain of the case, and it is read only when somebody asks.
 */
export function OrderDocument({ orderId, label }: { orderId: string; label: string }) {
  const { t } = useText();
  const problems = useProblemWords();
  const [failure, setFailure] = useState<string>();
  const save = async () => {
    setFailure(undefined);
    try {
      const answer = api.GET('/v1/orders/{id}/document', {
        params: { path: { id: orderId } },
        parseAs: 'blob',
      }) as Promise<{ data?: Blob; error?: unknown; response: Response }>;
      saveFile(`order-${orderId}.pdf`, await dataOf(answer));
    } catch (error) {
      setFailure(t('document.failed', { why: problems.of(error) }));
    }
  };
  return (
    <>
      <button type="button" className="button small" onClick={() => void save()}>
        <IconFileDownload size={16} aria-hidden /> {label}
      </button>
      {failure !== undefined && (
        <span className="label" role="alert">
          {failure}
        </span>
      )}
    </>
  );
}
