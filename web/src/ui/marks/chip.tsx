import type { ReactNode } from 'react';

export type Tone = 'held' | 'asked' | 'warn' | 'breach' | 'unknown' | 'gone' | 'shield' | 'notmet' | 'plain';

/** A state: icon, word and colour. It is no button. */
export function Chip({ tone, icon, children }: { tone: Tone; icon: ReactNode; children: ReactNode }) {
  return (
    <span className="chip" data-tone={tone}>
      {icon}
      {children}
    </span>
  );
}
