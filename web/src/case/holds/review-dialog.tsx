import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import { formatBaht } from '../../format/money.js';
import { formatInstant } from '../../format/time.js';
import { useText } from '../words.js';
import { lastFour } from '../../ui/marks/account.js';
import { ActDialog } from '../../ui/dialog/act-dialog.js';
import type { Hold } from '../case-data.js';

interface ReviewDialogProps {
  hold: Hold;
  fullName: (slug: string) => string;
  blocked: string | undefined;
  onClose: () => void;
}

/**
 * Finds that a hold stands which outlasts a withdrawal or a denied debit (P-WITHDRAW). Who finds
 * that it must not stand releases it instead.
 */
export function ReviewDialog({ hold, fullName, blocked, onClose }: ReviewDialogProps) {
  const { t, language } = useText();
  const queries = useQueryClient();
  const amount = formatBaht(hold.heldSatang, 'exact');
  return (
    <ActDialog
      name="review"
      title={t('review.title', {
        amount,
        bank: fullName(hold.institution),
        account: `••••••${lastFour(hold.accountMasked)}`,
      })}
      lead={`${t('review.lead')} · ${hold.caseNo}`}
      confirm={t('review.confirm', { amount })}
      reasonLabel={t('review.reason')}
      blocked={blocked}
      onClose={onClose}
      onAct={async (reason) => {
        await dataOf(api.POST('/v1/holds/{id}/reviews', { params: { path: { id: hold.id } }, body: { reason } }));
        await queries.invalidateQueries({ queryKey: ['case', hold.caseId] });
        return undefined;
      }}
    >
      <p>{t('review.otherwise', { at: formatInstant(hold.expiresAt, language) })}</p>
    </ActDialog>
  );
}
