import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import { formatBaht } from '../../format/money.js';
import { formatInstant } from '../../format/time.js';
import { useText } from '../words.js';
import { lastFour } from '../../ui/marks/account.js';
import { ActDialog } from '../../ui/dialog/act-dialog.js';
import type { Hold } from '../case-data.js';

interface ReleaseDialogProps {
  hold: Hold;
  fullName: (slug: string) => string;
  blocked: string | undefined;
  onClose: () => void;
}

/** Lets the money of a hold go; one officer is enough. */
export function ReleaseDialog({ hold, fullName, blocked, onClose }: ReleaseDialogProps) {
  const { t, language } = useText();
  const queries = useQueryClient();
  const amount = formatBaht(hold.heldSatang, 'exact');
  return (
    <ActDialog
      title={t('release.title', {
        amount,
        bank: fullName(hold.institution),
        account: `••••••${lastFour(hold.accountMasked)}`,
      })}
      lead={`${t('release.lead')} · ${hold.caseNo}`}
      confirm={t('release.confirm', { amount })}
      reasonLabel={t('release.reason')}
      blocked={blocked}
      onClose={onClose}
      onAct={async (reason) => {
        await dataOf(api.POST('/v1/holds/{id}/release', { params: { path: { id: hold.id } }, body: { reason } }));
        await queries.invalidateQueries({ queryKey: ['case', hold.caseId] });
      }}
    >
      <p>{t('release.otherwise', { at: formatInstant(hold.expiresAt, language) })}</p>
    </ActDialog>
  );
}
