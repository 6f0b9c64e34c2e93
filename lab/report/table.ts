import type { Estimate } from '../bench/statistics.js';

/** Returns a table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

/** Returns a share with its interval, such as `.245 ± .012`. */
export function shown({ mean, within }: Estimate, digits = 3): string {
  const text = (value: number) => value.toFixed(digits).replace(/^0\./, '.');
  return within === null ? text(mean) : `${text(mean)} ± ${text(within)}`;
}
