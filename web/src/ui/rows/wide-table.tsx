import type { ReactNode } from 'react';

/** The head of a column, which no other column has; that of amounts stands to the right, as they do. */
interface ColumnHead {
  readonly head: string;
  readonly isAmount?: boolean;
}

interface WideTableProps {
  label: string;
  columns: readonly ColumnHead[];
  /** A look of its own, besides that of all tables. */
  look?: 'matrix' | 'versions' | 'values';
  /** One or several `tbody`. */
  children: ReactNode;
}

/**
 * A table with heads. Where it is wider than its room it scrolls by itself, also by the keys of a
 * person without a mouse.
 */
export function WideTable({ label, columns, look, children }: WideTableProps) {
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={label}>
      <table className={look === undefined ? 'rows' : `rows ${look}`}>
        <thead>
          <tr>
            {columns.map(({ head, isAmount }) => (
              <th key={head} scope="col" className={isAmount ? 'amount' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {children}
      </table>
    </div>
  );
}
