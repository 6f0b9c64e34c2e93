import type { DataSource, EntityManager } from 'typeorm';
import { statementDue, statementTimes } from '../../domain/statement/statement-times.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { messageToWrite } from '../../outgoing/write.js';
import { appendAudit, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { reckonedNow } from '../../persistence/clock.js';
import { OutgoingMessageRow } from '../../persistence/entities/traffic/outgoing.entities.js';
import { HoldStatementRow } from '../../persistence/entities/traffic/statement.entities.js';
import { exchangesToWrite } from '../../persistence/exchange/record-exchange.js';
import { newId } from '../../persistence/ids.js';
import { type Beside, insertTogether, type RowsToInsert, rowsTo } from '../../persistence/insert-together.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { askedBefore } from './statement.queries.js';

/** What a page is asked by: the query of the protocol. */
export interface StatementQuestion {
  since?: string;
  after?: string;
}

/** Returns the question of a page, the same each time. */
export function statementQuestion({
  since,
  afterPlace,
}: Pick<HoldStatementRow, 'since' | 'afterPlace'>): StatementQuestion {
  return {
    ...(since === null ? {} : { since: since.toISOString() }),
    ...(afterPlace === null ? {} : { after: afterPlace }),
  };
}

/** Returns what asks for a page: its row and its message, to write together. */
export async function pageToAsk(
  manager: EntityManager,
  page: Pick<HoldStatementRow, 'institution' | 'since' | 'afterPlace'> & { roundId?: string },
  now: Date,
): Promise<{ rows: RowsToInsert[]; beside: Beside; id: string }> {
  const id = newId();
  const row = {
    id,
    ...page,
    roundId: page.roundId ?? id,
    askedAt: now,
    answeredAt: null,
    inboxMessageId: null,
    isLast: false,
    orders: null,
    differences: null,
  };
  const { row: message, exchange } = messageToWrite(
    {
      id,
      kind: 'hold.statement',
      party: page.institution,
      subjectId: id,
      body: statementQuestion(row),
      legalBasis: [ruleInForce(await loadRulebook(manager, 'th'), 'SHARE-4', now).rowId],
      purpose: 'question which orders of the centre an institution knows',
    },
    { caseId: null, now },
  );
  const rows = [rowsTo(HoldStatementRow, [row]), rowsTo(OutgoingMessageRow, [message])];
  return { rows, beside: exchangesToWrite([exchange]), id };
}

/**
 * Asks each institution for its statement that is due (P-STATEMENT). `atOnce`: the process begins, perhaps
 * after a restore, so what changed is asked for though its time has not come. Returns how many were asked.
 */
export async function askStatements(db: DataSource, { atOnce = false } = {}): Promise<number> {
  const rulebook = await loadRulebook(db.manager, 'th');
  const times = statementTimes(rulebook, await reckonedNow(db.manager));
  const sinceOf = ({ now, ...before }: Asked): Date | null | undefined => statementDue(before, times, now, atOnce);
  const withinMs = times.wholeMs;
  let asked = 0;
  for (const before of await askedBefore(db.manager, { withinMs })) {
    if (sinceOf(before) === undefined) continue;
    asked += (await ask(db, { withinMs, institution: before.institution }, sinceOf)) ? 1 : 0;
  }
  return asked;
}

type Asked = Awaited<ReturnType<typeof askedBefore>>[number];

/** Begins the statement of an institution, unless another keeper did so meanwhile. */
async function ask(
  db: DataSource,
  which: { withinMs: number; institution: string },
  sinceOf: (before: Asked) => Date | null | undefined,
): Promise<boolean> {
  const { institution } = which;
  return inTransaction(db, async (manager) => {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('hold_statement ' || $1))`, [institution]);
    const [before] = await askedBefore(manager, which);
    const since = before && sinceOf(before);
    if (before === undefined || since === undefined) return false;
    const page = await pageToAsk(manager, { institution, since, afterPlace: null }, before.now);
    await insertTogether(manager, page.rows, [page.beside]);
    const payload = { statementId: page.id, institution, since: since?.toISOString() ?? null };
    await appendAudit(manager, SYSTEM_CHAIN, 'system', before.now, [{ type: 'statement.asked', payload }]);
    return true;
  });
}
