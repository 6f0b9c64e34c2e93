import { IconCheck, IconX } from '@tabler/icons-react';
import { usePartyName } from '../../ui/marks/parties.js';
import { maySearch } from '../../../../src/domain/complaint/intake/incomplete-transfer.js';
import { FIRST_ROUGH_BOUNDS } from '../../../../src/domain/complaint/intake/told-roughly.js';
import { findInstitution, isAccountKnown, type Fault } from '../form/checks.js';
import { useIntake } from '../form/intake-context.js';
import {
  answerOf,
  isVictimCalling,
  partsOf,
  speakerOf,
  textOf,
  type FieldId,
  type FieldKind,
} from '../form/intake-form.js';
import { incompleteOf, splitTransfers, toldInStory } from '../form/to-complaint.js';
import { useText } from './words.js';

/** The fields that have a sentence to read to the caller: those that are asked for. */
type AskedKind = Exclude<
  FieldKind,
  | 'relation'
  | 'document'
  | 'documentNo'
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
  const inStory = toldInStory(form, context);
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
          <h2>{t('intake.guide.gaps', { count: faults.length })}</h2>
          <ToAsk faults={faults} onField={onField} />
          <p className="label">{t('intake.guide.gapsTold')}</p>
        </section>
      )}
      {inStory.length > 0 && (
        <section>
          <h2>{t('intake.guide.inStory')}</h2>
          <p className="label">{inStory.map((id) => t(`intake.field.${partsOf(id).kind}`)).join(' · ')}</p>
        </section>
      )}
    </aside>
  );
}

/** The questions that have no answer yet; a press goes to one. */
function ToAsk({ faults, onField }: { faults: readonly Fault[]; onField: (id: FieldId) => void }) {
  const { t } = useText();
  return (
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
  );
}

/** What the centre does when the complaint is received, as far as the form says it now. */
export function WhatHappens() {
  const { t } = useText();
  const { form, context } = useIntake();
  const nameOf = usePartyName(context.institutions);
  const slug = findInstitution(textOf(form, 'bank'), context.institutions)?.slug;
  const who = answerOf(form, 'who');
  const speaks = speakerOf(form) !== undefined && textOf(form, 'document') !== '' && textOf(form, 'documentNo') !== '';
  const isByHolder = who === 'holder' || speaks;
  const isComplaint = isVictimCalling(form) || speaks;
  const bank = slug === undefined ? t('intake.guide.anyBank') : nameOf(slug);
  const { complete, incomplete } = splitTransfers(form, context);
  const isAsked = isAccountKnown(form, context);
  const searched = incomplete.filter(
    (index) => isAsked && maySearch(incompleteOf(form, index, context), FIRST_ROUGH_BOUNDS),
  ).length;
  const unsearched = incomplete.length - searched;
  if (who === '') return <p className="unasked">{t('intake.guide.whoFirst')}</p>;
  return (
    <ul className="will">
      <li>
        {isComplaint ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
        <span>{isComplaint ? t('intake.guide.complaint') : t('intake.guide.noComplaint')}</span>
      </li>
      {complete.length > 0 && (
        <li>
          <IconCheck size={16} aria-hidden />
          <span>{t('intake.guide.debit', { bank, count: complete.length })}</span>
        </li>
      )}
      {searched > 0 && (
        <li>
          <IconCheck size={16} aria-hidden />
          <span>{t('intake.guide.search', { bank, count: searched })}</span>
        </li>
      )}
      {unsearched > 0 && (
        <li>
          <IconX size={16} aria-hidden />
          <span>{t(isAsked ? 'intake.guide.unsearched' : 'intake.guide.noAccount', { count: unsearched })}</span>
        </li>
      )}
      <li>
        {isByHolder && complete.length > 0 ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
        {isByHolder ? (
          <span>{t(complete.length > 0 ? 'intake.guide.hold' : 'intake.guide.holdLater')}</span>
        ) : (
          <span>
            <strong>{t('intake.guide.noHold')}</strong> <span className="label">{t('intake.guide.noHoldWhy')}</span>
          </span>
        )}
      </li>
    </ul>
  );
}
