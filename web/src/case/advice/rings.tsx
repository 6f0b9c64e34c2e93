import { Link } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
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

/** What officers found of the rings of a case, what each comes to, and who undid one, when and why. */
export function Rings({ caseId, rings, mayRule, blocked }: RingsProps) {
  const { t, language } = useText();
  const [undone, setUndone] = useState<Ring>();
  if (rings.length === 0) return null;
  const ruled = ({ person, at }: { person: string; at: string }) => ({ person, at: formatInstant(at, language) });
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
            <p className="said">{t(`ring.state.${ring.state}`)}</p>
            {ring.opinions.map(({ opinion, why, ...by }) => (
              <p key={by.at} className="label">
                {t(`ring.by.${opinion}`, ruled(by))} · <bdi>{why}</bdi>
              </p>
            ))}
            {ring.undone !== null && (
              <p className="label">
                {t('ring.undone', ruled(ring.undone))} · <bdi>{ring.undone.why}</bdi>
              </p>
            )}
            {mayRule && (ring.state === 'leads' || ring.state === 'aged') && (
              <button type="button" className="button small" onClick={() => setUndone(ring)}>
                {t('ring.undo')}…
              </button>
            )}
          </li>
        ))}
      </ul>
      {undone !== undefined && (
        <UndoDialog caseId={caseId} ringId={undone.id} blocked={blocked} onClose={() => setUndone(undefined)} />
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

interface DialogProps {
  caseId: string;
  blocked: string | undefined;
  onClose: () => void;
}

type OpinionProps = DialogProps & {
  /** The suggestion, shown beside the question. */
  suggested: RingSuggestedProps['advice'] & { readonly id: string };
};

const OPINIONS = ['together', 'apart'] as const satisfies readonly Ring['opinions'][number]['opinion'][];

/** Asks what an officer finds of a suggested ring, with a reason. Nothing is chosen beforehand. */
export function OpinionDialog({ suggested, caseId, blocked, onClose }: OpinionProps) {
  const { t } = useText();
  const queries = useQueryClient();
  const group = useId();
  const [opinion, setOpinion] = useState<(typeof OPINIONS)[number]>();
  return (
    <ActDialog
      name="ring_opinion"
      title={t('ring.opinionTitle')}
      lead={t('ring.effect')}
      confirm={t('ring.keep')}
      reasonLabel={t('ring.why')}
      isReasonLast
      blocked={blocked ?? (opinion === undefined ? t('ring.choose') : undefined)}
      onClose={onClose}
      onAct={async (why) => {
        if (opinion === undefined) throw new Error('no opinion is chosen');
        await dataOf(
          api.POST('/v1/advice/{id}/ring', { params: { path: { id: suggested.id } }, body: { opinion, why } }),
        );
        await queries.invalidateQueries({ queryKey: ['case', caseId, 'advice'] });
      }}
    >
      <p>{t('ring.blind')}</p>
      <RingSuggested advice={suggested} />
      <fieldset className="choices">
        <legend className="label">{t('ring.asked')}</legend>
        {OPINIONS.map((each) => (
          <label key={each} className="line">
            <input type="radio" name={group} checked={each === opinion} onChange={() => setOpinion(each)} />
            <span>{t(`ring.opinion.${each}`)}</span>
          </label>
        ))}
      </fieldset>
    </ActDialog>
  );
}

/** Says of a ring that two officers confirmed that it is none after all, with a reason. */
function UndoDialog({ caseId, ringId, blocked, onClose }: DialogProps & { ringId: string }) {
  const { t } = useText();
  const queries = useQueryClient();
  return (
    <ActDialog
      name="ring_undo"
      title={t('ring.undoTitle')}
      lead={t('ring.effect')}
      confirm={t('ring.undo')}
      reasonLabel={t('ring.why')}
      blocked={blocked}
      onClose={onClose}
      onAct={async (why) => {
        await dataOf(api.POST('/v1/rings/{id}/undo', { params: { path: { id: ringId } }, body: { why } }));
        await queries.invalidateQueries({ queryKey: ['case', caseId, 'advice'] });
      }}
    >
      <p>{t('ring.undoTold')}</p>
    </ActDialog>
  );
}
