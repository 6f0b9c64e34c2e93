import type { ReactNode } from 'react';

/** What happens one after the other. */
export function Steps({ children }: { children: ReactNode }) {
  return <ol className="steps">{children}</ol>;
}

/** One step; `isNow` marks the one that is due. */
export function Step({
  title,
  detail,
  isNow = false,
}: {
  title: string;
  detail?: string | undefined;
  isNow?: boolean;
}) {
  return (
    <li aria-current={isNow ? 'step' : undefined}>
      <strong>{title}</strong>
      {detail !== undefined && <p className="label">{detail}</p>}
    </li>
  );
}
