import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import { connection } from '../api/live.js';
import { useStore } from '../api/store.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { useText } from './words.js';

interface OwnInterestProps {
  of: 'holds' | 'breaks';
  id: string;
  /** What the money is called here: the reference of a notice, or a case number. */
  name: string;
  /** As the server says: it is on record already. */
  isKnown: boolean;
}

/** Lets a person of an institution say that the money is a relative's or the own: a colleague then answers for it. */
export function OwnInterest({ of, id, name, isKnown }: OwnInterestProps) {
  const { t } = useText();
  const [isAsked, setAsked] = useState(false);
  const queries = useQueryClient();
  const blocked = useStore(connection).state === 'lost' ? t('act.disconnected') : undefined;
  if (isKnown) return <p role="status">{t('own.interest.declared')}</p>;
  return (
    <>
      <p>
        <button type="button" className="button small" onClick={() => setAsked(true)}>
          {t('own.interest.open')}…
        </button>
      </p>
      {isAsked && (
        <ActDialog
          name="own_interest"
          title={t('own.interest.title', { name })}
          lead={t('own.interest.lead')}
          confirm={t('own.interest.confirm')}
          reasonLabel={t('own.interest.reason')}
          blocked={blocked}
          onClose={() => setAsked(false)}
          onAct={async (reason) => {
            const call = { params: { path: { id } }, body: { reason } };
            await dataOf(
              of === 'holds'
                ? api.POST('/v1/institution/holds/{id}/interests', call)
                : api.POST('/v1/institution/breaks/{id}/interests', call),
            );
            await queries.invalidateQueries({ queryKey: ['list'] });
            return undefined;
          }}
        >
          <p>{t('own.interest.effect')}</p>
        </ActDialog>
      )}
    </>
  );
}
