const checks: (() => boolean)[] = [];

/** Lets the browser ask before it closes a window in which something is not saved. */
export function guardUnsaved(isUnsaved: () => boolean): void {
  checks.push(isUnsaved);
  window.addEventListener('beforeunload', (event) => {
    if (isUnsaved()) event.preventDefault();
  });
}

/** Returns whether something that was typed in this window is not saved. */
export function hasUnsavedWork(): boolean {
  return checks.some((isUnsaved) => isUnsaved());
}
