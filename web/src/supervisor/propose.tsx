import { useState, type ComponentType } from 'react';
import type { ViewProps } from './supervisor-data.js';
import { useText } from './words.js';
import { ActButton } from '../ui/screen/act-button.js';

interface ProposeProps {
  view: ViewProps;
  /** What can be proposed. */
  words: string;
  form: ComponentType<{ blocked: string | undefined; onClose: () => void }>;
}

/** The button by which an administrator proposes a change; the others see it off, with the reason. */
export function Propose({ view: { person, blocked }, words, form: Form }: ProposeProps) {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  const mayPropose = person?.roles.includes('administrator') === true;
  const why = blocked ?? (mayPropose ? undefined : t('supervisor.propose.role'));
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
