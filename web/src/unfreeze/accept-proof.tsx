import { useId, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { ActButton } from '../ui/screen/act-button.js';
import { useText } from './words.js';

const SHOWS = ['sale', 'delivery', 'contract'] as const;

interface AcceptProofProps {
  appealId: string;
  blocked: string | undefined;
}

/** Accepts the files of an appeal as proof that the account is unrelated (AOC-85C), with reasons. */
export function AcceptProof({ appealId, blocked }: AcceptProofProps) {
  const { t } = useText();
  const queries = useQueryClient();
  const group = useId();
  const [isOpen, setOpen] = useState(false);
  const [shows, setShows] = useState<(typeof SHOWS)[number]>('sale');
  const files = useQuery({
    queryKey: ['case', appealId, 'files'],
    queryFn: () => dataOf(api.GET('/v1/appeals/{id}/attachments', { params: { path: { id: appealId } } })),
  });
  const attachmentIds = (files.data?.attachments ?? []).map(({ id }) => id);
  const why = blocked ?? (attachmentIds.length === 0 ? t('unfreeze.proof.noFile') : undefined);
  return (
    <>
      <p className="line">
        <ActButton className="button small" why={why} onClick={() => setOpen(true)}>
          {t('unfreeze.proof.accept')}…
        </ActButton>
        <span className="label">{why}</span>
      </p>
      {isOpen && (
        <ActDialog
          name="accept_proof"
          title={t('unfreeze.proof.title', { count: attachmentIds.length })}
          lead={t('unfreeze.proof.lead')}
          confirm={t('unfreeze.proof.accept')}
          reasonLabel={t('unfreeze.proof.reason')}
          blocked={blocked}
          onClose={() => setOpen(false)}
          onAct={async (reason) => {
            const body = { attachmentIds, shows, reason };
            await dataOf(api.POST('/v1/appeals/{id}/proofs', { params: { path: { id: appealId } }, body }));
            await queries.invalidateQueries({ queryKey: ['case'] });
            return undefined;
          }}
        >
          <fieldset className="choices">
            <legend className="label">{t('unfreeze.proof.shows')}</legend>
            {SHOWS.map((each) => (
              <label key={each} className="line">
                <input type="radio" name={group} checked={each === shows} onChange={() => setShows(each)} />
                <span>{t(`unfreeze.proof.what.${each}`)}</span>
              </label>
            ))}
          </fieldset>
        </ActDialog>
      )}
    </>
  );
}
