import { useState } from 'react';
import { api, dataOf } from '../api/client.js';
import type { AppealRound } from '../api/schema.js';
import { formatBaht, leftOf, sumSatang } from '../format/money.js';
import { readAmount } from '../intake/form/typed.js';
import { useText } from './words.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { TextField } from '../ui/fields/text-field.js';
import { lastFour } from '../ui/marks/account.js';
import type { Appeal } from './unfreeze-data.js';

export type AnswerVerdict = 'uphold' | 'uphold_in_part' | 'refuse';

interface AnswerDialogProps {
  verdict: AnswerVerdict;
  /** One or several; a part is kept of one only. */
  appeals: readonly Appeal[];
  fullName: (slug: string) => string;
  blocked: string | undefined;
  onClose: () => void;
  onAnswered: (
    outcomes: readonly Pick<AppealRound['outcomes'][number], 'appealId' | 'refusedBecause'>[],
  ) => Promise<void>;
}

/** Answers appeals with a reason that their holders read. Each is judged for itself. */
export function AnswerDialog({ verdict, appeals, fullName, blocked, onClose, onAnswered }: AnswerDialogProps) {
  const { t, language } = useText();
  const [typed, setTyped] = useState('');
  const [only] = appeals;
  const amount = formatBaht(sumSatang(appeals.map(({ amountSatang }) => amountSatang)), 'exact');
  const keepSatang = readAmount(typed);
  const isPart = verdict === 'uphold_in_part';
  const words = {
    amount:
      isPart && keepSatang !== undefined ? formatBaht(leftOf(only?.amountSatang ?? '0', keepSatang), 'exact') : amount,
    count: appeals.length,
    bank: fullName(only?.institution ?? ''),
    account: `••••••${lastFour(only?.accountMasked ?? '')}`,
  };
  const several = appeals.length > 1;
  return (
    <ActDialog
      name="answer_appeals"
      title={several ? t(`unfreeze.dialog.${verdict}.titleMany`, words) : t(`unfreeze.dialog.${verdict}.title`, words)}
      lead={t('unfreeze.dialog.lead')}
      confirm={t(`unfreeze.dialog.${verdict}.confirm`, words)}
      reasonLabel={t('unfreeze.dialog.reason')}
      blocked={blocked ?? (isPart && keepSatang === undefined ? t('act.needsAmount') : undefined)}
      onClose={onClose}
      onAct={async (text) => {
        const reason = language === 'th' ? { th: text } : { en: text };
        if (isPart) {
          // A part is kept of one appeal, and what is wrong with it is said here.
          const params = { path: { id: only?.id ?? '' } };
          const body = { verdict, reason, keepSatang: keepSatang ?? '0' };
          const { appealId } = await dataOf(api.POST('/v1/appeals/{id}/decisions', { params, body }));
          await onAnswered([{ appealId, refusedBecause: null }]);
          return undefined;
        }
        const body = { appealIds: appeals.map(({ id }) => id), decision: { verdict, reason } };
        await onAnswered((await dataOf(api.POST('/v1/appeals/decisions', { body }))).outcomes);
      }}
    >
      <ul className="outcomes label">
        {appeals.map(({ id, reference, institution, accountMasked, amountSatang, holdKind }) => (
          <li key={id}>
            {reference} · {fullName(institution)} ••••{lastFour(accountMasked)} · {formatBaht(amountSatang, 'exact')} ·{' '}
            {t(`holdKind.${holdKind}`)}
          </li>
        ))}
      </ul>
      {isPart && (
        <TextField
          label={t('unfreeze.dialog.keep')}
          isAmount
          refusedBy={['APPEAL.PART']}
          value={typed}
          onChange={setTyped}
        />
      )}
    </ActDialog>
  );
}
