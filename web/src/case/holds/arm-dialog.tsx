import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import { serverNow } from '../../api/server-time.js';
import { formatBaht } from '../../format/money.js';
import { formatInstant } from '../../format/time.js';
import { readAmount } from '../../intake/form/typed.js';
import { lastFour } from '../../ui/marks/account.js';
import { ActDialog } from '../../ui/dialog/act-dialog.js';
import { TextField } from '../../ui/fields/text-field.js';
import type { Hold } from '../case-data.js';
import { useText } from '../words.js';

interface ArmDialogProps {
  hold: Hold;
  fullName: (slug: string) => string;
  blocked: string | undefined;
  onClose: () => void;
}

/** For so many hours an armed hold waits at a press; how long it may, the API says. */
const HOURS = [1, 6, 24, 72] as const;
const HOUR_MS = 3_600_000;

/**
 * Asks for an armed hold: should the bank report that money of the hold went on, up to the cap is
 * suspended where it arrived. Another person approves it; an advice is no reason by itself.
 */
export function ArmDialog({ hold, fullName, blocked, onClose }: ArmDialogProps) {
  const { t, language } = useText();
  const queries = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState(formatBaht(hold.requestedSatang, 'exact'));
  const [hours, setHours] = useState<number>(HOURS[1]);
  const [openedMs] = useState(serverNow);
  const cap = readAmount(typed);
  const amount = cap === undefined ? '…' : formatBaht(cap, 'exact');
  const until = new Date(openedMs + hours * HOUR_MS).toISOString();
  return (
    <ActDialog
      name="arm"
      title={t('arm.title', {
        amount,
        bank: fullName(hold.institution),
        account: `••••••${lastFour(hold.accountMasked)}`,
      })}
      lead={`${t('arm.lead')} · ${hold.caseNo}`}
      confirm={t('arm.confirm', { amount })}
      reasonLabel={t('decide.reason')}
      blocked={blocked ?? (cap === undefined ? t('act.needsAmount') : undefined)}
      onClose={onClose}
      onAct={async (reason) => {
        const body = { kind: 'aoc_suspension' as const, holdId: hold.id, armSatang: cap ?? '0', until, reason };
        await dataOf(
          api.POST('/v1/cases/{id}/freeze-requests', {
            params: { path: { id: hold.caseId }, header: { 'Idempotency-Key': key } },
            body,
          }),
        );
        await queries.invalidateQueries({ queryKey: ['case', hold.caseId] });
      }}
    >
      <p>{t('arm.effect')}</p>
      <TextField label={t('arm.cap')} isAmount refusedBy={['ARMED.ABOVE_HOLD']} value={typed} onChange={setTyped} />
      <fieldset className="choices">
        <legend className="label">{t('arm.end')}</legend>
        {HOURS.map((each) => (
          <label key={each} className="line">
            <input type="radio" name="hours" checked={each === hours} onChange={() => setHours(each)} />
            <span>{t('arm.hours', { count: each })}</span>
          </label>
        ))}
      </fieldset>
      <p className="label">{t('arm.until', { at: formatInstant(until, language) })}</p>
    </ActDialog>
  );
}
