import { useState, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { api, dataOf } from '../../api/client.js';
import { ActDialog } from '../dialog/act-dialog.js';
import { useText } from '../words.js';
import { shownSeconds, useRevealed } from './use-revealed.js';
import { ActButton } from '../screen/act-button.js';

interface RevealableProps {
  caseId: string;
  /** What is revealed: the account of a part of the trail, or a personal field of the case. */
  of: { readonly partId: string } | { readonly field: string };
  /** What the value is, which stands before it, such as the name of a bank. */
  name: string;
  masked: string;
  mayReveal: boolean;
  /** Why it cannot be revealed now; undefined: it can. */
  blocked: string | undefined;
  /** Shows the full value, or the masked one while it is undefined; left out: `name` and the value. */
  children?: (value: string | undefined) => ReactNode;
}

/**
 * A masked value that a person may see in full for a reason. The reading and the reason are on
 * record before the value comes, and the value goes again by itself.
 */
export function Revealable({ caseId, of, name, masked, mayReveal, blocked, children }: RevealableProps) {
  const { t } = useText();
  const queries = useQueryClient();
  const [value, setValue] = useRevealed();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      {children === undefined ? (
        <p>
          {name} <span className="whole">{value ?? masked}</span>
        </p>
      ) : (
        children(value)
      )}
      {value !== undefined && (
        <p className="line">
          <span className="label">{t('reveal.goes', { seconds: shownSeconds(value) })}</span>
          <button type="button" className="button small" onClick={() => setValue(undefined)}>
            <IconEyeOff size={16} aria-hidden /> {t('reveal.hide')}
          </button>
        </p>
      )}
      {mayReveal && value === undefined && (
        <ActButton className="button small" why={blocked} onClick={() => setAsking(true)}>
          <IconEye size={16} aria-hidden /> {t('reveal.show')}…
        </ActButton>
      )}
      {isAsking && (
        <ActDialog
          name="reveal"
          title={t('reveal.ask', { name, masked })}
          lead={t('reveal.lead')}
          confirm={t('reveal.show')}
          reasonLabel={t('reveal.reason')}
          blocked={blocked}
          onClose={() => setAsking(false)}
          onAct={async (reason) => {
            const params = { path: { id: caseId } };
            const answer = await dataOf(api.POST('/v1/cases/{id}/reveals', { params, body: { ...of, reason } }));
            const isAccountField = 'field' in of && of.field.endsWith('.account');
            // Such a field is `institution:number`, and its institution stands before it already.
            setValue(isAccountField ? answer.value.replace(/^[^:]*:/, '') : answer.value);
            await queries.invalidateQueries({ queryKey: ['case', caseId, 'reveals'] });
            return undefined;
          }}
        >
          {null}
        </ActDialog>
      )}
    </>
  );
}
