import { createContext, useContext, useEffect, useRef, type RefObject } from 'react';

/** A refusal of a dialog's act: its code, and the id of its words on the page. */
interface Refusal {
  readonly code: string;
  readonly wordsId: string;
}

/** What the API refused last in the dialog around; undefined: nothing. */
export const Refused = createContext<Refusal | undefined>(undefined);

interface RefusedField {
  readonly ref: RefObject<HTMLInputElement | null>;
  /** The id of the words that say why it is refused; undefined: it is not. */
  readonly wordsId: string | undefined;
}

/**
 * Ties a field to the refusals that are about it (`codes` of the API): it is marked as wrong with their
 * words, and takes the focus. What may stand in it, the API alone says.
 */
export function useRefusedField(codes: readonly string[]): RefusedField {
  const refusal = useContext(Refused);
  const ref = useRef<HTMLInputElement>(null);
  const own = refusal !== undefined && codes.includes(refusal.code) ? refusal : undefined;
  useEffect(() => {
    if (own !== undefined) ref.current?.focus();
  }, [own]);
  return { ref, wordsId: own?.wordsId };
}
