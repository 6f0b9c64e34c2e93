import { useState } from 'react';
import { isOwn } from '../api/is-own.js';
import type { Person } from '../api/next-session.js';
import { ProblemError } from '../api/client.js';
import { useText } from './words.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { usePersons } from '../ui/marks/persons.js';
import { useAssign } from './assign.js';

interface HandoverDialogProps {
  cases: readonly { readonly id: string; readonly caseNo: string }[];
  person: Person;
  blocked: string | undefined;
  onClose: () => void;
}

/** Hands cases over to a person, or back to nobody, with a note for whoever takes them over. */
export function HandoverDialog({ cases, person, blocked, onClose }: HandoverDialogProps) {
  const { t } = useText();
  const problems = useProblemWords();
  const assign = useAssign();
  const [assignee, setAssignee] = useState('');
  const [isNobody, setNobody] = useState(false);
  const [left, setLeft] = useState(cases);
  const persons = usePersons();
  const others = (persons.data ?? []).filter((each) => !isOwn(each.subject, person) && each.takesCases);
  const [only] = cases;
  const title =
    cases.length === 1 && only !== undefined
      ? t('handover.title', { caseNo: only.caseNo })
      : t('handover.titleMany', { count: cases.length });
  const needed = !isNobody && assignee === '' ? t('handover.needsPerson') : undefined;
  return (
    <ActDialog
      name="handover"
      title={title}
      lead={person.endsClaims ? t('handover.leadSupervisor') : t('handover.lead')}
      confirm={t('handover.confirm')}
      reasonLabel={t('handover.note')}
      isReasonOptional
      blocked={blocked ?? needed}
      onClose={onClose}
      onAct={async (note) => {
        // One after the other; those that went through are not tried again.
        const failed: { id: string; caseNo: string; problem: string }[] = [];
        for (const each of left) {
          try {
            await assign(each.id, isNobody ? null : assignee, note);
          } catch (error) {
            if (!(error instanceof ProblemError)) throw error;
            if (cases.length === 1) throw error;
            failed.push({ ...each, problem: problems.of(error) });
          }
        }
        if (failed.length === 0) return undefined;
        setLeft(failed);
        const words = failed.map(({ caseNo, problem }) => `${caseNo}: ${problem}`).join(' · ');
        const done = cases.length - failed.length;
        return t('handover.someFailed', { done, count: cases.length, failed: words });
      }}
    >
      <fieldset className="choices">
        <legend className="label">{t('handover.to')}</legend>
        {!isNobody && (
          <label className="field">
            <span className="name">{t('handover.toHint')}</span>
            <select className="input" value={assignee} onChange={({ target }) => setAssignee(target.value)}>
              <option value="">{t('handover.choose')}</option>
              {others.map(({ subject, name, roles }) => (
                <option key={subject} value={subject}>
                  {name} · {roles.map((role) => t(`role.${role}` as 'role.aoc_officer')).join(', ')} · {subject}
                </option>
              ))}
            </select>
          </label>
        )}
        {persons.error !== null && <p className="label">{t('handover.unread', { why: problems.of(persons.error) })}</p>}
        {persons.data !== undefined && others.length === 0 && <p className="label">{t('handover.nobodyElse')}</p>}
        <label className="line">
          <input type="checkbox" checked={isNobody} onChange={({ target }) => setNobody(target.checked)} />
          {t('handover.nobody')}
        </label>
      </fieldset>
    </ActDialog>
  );
}
