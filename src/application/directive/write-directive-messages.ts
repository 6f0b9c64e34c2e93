import type { ListedSubject, NumbersSubject } from '../../domain/directive/directive.js';
import { DirectiveNoticeRow, type DirectiveRow } from '../../persistence/entities/directive.entities.js';
import { bodySha256, disclosedFields } from '../../persistence/exchange/message-body.js';
import { newId } from '../../persistence/ids.js';
import type { CaseWork } from '../case/case-work.js';
import { directiveMessage } from './directive-message.js';

const PURPOSE = {
  telecom: 'numbers used in crime, whose service is to be suspended',
  telecom_lift: 'numbers whose service is to be given back',
  list: 'a person or wallet was listed',
  delist: 'a person or wallet was delisted',
} as const;

/** An approved directive with the subject of its messages; a delisting has that of its listing. */
export interface DirectiveToSend {
  directive: DirectiveRow;
  subject: ListedSubject | NumbersSubject;
  decidedAt: Date;
}

/** Writes a directive's message to each party with its exchange; the keeper sends them. */
export async function writeDirectiveMessages(
  work: CaseWork,
  { directive, subject, decidedAt }: DirectiveToSend,
  parties: readonly string[],
): Promise<void> {
  const { manager, now, rulebook } = work;
  const { caseNo } = work.caseFile;
  for (const party of parties) {
    const row = manager.create(DirectiveNoticeRow, {
      id: newId(),
      directiveId: directive.id,
      party,
      writtenAt: now,
      attempts: 0,
      nextAttemptAt: now,
      firstSentAt: null,
      acknowledgedAt: null,
      result: null,
    });
    await manager.insert(DirectiveNoticeRow, row);
    const { kind, message } = directiveMessage({ rulebook, caseNo, directive, subject, decidedAt, notice: row });
    work.exchange({
      direction: 'out',
      party,
      kind,
      messageId: row.id,
      legalBasis: [directive.ruleRowId],
      purpose: PURPOSE[directive.kind],
      fields: disclosedFields(message),
      bodySha256: bodySha256(message),
    });
  }
}
