import { useState } from 'react';
import { api, dataOf } from '../api/client.js';
import type { AppealRound } from '../api/schema.js';
import { formatBaht, parseBaht, sumSatang } from '../format/money.js';
import { useText } from './words.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
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
  onAnswered: (outcomes: AppealRound['outcomes']) => Promise<void>;
}

/** Answers appeals with a reason that their holders read. Each is judged for itself. */
export function AnswerDialog({ verdict, appeals, fullName, blocked, onClose, onAnswered }: AnswerDialogProps) {
  const { t, language } = useText();
  const [typed, setTyped] = useState('');
  const [only] = appeals;
  const amount = formatBaht(sumSatang(appeals.map(({ amountSatang }) => amountSatang)), 'exact');
  const keepSatang = parseBaht(typed);
  const held = BigInt(only?.amountSatang ?? '0');
  const isPart = verdict === 'uphold_in_part';
  const isPartRight = keepSatang !== undefined && BigInt(keepSatang) < held;
  const words = {
    amount: isPart && isPartRight ? formatBaht(String(held - BigInt(keepSatang)), 'exact') : amount,
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
      blocked={blocked ?? (isPart && !isPartRight ? t('unfreeze.dialog.keepWrong', { amount }) : undefined)}
      onClose={onClose}
      onAct={async (text) => {
        const reason = language === 'th' ? { th: text } : { en: text };
        const decision = isPart ? { verdict, reason, keepSatang: keepSatang ?? '0' } : { verdict, reason };
        const body = { appealIds: appeals.map(({ id }) => id), decision };
        await onAnswered((await dataOf(api.POST('/v1/appeals/decisions', { body }))).outcomes);
      }}
    >
      <ul className="outcomes label">
        {appeals.map(({ id, reference, institution, accountMasked, amountSatang, holdKind }) => (
          <li key={id}>
            {reference} · {fullName(institution)} ••••{lastFour(accountMasked)} · {formatBaht(amountSatang, 'exact')}·{' '}
            {t(`holdKind.${holdKind}`)}
          </li>
        ))}
      </ul>
      {isPart && (
        <label className="field">
          <span className="name">{t('unfreeze.dialog.keep')}</span>
          <input
            className="input"
            inputMode="decimal"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </label>
      )}
    </ActDialog>
  );
}
