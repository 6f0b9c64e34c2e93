import { api, dataOf } from '../api/client.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { useReread } from './reread.js';
import { useText } from './words.js';

interface InterestDialogProps {
  caseId: string;
  caseNo: string;
  blocked: string | undefined;
  onClose: () => void;
}

/** Declares that the person has an interest in a case, which nobody takes back. */
export function InterestDialog({ caseId, caseNo, blocked, onClose }: InterestDialogProps) {
  const { t } = useText();
  const reread = useReread();
  return (
    <ActDialog
      name="interest"
      title={t('interest.title', { caseNo })}
      lead={t('interest.lead')}
      confirm={t('interest.confirm')}
      reasonLabel={t('interest.reason')}
      blocked={blocked}
      onClose={onClose}
      onAct={async (reason) => {
        await dataOf(api.POST('/v1/cases/{id}/interests', { params: { path: { id: caseId } }, body: { reason } }));
        await reread(caseId);
        return undefined;
      }}
    >
      <p>{t('interest.effect')}</p>
    </ActDialog>
  );
}
