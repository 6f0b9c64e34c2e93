import { useEffect, useEffectEvent, useState } from 'react';
import { changeSettings, settings } from '../api/settings.js';
import { useStore } from '../api/store.js';
import { useText } from '../text/translate.js';
import { Dialog } from './dialog.js';

/** A key of a page. */
export interface PageKey {
  /** `KeyboardEvent.code`: the place of the key, because the Thai layout types other characters. */
  readonly code: string;
  /** With Shift. */
  readonly shift?: boolean;
  /** What stands on the key, and what it does; without them it is not listed. */
  readonly cap?: string;
  readonly words?: string;
  readonly act: () => void;
}

/**
 * Listens to the keys of a page, except where somebody types and while a dialog is open, and lists
 * them by `?`.
 */
export function PageKeys({ keys }: { keys: readonly PageKey[] }) {
  const { t } = useText();
  const [isListed, setListed] = useState(false);
  const { singleKeys } = useStore(settings);
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    if (document.querySelector('dialog[open]') !== null) return;
    if (event.code === 'Slash' && event.shiftKey) {
      event.preventDefault();
      return setListed(true);
    }
    const isLetter = /^(Key|Digit|Slash|Bracket)/.test(event.code);
    if (isLetter && !singleKeys) return;
    const key = keys.find(({ code, shift = false }) => code === event.code && shift === event.shiftKey);
    if (key === undefined || isActedByFocus(event)) return;
    event.preventDefault();
    key.act();
  });
  useEffect(() => {
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);

  const shown = [...keys.filter(({ words }) => words !== undefined), { cap: '?', words: t('keys.help') }];
  return (
    <Dialog isOpen={isListed} onClose={() => setListed(false)} title={t('keys.title')} isNarrow>
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

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName))
  );
}

/** Enter and Space belong to the button or link that has the focus. */
function isActedByFocus(event: KeyboardEvent): boolean {
  const isActing = event.code === 'Enter' || event.code === 'Space';
  return isActing && event.target instanceof HTMLElement && /^(A|BUTTON|SUMMARY)$/.test(event.target.tagName);
}
