import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import { useText } from '../../text/translate.js';

/** So long the button is held down before it acts. */
const HOLD_MS = 2_000;

interface HoldButtonProps {
  isOff: boolean;
  noteId: string;
  onAct: () => void;
  children: ReactNode;
}

/**
 * A button that acts only when it is held down for two seconds, by pointer, Space or Enter. Let go
 * earlier, it does nothing and says so.
 */
export function HoldButton({ isOff, noteId, onAct, children }: HoldButtonProps) {
  const { t } = useText();
  const [state, setState] = useState<'rest' | 'held' | 'early'>('rest');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const act = useEffectEvent(onAct);
  const start = () => {
    if (isOff || state === 'held') return;
    setState('held');
    timer.current = setTimeout(() => {
      setState('rest');
      act();
    }, HOLD_MS);
  };
  const stop = () => {
    clearTimeout(timer.current);
    if (state === 'held') setState('early');
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const isKey = (key: string) => key === ' ' || key === 'Enter';
  return (
    <>
      <span className="label" role="status">
        {state === 'held' ? t('hold.held') : state === 'early' ? t('hold.early') : ''}
      </span>
      <button
        type="button"
        className="button danger hold-button"
        data-held={state === 'held'}
        aria-disabled={isOff}
        aria-describedby={noteId}
        onPointerDown={start}
        onPointerUp={stop}
        onPointerLeave={stop}
        onBlur={stop}
        onKeyDown={(event) => {
          if (!isKey(event.key) || event.ctrlKey) return;
          event.preventDefault();
          if (!event.repeat) start();
        }}
        onKeyUp={({ key }) => isKey(key) && stop()}
        onContextMenu={(event) => event.preventDefault()}
      >
        {children} <span className="label">{t('hold.hint')}</span>
      </button>
    </>
  );
}
