import { useId, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import type { DirectivesView, DirectiveBody } from '../../api/schema.js';
import { ActDialog } from '../../ui/dialog/act-dialog.js';
import { useText } from '../words.js';

/** What is asked for; a delisting names its listing, a lifting its cut-off. */
export type Asked =
  | { readonly kind: 'telecom' | 'list' }
  | { readonly kind: 'telecom_lift'; readonly cutOff: DirectivesView['directives'][number] }
  | { readonly kind: 'delist'; readonly listing: DirectivesView['directives'][number] };

const SUBJECTS = ['citizen', 'juristic', 'wallet'] as const;

const NUMBERS = ['cleared', 'all'] as const;

interface DirectiveDialogProps {
  caseId: string;
  caseNo: string;
  asked: Asked;
  blocked: string | undefined;
  onClose: () => void;
}

/** Asks for a directive, with a reason. Nothing is sent before a supervisor approves it. */
export function DirectiveDialog({ caseId, caseNo, asked, blocked, onClose }: DirectiveDialogProps) {
  const { t } = useText();
  const queries = useQueryClient();
  const group = useId();
  const [subjectKind, setSubjectKind] = useState<(typeof SUBJECTS)[number]>('citizen');
  const [value, setValue] = useState('');
  const [ground, setGround] = useState('');
  const [numbers, setNumbers] = useState<(typeof NUMBERS)[number]>('cleared');
  const { kind } = asked;
  const isWhole = kind !== 'list' || (value.trim() !== '' && ground.trim() !== '');
  const bodyOf = (reason: string): DirectiveBody => {
    if (asked.kind === 'delist') return { kind: 'delist', listingId: asked.listing.id, reason };
    if (asked.kind === 'telecom_lift') return { kind: 'telecom_lift', directiveId: asked.cutOff.id, numbers, reason };
    if (asked.kind === 'telecom') return { kind: 'telecom', reason };
    return { kind: 'list', subject: { kind: subjectKind, value: value.trim() }, ground: ground.trim(), reason };
  };
  return (
    <ActDialog
      name="directive"
      title={t(`directives.dialog.${kind}`, { caseNo })}
      lead={t('directives.dialog.lead')}
      confirm={t(`directives.ask.${kind}`)}
      reasonLabel={t('decide.reason')}
      isReasonLast={kind === 'list'}
      blocked={blocked ?? (isWhole ? undefined : t('directives.dialog.incomplete'))}
      onClose={onClose}
      onAct={async (reason) => {
        const params = { path: { id: caseId } };
        await dataOf(api.POST('/v1/cases/{id}/directives', { params, body: bodyOf(reason) }));
        await queries.invalidateQueries({ queryKey: ['case', caseId, 'directives'] });
        return undefined;
      }}
    >
      <p>{t(`directives.dialog.effect.${kind}`)}</p>
      {kind === 'telecom_lift' && (
        <fieldset className="choices">
          <legend className="label">{t('directives.dialog.which')}</legend>
          {NUMBERS.map((each) => (
            <label key={each} className="line">
              <input type="radio" name={group} checked={each === numbers} onChange={() => setNumbers(each)} />
              <span>{t(`directives.dialog.numbers.${each}`)}</span>
            </label>
          ))}
        </fieldset>
      )}
      {kind === 'list' && (
        <>
          <fieldset className="choices">
            <legend className="label">{t('directives.dialog.whom')}</legend>
            {SUBJECTS.map((each) => (
              <label key={each} className="line">
                <input type="radio" name={group} checked={each === subjectKind} onChange={() => setSubjectKind(each)} />
                <span>{t(`directives.subject.${each}`)}</span>
              </label>
            ))}
          </fieldset>
          <label className="field">
            <span className="name">{t(`directives.dialog.value.${subjectKind}`)}</span>
            <input
              className="input"
              autoComplete="off"
              maxLength={120}
              value={value}
              onChange={({ target }) => setValue(target.value)}
            />
          </label>
          <label className="field">
            <span className="name">{t('directives.dialog.ground')}</span>
            <input
              className="input"
              autoComplete="off"
              maxLength={500}
              value={ground}
              onChange={({ target }) => setGround(target.value)}
            />
          </label>
        </>
      )}
    </ActDialog>
  );
}
