import { useRef } from 'react';
import { ActButton } from '../screen/act-button.js';

interface FileButtonProps {
  label: string;
  /** The types that may be chosen, as `accept` of HTML. */
  accept: string;
  isMultiple?: boolean;
  /** Why none can be chosen now; undefined: one can. */
  why?: string | undefined;
  /** The id of a note about it. */
  describedBy?: string;
  onFiles: (files: readonly File[]) => void;
}

/**
 * A button that opens the browser's choice of files. The browser's own control has words in the
 * language of the browser, not of the page, so it stays unseen.
 */
export function FileButton({ label, accept, isMultiple = false, why, describedBy, onFiles }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <ActButton why={why} describedBy={describedBy} onClick={() => input.current?.click()}>
        {label}…
      </ActButton>
      <input
        ref={input}
        type="file"
        className="unseen"
        tabIndex={-1}
        aria-label={label}
        accept={accept}
        multiple={isMultiple}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          target.value = ''; // the same file may be chosen again
          if (files.length > 0 && why === undefined) onFiles(files);
        }}
      />
    </>
  );
}
