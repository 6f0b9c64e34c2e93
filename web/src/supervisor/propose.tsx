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

/** The button by which an administrator proposes a change; the others see it off, with the reason. */
export function Propose({ view: { person, blocked }, call, words, form: Form }: ProposeProps) {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  const why = blocked ?? (mayCall(person, call) ? undefined : t('supervisor.propose.role'));
  return (
    <span className="line">
      <ActButton className="button small" why={why} onClick={() => setOpen(true)}>
        {words}…
      </ActButton>
      <span className="label">{why}</span>
      {isOpen && <Form blocked={why} onClose={() => setOpen(false)} />}
    </span>
  );
}
