import { useState, type ComponentType } from 'react';
import { type Call, mayCall } from '../api/next-session.js';
import type { ViewProps } from './supervisor-data.js';
import { useText } from './words.js';
import { ActButton } from '../ui/screen/act-button.js';

interface ProposeProps {
  view: ViewProps;
  /** How it is proposed. */
  call: Call;
  /** What can be proposed. */
  words: string;
  form: ComponentType<{ blocked: string | undefined; onClose: () => void }>;
}

/** The button by which an administrator proposes a change; the others read who does. */
export function Propose({ view: { person, blocked }, call, words, form: Form }: ProposeProps) {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  if (!mayCall(person, call)) return <span className="label">{t('supervisor.propose.role')}</span>;
  return (
    <span className="line">
      <ActButton className="button small" why={blocked} onClick={() => setOpen(true)}>
        {words}…
      </ActButton>
      <span className="label">{blocked}</span>
      {isOpen && <Form blocked={blocked} onClose={() => setOpen(false)} />}
    </span>
  );
}
