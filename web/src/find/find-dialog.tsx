import { useEffect, useRef, useState } from 'react';
import { useText as useShared } from '../text/translate.js';
import type { Person } from '../api/next-session.js';
import { Dialog } from '../ui/dialog/dialog.js';
import { FindCases } from './find-cases.js';
import { findsCases, looksUp, looksUpForInstitution } from './searchers.js';
import { LookUpSuspect } from './look-up-suspect.js';
import { useText } from './words.js';

interface FindDialogProps {
  person: Person;
  onClose: () => void;
}

/**
 * Finds cases, or what is known of a suspect, by a number. What was typed goes to the API in a
 * body, never into an address, and is forgotten when the dialog closes. Nothing is searched before
 * the person says so: each is on record.
 */
export function FindDialog({ person, onClose }: FindDialogProps) {
  const { t } = useText();
  const shared = useShared().t;
  const hasCases = findsCases(person);
  const [part, setPart] = useState<'cases' | 'suspect'>(hasCases ? 'cases' : 'suspect');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), [part]);
  const close = (
    <button type="button" className="button" onClick={onClose}>
      {shared('keys.close')} <kbd>Esc</kbd>
    </button>
  );
  return (
    <Dialog name="find" isOpen isNarrow title={t(`find.title.${part}`)} onClose={onClose}>
      {hasCases && looksUp(person) && (
        <span className="joined">
          {(['cases', 'suspect'] as const).map((each) => (
            <button
              key={each}
              type="button"
              className="button small"
              aria-pressed={each === part}
              onClick={() => setPart(each)}
            >
              {t(`find.part.${each}`)}
            </button>
          ))}
        </span>
      )}
      <p className="label">{t(`find.lead.${part}`)}</p>
      {part === 'cases' ? (
        <FindCases field={field} close={close} onOpened={onClose} />
      ) : (
        <LookUpSuspect field={field} close={close} isOwn={looksUpForInstitution(person)} onOpened={onClose} />
      )}
    </Dialog>
  );
}
