import { Link } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.js';
import type { AdviceView } from '../../api/schema.js';
import { formatInstant } from '../../format/time.js';
import { MoreRows, useFirstRows } from '../../ui/rows/first-rows.js';
import { ActDialog } from '../../ui/dialog/act-dialog.js';
import { useText } from '../words.js';

type Ring = AdviceView['rings'][number];

interface RingsProps {
  caseId: string;
  rings: readonly Ring[];
  mayRule: boolean;
  /** Why nothing can be written now; undefined: it can. */
  blocked: string | undefined;
}

/** The rings that officers confirmed the case to belong to, and who undid one, when and why. */
export function Rings({ caseId, rings, mayRule, blocked }: RingsProps) {
  const { t, language } = useText();
  const [undone, setUndone] = useState<Ring>();
  if (rings.length === 0) return null;
  const ruled = ({ person, at }: Ring['confirmed']) => ({ person, at: formatInstant(at, language) });
  return (
    <section aria-label={t('ring.title')}>
      <h3>{t('ring.title')}</h3>
      <ul className="plain-rows">
        {rings.map((ring) => (
          <li key={ring.id}>
            <p className="line">
              {ring.cases.map((each) =>
                each.caseId === caseId ? (
                  <strong key={each.caseId}>{each.caseNo}</strong>
                ) : (
                  <Link key={each.caseId} to="/cases/$caseId" params={{ caseId: each.caseId }}>
                    {each.caseNo}
                  </Link>
                ),
              )}
            </p>
            <p className="label">
              {t('ring.confirmed', ruled(ring.confirmed))} · <bdi>{ring.confirmed.why}</bdi>
            </p>
            {ring.undone !== null ? (
              <p className="label">
                {t('ring.undone', ruled(ring.undone))} · <bdi>{ring.undone.why}</bdi>
              </p>
            ) : (
              mayRule && (
                <button type="button" className="button small" onClick={() => setUndone(ring)}>
                  {t('ring.undo')}…
                </button>
              )
            )}
          </li>
        ))}
      </ul>
      {undone !== undefined && (
        <RingDialog caseId={caseId} act={{ undo: undone.id }} blocked={blocked} onClose={() => setUndone(undefined)} />
      )}
    </section>
  );
}

interface RingSuggestedProps {
  advice: Pick<AdviceView['advice'][number], 'ringCases' | 'ringKeys'>;
}

/** The other cases of a suggested ring, and what its cases have in common. */
export function RingSuggested({ advice: { ringCases, ringKeys } }: RingSuggestedProps) {
  const { t } = useText();
  const { shown, more } = useFirstRows(ringKeys);
  return (
    <>
      <p className="line wrapping">
        <span className="label">{t('ring.others', { count: ringCases.length })}</span>
        {ringCases.map(({ caseId, caseNo }) => (
          <Link key={caseId} to="/cases/$caseId" params={{ caseId }} className="whole">
            {caseNo}
          </Link>
        ))}
      </p>
      <ul>
        {shown.map(({ kind, masked, caseNos }) => (
          <li key={`${kind} ${masked} ${caseNos.join(' ')}`} className="label">
            {t(`linkKind.${kind}`)} <bdi className="whole">{masked.replace(/^([^:]*:)?x+/, '••••')}</bdi> ·{' '}
            {caseNos.join(', ')}
          </li>
        ))}
      </ul>
      <MoreRows {...more} />
    </>
  );
}

interface RingDialogProps {
  /** The suggested ring, shown before it is confirmed; undefined where one is undone. */
  suggested?: RingSuggestedProps['advice'];
  caseId: string;
  /** The advice whose ring is confirmed, or the ring that is undone. */
  act: { readonly confirm: string } | { readonly undo: string };
  blocked: string | undefined;
  onClose: () => void;
}

/** Confirms a suggested ring or undoes one, with a reason. It decides nothing. */
export function RingDialog({ suggested, caseId, act, blocked, onClose }: RingDialogProps) {
  const { t } = useText();
  const queries = useQueryClient();
  const which = 'confirm' in act ? 'confirm' : 'undo';
  return (
    <ActDialog
      name="ring"
      title={t(`ring.${which}Title`)}
      lead={t('ring.effect')}
      confirm={t(`ring.${which}`)}
      reasonLabel={t('ring.why')}
      blocked={blocked}
      onClose={onClose}
      onAct={async (why) => {
        await dataOf(
          'confirm' in act
            ? api.POST('/v1/advice/{id}/ring', { params: { path: { id: act.confirm } }, body: { why } })
            : api.POST('/v1/rings/{id}/undo', { params: { path: { id: act.undo } }, body: { why } }),
        );
        await queries.invalidateQueries({ queryKey: ['case', caseId, 'advice'] });
      }}
    >
      <p>{t(`ring.${which}Told`)}</p>
      {suggested !== undefined && <RingSuggested advice={suggested} />}
    </ActDialog>
  );
}
