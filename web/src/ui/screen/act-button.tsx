import type { ReactNode } from 'react';

interface ActButtonProps {
  /** Why it cannot be done now; undefined: it can. */
  why: string | undefined;
  className?: string;
  onClick: () => void;
  children: ReactNode;
}

/**
 * A button that acts, or says why it does not: off, it keeps its place in the order of Tab, and who
 * hears the page is told the reason after its name.
 */
export function ActButton({ why, className = 'button', onClick, children }: ActButtonProps) {
  return (
    <button
      type="button"
      className={className}
      aria-disabled={why !== undefined}
      title={why}
      onClick={why === undefined ? onClick : undefined}
    >
      {children}
    </button>
  );
}
