import { useId, useState, type FormEvent } from 'react';
import { ProblemError } from '../api/client.js';
import { typedNumber } from '../format/typed-number.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { ActButton } from '../ui/screen/act-button.js';
import { useText } from './words.js';

/** What a person without an account proves with who they are: a number and its code. */
export interface Proof {
  readonly number: string;
  readonly code: string;
}

interface ProofFormProps {
  /** What the number is called, and how one looks. */
  numberLabel: string;
  numberHint: string;
  /** Where the code was shown to the person. */
  codeSource: string;
  /** Reads what the proof opens; throws ProblemError. */
  onProof: (proof: Proof) => Promise<void>;
}

/**
 * Asks for a number and its code. Neither is ever in an address or kept in the browser. A wrong
 * number and a wrong code are told alike, so that nobody finds out which numbers exist.
 */
export function ProofForm({ numberLabel, numberHint, codeSource, onProof }: ProofFormProps) {
  const { t } = useText();
  const [number, setNumber] = useState('');
  const [code, setCode] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const failureText = useFailureText();
  const [numberNote, codeNote, failureNote] = [useId(), useId(), useId()];

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    if (number.trim() === '' || code.trim() === '') return setFailure(t('open.incomplete'));
    setBusy(true);
    setFailure(undefined);
    try {
      await onProof({ number: typedNumber(number), code: code.trim() });
    } catch (error) {
      setFailure(failureText(error));
      setBusy(false);
    }
  };

  return (
    <form className="proof" noValidate onSubmit={(event) => void submit(event)}>
      <label className="field">
        <span className="name">{numberLabel}</span>
        <input
          className="input"
          value={number}
          onChange={({ target }) => setNumber(target.value)}
          aria-describedby={numberNote}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
        />
        <span id={numberNote} className="label">
          {numberHint}
        </span>
      </label>
      <label className="field">
        <span className="name">{t('open.code')}</span>
        <input
          className="input"
          value={code}
          onChange={({ target }) => setCode(target.value)}
          aria-describedby={codeNote}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={20}
        />
        <span id={codeNote} className="label">
          {codeSource} · {t('open.codeHint')}
        </span>
      </label>
      <div id={failureNote} role="alert">
        {failure !== undefined && (
          <p className="strip" data-tone="failed">
            {failure}
          </p>
        )}
      </div>
      <ActButton
        isSubmit
        className="button primary"
        why={isBusy ? t('open.wait') : undefined}
        describedBy={failureNote}
      >
        {isBusy ? t('open.wait') : t('open.show')}
      </ActButton>
      <p className="label">{t('open.privacy')}</p>
    </form>
  );
}

/** Codes of answers that say no more than that nothing is found. */
const UNKNOWN = ['APPEAL.UNKNOWN', 'COMPLAINT.UNKNOWN', 'REQUEST.SCHEMA'];

/**
 * Returns the function that tells a person what did not happen, and what to do: in the words of
 * every page, but a fault of ours leads to 1441, because nobody here has an administrator.
 */
export function useFailureText(): (error: unknown) => string {
  const { t } = useText();
  const problems = useProblemWords();
  return (error) => {
    if (!(error instanceof ProblemError)) return problems.of(error);
    if (UNKNOWN.includes(error.code)) return t('open.unknown');
    return error.status >= 500 ? t('open.failed', { code: error.code }) : problems.of(error);
  };
}
