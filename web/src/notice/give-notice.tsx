import { useState } from 'react';
import type { NoticeAccepted } from '../api/schema.js';
import type { Person } from '../api/next-session.js';
import { GivenDialog } from './given-dialog.js';
import { NoticeDialog } from './notice-dialog.js';
import { useText } from './words.js';

interface GiveNoticeProps {
  person: Person | undefined;
  /** Why nothing can be done now; undefined: it can. */
  blocked: string | undefined;
}

/** The button by which an officer gives a notice of section 6; nothing for anybody else. */
export function GiveNotice({ person, blocked }: GiveNoticeProps) {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  const [accepted, setAccepted] = useState<NoticeAccepted>();
  const offices = person?.offices ?? [];
  if (offices.length === 0) return null;
  return (
    <>
      <button type="button" className="button small" onClick={() => setOpen(true)}>
        {t('notice.open')}…
      </button>
      {isOpen && (
        <NoticeDialog offices={offices} blocked={blocked} onGiven={setAccepted} onClose={() => setOpen(false)} />
      )}
      {accepted !== undefined && <GivenDialog accepted={accepted} onClose={() => setAccepted(undefined)} />}
    </>
  );
}
