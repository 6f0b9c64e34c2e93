import type { ReactNode } from 'react';

interface ActButtonProps {
  /** Why it cannot be done now; undefined: it can. */
  why: string | undefined;
  className?: string;
  /** True for the button of a form, which sends it. */
  isSubmit?: boolean;
  /** The id of a note about it. */
  describedBy?: string | undefined;
  onClick?: () => void;
  children: ReactNode;
}

/**
 * A button that acts, or says why it does not: off, it keeps its place in the order of Tab, and who
 * hears the page is told the reason after its name.
 */
export function ActButton({
  why,
  className = 'button',
  isSubmit = false,
  describedBy,
  onClick,
  children,
}: ActButtonProps) {
  return (
    <button
      type={isSubmit ? 'submit' : 'button'}
      className={className}
      aria-disabled={why !== undefined}
      aria-describedby={describedBy}
      title={why}
      onClick={why === undefined ? onClick : (event) => event.preventDefault()}
    >
      {children}
    </button>
  );
}
