import { useEffect, useEffectEvent, useRef } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { changeSettings, settings } from '../../api/settings.js';
import { session } from '../../api/session.js';
import { createStore, useStore } from '../../api/store.js';
import { pagesOf, type Page } from '../../pages.js';
import { useText } from '../../text/translate.js';
import { Dialog } from '../dialog/dialog.js';

/** A key of a page. */
export interface PageKey {
  /** `KeyboardEvent.code`: the place of the key, because the Thai layout types other characters. */
  readonly code: string;
  /** With Shift. */
  readonly shift?: boolean;
  /** With Alt or Ctrl: the key works while somebody types, and is not one of the single letters. */
  readonly with?: 'alt' | 'ctrl';
  /** What stands on the key, and what it does; without them it is not listed. */
  readonly cap?: string;
  readonly words?: string;
  readonly act: () => void;
}

/** Whether the keys of the page are listed; `absent` where the page has none. */
const keyList = createStore<'absent' | 'closed' | 'open'>('absent');

/** Opens the list of keys, also for who cannot press one: in intake a field always has the focus. */
export function KeysButton() {
  const { t } = useText();
  if (useStore(keyList) === 'absent') return null;
  return (
    <button
      type="button"
      className="button small plain keys-button"
      aria-label={t('keys.help')}
      onClick={() => keyList.set('open')}
    >
      ?
    </button>
  );
}

/**
 * Listens to the keys of a page, and lists them by `?` or the button of the frame. They rest while a dialog is open; those
 * without Alt or Ctrl rest where somebody types too.
 */
export function PageKeys({ keys }: { keys: readonly PageKey[] }) {
  const { t } = useText();
  const isListed = useStore(keyList) === 'open';
  const setListed = (isOpen: boolean) => keyList.set(isOpen ? 'open' : 'closed');
  useEffect(() => {
    keyList.set('closed');
    return () => keyList.set('absent');
  }, []);
  const { singleKeys } = useStore(settings);
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.metaKey || document.querySelector('dialog[open]') !== null) return;
    if (event.ctrlKey || event.altKey) {
      const held = event.ctrlKey ? 'ctrl' : 'alt';
      const key = keys.find((each) => each.code === event.code && each.with === held);
      if (key === undefined || event.shiftKey || (event.ctrlKey && event.altKey)) return;
      event.preventDefault();
      return key.act();
    }
    if (isTyping(event.target)) return;
    if (event.code === 'Slash' && event.shiftKey) {
      event.preventDefault();
      return setListed(true);
    }
    const isLetter = /^(Key|Digit|Slash|Bracket)/.test(event.code);
    if (isLetter && !singleKeys) return;
    const key = keys.find(
      (each) => each.code === event.code && each.with === undefined && (each.shift ?? false) === event.shiftKey,
    );
    if (key === undefined || isActedByFocus(event)) return;
    event.preventDefault();
    key.act();
  });
  useEffect(() => {
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);

  const now = useStore(session);
  const pages = now.state === 'signed-in' ? pagesOf(now.person) : [];
  const shown = [
    ...keys.filter(({ words }) => words !== undefined),
    ...pages.map(({ cap, name }) => ({ cap, words: t(`app.nav.${name}`) })),
    { cap: '?', words: t('keys.help') },
  ];
  return (
    <Dialog name="keys" isOpen={isListed} onClose={() => setListed(false)} title={t('keys.title')} isNarrow>
      <dl className="key-list">
        {shown.map(({ cap, words }) => (
          <div key={cap} className="key-row">
            <dt>
              <kbd>{cap}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <label className="line">
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={(event) => changeSettings({ singleKeys: event.target.checked })}
        />
        {t('keys.single')}
      </label>
      <div className="dialog-foot">
        <button type="button" className="button" onClick={() => setListed(false)}>
          {t('keys.close')} <kbd>Esc</kbd>
        </button>
      </div>
    </Dialog>
  );
}

/** After `g` the next key counts for so long. */
const GO_MS = 2_000;

/** Leads to a page by `g` and its letter, from every page; the letter then does nothing else. */
export function GoKeys({ pages }: { pages: readonly Page[] }) {
  const navigate = useNavigate();
  const { singleKeys } = useStore(settings);
  const pressedAt = useRef(0);
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (!singleKeys || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    if (document.querySelector('dialog[open]') !== null) return;
    const follows = event.timeStamp - pressedAt.current < GO_MS && pressedAt.current > 0;
    pressedAt.current = event.code === 'KeyG' ? event.timeStamp : 0;
    if (!follows) return;
    const page = pages.find(({ code }) => code === event.code);
    if (page === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    void navigate({ to: page.to });
  });
  useEffect(() => {
    // In the capture phase, so that the page's own keys do not act on the letter too.
    document.addEventListener('keydown', pressed, true);
    return () => document.removeEventListener('keydown', pressed, true);
  }, []);
  return null;
}

/** A box that is ticked takes no letters, so the keys of the page go on there. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement && /^(checkbox|radio)$/.test(target.type)) return false;
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName))
  );
}

/** Enter and Space belong to the button, link or box that has the focus. */
function isActedByFocus(event: KeyboardEvent): boolean {
  const isActing = event.code === 'Enter' || event.code === 'Space';
  return isActing && event.target instanceof HTMLElement && /^(A|BUTTON|SUMMARY|INPUT)$/.test(event.target.tagName);
}
