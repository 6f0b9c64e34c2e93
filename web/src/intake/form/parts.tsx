import type { ReactNode } from 'react';
import { IconCamera, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { formatBaht } from '../../format/money.js';
import { useShortName } from '../../ui/marks/parties.js';
import { BANK_LIST } from './bank-list.js';
import { CASE_TYPES } from './case-types.js';
import { findInstitution } from './checks.js';
import { Choice, Field, Offers, Radio } from './field.js';
import { useIntake } from './intake-context.js';
import {
  answerOf,
  isVictimCalling,
  MOST,
  nth,
  receiverFields,
  textOf,
  without,
  withOneMore,
  type FieldKind,
  type IntakeForm,
  type Step,
  SPEAKERS,
  speakerOf,
} from './intake-form.js';
import { NarrativeNames } from '../narrative-advice.js';
import { masked, useStolenWords } from './steps.js';
import { timeOf } from './transfer-time.js';
import { compact, readAmount } from './typed.js';
import { ActButton } from '../../ui/screen/act-button.js';
import { useText } from '../call/words.js';

const RAILS = ['promptpay', 'interbank', 'ewallet', 'counter', 'other'] as const;
/** The ways by which a scammer reaches a victim. */
export const CONTACT_KINDS = ['phone', 'url', 'line', 'facebook', 'crypto_wallet', 'device'] as const;
const CHANNELS = ['phone', 'web', 'branch', 'police'] as const;
const LANGUAGES = ['th', 'en'] as const;

interface PartProps {
  /** The transfer that is open for typing. */
  transfer: number;
  onTransfer: (index: number) => void;
  onSlip: () => void;
}

/** A part of the form. */
export function Part({ step, ...props }: PartProps & { step: Step }) {
  switch (step) {
    case 'people':
      return <People />;
    case 'account':
      return <VictimAccount />;
    case 'transfers':
      return <Transfers {...props} />;
    case 'contacts':
      return <Contacts />;
    case 'story':
      return <Story />;
  }
}

function Card({ step, head, children }: { step: Step; head?: ReactNode; children: ReactNode }) {
  const { t } = useText();
  return (
    <section className="intake-card" data-step={step} aria-labelledby={`step-${step}`}>
      <div className="line">
        <h2 id={`step-${step}`}>{t(`intake.step.${step}`)}</h2>
        {head}
      </div>
      {children}
    </section>
  );
}

function People() {
  const { t } = useText();
  const { form } = useIntake();
  const who = answerOf(form, 'who');
  return (
    <Card step="people">
      <Radio
        id="who"
        mayBeUnknown
        options={(['holder', 'victim', ...SPEAKERS, 'other'] as const).map((each) => [each, t(`intake.who.${each}`)])}
      />
      <div className="fields">
        <Field id="reporterName" columns={3} />
        <Field id="reporterPhone" columns={3} inputMode="tel" />
        {who === 'other' && <Field id="relation" columns={6} mayBeUnknown />}
        {speakerOf(form) !== undefined && (
          <>
            <Field id="document" columns={3} mayBeUnknown />
            <Field id="documentNo" columns={3} mayBeUnknown />
          </>
        )}
        {!isVictimCalling(form) && (
          <>
            <Field id="victimName" columns={3} />
            <Field id="victimPhone" columns={3} inputMode="tel" />
          </>
        )}
        <Field id="victimId" columns={6} mayBeUnknown />
        <Field id="birthDay" columns={3} mayBeUnknown hint={t('intake.optional')} />
        <Field id="email" columns={3} mayBeUnknown inputMode="email" hint={t('intake.optional')} />
      </div>
    </Card>
  );
}

function VictimAccount() {
  const { t } = useText();
  return (
    <Card step="account">
      <div className="fields">
        <Field id="bank" columns={2} list={BANK_LIST} />
        <Field id="accountNo" columns={2} inputMode="numeric" />
        <Field id="bankCaseId" columns={2} mayBeUnknown hint={t('intake.optional')} />
      </div>
    </Card>
  );
}

function Transfers({ transfer, onTransfer, onSlip }: PartProps) {
  const { t } = useText();
  const { form, change } = useIntake();
  const { count, amount } = useStolenWords()(form);
  const others = Array.from({ length: form.counts.transfers }, (_, index) => index).filter((each) => each !== transfer);
  return (
    <Card
      step="transfers"
      head={
        <>
          <span className="label">{t('intake.transfer.sum', { count, amount })}</span>
          <span className="grow" />
          <button type="button" className="button small" onClick={onSlip}>
            <IconCamera size={16} aria-hidden /> {t('intake.slip.open')} <kbd>Alt Q</kbd>
          </button>
        </>
      }
    >
      {others.length > 0 && (
        <ul className="intake-others" aria-label={t('intake.transfer.list')}>
          {others.map((index) => (
            <OtherTransfer key={index} index={index} onEdit={() => onTransfer(index)} />
          ))}
        </ul>
      )}
      <div className="line">
        <h3>{t('intake.transfer.number', { number: transfer + 1 })}</h3>
        <span className="grow" />
        {form.counts.transfers > 1 && (
          <button
            type="button"
            className="button small plain"
            aria-label={t('intake.transfer.remove', { number: transfer + 1 })}
            onClick={() => {
              change((before) => without(before, 'transfers', transfer));
              onTransfer(Math.max(0, transfer - 1));
            }}
          >
            <IconTrash size={16} aria-hidden />
          </button>
        )}
      </div>
      <Transfer index={transfer} mayBeIncomplete />
      <p>
        <ActButton
          className="button small"
          why={form.counts.transfers >= MOST ? t('act.most', { count: MOST }) : undefined}
          onClick={() => {
            change((before) => withOneMore(before, 'transfers'));
            onTransfer(form.counts.transfers);
          }}
        >
          <IconPlus size={16} aria-hidden /> {t('intake.transfer.add')} <kbd>Alt T</kbd>
        </ActButton>
      </p>
    </Card>
  );
}

interface TransferProps {
  index: number;
  /** Whether an officer writes it down from a document: the receiver is an account, and there is no slip. */
  isOfOfficer?: boolean;
  /** Whether the caller may not know it all: then it is received as incomplete. */
  mayBeIncomplete?: boolean;
}

/** The fields of one transfer. */
export function Transfer({ index, isOfOfficer = false, mayBeIncomplete: mayBeUnknown = false }: TransferProps) {
  const { t } = useText();
  const { form } = useIntake();
  const receiver = answerOf(form, nth('receiver', index));
  return (
    <>
      {!isOfOfficer && (
        <Radio
          id={nth('receiver', index)}
          options={(['account', 'promptpay', 'outside'] as const).map((each) => [each, t(`intake.receiver.${each}`)])}
        />
      )}
      <div className="fields">
        {receiver === 'account' && (
          <>
            <Field id={nth('toBank', index)} columns={3} list={BANK_LIST} mayBeUnknown={mayBeUnknown} />
            <Field id={nth('toAccountNo', index)} columns={3} inputMode="numeric" mayBeUnknown={mayBeUnknown} />
          </>
        )}
        {receiver === 'promptpay' && (
          <Field id={nth('toPromptPay', index)} columns={6} inputMode="numeric" mayBeUnknown={mayBeUnknown} />
        )}
        {receiver === 'outside' && (
          <>
            <Field id={nth('toOutside', index)} columns={3} mayBeUnknown={mayBeUnknown} />
            <Field id={nth('toOutsideNo', index)} columns={3} mayBeUnknown={mayBeUnknown} />
          </>
        )}
        <Field id={nth('amount', index)} columns={2} inputMode="decimal" mayBeUnknown={mayBeUnknown} />
        <Field id={nth('day', index)} columns={2} mayBeUnknown={mayBeUnknown} />
        <Field id={nth('time', index)} columns={2} mayBeUnknown={mayBeUnknown} />
        <Field id={nth('reference', index)} columns={2} mayBeUnknown={mayBeUnknown} />
        {!isOfOfficer && <Field id={nth('toName', index)} columns={2} mayBeUnknown hint={t('intake.optional')} />}
        <Choice
          id={nth('rail', index)}
          columns={2}
          options={[['', t('intake.rail.usual')], ...RAILS.map((rail) => [rail, t(`intake.rail.${rail}`)] as const)]}
        />
      </div>
    </>
  );
}

function OtherTransfer({ index, onEdit }: { index: number; onEdit: () => void }) {
  const { t, language } = useText();
  const { form, context } = useIntake();
  const amount = readAmount(textOf(form, nth('amount', index)));
  const receiver = useReceiver();
  return (
    <li className="line">
      <span className="number">{index + 1}</span>
      <span className="cut grow">{receiver(form, index, 'masked')}</span>
      <span className="cut">{textOf(form, nth('toName', index))}</span>
      <span className="whole">
        {timeOf(form, index, context.today, language) ??
          `${textOf(form, nth('day', index))} ${textOf(form, nth('time', index))}`}
      </span>
      <span className="cut">{textOf(form, nth('reference', index))}</span>
      <span className="amount">{amount === undefined ? t('intake.unknown') : formatBaht(amount, 'exact')}</span>
      <button
        type="button"
        className="button small plain"
        aria-label={t('intake.transfer.edit', { number: index + 1 })}
        onClick={onEdit}
      >
        <IconPencil size={16} aria-hidden />
      </button>
    </li>
  );
}

/** Returns the function that names the receiver of a transfer; `masked` without its first digits. */
export function useReceiver(): (form: IntakeForm, index: number, digits: 'masked' | 'full') => string {
  const { t } = useText();
  const { context } = useIntake();
  const shortName = useShortName(context.institutions);
  return (form, index, digits) => {
    const text = (kind: FieldKind) => textOf(form, nth(kind, index));
    if (receiverFields(form, index).every((kind) => text(kind) === '')) return t('intake.unknown');
    const number = digits === 'masked' ? masked : compact;
    if (text('receiver') === 'promptpay') return `${t('intake.receiver.promptpay')} ${number(text('toPromptPay'))}`;
    if (text('receiver') === 'outside')
      return `${text('toOutside')} ${digits === 'masked' ? masked(text('toOutsideNo')) : text('toOutsideNo')}`;
    const slug = findInstitution(text('toBank'), context.institutions)?.slug;
    return `${slug === undefined ? text('toBank') : shortName(slug)} ${number(text('toAccountNo'))}`;
  };
}

function Contacts() {
  const { t } = useText();
  const { form, change } = useIntake();
  const { contacts, persons } = form.counts;
  return (
    <Card step="contacts">
      {contacts + persons === 0 && <p className="label">{t('intake.contacts.none')}</p>}
      <p className="note">
        <Offers id={nth('contact', contacts)} />
      </p>
      {Array.from({ length: contacts }, (_, index) => (
        <div className="fields" key={index}>
          <Choice
            id={nth('contactKind', index)}
            columns={2}
            options={CONTACT_KINDS.map((kind) => [kind, t(`intake.contact.${kind}`)])}
          />
          <Field id={nth('contact', index)} columns={3} />
          <Remove
            label={t('intake.contacts.remove', { number: index + 1 })}
            onRemove={() => change((before) => without(before, 'contacts', index))}
          />
        </div>
      ))}
      {Array.from({ length: persons }, (_, index) => (
        <div className="fields" key={index}>
          <Field id={nth('personName', index)} columns={2} mayBeUnknown />
          <Field id={nth('personId', index)} columns={3} mayBeUnknown inputMode="numeric" />
          <Remove
            label={t('intake.contacts.removePerson', { number: index + 1 })}
            onRemove={() => change((before) => without(before, 'persons', index))}
          />
        </div>
      ))}
      <p className="line">
        <ActButton
          className="button small"
          why={contacts >= MOST ? t('act.most', { count: MOST }) : undefined}
          onClick={() => change((before) => withOneMore(before, 'contacts'))}
        >
          <IconPlus size={16} aria-hidden /> {t('intake.contacts.add')}
        </ActButton>
        <ActButton
          className="button small"
          why={persons >= MOST ? t('act.most', { count: MOST }) : undefined}
          onClick={() => change((before) => withOneMore(before, 'persons'))}
        >
          <IconPlus size={16} aria-hidden /> {t('intake.contacts.addPerson')}
        </ActButton>
      </p>
    </Card>
  );
}

function Remove({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <div className="field remove">
      <button type="button" className="button small plain" aria-label={label} onClick={onRemove}>
        <IconTrash size={16} aria-hidden />
      </button>
    </div>
  );
}

function Story() {
  const { t } = useText();
  return (
    <Card step="story">
      <div className="fields">
        <Field id="narrative" columns={6} rows={3} />
      </div>
      <NarrativeNames />
      <div className="fields">
        <Choice
          id="caseType"
          columns={2}
          options={[['', t('intake.choose')], ...CASE_TYPES.map((type) => [type, t(`caseType.${type}`)] as const)]}
        />
        <Choice
          id="channel"
          columns={2}
          options={CHANNELS.map((channel) => [channel, t(`intake.channel.${channel}`)])}
        />
        <Choice
          id="language"
          columns={2}
          options={LANGUAGES.map((language) => [language, t(`intake.language.${language}`)])}
        />
      </div>
    </Card>
  );
}
