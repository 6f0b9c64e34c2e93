import type { Page } from 'playwright-core';
import type { DialogName } from '../../../../web/src/ui/dialog/dialog-names.js';
import { isFullRun } from '../../../support/full-run.js';

/** What a person decides by: the acts, and the figures, amounts, states, clocks and numbers that they rest on. */
const DECIDES =
  'button, a.button, .figure, .key-figure, .amount, .chip, .clock .time, .clock, h1, strong, th[scope=col]';

/** What may be moved sideways: the picture, and a table with a column for each agency or version. */
const MOVED_SIDEWAYS = '.react-flow, .scroll-x:has(.matrix), .scroll-x:has(.versions)';

/**
 * At 200 % and on a phone a table of staff may be moved, and the views of a page too (WCAG 1.4.10 asks
 * for no more); a page of the public is for phones first.
 */
const MOVED_WHERE_NARROW = ':not(.open *):is(.scroll-x, .tabs, .intake-steps, nav)';

/**
 * Returns the words that decide and are not wholly there, as lines: an ellipsis stands for a part of
 * them, an edge clips them, or they stand beside what can be seen. What a person reaches by scrolling
 * down is there; what needs scrolling sideways is not.
 */
async function cutWords(page: Page): Promise<string[]> {
  return page.evaluate(
    ({ decides, always, whereNarrow }) => {
      const SLACK_PX = 2;
      const movedSideways = innerWidth < 1024 ? `${always}, ${whereNarrow}` : always;
      const found = new Set<string>();
      const seen = (element: Element) =>
        element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) &&
        element.closest('.unseen, [inert]') === null;
      const modal = document.querySelector('dialog[open]');
      for (const element of (modal ?? document).querySelectorAll<HTMLElement>(decides)) {
        if (!seen(element) || (element.textContent ?? '').trim() === '') continue;
        if (element.closest(movedSideways) !== null) continue;
        const text = document.createRange();
        text.selectNodeContents(element);
        const { left, right, top, bottom } = text.getBoundingClientRect();
        if (right - left === 0) continue;
        const words = (element.textContent ?? '').trim().slice(0, 60);
        if (right > innerWidth + SLACK_PX || left < -SLACK_PX) found.add(`beside the window: ${words}`);
        for (let box: HTMLElement | null = element; box !== null; box = box.parentElement) {
          const { overflowX, overflowY, position, display } = getComputedStyle(box);
          if (display === 'contents') continue;
          const edge = box.getBoundingClientRect();
          if (overflowX !== 'visible' && (right > edge.right + SLACK_PX || left < edge.left - SLACK_PX)) {
            found.add(`cut sideways: ${words}`);
          }
          const isClipped = overflowY === 'hidden' || overflowY === 'clip';
          if (isClipped && (bottom > edge.bottom + 6 || top < edge.top - 6)) found.add(`cut below: ${words}`);
          if (position === 'fixed') break;
        }
      }
      return [...found];
    },
    { decides: DECIDES, always: MOVED_SIDEWAYS, whereNarrow: MOVED_WHERE_NARROW },
  );
}

/** A window, in pixels of CSS: at 200 % half as many as the screen has. */
export interface WindowSize {
  readonly width: number;
  readonly height: number;
}

/** The windows of the centre's desks, and what 200 % leaves of the two most used. */
export const DESKS: readonly WindowSize[] = [
  { width: 1024, height: 640 },
  { width: 1152, height: 720 },
  { width: 1280, height: 640 },
  { width: 1366, height: 768 },
  { width: 1440, height: 900 },
  { width: 1536, height: 864 },
  { width: 1920, height: 1080 },
  { width: 960, height: 540 },
  { width: 720, height: 450 },
];

/** The telephones on which a holder or a victim reads. */
export const PHONES: readonly WindowSize[] = [
  { width: 360, height: 740 },
  { width: 390, height: 844 },
  { width: 430, height: 932 },
];

/**
 * Shows a page in windows of each size; returns what is cut there, whether the page is moved sideways,
 * whether the bar takes a second row or says something twice, and what of the decision is out of sight, as lines.
 */
export async function cutAt(page: Page, sizes: readonly WindowSize[]): Promise<string[]> {
  const found: string[] = [];
  for (const { width, height } of sizes) {
    await page.setViewportSize({ width, height });
    const faults = await page.evaluate(async () => {
      // The page is laid out anew, and what measures itself has drawn.
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
      const of = document.documentElement;
      const bar = document.querySelector('.frame > .top')?.clientHeight ?? 0;
      const inBar = [...document.querySelectorAll('.frame > .top :is(a, button span)')]
        .filter((each) => each.checkVisibility() && each.textContent.trim() !== '')
        .map((each) => each.textContent.trim());
      const twice = inBar.filter((words, place) => inBar.indexOf(words) !== place);
      const panel = document.querySelector('.decision');
      const { top = 0, bottom = innerHeight, height: tall = innerHeight } = panel?.getBoundingClientRect() ?? {};
      const act = panel?.querySelector('.buttons .button')?.getBoundingClientRect();
      // Below 860 the page has one column, and the panel all of its own height.
      const isWhole =
        innerWidth < 860
          ? panel === null || panel.scrollHeight <= panel.clientHeight + 1
          : bottom <= innerHeight + 1 && top >= 0 && tall >= innerHeight * 0.6;
      // A field that shows fewer than about eight letters: nobody reads there what he types.
      const narrow = [...document.querySelectorAll('dialog[open] :is(input.input, select.input, textarea.input)')]
        .filter((field) => field.checkVisibility() && field.getBoundingClientRect().width < 72)
        .map((field) => field.id || field.tagName.toLowerCase());
      // Nor where the buttons in a field leave no room for what is typed.
      const covered = [...document.querySelectorAll(':is(dialog[open], .intake-form) input.input')].filter((field) => {
        const { paddingLeft, paddingRight } = getComputedStyle(field);
        return field.checkVisibility() && field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) < 60;
      });
      return [
        ...covered.map((field) => `no room for what is typed: ${field.id}`),
        ...narrow.map((field) => `a field too narrow to read: ${field}`),
        ...(of.scrollWidth > of.clientWidth ? ['the page is moved sideways'] : []),
        ...(innerWidth >= 860 && bar > 60 ? ['the bar takes two rows'] : []),
        ...twice.map((words) => `the bar says it twice: ${words}`),
        ...(isWhole ? [] : [`the decision has ${Math.round(tall)} of ${innerHeight}`]),
        ...(act !== undefined && innerWidth >= 860 && act.bottom > innerHeight ? ['the act is out of sight'] : []),
      ];
    });
    const lines = [...faults, ...(await cutWords(page))];
    found.push(...lines.map((line) => `${width}×${height}: ${line}`));
  }
  return found;
}

/** A low window, the one of most desks, and what 200 % leaves of it: `npm test` looks at a dialog in these. */
export const FEW_WINDOWS = DESKS.filter(({ width }) => [1024, 1440, 720].includes(width));

/**
 * Looks at the dialog that is open, in windows of every size, or of a few in `npm test`: nothing that
 * decides is cut. A story names the dialog that it looks at; a test finds the dialogs that none names.
 */
export async function wholeDialog(page: Page, name: DialogName): Promise<void> {
  const dialog = page.locator(`dialog[open][data-dialog=${name}]`);
  await dialog.waitFor();
  await dialog.locator('.ghosts').waitFor({ state: 'hidden' });
  const size = page.viewportSize();
  expect({ name, cut: await cutAt(page, isFullRun ? DESKS : FEW_WINDOWS) }).toEqual({ name, cut: [] });
  if (size !== null) await page.setViewportSize(size);
}
