import { useId, useState } from 'react';
import type { Person } from '../api/session.js';
import { ProblemError } from '../api/client.js';
import { useText } from './words.js';
import { ActDialog } from '../ui/act-dialog.js';
import { useHandlingActs } from './claims.js';

interface HandoverDialogProps {
  cases: readonly { readonly id: string; readonly caseNo: string }[];
  /** Persons that this screen has seen at work; any other may be typed. */
  known: readonly string[];
  person: Person;
  blocked: string | undefined;
  onClose: () => void;
}

/** Hands cases over to a person, or back to nobody, with a note for whoever takes them over. */
export function HandoverDialog({ cases, known, person, blocked, onClose }: HandoverDialogProps) {
  const { t } = useText();
  const { assign } = useHandlingActs();
  const [assignee, setAssignee] = useState('');
  const [isNobody, setNobody] = useState(false);
  const [left, setLeft] = useState(cases);
  const listId = useId();
  const [only] = cases;
  const title =
    cases.length === 1 && only !== undefined
      ? t('handover.title', { caseNo: only.caseNo })
      : t('handover.titleMany', { count: cases.length });
  const isSupervisor = person.roles.includes('aoc_supervisor');
  const needed = !isNobody && assignee.trim() === '' ? t('handover.needsPerson') : undefined;
  return (
    <ActDialog
      title={title}
      lead={isSupervisor ? t('handover.leadSupervisor') : t('handover.lead')}
      confirm={t('handover.confirm')}
      reasonLabel={t('handover.note')}
      isReasonOptional
      blocked={blocked ?? needed}
      onClose={onClose}
      onAct={async (note) => {
        // One after the other; those that went through are not tried again.
        const failed: { id: string; caseNo: string; code: string }[] = [];
        for (const each of left) {
          try {
            await assign(each.id, isNobody ? null : assignee.trim(), note);
          } catch (error) {
            if (!(error instanceof ProblemError)) throw error;
            if (cases.length === 1) throw error;
            failed.push({ ...each, code: error.code });
          }
        }
        if (failed.length === 0) return undefined;
        setLeft(failed);
        const words = failed.map(({ caseNo, code }) => `${caseNo} ${code}`).join(', ');
        const done = cases.length - failed.length;
        return t('handover.someFailed', { done, count: cases.length, failed: words });
      }}
    >
      <fieldset className="choices">
        <legend className="label">{t('handover.to')}</legend>
        <label className="field">
          <span className="name">{t('handover.toHint')}</span>
          <input
            className="input"
            list={listId}
            value={assignee}
            disabled={isNobody}
            autoComplete="off"
            maxLength={200}
            onChange={({ target }) => setAssignee(target.value)}
          />
        </label>
        <datalist id={listId}>
          {known.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <label className="line">
          <input type="checkbox" checked={isNobody} onChange={({ target }) => setNobody(target.checked)} />
          {t('handover.nobody')}
        </label>
      </fieldset>
    </ActDialog>
  );
}
