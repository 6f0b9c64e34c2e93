import { useEffect, useRef, useState } from 'react';
import { Dialog } from '../../ui/dialog/dialog.js';
import { FileButton } from '../../ui/fields/file-button.js';
import { useIntake } from '../form/intake-context.js';
import { nth, partsOf, textOf, type FieldId, type FieldKind } from '../form/intake-form.js';
import { valuesOf } from './offers-of-slip.js';
import { readPicture } from './read-picture.js';
import { readSlipCode, type SlipCode } from './slip-code.js';
import type { SlipText } from './slip-text.js';
import { findInstitution } from '../form/checks.js';
import { compact, readAmount } from '../form/typed.js';
import { useText } from '../call/words.js';

/** The camera is looked at so often. */
const LOOK_EVERY_MS = 250;

/** What a code did to the form. */
interface Outcome {
  readonly filled: readonly FieldId[];
  readonly differs: readonly FieldId[];
  readonly isSlip: boolean;
}

interface SlipDialogProps {
  transfer: number;
  /** Takes what the text of a picture says; it is offered beside the fields. */
  onRead: (said: SlipText) => void;
  onClose: () => void;
}

/**
 * Reads the code of a slip or of a payment into a transfer, by a picture or the camera. What was
 * typed already is never overwritten: a difference is said. The text of a picture is read too, and only
 * offered: it is read with mistakes. No picture leaves this machine.
 */
export function SlipDialog({ transfer, onRead, onClose }: SlipDialogProps) {
  const { t } = useText();
  const apply = useApply(transfer);
  const [problem, setProblem] = useState<'noCode' | 'notSlip' | 'noCamera'>();
  const [outcome, setOutcome] = useState<Outcome>();
  const [isLooking, setLooking] = useState(false);
  const [text, setText] = useState<SlipText | 'reading' | 'failed'>();
  const { context } = useIntake();

  const take = (text: string | undefined): boolean => {
    const code = text === undefined ? undefined : readSlipCode(text);
    setProblem(text === undefined ? 'noCode' : code === undefined ? 'notSlip' : undefined);
    if (code === undefined) return false;
    setOutcome(apply(code));
    setLooking(false);
    return true;
  };
  const readText = async (picture: ImageBitmap): Promise<void> => {
    setText('reading');
    // Few calls need it, and it is much.
    const { readSlip } = await import('./read-slip.js');
    await readSlip(picture, context.today).then(
      (said) => {
        onRead(said);
        setText(said);
      },
      () => setText('failed'),
    );
  };
  const names = (ids: readonly FieldId[]) => ids.map((id) => t(`intake.field.${partsOf(id).kind}`)).join(' · ');
  return (
    <Dialog name="slip" isOpen isNarrow title={t('intake.slip.title')} onClose={onClose}>
      <p className="label">{t('intake.slip.lead')}</p>
      <div className="slip-ways">
        <FileButton
          label={t('intake.slip.file')}
          accept="image/*"
          onFiles={([picture]) => {
            if (picture === undefined) return;
            void createImageBitmap(picture).then(
              (bitmap) => {
                take(readPicture(bitmap));
                void readText(bitmap);
              },
              () => setProblem('noCode'),
            );
          }}
        />
        {isLooking ? (
          <Camera
            onCode={(text) => take(text)}
            onFailed={() => {
              setProblem('noCamera');
              setLooking(false);
            }}
          />
        ) : (
          <button type="button" className="button" onClick={() => setLooking(true)}>
            {t('intake.slip.camera')}
          </button>
        )}
      </div>
      <div role="status">
        {problem !== undefined && (
          <p className="note" data-tone="wrong">
            {t(`intake.slip.${problem}`)}
          </p>
        )}
        {outcome !== undefined && (
          <>
            {outcome.filled.length > 0 && <p>{t('intake.slip.filled', { fields: names(outcome.filled) })}</p>}
            {outcome.differs.length > 0 && (
              <p className="strip" data-tone="warn">
                {t('intake.slip.differs', { fields: names(outcome.differs) })}
              </p>
            )}
            {outcome.filled.length + outcome.differs.length === 0 && <p>{t('intake.slip.nothing')}</p>}
            {outcome.isSlip && <p className="label">{t('intake.slip.slipSays')}</p>}
          </>
        )}
        {text !== undefined && <TextOfSlip text={text} />}
      </div>
      <div className="dialog-foot">
        <button type="button" className={outcome === undefined ? 'button' : 'button primary'} onClick={onClose}>
          {t('intake.slip.done')} <kbd>Esc</kbd>
        </button>
      </div>
    </Dialog>
  );
}

/** What was read of the text of a slip, to be compared with it. */
function TextOfSlip({ text }: { text: SlipText | 'reading' | 'failed' }) {
  const { t, language } = useText();
  const { context } = useIntake();
  if (text === 'reading') return <p className="label">{t('intake.slip.reading')}</p>;
  if (text === 'failed') return <p className="label">{t('intake.slip.notRead')}</p>;
  const values = Object.entries(valuesOf(text, context, language));
  const digits = text.toDigits;
  if (values.length === 0 && digits === undefined) return <p className="label">{t('intake.slip.nothingRead')}</p>;
  return (
    <>
      <p>{t('intake.slip.read')}</p>
      <dl className="facts">
        {values.map(([kind, value]) => (
          <div key={kind}>
            <dt>{t(`intake.field.${kind as FieldKind}`)}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {digits !== undefined && <p className="label">{t('intake.slip.digits', { digits })}</p>}
    </>
  );
}

/** The camera of this machine, while it is looked through for a code. */
function Camera({ onCode, onFailed }: { onCode: (text: string) => void; onFailed: () => void }) {
  const { t } = useText();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    let stream: MediaStream | undefined;
    let isOver = false;
    const timer = setInterval(() => {
      const text = video.current === null ? undefined : readPicture(video.current);
      if (text !== undefined) onCode(text);
    }, LOOK_EVERY_MS);
    const open = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      if (isOver) return stop();
      if (video.current !== null) video.current.srcObject = stream;
    };
    const stop = () => stream?.getTracks().forEach((track) => track.stop());
    open().catch(() => !isOver && onFailed());
    return () => {
      isOver = true;
      clearInterval(timer);
      stop();
    };
  }, []);
  return (
    <figure>
      <video ref={video} autoPlay muted playsInline aria-label={t('intake.slip.looking')} />
      <figcaption className="label">{t('intake.slip.looking')}</figcaption>
    </figure>
  );
}

/** Returns the function that writes a code into the form, where nothing stands yet. */
function useApply(transfer: number): (code: SlipCode) => Outcome {
  const { form, context, answer } = useIntake();
  const { institutions } = context;
  return (code) => {
    const [filled, differs]: [FieldId[], FieldId[]] = [[], []];
    const fill = (id: FieldId, text: string, isSame: (typed: string) => boolean) => {
      const typed = textOf(form, id);
      if (typed === '') {
        answer(id, text);
        filled.push(id);
      } else if (!isSame(typed)) differs.push(id);
    };
    if (code.kind === 'slip') {
      const bank = [...institutions.values()].find(({ bankCode }) => bankCode === code.bankCode);
      // The directory may still be under way: then the form checks the number when it is here.
      if (bank !== undefined || institutions.size === 0)
        fill(
          'bank',
          code.bankCode,
          (typed) => typed === code.bankCode || findInstitution(typed, institutions) === bank,
        );
      fill(nth('reference', transfer), code.reference, (typed) => typed === code.reference);
    } else {
      const isTyped = ['toAccountNo', 'toOutsideNo'].some(
        (kind) => textOf(form, nth(kind as 'toAccountNo', transfer)) !== '',
      );
      if (!isTyped) answer(nth('receiver', transfer), 'promptpay');
      fill(nth('toPromptPay', transfer), code.promptPay, (typed) => sameId(typed, code.promptPay));
      const { amount } = code;
      if (amount !== undefined)
        fill(nth('amount', transfer), amount, (typed) => readAmount(typed) === readAmount(amount));
    }
    return { filled, differs, isSlip: code.kind === 'slip' };
  };
}

/** A PromptPay number may be typed as 08… and stand in the code as 00668…. */
function sameId(one: string, other: string): boolean {
  const plain = (id: string) => compact(id).replace(/^0066/, '0');
  return plain(one) === plain(other);
}
