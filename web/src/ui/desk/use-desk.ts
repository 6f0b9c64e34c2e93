import { useEffect, useState } from 'react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useText } from '../../text/translate.js';
import type { PageKey } from '../screen/keys.js';
import type { DeskSearch } from './desk-search.js';

/** The view and the chosen row of a desk, as they stand in its address. */
export interface DeskPlace<Name extends string> {
  readonly tab: Name;
  readonly chosenId: string | undefined;
  /** Shows a view, with no row chosen unless one is given. */
  readonly show: (tab: Name, chosenId?: string) => void;
  readonly choose: (id: string | undefined) => void;
}

/** Returns the place in a desk. A view of the address that the person does not have is the first. */
export function useDeskPlace<Name extends string>(names: readonly Name[], first: Name): DeskPlace<Name> {
  const { tab, chosen }: DeskSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  // The choice stands here first: the address follows a moment later, and keys come faster.
  const [chosenId, setChosenId] = useState(chosen);
  useEffect(() => setChosenId(chosen), [chosen]);
  const go = (search: DeskSearch) => {
    setChosenId(search.chosen);
    void navigate({ to: '.', search, replace: true });
  };
  const shown = names.find((name) => name === tab) ?? first;
  const named = shown === first ? undefined : shown;
  return {
    tab: shown,
    chosenId,
    show: (next, id) => go({ tab: next === first ? undefined : next, chosen: id }),
    choose: (id) => go({ tab: named, chosen: id }),
  };
}

/** Returns the keys of a desk: move, views by their number, close. */
export function useDeskKeys<Name extends string>(
  place: DeskPlace<Name>,
  ids: readonly string[],
  tabs: readonly { readonly name: Name; readonly words: string }[],
): PageKey[] {
  const { t } = useText();
  const move = (step: number) => {
    const index = ids.findIndex((id) => id === place.chosenId);
    const next = ids[Math.max(0, Math.min(ids.length - 1, index < 0 ? 0 : index + step))];
    if (next !== undefined) place.choose(next);
  };
  return [
    { code: 'KeyJ', cap: 'j ↓', words: t('keys.move'), act: () => move(1) },
    { code: 'KeyK', cap: 'k ↑', words: t('keys.move'), act: () => move(-1) },
    { code: 'ArrowDown', act: () => move(1) },
    { code: 'ArrowUp', act: () => move(-1) },
    { code: 'Escape', cap: 'Esc', words: t('keys.back'), act: () => place.choose(undefined) },
    ...tabs.map(({ name, words }, index) => ({
      code: `Digit${index + 1}`,
      cap: String(index + 1),
      words,
      act: () => place.show(name),
    })),
  ];
}
