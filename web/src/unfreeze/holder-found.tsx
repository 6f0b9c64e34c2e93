import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { HolderView } from '../api/schema.js';
import { mayCall } from '../api/next-session.js';
import { session } from '../api/session.js';
import { useStore } from '../api/store.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { useText } from './words.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { lastFour } from '../ui/marks/account.js';
import { Chip } from '../ui/marks/chip.js';
import { CallersNumber, isNoNumber, numberOf } from './callers-number.js';
import { FiveFacts } from './five-facts.js';

type FoundHold = HolderView['holds'][number];

interface HolderFoundProps {
  view: HolderView;
  fullName: (slug: string) => string;
  blocked: string | undefined;
  onFiled: () => void;
}

/** What a look-up found: every hold on the account, with the facts that the caller may hear. */
export function HolderFound({ view, fullName, blocked, onFiled }: HolderFoundProps) {
  const { t, language } = useText();
  const queries = useQueryClient();
  const now = useStore(session);
  const [phone, setPhone] = useState('');
  const [filing, setFiling] = useState<{ hold: FoundHold; key: string }>();
  const mayFile = now.state === 'signed-in' && mayCall(now.person, 'POST /v1/appeals');
  const account = `••••${lastFour(view.accountMasked)}`;
  return (
    <>
      <h2>
        {fullName(view.institution)} {account}
      </h2>
      <p>{t('unfreeze.found', { count: view.holds.length, amount: formatBaht(view.heldSatang, 'exact') })}</p>
      {view.holds.map((hold) => (
        <section key={hold.holdId}>
          <div className="line">
            <Chip tone={hold.endedAt === null ? 'held' : 'plain'} icon={null}>
              {t(`holdState.${hold.state}`)}
            </Chip>
            {hold.appeal !== null && (
              <span className="label">
                {t('unfreeze.hasAppeal', { state: t(`unfreeze.state.${hold.appeal.state}`) })}
              </span>
            )}
          </div>
          <FiveFacts
            hold={hold}
            reference={hold.reference}
            institution={fullName(view.institution)}
            accountMasked={view.accountMasked}
            isLive={hold.endedAt === null}
          />
          {hold.endedAt !== null && (
            <p className="label">{t('unfreeze.ended', { at: formatInstant(hold.endedAt, language) })}</p>
          )}
          {hold.keptElsewhere !== null && (
            <p>
              <strong>
                {t('unfreeze.keptElsewhere', {
                  amount: formatBaht(hold.keptElsewhere.amountSatang, 'exact'),
                  by: hold.keptElsewhere.office[language],
                })}
              </strong>{' '}
              {hold.keptElsewhere.todo[language]}
              {hold.keptElsewhere.reference !== null && ` (${hold.keptElsewhere.reference})`}
            </p>
          )}
          {hold.endedAt === null && mayFile && (
            <p>
              <button
                type="button"
                className="button small"
                onClick={() => {
                  setPhone('');
                  setFiling({ hold, key: crypto.randomUUID() });
                }}
              >
                {t('unfreeze.file')}…
              </button>
            </p>
          )}
        </section>
      ))}
      {filing !== undefined && (
        <ActDialog
          name="file_appeal"
          title={t('unfreeze.dialog.file.title', {
            amount: formatBaht(filing.hold.heldSatang, 'exact'),
            bank: fullName(view.institution),
            account,
          })}
          lead={filing.hold.reference}
          confirm={t('unfreeze.dialog.file.confirm')}
          reasonLabel={t('unfreeze.dialog.file.statement')}
          blocked={blocked ?? (isNoNumber(phone) ? t('unfreeze.dialog.file.noNumber') : undefined)}
          onClose={() => setFiling(undefined)}
          onAct={async (statement) => {
            await dataOf(
              api.POST('/v1/appeals', {
                params: { header: { 'Idempotency-Key': filing.key } },
                body: { reference: filing.hold.reference, statement, phone: numberOf(phone) },
              }),
            );
            await queries.invalidateQueries({ queryKey: ['list', 'appeals'] });
            onFiled();
          }}
        >
          <p>{t('unfreeze.dialog.file.help')}</p>
          <CallersNumber value={phone} onChange={setPhone} />
        </ActDialog>
      )}
    </>
  );
}
