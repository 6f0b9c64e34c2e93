import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { addToComplaint } from '../../../src/application/complaint/intake/add-to-complaint.js';
import { complaintWorkflowId, holdWorkflowId } from '../../../src/contract/ids.js';
import { type AdvanceWithoutWorkflow, lookerForWorkflow } from '../../../src/keeper/advance-without-workflow.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { relayOutbox } from '../../../src/keeper/outbox-relay.js';
import { WorkflowSearch } from '../../../src/keeper/workflow-search.js';
import { driveDue } from '../../support/drive-due.js';
import { takeOrder } from '../../support/outgoing.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OPERATOR, RecordBuilder } from '../../support/record-builder.js';
import { askWithdrawal, withdraw } from '../../support/withdraw.js';

let database: FreshDatabase;
let build: RecordBuilder;
beforeEach(async () => {
  database = await freshDatabase();
  build = await RecordBuilder.on(database);
});
afterEach(() => database.drop());

const ADVANCES_NOTHING = { advance: () => Promise.resolve(true), look: () => Promise.resolve(true) };

const unread = () =>
  database.dataSource.query<unknown[]>(`SELECT id FROM outbox WHERE read_at IS NULL AND kind = 'start'`);

/** Everything that is due was due `seconds` earlier. */
async function passes(seconds: number): Promise<void> {
  for (const [table, column] of [
    ['outgoing_message', 'next_attempt_at'],
    ['outgoing_message', 'leased_until'],
  ] as const)
    await database.dataSource.query(`UPDATE ${table} SET ${column} = ${column} - $1 * interval '1 second'`, [seconds]);
}

/** One round of the keeper, against a Temporal that has lost everything. Returns what it starts. */
async function started(): Promise<string[]> {
  const ids: string[] = [];
  const start = (_type: string, { workflowId }: { workflowId: string }) => Promise.resolve(ids.push(workflowId));
  const client = { workflow: { start }, withDeadline: (_at: number, call: () => Promise<unknown>) => call() };
  await new WorkflowSearch(build.db, client as unknown as Client).round();
  return ids.sort();
}

/** Makes a case whose workflows read their outbox entries and were then lost. */
async function lostCase(): Promise<{ caseId: string; unsent: string; polled: string }> {
  const { caseId, holdIds } = await build.complain();
  const other = await build.complain();
  const [unsent = ''] = holdIds;
  const [polled = ''] = other.holdIds;
  await takeOrder(build.db, unsent);
  await build.send(polled);
  await build.advanceCase(caseId);
  await build.advanceCase(other.caseId);
  for (const questions of ['evidence_request', 'debit_confirmation'])
    await database.dataSource.query(`UPDATE ${questions} SET sent_at = now() WHERE case_id = $1`, [other.caseId]);
  await database.dataSource.query(`UPDATE outbox SET read_at = now() WHERE read_at IS NULL`);
  return { caseId, unsent, polled };
}

describe('a case of which every workflow is gone', () => {
  it('is driven again within a minute: unsent orders and open polls (I28)', async () => {
    const { unsent, polled } = await lostCase();
    expect(await unread()).toEqual([]);
    // 15 s until the poll was due, and 5 s until the next round of the keeper.
    await passes(55);
    expect(await started()).toEqual([holdWorkflowId(polled), holdWorkflowId(unsent)].sort());
  });

  it('needs nothing more once the workflows have done what was due', async () => {
    const { caseId, unsent, polled } = await lostCase();
    await passes(55);
    await build.send(unsent, { result: 'HELD_FULL' });
    await build.receipt(polled);
    await build.advanceHold(polled);
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    await passes(25);
    expect(await started()).toEqual([]);
  });

  it('is left to its workflows while these have time to act', async () => {
    await lostCase();
    await passes(25);
    expect(await started()).toEqual([]);
  });

  it('is not driven for an order that a newer one has replaced, or that has expired', async () => {
    const { caseId, holdIds } = await build.complain();
    const [holdId = ''] = holdIds;
    await build.send(holdId);
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    await build.send(holdId);
    await database.dataSource.query(
      `UPDATE outgoing_message m SET next_attempt_at = now() - interval '1 hour' FROM hold_order o WHERE o.id = m.id AND o.sequence = 1`,
    );
    expect(await started()).toEqual([]);
    await database.dataSource.query(`UPDATE hold_order SET sent_at = NULL WHERE sequence = 1`);
    expect(await started()).toEqual([holdWorkflowId(holdId)]);
    await database.dataSource.query(
      `UPDATE hold_order SET issued_at = now() - interval '2 days', expires_at = now() - interval '1 day' WHERE sequence = 1`,
    );
    expect(await started()).toEqual([]);
  });
});

describe('the start of a case that nobody has read', () => {
  it('is repeated by the keeper with news, so that a workflow that runs already looks', async () => {
    const { caseId } = await build.complain();
    const told: string[] = [];
    const signalWithStart = (_type: string, options: { workflowId: string; signal: string; args: unknown[] }) =>
      Promise.resolve(told.push(`${options.signal} ${options.workflowId} ${JSON.stringify(options.args)}`));
    const start = () => Promise.resolve();
    const client = {
      workflow: { start, signalWithStart },
      withDeadline: (_at: number, call: () => Promise<unknown>) => call(),
    };
    await database.dataSource.query(`UPDATE outbox SET next_attempt_at = now() - interval '1 second'`);
    await relayOutbox(build.db, client as unknown as Client, ADVANCES_NOTHING);
    expect(told).toEqual([`caseMoved ${complaintWorkflowId(caseId)} [{"caseId":"${caseId}"}]`]);
  });
});

describe('a case that the keeper looks at while Temporal is away', () => {
  const look = (caseId: string) => lookerForWorkflow(build.db, build.hash, { passOnCase: () => undefined })(caseId);
  const startUnread = async (caseId: string) => {
    const entries = await database.dataSource.query<unknown[]>(
      `SELECT id FROM outbox WHERE read_at IS NULL AND kind = 'start' AND workflow_id = $1`,
      [complaintWorkflowId(caseId)],
    );
    return entries.length === 1;
  };
  const debitOf = async (caseId: string) =>
    (await build.db.manager.findOneByOrFail(DebitConfirmationRow, { caseId })).state;

  it('for a late message still waits for the start of its workflow', async () => {
    const { caseId } = await build.complain();
    await build.debits(caseId, 'CONFIRMED');
    await database.dataSource.query(`UPDATE inbox_message SET received_at = received_at - interval '1 minute'`);
    expect(await driveDue(build.db, ['message_waiting'], { look })).toBe(1);
    expect(await debitOf(caseId)).toBe('confirmed');
    expect(await startUnread(caseId)).toBe(true);
  });

  it('past its deadline still waits for the start of its workflow', async () => {
    const { caseId } = await build.complain();
    await build.debits(caseId, 'CONFIRMED');
    await database.dataSource.query(`UPDATE case_file SET next_deadline_at = now() - interval '1 minute'`);
    const away = { workflow: { start: () => Promise.reject(new Error('UNAVAILABLE')) } };
    const client = { ...away, withDeadline: (_at: number, call: () => Promise<unknown>) => call() };
    const search = new WorkflowSearch(build.db, client as unknown as Client);
    const missesWorkflow = (id: string) => search.miss(id);
    expect(await driveDue(build.db, ['case_clock'], { look, missesWorkflow })).toBe(1);
    await expect(search.round()).rejects.toThrow('UNAVAILABLE');
    expect(await debitOf(caseId)).toBe('confirmed');
    expect(await startUnread(caseId)).toBe(true);
  });
});

describe('the start of a hold that nobody has noted', () => {
  /** One round of the relay when all entries are due. Returns the starts: hold and delay in ms. */
  async function relayed(isAway = false): Promise<{ workflowId: string; delayMs: number }[]> {
    const starts: { workflowId: string; delayMs: number }[] = [];
    const start = async (
      _type: string,
      { workflowId, startDelay = 0 }: { workflowId: string; startDelay?: number },
    ) => {
      if (isAway) throw new Error('Temporal is away');
      starts.push({ workflowId, delayMs: startDelay });
    };
    const client = {
      workflow: {
        start,
        signalWithStart: () => Promise.resolve(),
        getHandle: () => ({ signal: () => Promise.resolve() }),
      },
      withDeadline: (_at: number, call: () => Promise<unknown>) => call(),
    };
    await database.dataSource.query(`UPDATE outbox SET next_attempt_at = now() - interval '1 second'`);
    const round = relayOutbox(build.db, client as unknown as Client, ADVANCES_NOTHING);
    await (isAway ? expect(round).rejects.toThrow('Temporal is away') : round);
    return starts;
  }
  /** A hold whose order is answered, and whose start nobody has noted. Returns its id. */
  async function answered(says: Parameters<RecordBuilder['send']>[1] = {}): Promise<string> {
    const [holdId = ''] = (await build.complain()).holdIds;
    await build.send(holdId, says);
    await database.dataSource.query(`UPDATE outbox SET read_at = NULL WHERE kind = 'start'`);
    return holdId;
  }
  const unreadOf = (holdId: string) =>
    database.dataSource.query<unknown[]>(`SELECT id FROM outbox WHERE read_at IS NULL AND workflow_id = $1`, [
      holdWorkflowId(holdId),
    ]);

  it('is made once while the hold only waits, with a delay until it needs its workflow', async () => {
    const holdId = await answered();
    const starts = await relayed();
    expect(starts.map(({ workflowId }) => workflowId)).toEqual([holdWorkflowId(holdId)]);
    expect(starts[0]?.delayMs).toBeGreaterThan(60_000);
    expect(await unreadOf(holdId)).toEqual([]);
    expect(await relayed()).toEqual([]);
  });

  it('is not made when the money has moved on: the hold needs no workflow', async () => {
    const holdId = await answered({ result: 'NO_FUNDS', heldAmountSatang: '0', onward: [] });
    expect(await relayed()).toEqual([]);
    expect(await unreadOf(holdId)).toEqual([]);
  });

  it('is made at once while its order is not sent, and left to the workflow', async () => {
    const [holdId = ''] = (await build.complain()).holdIds;
    await passes(60);
    expect(await relayed()).toEqual([{ workflowId: holdWorkflowId(holdId), delayMs: 0 }]);
    expect(await unreadOf(holdId)).toHaveLength(1);
  });

  it('is repeated when Temporal did not take it', async () => {
    const holdId = await answered({ result: 'HELD_FULL' });
    await relayed(true);
    expect(await unreadOf(holdId)).toHaveLength(1);
    expect(await relayed()).toHaveLength(1);
  });
});

describe('an act of a person on a case', () => {
  const looksUnread = (caseId: string) =>
    database.dataSource.query<{ message: string }[]>(
      `SELECT message FROM outbox WHERE read_at IS NULL AND kind = 'look' AND workflow_id = $1 ORDER BY id`,
      [complaintWorkflowId(caseId)],
    );

  /** A case with a hold, whose workflow has read everything. */
  async function settled(): Promise<{ caseId: string; holdId: string }> {
    const { caseId, holdIds } = await build.complain();
    const [holdId = ''] = holdIds;
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.advanceCase(caseId);
    await database.dataSource.query('UPDATE outbox SET read_at = now() WHERE read_at IS NULL');
    return { caseId, holdId };
  }

  /** Everything that is unread is due, at a keeper whose calls of Temporal end with `error`. */
  async function relayed(error: Error, advance: AdvanceWithoutWorkflow, looks: string[] = []): Promise<void> {
    const refuses = () => Promise.reject(error);
    const client = {
      workflow: {
        start: () => Promise.resolve(),
        signalWithStart: refuses,
        getHandle: () => ({ signal: refuses }),
      },
      withDeadline: (_at: number, call: () => Promise<unknown>) => call(),
    };
    const lookForWorkflow = lookerForWorkflow(build.db, build.hash, { passOnCase: () => undefined });
    const look = (caseId: string) => {
      looks.push(caseId);
      return lookForWorkflow(caseId);
    };
    await database.dataSource.query(`UPDATE outbox SET next_attempt_at = now() - interval '1 second'`);
    await relayOutbox(build.db, client as unknown as Client, { advance, look });
  }

  it('is carried out by the keeper while Temporal is away, once, and the workflow is still told', async () => {
    const { caseId, holdId } = await settled();
    const away = new Error('UNAVAILABLE');
    await withdraw(build.db, caseId);
    const advance = () => Promise.reject(new Error('the workflow is not gone'));
    const looks: string[] = [];
    const round = () => expect(relayed(away, advance, looks)).rejects.toThrow('UNAVAILABLE');
    await round();
    expect(looks).toEqual([]);
    await round();
    expect((await build.releaseOrder(holdId)).reason).toBe('WITHDRAWN');
    const looked = looks.length;
    expect(looked).toBeGreaterThan(0);
    await round();
    expect(looks).toHaveLength(looked);
    expect(new Set((await looksUnread(caseId)).map(({ message }) => message))).toEqual(new Set(['caseMoved']));
  });

  it('that is committed while the keeper advances the case for another stays unread', async () => {
    const { caseId } = await settled();
    await askWithdrawal(build.db, caseId);
    const advance: AdvanceWithoutWorkflow = async () => {
      await build.advanceCase(caseId);
      await addToComplaint(build.db, {
        caseId,
        actor: OPERATOR,
        kind: 'supplement',
        body: { note: 'synthetic', suspectContacts: [] },
      });
      return false;
    };
    await relayed(new WorkflowNotFoundError('gone', complaintWorkflowId(caseId), undefined), advance);
    expect(await looksUnread(caseId)).toEqual([{ message: 'complaintAdded' }]);
  });
});
