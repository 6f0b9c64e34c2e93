import type { Estimate } from '../bench/statistics.js';

const BAR_HEIGHT = 22;
const GAP = 8;
const LABELS = 270;
const WIDTH = 420;
const MARGIN = 70;

/** Returns a picture (SVG) of horizontal bars with their intervals, for values of 0 and more. */
export function barChart(title: string, bars: readonly { label: string; value: Estimate }[]): string {
  const most = Math.max(1e-9, ...bars.map(({ value }) => value.mean + (value.within ?? 0)));
  const x = (value: number) => LABELS + (Math.max(0, value) / most) * WIDTH;
  const height = 40 + bars.length * (BAR_HEIGHT + GAP);
  const rows = bars.map(({ label, value }, index) => {
    const top = 34 + index * (BAR_HEIGHT + GAP);
    const middle = top + BAR_HEIGHT / 2;
    const { mean, within } = value;
    const whisker =
      within === null
        ? ''
        : `<line x1="${x(mean - within).toFixed(1)}" x2="${x(mean + within).toFixed(1)}" y1="${middle}" y2="${middle}" stroke="#b45309" stroke-width="2"/>`;
    return [
      `<text x="${LABELS - 8}" y="${middle + 5}" text-anchor="end">${escaped(label)}</text>`,
      `<rect x="${LABELS}" y="${top}" width="${(x(mean) - LABELS).toFixed(1)}" height="${BAR_HEIGHT}" fill="#1d4ed8"/>`,
      whisker,
      `<text x="${(x(mean + (within ?? 0)) + 6).toFixed(1)}" y="${middle + 5}">${mean.toFixed(3)}</text>`,
    ].join('');
  });
  const width = LABELS + WIDTH + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="8" y="20" font-weight="bold">${escaped(title)}</text>`,
    ...rows,
    '</svg>',
    '',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
