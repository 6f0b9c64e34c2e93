import { useEffect, useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import type { DialogName } from './dialog-names.js';

interface DialogProps {
  name: DialogName;
  isOpen: boolean;
  title: string;
  onClose: () => void;
  /** What Ctrl+Enter does; a key that is still held from opening the dialog does nothing. */
  onConfirm?: () => void;
  isNarrow?: boolean;
  className?: string;
  children: ReactNode;
}

/** A modal dialog. The browser keeps the focus in it and gives it back afterwards; Esc closes it. */
export function Dialog({
  name,
  isOpen,
  title,
  onClose,
  onConfirm,
  isNarrow = false,
  className = '',
  children,
}: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = element.current;
    if (isOpen && dialog?.open === false) {
      dialog.showModal();
      beginAtTop(dialog);
    }
    if (!isOpen && dialog?.open === true) dialog.close();
  }, [isOpen]);
  // A dialog that leaves the page while it is open gives nothing back by itself: it is closed first.
  useLayoutEffect(() => {
    const dialog = element.current;
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      data-dialog={name}
      className={`dialog ${isNarrow ? 'narrow' : ''} ${className}`}
      aria-labelledby={titleId}
      onClose={onClose}
      onKeyDown={(event) => {
        if (onConfirm === undefined || event.key !== 'Enter' || !event.ctrlKey || event.repeat) return;
        event.preventDefault();
        onConfirm();
      }}
    >
      {isOpen && (
        <>
          <h2 id={titleId} tabIndex={-1}>
            {title}
          </h2>
          {children}
        </>
      )}
    </dialog>
  );
}

/** The browser takes the focus to the first control: where that is a button below a long text, the text is read first. */
function beginAtTop(dialog: HTMLDialogElement): void {
  if (dialog.scrollTop === 0 || document.activeElement?.closest('.dialog-foot') === null) return;
  dialog.querySelector('h2')?.focus({ preventScroll: true });
  dialog.scrollTop = 0;
}
