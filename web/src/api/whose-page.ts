/** The person whose page this is, once one has signed in; nothing of it is ever sent as another. */
let whose: string | undefined;

/** Says whose page this is. */
export function setWhosePage(person: string): void {
  whose = person;
}

/** Returns whose page this is, as the API reads it in the header `rangap-person`. */
export function whosePage(): string | undefined {
  return whose === undefined ? undefined : encodeURIComponent(whose);
}
