/**
 * The `ref` of what takes the place of an element that had the keyboard's focus: the focus goes on there, and a
 * screen reader begins there. What is no control needs `tabIndex={-1}` too.
 */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}
