import '../styles/intake.css';
import { useState } from 'react';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { NoticeAccepted, OfficerNotice } from '../api/schema.js';
import { BANK_LIST, BankList } from '../intake/form/bank-list.js';
import { Field } from '../intake/form/field.js';
import { IntakeContext } from '../intake/form/intake-context.js';
import { MOST, transferFields, without, withOneMore } from '../intake/form/intake-form.js';
import { Transfer } from '../intake/form/parts.js';
import { accountOf, transferOf } from '../intake/form/to-complaint.js';
import { useFormPart } from '../intake/form/use-form-part.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { TextField } from '../ui/fields/text-field.js';
import { instantOf, today, When } from '../ui/fields/when.js';
import { ActButton } from '../ui/screen/act-button.js';
import { useText } from './words.js';

type Office = OfficerNotice['authority']['office'];

const SUSPECTED = ['technology_crime', 'predicate_offence', 'money_laundering'] as const;

interface NoticeDialogProps {
  offices: readonly Office[];
  /** Why nothing can be done now; undefined: it can. */
  blocked: string | undefined;
  /** Says what came of the notice. */
  onGiven: (accepted: NoticeAccepted) => void;
  onClose: () => void;
}

/**
 * An officer's notice of suspicion (section 6 paragraph 2, OFF-6B), written down from its document.
 * The centre finds the case by the transfers, so nobody names one.
 */
export function NoticeDialog({ offices, blocked, onGiven, onClose }: NoticeDialogProps) {
  const { t, language } = useText();
  const queries = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const [office, setOffice] = useState<Office>(offices[0] ?? 'amlo');
  const [position, setPosition] = useState('');
  const [documentNo, setDocumentNo] = useState('');
  const [suspected, setSuspected] = useState<OfficerNotice['suspected']>('technology_crime');
  const [given, setGiven] = useState(() => today(language));
  const { intake, isComplete } = useFormPart((form) => [
    'bank',
    'accountNo',
    ...Array.from({ length: form.counts.transfers }, (_, index) => transferFields(form, index)).flat(),
  ]);
  const { form, context, change } = intake;
  const foundAt = instantOf(given);
  const isReady = isComplete && position.trim() !== '' && documentNo.trim() !== '' && foundAt !== undefined;
  const transfers = Array.from({ length: form.counts.transfers }, (_, index) => index);
  return (
    <ActDialog
      name="notice"
      title={t('notice.form.title')}
      lead={t('notice.form.lead')}
      reasonLabel={t('notice.form.ground')}
      isReasonLast
      confirm={t('notice.form.confirm')}
      blocked={blocked ?? (isReady ? undefined : t('notice.form.needs'))}
      onClose={onClose}
      onAct={async (ground) => {
        const body: OfficerNotice = {
          kind: 'officer',
          ground,
          suspected,
          foundAt: foundAt ?? '',
          fromAccount: accountOf(form, context),
          authority: { office, position: position.trim(), documentNo: documentNo.trim() },
          transfers: transfers.map((index) => noticedTransfer(transferOf(form, index, context))),
        };
        const params = { header: { 'Idempotency-Key': key } };
        const accepted = await dataOf(api.POST('/v1/notices', { params, body }));
        await queries.invalidateQueries({ queryKey: ['list', 'cases'] });
        await queries.invalidateQueries({ queryKey: ['case'] });
        onGiven(accepted);
        return undefined;
      }}
    >
      <div className="fields">
        <label className="field" data-columns="2">
          <span className="name">{t('notice.form.office')}</span>
          <select
            className="input"
            value={office}
            onChange={({ target }) => setOffice(offices.find((each) => each === target.value) ?? office)}
          >
            {offices.map((each) => (
              <option key={each} value={each}>
                {t(`agency.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <TextField
          label={t('notice.form.position')}
          columns={2}
          maxLength={100}
          value={position}
          onChange={setPosition}
        />
        <TextField
          label={t('notice.form.documentNo')}
          columns={2}
          maxLength={64}
          value={documentNo}
          onChange={setDocumentNo}
        />
        <label className="field" data-columns="3">
          <span className="name">{t('notice.form.suspected')}</span>
          <select
            className="input"
            value={suspected}
            onChange={({ target }) => setSuspected(SUSPECTED.find((each) => each === target.value) ?? suspected)}
          >
            {SUSPECTED.map((each) => (
              <option key={each} value={each}>
                {t(`notice.suspected.${each}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <When label={t('notice.form.givenAt')} value={given} onChange={setGiven} />
      <IntakeContext value={intake}>
        <fieldset className="radio">
          <legend className="name">{t('notice.form.from')}</legend>
          <div className="fields">
            <Field id="bank" columns={3} list={BANK_LIST} />
            <Field id="accountNo" columns={3} inputMode="numeric" />
          </div>
        </fieldset>
        {transfers.map((index) => (
          <fieldset key={index} className="radio">
            <legend className="name">{t('notice.form.transfer', { number: index + 1 })}</legend>
            <Transfer index={index} isOfOfficer />
            {transfers.length > 1 && (
              <button
                type="button"
                className="button small"
                onClick={() => change((before) => without(before, 'transfers', index))}
              >
                <IconTrash size={16} aria-hidden /> {t('notice.form.remove', { number: index + 1 })}
              </button>
            )}
          </fieldset>
        ))}
        <p>
          <ActButton
            className="button small"
            why={transfers.length >= MOST ? t('act.most', { count: MOST }) : undefined}
            onClick={() => change((before) => withOneMore(before, 'transfers'))}
          >
            <IconPlus size={16} aria-hidden /> {t('notice.form.add')}
          </ActButton>
        </p>
        <BankList />
      </IntakeContext>
    </ActDialog>
  );
}

function noticedTransfer({ to, amountSatang, transferredAt, reference, rail }: ReturnType<typeof transferOf>) {
  if (!('account' in to)) throw new Error('the receiver of a noticed transfer is an account');
  return { to: { account: to.account }, amountSatang, transferredAt, reference, rail };
}
