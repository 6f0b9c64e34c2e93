import { answeredBy, isRefusal } from '../../application/message/answer-message.js';
import { keepRefusedStatement } from '../../application/statement/keep-refused-statement.js';
import { statementQuestion, type StatementQuestion } from '../../application/statement/ask-statements.js';
import { recordStatement } from '../../application/statement/record-statement.js';
import { questionRetryMs } from '../../contract/retry-times.js';
import { HoldStatementRow } from '../../persistence/entities/traffic/statement.entities.js';
import type { Kind } from '../kind.js';

/**
 * The question which orders of the centre an institution knows (P-STATEMENT), a page at a time. Its answer
 * changes no hold. One that refuses, or does not know the question, is asked again.
 */
export const HOLD_STATEMENT: Kind<StatementQuestion> = {
  answer: answeredBy({ receipt: 'statement.page', refusal: 'statement.rejected' }),
  retryMs: questionRetryMs,
  body: async (manager, { id }) => statementQuestion(await manager.findOneByOrFail(HoldStatementRow, { id })),
  call: ({ institutions }, to, body, abortSignal) => institutions.readHoldStatement(to, body, abortSignal),

  async record(db, { id }, answer) {
    if (answer !== null && isRefusal(answer)) await keepRefusedStatement(db, answer);
    else if (answer !== null) await recordStatement(db, id, answer);
    return {};
  },
};
