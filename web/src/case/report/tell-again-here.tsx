import { lazy, Suspense, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { CaseActs, CaseView } from '../../api/schema.js';
import { useWhyNot } from '../../orders/why-not.js';
import { ActButton } from '../../ui/screen/act-button.js';
import { useText } from '../words.js';

/** The dialog has the fields of the intake, which nobody loads who only reads a case. */
const TellAgain = lazy(() => import('../../complaints/tell-again.js').then((one) => ({ default: one.TellAgain })));

/** Refusals where there is nothing to tell, or nobody of this role tells it. */
const NOT_DRAWN: readonly string[] = ['APPROVAL.ROLE', 'COMPLAINT.KNOWN_ALREADY', 'COMPLAINT.ABSENT'];

interface TellAgainHereProps {
  view: Pick<CaseView, 'id' | 'caseNo'>;
  acts: CaseActs | undefined;
  blocked: string | undefined;
}

/** Tells, on the page of the case, what of its report is not known yet. */
export function TellAgainHere({ view: { id, caseNo }, acts, blocked }: TellAgainHereProps) {
  const { t } = useText();
  const queries = useQueryClient();
  const wordsOf = useWhyNot();
  const [isOpen, setOpen] = useState(false);
  const [said, setSaid] = useState<string>();
  const offered = acts?.report.toldAgain;
  const whyNot = offered?.whyNot ?? null;
  const isDrawn = offered !== undefined && (whyNot === null || !NOT_DRAWN.includes(whyNot.code));
  const why = blocked ?? wordsOf(whyNot, []);
  return (
    <>
      {said !== undefined && (
        <p className="said" role="status">
          {said}
        </p>
      )}
      {isDrawn && (
        <p className="line">
          <span className="label">{t('report.toldAgain.unknown')}</span>
          <ActButton className="button small" why={why} onClick={() => setOpen(true)}>
            {t('report.toldAgain.open')}…
          </ActButton>
          <span className="label">{why}</span>
        </p>
      )}
      {isOpen && offered !== undefined && (
        <Suspense fallback={null}>
          <TellAgain
            complaint={{ id, caseNo, askAgain: offered.askAgain }}
            blocked={why}
            onDone={(done) => {
              setSaid(done);
              void queries.invalidateQueries({ queryKey: ['case', id] });
            }}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
