import { IconCheck, IconX } from '@tabler/icons-react';
import { usePartyName } from '../ui/marks/parties.js';
import { findInstitution } from './checks.js';
import { useIntake } from './intake-context.js';
import { answerOf, isVictimCalling, partsOf, textOf, type FieldId, type FieldKind } from './intake-form.js';
import { leftOut } from './to-complaint.js';
import { useText } from './words.js';

/** The fields that have a sentence to read to the caller: those without which nothing is received. */
type AskedKind = Exclude<
  FieldKind,
  | 'relation'
  | 'birthDay'
  | 'email'
  | 'bankCaseId'
  | 'receiver'
  | 'toName'
  | 'rail'
  | 'contactKind'
  | 'contact'
  | 'personName'
  | 'personId'
  | 'channel'
  | 'language'
>;

/** The guide beside the form: what to ask next, what receiving will do, and what is still needed. */
export function Guide({ onField }: { onField: (id: FieldId) => void }) {
  const { t } = useText();
  const { form, faults, context } = useIntake();
  const [next] = faults;
  const unsent = leftOut(form, context);
  return (
    <aside className="intake-guide" aria-label={t('intake.guide.label')}>
      <section>
        <h2>{t('intake.guide.ask')}</h2>
        <p className="say">
          {next === undefined
            ? t('intake.guide.complete')
            : `“${t(`intake.ask.${partsOf(next.id).kind as AskedKind}`)}”`}
        </p>
      </section>
      <section>
        <h2>{t('intake.guide.will')}</h2>
        <WhatHappens />
      </section>
      <span className="grow" />
      {faults.length > 0 && (
        <section>
          <h2>{t('intake.guide.still', { count: faults.length })}</h2>
          <ul className="still">
            {faults.map(({ id, why }) => (
              <li key={id}>
                <button type="button" data-why={why} onClick={() => onField(id)}>
                  {t(`intake.field.${partsOf(id).kind}`)}
                  {/\.[1-9]/.test(id) && ` (${partsOf(id).index + 1})`}
                </button>
              </li>
            ))}
          </ul>
          <p className="label">{t('intake.guide.keeps')}</p>
        </section>
      )}
      {unsent.length > 0 && (
        <section>
          <h2>{t('intake.guide.unsent')}</h2>
          <p className="label">{unsent.map((id) => t(`intake.field.${partsOf(id).kind}`)).join(' · ')}</p>
        </section>
      )}
    </aside>
  );
}

/** What the centre does when the complaint is received, as far as the form says it now. */
export function WhatHappens() {
  const { t } = useText();
  const { form, context } = useIntake();
  const nameOf = usePartyName(context.institutions);
  const slug = findInstitution(textOf(form, 'bank'), context.institutions)?.slug;
  const who = answerOf(form, 'who');
  const isByHolder = who === 'holder';
  const bank = slug === undefined ? t('intake.guide.anyBank') : nameOf(slug);
  if (who === '') return <p className="unasked">{t('intake.guide.whoFirst')}</p>;
  return (
    <ul className="will">
      <li>
        {isVictimCalling(form) ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
        <span>{isVictimCalling(form) ? t('intake.guide.complaint') : t('intake.guide.noComplaint')}</span>
      </li>
      <li>
        <IconCheck size={16} aria-hidden />
        <span>{t('intake.guide.debit', { bank, count: form.counts.transfers })}</span>
      </li>
      <li>
        {isByHolder ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
        {isByHolder ? (
          <span>{t('intake.guide.hold')}</span>
        ) : (
          <span>
            <strong>{t('intake.guide.noHold')}</strong> <span className="label">{t('intake.guide.noHoldWhy')}</span>
          </span>
        )}
      </li>
    </ul>
  );
}
