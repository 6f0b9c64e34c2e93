import { Link } from '@tanstack/react-router';
import type { Person } from '../api/next-session.js';
import { mayRead } from '../pages.js';
import type { DeskPlace } from './place-of-task.js';

interface DeskLinkProps {
  place: DeskPlace;
  person: Person | undefined;
  className?: string;
  /** What stands there for who may not read that page; nothing when it is left out. */
  otherwise?: string;
  children: React.ReactNode;
}

/** A link to a row of another page, for who may read that page. */
export function DeskLink({ place: { to, search }, person, className, otherwise, children }: DeskLinkProps) {
  if (person === undefined || !mayRead(to, person)) return otherwise ?? null;
  return (
    <Link to={to} search={search} className={className}>
      {children}
    </Link>
  );
}
