interface Off {
  readonly 'aria-disabled': true;
  readonly title: string;
}

/**
 * Returns what makes a box of a form off with its reason: it keeps its place in the order of Tab, and
 * who hears the page is told why. What it does is left out by whoever draws it.
 */
export function offIf(why: string | undefined): Off | undefined {
  return why === undefined ? undefined : { 'aria-disabled': true, title: why };
}
