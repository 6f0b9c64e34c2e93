import { signedIn } from '../../support/signed-in.js';
import { followQueue } from '../../../src/application/queue/follow-queue.js';
import { readPendingRequests } from '../../../src/application/overview/read-pending-requests.js';
import { readQueue, type QueueQuery } from '../../../src/application/queue/read-queue.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { setAsideIncompleteTransfer } from '../../../src/application/complaint/incomplete/settle-incomplete-transfer.js';
import { assignCase } from '../../../src/application/handling/assign-case.js';
import { claimCase } from '../../../src/application/handling/work-claim.js';
import { keepAdvice } from '../../../src/application/advice/keep-advice.js';
import { reviewHold } from '../../../src/application/judgement/review-hold.js';
import { isReviewSlot } from '../../../src/domain/advice/advice.js';
import { IncompleteTransferRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { appendAudit } from '../../../src/persistence/audit/append-audit.js';
import { sha256Hex } from '../../../src/persistence/sha256.js';
import { QueueQuery as QueueQueryOfWire } from '../../../src/wire/office/queue.js';
import { adviceDraft } from '../../support/advice-draft.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, OTHER_SUPERVISOR, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';
import { withdraw } from '../../support/withdraw.js';

describe('the queue', () => {
  let database: FreshDatabase;
  let record: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    record = await RecordBuilder.on(database);
  });
  afterEach(async () => {
    // Whatever a story did: what was kept is what is made of the record now.
    const { manager } = record.db;
    await followQueue(manager);
    const kept = await keptRows();
    await manager.query(`UPDATE queue_case SET fresh_until = '-infinity'`);
    await followQueue(manager);
    const again = await keptRows();
    await database.drop();
    expect(kept).toEqual(again);
  });
  const keptRows = () =>
    record.db.query<object[]>(
      'SELECT q.shown, p.* FROM queue_case q LEFT JOIN queue_place p USING (case_id) ORDER BY case_id, tab',
    );

  const read = (query: Partial<QueueQuery> = {}) => readQueue(record.db.manager, { tab: 'all', limit: 100, ...query });
  async function tasksOf(tab: QueueQuery['tab']): Promise<string[]> {
    return (await read({ tab })).cases.map(({ task }) => task);
  }

  it('follows a case from the order to the officer’s time', async () => {
    const { caseId, holdIds } = await record.complain();
    const [holdId = ''] = holdIds;
    // Both banks and four agencies are asked; the bank that received the money is due at once.
    const [first] = (await read()).cases;
    expect(first).toMatchObject({
      id: caseId,
      task: 'answer_order',
      clockOwner: 'institution',
      party: 'th-014',
      band: 'others',
      stolenSatang: '100000',
      heldSatang: '0',
      atRiskSatang: '100000',
      leaving: { looseSatang: '100000', accounts: 1, basis: 'stood' },
    });
    expect(first?.tasks.map(({ task }) => task).toSorted()).toEqual([
      'answer_order',
      'answer_question',
      'answer_question',
      'answer_question',
      'answer_question',
      'confirm_debit',
    ]);
    expect((await read({ task: 'confirm_debit' })).cases[0]).toMatchObject({ party: 'th-004' });

    await record.send(holdId, {});
    await record.advanceHold(holdId);
    await record.debits(caseId, 'CONFIRMED');
    await record.advanceCase(caseId);
    expect(await tasksOf('institutions')).toEqual(['answer_order']); // the same hold, for longer
    await record.send(holdId, { receiptSeq: 1 });
    await record.advanceCase(caseId);
    expect(await tasksOf('institutions')).toEqual(['tell_holder']); // within the hour (P-TELL)
    expect(await tasksOf('ours')).toEqual(['tell_victim']);
    expect(await tasksOf('agencies')).toEqual(['answer_question']);
    // The victim's report is the complaint (C2), so the officer's time runs.
    expect((await read({ tab: 'officers' })).cases[0]).toMatchObject({
      task: 'decide_hold',
      heldSatang: '100000',
      atRiskSatang: '0',
      band: 'later',
    });
  });

  it('shows what the analysis advises beside a case, and stays in the order of time', async () => {
    const [first, second] = [await record.complain(), await record.complain()];
    const draft = adviceDraft({ score: 0.9, band: 'high', modelVersion: 'hop-reported-7' });
    const said = async () => (await read()).cases.map(({ advice }) => advice);
    const before = (await read()).cases.map(({ id }) => id);
    const later = before[1] === second.caseId ? second.caseId : first.caseId;
    await keepAdvice(record.db, later, Date.now(), [
      draft,
      { ...draft, subject: 'th-002:9000000003', score: 0.2, band: 'unsure' },
    ]);
    // Two accounts are too few to rank.
    expect(await said()).toEqual([null, null]);
    await keepAdvice(record.db, later, Date.now(), [
      { ...draft, subject: 'th-002:9000000004', score: 0.1, band: 'unsure' },
    ]);
    expect(await said()).toEqual([null, { kind: 'hop_risk', band: 'high', score: 0.9, reviewSlot: false }]);
    // A challenger, and what an account was thought to be before, are not shown.
    await keepAdvice(record.db, later, Date.now(), [
      { ...draft, score: 0.6, band: 'unsure', featureHash: 'b'.repeat(64) },
      { ...draft, score: 1, shadow: true, modelVersion: 'challenger-1' },
    ]);
    const { cases } = await read();
    expect(cases.map(({ id }) => id)).toEqual(before);
    expect(await said()).toEqual([null, null]);
    // What speaks for a mistake is an order of looks and never sure.
    const doubt = { ...draft, kind: 'review_order' as const, subject: later, band: 'unsure' as const, score: 0.7 };
    await keepAdvice(record.db, later, Date.now(), [doubt]);
    expect(await said()).toEqual([null, null]);
  });

  it('is sorted by advice or by doubt for whoever asks, page by page, and by time left among equal ones', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.push((await record.complain()).caseId);
    const byTime = (await read()).cases.map(({ id }) => id);
    const isDrawn = (subject: string) => isReviewSlot(sha256Hex(`review ${subject}`), 200);
    // Which cases chance draws hangs on their ids.
    const doubted = byTime.findLast((id) => !isDrawn(id)) ?? '';
    const [none = '', little = '', much = '', drawn = ''] = byTime.filter((id) => id !== doubted);
    const hop = (score: number, subject = 'th-014:9000000002') => adviceDraft({ subject, score });
    const chance = Array.from({ length: 500 }, (_, index) => `th-002:${9_000_002_000 + index}`).find(isDrawn);
    await keepAdvice(record.db, little, Date.now(), [hop(0.2)]);
    await keepAdvice(record.db, much, Date.now(), [hop(0.9)]);
    await keepAdvice(record.db, drawn, Date.now(), [hop(0, chance)]);
    await keepAdvice(record.db, doubted, Date.now(), [
      hop(0.1),
      adviceDraft({ kind: 'review_order', subject: doubted, score: 0.5, modelVersion: 'review-order-1' }),
    ]);
    const pages = async (sort: QueueQuery['sort']) => {
      const found: string[] = [];
      for (let after: string | null | undefined; after !== null;) {
        const page = await read({ sort, limit: 2, after });
        found.push(...page.cases.map(({ id }) => id));
        expect(QueueQueryOfWire.safeParse({ sort, after: page.next ?? undefined }).success).toBe(true);
        // A page of one order says nothing of where another goes on.
        const other = sort === 'advice' ? 'doubts' : 'advice';
        expect(QueueQueryOfWire.safeParse({ sort: other, after: page.next ?? undefined }).success).toBe(
          page.next === null,
        );
        after = page.next;
      }
      return found;
    };
    expect(await pages('time')).toEqual(byTime);
    expect(await pages('advice')).toEqual([drawn, much, doubted, little, none]);
    // Whatever the money's risk, a complaint that may be mistaken comes first; the others keep their time.
    expect(await pages('doubts')).toEqual([doubted, none, little, much, drawn]);
    // Nothing of it is said: nobody is sure, and one account was drawn.
    const { cases } = await read({ sort: 'doubts' });
    expect(cases.map(({ advice }) => advice)).toEqual([
      ...Array<null>(4).fill(null),
      { kind: 'hop_risk', band: null, score: null, reviewSlot: true },
    ]);
  });

  it('shows a request to those who approve, counts it in its tabs, and forgets it with the case', async () => {
    const { caseId } = await record.complain({ reporter: { holdsVictimAccount: false } });
    await record.debits(caseId, 'CONFIRMED');
    await record.advanceCase(caseId);
    await record.agencyAnswers(caseId, 'bot', {
      colours: [{ account: { institution: 'th-014', accountNo: '9000000002' }, colour: 'black' }],
    });
    await record.advanceCase(caseId);
    // The findings allow a suspension, and nobody has asked for it.
    const [before] = (await read({ tab: 'ours' })).cases;
    expect(before).toMatchObject({ task: 'request_suspension', savesSatang: '100000' });
    const requested = await requestFreeze(record.db, {
      caseId,
      body: {
        kind: 'aoc_suspension',
        account: { institution: 'th-014', accountNo: '9000000002' },
        reason: 'Two agencies know the account.',
      },
      actor: OFFICER,
    });
    expect(requested.ok).toBe(true);
    // Who reports for the victim opened a break, which saves nothing: it stands beside the decision.
    const [row] = (await read({ tab: 'ours' })).cases;
    expect(row).toMatchObject({ task: 'decide_request', savesSatang: '100000' });
    // One act has one clock: what waits for the supervisor is as late there as it is in the queue.
    const { requests } = await readPendingRequests(record.db.manager, { limit: 10 }, SUPERVISOR);
    expect(requests).toMatchObject([{ dueAt: row?.dueAt, savesSatang: '100000' }]);
    expect(row?.tasks.slice(0, 2)).toMatchObject([{ task: 'decide_request' }, { task: 'settle_break' }]);
    expect([row?.dueAt, row?.band]).toEqual([before?.dueAt, 'within_15_minutes']);
    const { tabs, bands, total } = await read({ tab: 'approval' });
    const casesOf = Object.fromEntries(tabs.map(({ tab, cases }) => [tab, cases]));
    expect(casesOf).toMatchObject({ all: 1, ours: 1, approval: 1, appeals: 0, victims: 0 });
    expect(bands.find(({ band }) => band === 'within_15_minutes')).toMatchObject({ cases: 1, more: false });
    expect(total).toBe(1);
    await record.owner.query('UPDATE case_file SET closed_at = now() WHERE id = $1', [caseId]);
    await record.owner.transaction((owner) =>
      appendAudit(owner, caseId, 'system', new Date(), [{ type: 'case.closed', payload: {} }]),
    );
    expect((await read()).cases).toEqual([]);
  });

  it('shows a review that is owed, until somebody gives it', async () => {
    const { caseId } = await record.complain({ reporter: { holdsVictimAccount: false } });
    const account = { institution: 'th-014', accountNo: '9000000002' };
    await record.debits(caseId, 'CONFIRMED');
    await record.advanceCase(caseId);
    await record.agencyAnswers(caseId, 'bot', { colours: [{ account, colour: 'black' }] });
    await record.advanceCase(caseId);
    const body = { kind: 'aoc_suspension' as const, account, reason: 'Two agencies know the account.' };
    const requested = await requestFreeze(record.db, { caseId, body, actor: OFFICER });
    if (!requested.ok) throw new Error(requested.code);
    await record.approve(requested.response.id, SUPERVISOR);
    await record.advanceCase(caseId);
    const [hold] = await record.holds(caseId);
    await record.send(hold?.id ?? '', { result: 'HELD_FULL' });
    await record.advanceCase(caseId);
    const reviews = async () => (await read({ task: 'review_hold' })).cases;
    expect(await reviews()).toEqual([]);
    await withdraw(record.db, caseId);
    await record.advanceCase(caseId);
    expect(await reviews()).toMatchObject([{ subjectId: hold?.id, clockOwner: 'centre', party: 'th-014' }]);
    expect((await read({ tab: 'ours', task: 'review_hold' })).total).toBe(1);
    const review = { holdId: hold?.id ?? '', body: { reason: 'The account is black.' } };
    expect((await reviewHold(record.db, { ...review, actor: OTHER_SUPERVISOR })).ok).toBe(true);
    expect(await reviews()).toEqual([]);
  });

  it('shows who works on a case for as long as the claim is renewed, which is no event', async () => {
    const { caseId } = await record.complain();
    await claimCase(record.db, { caseId, actor: OFFICER });
    const holders = async () => (await read()).cases.map(({ claim }) => claim);
    const [first] = await holders();
    expect(first?.person).toBe(OFFICER.subject);
    const renewed = await claimCase(record.db, { caseId, actor: OFFICER });
    const until = renewed.ok ? renewed.untilAt.toISOString() : renewed.code;
    expect(until).not.toBe(first?.until);
    expect(await holders()).toEqual([{ person: OFFICER.subject, until }]);
    expect((await read({ assignee: OFFICER.subject })).cases.map(({ id }) => id)).toEqual([caseId]);
    expect((await read({ assignee: 'nobody' })).cases).toEqual([]);
    // A claim ends by its time alone, of which no event tells either.
    await record.owner.query(
      `UPDATE work_claim SET claimed_at = claimed_at - interval '1 day', until_at = until_at - interval '1 day'`,
    );
    expect(await holders()).toEqual([null]);
    expect((await read({ assignee: OFFICER.subject })).cases).toEqual([]);
    expect((await read({ assignee: 'nobody' })).cases.map(({ id }) => id)).toEqual([caseId]);
  });

  it('shows of each case who works on it, and nobody else', async () => {
    const [first, second, third] = [await record.complain(), await record.complain(), await record.complain()];
    await claimCase(record.db, { caseId: first.caseId, actor: OFFICER });
    await claimCase(record.db, { caseId: second.caseId, actor: INQUIRY_OFFICER });
    const workers = (await read()).cases.map(({ id, claim }) => [id, claim?.person]);
    expect(Object.fromEntries(workers)).toEqual({
      [first.caseId]: OFFICER.subject,
      [second.caseId]: INQUIRY_OFFICER.subject,
      [third.caseId]: undefined,
    });
    expect((await read({ assignee: OFFICER.subject })).cases.map(({ id }) => id)).toEqual([first.caseId]);
  });

  it('shows a case that was handed over to whoever has not taken it up, and no longer than that', async () => {
    const { caseId } = await record.complain();
    for (const { subject, roles } of [INQUIRY_OFFICER, OTHER_SUPERVISOR]) await signedIn(record.owner, subject, roles);
    const give = (assignee: string | null) =>
      assignCase(record.db, { caseId, body: { assignee, note: 'The bank calls back.' }, actor: OFFICER });
    const handovers = async () => (await read({ task: 'take_over' })).cases.map(({ assignee }) => assignee);
    await give(OFFICER.subject);
    expect(await handovers()).toEqual([]); // to oneself is no handover
    await give(INQUIRY_OFFICER.subject);
    expect(await handovers()).toEqual([INQUIRY_OFFICER.subject]);
    await claimCase(record.db, { caseId, actor: INQUIRY_OFFICER });
    expect(await handovers()).toEqual([]);
    await give(OTHER_SUPERVISOR.subject);
    await give(null);
    expect(await handovers()).toEqual([]);
  });

  it('makes its rows again where its mark is of another server, whose dump was loaded', async () => {
    const known = await record.complain();
    expect((await read()).total).toBe(1);
    await record.owner.query(`UPDATE queue_follow SET seen = '999999999999:999999999999:'`);
    const fresh = await record.complain();
    expect((await read()).cases.map(({ id }) => id)).toEqual([known.caseId, fresh.caseId]);
    const next = await record.complain();
    expect((await read()).cases.map(({ id }) => id)).toContain(next.caseId);
  });

  it('shows what was told of transfers that nobody has identified, beside what is known to be stolen', async () => {
    const told = (amountSatang?: string) => (amountSatang === undefined ? {} : { amountSatang });
    await record.complain({ transfers: [], incompleteTransfers: [told('2000000'), told('3000000'), told()] });
    await record.complain({ transfers: [], incompleteTransfers: [told()] });
    await record.complain({ incompleteTransfers: [told('2000000')] });
    await record.complain();
    const shown = (await read()).cases.toSorted((one, other) => (one.id < other.id ? -1 : 1));
    expect(shown.map(({ stolenSatang, toldSatang, atRiskSatang }) => [stolenSatang, toldSatang, atRiskSatang])).toEqual(
      [
        ['0', '5000000', '0'],
        ['0', null, '0'],
        ['100000', '2000000', '100000'],
        ['100000', null, '100000'],
      ],
    );
    const [first] = shown;
    const caseId = first?.id ?? '';
    const { id } = await record.db.manager.findOneByOrFail(IncompleteTransferRow, { caseId, no: 1 });
    const reason = 'The victim found the money.';
    await setAsideIncompleteTransfer(record.db, { caseId, transferId: id, reason, actor: OFFICER });
    expect((await read({ caseId })).cases.map(({ toldSatang }) => toldSatang)).toEqual(['3000000']);
  });

  it.each(['time', 'risk'] as const)(
    'shows by %s each case that stays once, while others close and open between its pages',
    async (sort) => {
      const stays: string[] = [];
      // All of one amount and one time: nothing but the case itself tells them apart.
      for (let number = 0; number < 5; number += 1) stays.push((await record.complain()).caseId);
      const [closes] = (await read({ sort, limit: 1 })).cases;
      const seen: string[] = [];
      let page = await read({ sort, limit: 2 });
      seen.push(...page.cases.map(({ id }) => id));
      await record.owner.query('UPDATE case_file SET closed_at = now() WHERE id = $1', [closes?.id]);
      await record.owner.transaction((owner) =>
        appendAudit(owner, closes?.id ?? '', 'system', new Date(), [{ type: 'case.closed', payload: {} }]),
      );
      await record.complain({ transfers: [{ amountSatang: '900000' }] });
      while (page.next !== null) {
        page = await read({ sort, limit: 2, after: page.next });
        seen.push(...page.cases.map(({ id }) => id));
      }
      expect(seen.filter((id) => stays.includes(id)).toSorted()).toEqual(stays.toSorted());
    },
  );

  it('shows by several filters at once what passes all of them, in each tab', async () => {
    const [large, small] = [{ amountSatang: '900000' }, { amountSatang: '100000' }];
    const wanted = (await record.complain({ caseType: 'romance', transfers: [large] })).caseId;
    await record.complain({ caseType: 'romance', transfers: [small] });
    await record.complain({ caseType: 'job', transfers: [large] });
    const another = (await record.complain({ caseType: 'romance', transfers: [large] })).caseId;
    await claimCase(record.db, { caseId: wanted, actor: OFFICER });
    await claimCase(record.db, { caseId: another, actor: SUPERVISOR });
    const filters = { caseType: 'romance', atLeastSatang: '500000', assignee: OFFICER.subject };
    for (const tab of ['all', 'institutions'] as const)
      for (const sort of ['time', 'risk'] as const)
        expect((await read({ tab, sort, ...filters })).cases.map(({ id }) => id)).toEqual([wanted]);
    expect((await read({ tab: 'ours', ...filters })).cases).toEqual([]);
    expect((await read({ ...filters, assignee: undefined })).cases.map(({ id }) => id).toSorted()).toEqual(
      [wanted, another].toSorted(),
    );
  });

  it('filters by what the case concerns, and goes on by pages without losing or repeating a case', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.push((await record.complain()).caseId);
    const first = await read({ limit: 2 });
    const second = await read({ limit: 2, after: first.next ?? '' });
    const third = await read({ limit: 2, after: second.next ?? '' });
    const seen = [first, second, third].flatMap(({ cases }) => cases.map(({ id }) => id));
    expect(seen).toEqual(ids); // the oldest order is due first
    expect([third.next, first.total, first.atRiskSatang]).toEqual([null, 5, '500000']);

    const caseNo = first.cases[1]?.caseNo ?? '';
    expect((await read({ text: caseNo.slice(7).toLowerCase() })).cases.map(({ id }) => id)).toEqual([ids[1]]);
    expect((await read({ institution: 'th-014' })).total).toBe(5);
    expect((await read({ institution: 'th-006' })).total).toBe(0);
    expect((await read({ status: 'closed' })).total).toBe(0);
    expect((await read({ route: 'dsi' })).total).toBe(0);
    expect((await read({ band: 'overdue' })).total).toBe(0);
  });
});
