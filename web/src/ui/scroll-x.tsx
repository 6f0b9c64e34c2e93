import type { ReactNode } from 'react';

/** Lets a wide table scroll by itself, also by the keys of a person without a mouse. */
export function ScrollX({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={label}>
      {children}
    </div>
  );
}
