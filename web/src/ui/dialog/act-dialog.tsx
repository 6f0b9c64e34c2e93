import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { codeOfRefusal } from '../../api/client.js';
import { useProblemWords } from '../../problem/use-problem-words.js';
import { useText } from '../../text/translate.js';
import { Dialog } from './dialog.js';
import type { DialogName } from './dialog-names.js';
import { HoldButton } from './hold-button.js';
import { Refused } from './refused-field.js';

interface ActDialogProps {
  name: DialogName;
  /** The whole sentence of what will happen. */
  title: string;
  lead: ReactNode;
  /** The verb and the amount again. */
  confirm: string;
  /** Left out where no reason is asked for. */
  reasonLabel?: string;
  /** A reason to begin with. As long as it is not edited, the person says that it is the own one. */
  draft?: string | undefined;
  /** Tells of the reason while it is typed. */
  onReason?: (reason: string) => void;
  /** True where a reason may be left out. */
  isReasonOptional?: boolean;
  /** True where a form stands before the reason: the dialog begins with its first field. */
  isReasonLast?: boolean;
  /** True where one person acts alone: a red edge, and the button is held down for two seconds. */
  isLoud?: boolean;
  /** Why it cannot be done now; undefined: it can. */
  blocked: string | undefined;
  /** Says in the dialog's colours what changed while it was open, instead of the button. */
  changed?: ReactNode;
  /** Acts; returns what of it did not happen, in words, or nothing. Throws when nothing happened. */
  onAct: (reason: string) => Promise<string | undefined>;
  onClose: () => void;
  children: ReactNode;
}

/**
 * A dialog that acts: it names amount, bank and account, asks for a reason, and says what did not
 * happen when the API refuses. Enter never confirms; Ctrl+Enter does, except where it is loud. What
 * was typed stays.
 */
export function ActDialog(props: ActDialogProps) {
  const {
    name,
    title,
    lead,
    confirm,
    reasonLabel,
    draft = '',
    onReason,
    isReasonOptional = false,
    isReasonLast = false,
    isLoud = false,
    blocked,
    changed,
    onAct,
    onClose,
    children,
  } = props;
  const { t } = useText();
  const problems = useProblemWords();
  const [reason, setReason] = useState(draft);
  const [drafted, setDrafted] = useState(draft);
  const [isSigned, setSigned] = useState(false);
  if (draft !== drafted) {
    setDrafted(draft);
    setSigned(false);
    if (reason === drafted) setReason(draft);
  }
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ words: string; refused: { code: string; wordsId: string } }>();
  const [part, setPart] = useState<string>();
  const field = useRef<HTMLTextAreaElement>(null);
  const noteId = useId();
  const failureId = useId();
  useEffect(() => {
    if (!isReasonOptional && !isReasonLast) field.current?.focus();
  }, []);

  // Who has looked at what changed pressed a button that is gone then: the keyboard goes on at the reason.
  const isChanged = changed !== undefined;
  useEffect(() => {
    if (!isChanged && document.activeElement === document.body) field.current?.focus();
  }, [isChanged]);

  const asksReason = reasonLabel !== undefined && !isReasonOptional;
  const isDraft = draft !== '' && reason.trim() === draft.trim();
  const why = blocked ?? whyNot();
  function whyNot(): string | undefined {
    if (!asksReason) return undefined;
    if (reason.trim() === '') return t('act.needsReason');
    return isDraft && !isSigned ? t('act.needsSigning') : undefined;
  }
  const act = async () => {
    if (why !== undefined || isBusy || changed !== undefined) return;
    setBusy(true);
    setFailure(undefined);
    setPart(undefined);
    try {
      const left = await onAct(reason.trim());
      if (left === undefined) return onClose();
      setPart(left);
      setBusy(false);
    } catch (error) {
      setFailure({ words: problems.of(error), refused: { code: codeOfRefusal(error), wordsId: failureId } });
      setBusy(false);
    }
  };
  return (
    <Dialog
      name={name}
      isOpen
      title={title}
      onClose={onClose}
      className={isLoud ? 'loud' : ''}
      onConfirm={isLoud ? undefined : () => void act()}
    >
      <div className="label">{lead}</div>
      <Refused value={failure?.refused}>{children}</Refused>
      {failure !== undefined && (
        <div id={failureId} className="strip" data-tone="failed" role="alert">
          <strong>{t('act.failed')}</strong> {failure.words}
        </div>
      )}
      {part !== undefined && (
        <div className="strip" data-tone="warn" role="alert">
          {part}
        </div>
      )}
      {reasonLabel !== undefined && (
        <label className="field">
          <span className="name">{reasonLabel}</span>
          <textarea
            ref={field}
            className="input"
            rows={3}
            maxLength={4_000}
            value={reason}
            onChange={({ target }) => {
              setReason(target.value);
              onReason?.(target.value);
            }}
          />
        </label>
      )}
      {isDraft && (
        <label className="line">
          <input type="checkbox" checked={isSigned} onChange={() => setSigned(!isSigned)} />
          <span>{t('act.sign')}</span>
        </label>
      )}
      {changed}
      <div className="dialog-foot">
        <span id={noteId} className="label grow">
          {why ?? (isBusy ? t('act.busy') : undefined)}
        </span>
        <button type="button" className="button" onClick={onClose}>
          {t('act.back')} <kbd>Esc</kbd>
        </button>
        {changed === undefined && isLoud && (
          <HoldButton isOff={why !== undefined || isBusy} noteId={noteId} onAct={() => void act()}>
            {confirm}
          </HoldButton>
        )}
        {changed === undefined && !isLoud && (
          <button
            type="button"
            className="button primary"
            aria-disabled={why !== undefined || isBusy}
            aria-describedby={noteId}
            onClick={() => void act()}
          >
            {confirm} <kbd>Ctrl Enter</kbd>
          </button>
        )}
      </div>
    </Dialog>
  );
}
