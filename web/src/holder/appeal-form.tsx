import { useEffect, useId, useRef, useState } from 'react';
import { ProblemError } from '../api/client.js';
import { arabicDigits } from '../format/arabic-digits.js';
import { useFailureText } from '../open/proof-form.js';
import { ActButton } from '../ui/screen/act-button.js';
import { useText } from './words.js';

interface AppealFormProps {
  /** Sends the appeal; throws ProblemError. */
  onSend: (statement: string, phone: string | undefined) => Promise<void>;
  onCancel: () => void;
}

/** Takes down what a holder says against the hold. What was typed stays until it is received. */
export function AppealForm({ onSend, onCancel }: AppealFormProps) {
  const { t } = useText();
  const failureText = useFailureText();
  const [statement, setStatement] = useState('');
  const [phone, setPhone] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const field = useRef<HTMLTextAreaElement>(null);
  const noteId = useId();
  const phoneNoteId = useId();
  useEffect(() => field.current?.focus(), []);

  const send = async () => {
    if (isBusy) return;
    if (statement.trim() === '') return setFailure(t('holder.empty'));
    setBusy(true);
    setFailure(undefined);
    try {
      const number = arabicDigits(phone).replace(/[\s().-]/g, '');
      await onSend(statement.trim(), number === '' ? undefined : number);
    } catch (error) {
      // Of what is sent here the number and the text can have a wrong form.
      const isForm = error instanceof ProblemError && error.code === 'REQUEST.SCHEMA';
      setFailure(isForm ? t(phone.trim() === '' ? 'holder.signs' : 'holder.numberOrSigns') : failureText(error));
      setBusy(false);
    }
  };

  return (
    <form
      className="proof"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label className="field">
        <span className="name">{t('holder.statement')}</span>
        <textarea
          ref={field}
          className="input"
          rows={7}
          maxLength={4_000}
          value={statement}
          aria-describedby={noteId}
          onChange={({ target }) => setStatement(target.value)}
        />
        <span id={noteId} className="label">
          {t('holder.statementHint')}
        </span>
      </label>
      <label className="field">
        <span className="name">{t('holder.phone')}</span>
        <input
          className="input"
          type="tel"
          autoComplete="off"
          maxLength={20}
          value={phone}
          aria-describedby={phoneNoteId}
          onChange={({ target }) => setPhone(target.value)}
        />
        <span id={phoneNoteId} className="label">
          {t('holder.phoneHint')}
        </span>
      </label>
      <div role="alert">
        {failure !== undefined && (
          <p className="strip" data-tone="failed">
            {failure}
          </p>
        )}
      </div>
      <div className="slip-foot">
        <ActButton isSubmit className="button primary" why={isBusy ? t('holder.sending') : undefined}>
          {isBusy ? t('holder.sending') : t('holder.send')}
        </ActButton>
        <button type="button" className="button" onClick={onCancel}>
          {t('holder.cancel')}
        </button>
      </div>
    </form>
  );
}
