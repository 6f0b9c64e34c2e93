import type { ListedSubject, NumbersSubject } from '../../domain/directive/directive.js';
import type { DirectiveRow } from '../../persistence/entities/money/directive.entities.js';
import { newId } from '../../persistence/ids.js';
import type { CaseWork } from '../case/work/case-work.js';
import { directiveMessage } from './directive-message.js';

const PURPOSE = {
  telecom: 'numbers that evidence gives reason to believe were used in the crime, whose service is to be suspended',
  telecom_lift: 'numbers whose service is to be restored',
  list: 'a person or wallet was listed',
  delist: 'a person or wallet was delisted',
} as const;

/** An approved directive with the subject of its messages; a delisting has that of its listing. */
export interface DirectiveToSend {
  directive: DirectiveRow;
  subject: ListedSubject | NumbersSubject;
  decidedAt: Date;
}

/** Writes a directive's message to each party. */
export function writeDirectiveMessages(
  work: CaseWork,
  { directive, subject, decidedAt }: DirectiveToSend,
  parties: readonly string[],
): void {
  const { rulebook, caseFile } = work;
  for (const party of parties) {
    const id = newId();
    const parts = { rulebook, caseNo: caseFile.caseNo, directive, subject, decidedAt, notice: { id, party } };
    const { kind, message: body } = directiveMessage(parts);
    const legalBasis = [directive.ruleRowId];
    work.send({ id, kind, party, subjectId: directive.id, body, legalBasis, purpose: PURPOSE[directive.kind] });
  }
}
