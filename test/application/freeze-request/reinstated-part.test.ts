import { readFreezeRequests } from '../../../src/application/freeze-request/read-freeze-requests.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { readHolds } from '../../../src/application/hold/view/read-holds.js';
import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { releaseInPart } from '../../../src/application/hold/release/release-in-part.js';
import { readTrail } from '../../../src/application/trail/read-trail.js';
import type { InstitutionAnswer, InstitutionPort } from '../../../src/institutions/port.js';
import { messagesAbout } from '../../../src/outgoing/take.js';
import { HoldOrderRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { StolenSumRow } from '../../../src/persistence/entities/money/ledger.entities.js';
import { NEXT_ACCOUNT } from '../../support/complaint-body.js';
import { sendAbout } from '../../support/outgoing.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, person, RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';
import { withdraw } from '../../support/withdraw.js';
import { violated } from '../../support/violated.js';

const OTHER_OFFICER = person('officer-2', 'aoc_officer');

/** P-BACK: a part that one officer let go by mistake, two persons have held again. */
describe('the way back from a mistaken release of a part', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let caseId: string;
  let holdId: string;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    const { caseId: id, holdIds } = await build.complain();
    [caseId, holdId] = [id, holdIds[0] ?? ''];
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL' });
  });
  afterEach(async () => {
    const found = await violated(build.db);
    await database.drop();
    expect(found).toEqual([]);
  });

  const hold = () => build.hold(holdId);
  const orders = () => build.db.manager.find(HoldOrderRow, { where: { holdId }, order: { sequence: 'ASC' } });
  const reserved = async () => (await build.db.manager.findOneByOrFail(StolenSumRow, {})).reservedSatang;

  /** Lets all but a part go, by mistake; returns the id of the release. */
  async function letGo(keepSatang: string, actor = OFFICER): Promise<string> {
    const released = await releaseInPart(build.db, { holdId, body: { keepSatang, reason: 'synthetic' }, actor });
    if (!released.ok) throw new Error(released.code);
    return released.partialReleaseId;
  }

  /** Lets all but a part go, and the institution obeys. */
  async function wasLetGo(keepSatang: string, actor = OFFICER): Promise<string> {
    const id = await letGo(keepSatang, actor);
    await build.send(holdId, { result: 'HELD_FULL' });
    expect(await hold()).toMatchObject({ heldSatang: BigInt(keepSatang) });
    return id;
  }

  const ask = (partialReleaseId: string, actor = OTHER_OFFICER) =>
    requestFreeze(build.db, {
      caseId,
      body: { kind: 'reinstatement', holdId, partialReleaseId, reason: 'the wrong amount' },
      actor,
    });

  async function asked(partialReleaseId: string, actor = OTHER_OFFICER): Promise<string> {
    const made = await ask(partialReleaseId, actor);
    if (!made.ok) throw new Error(made.code);
    return made.response.id;
  }

  const decide = (freezeRequestId: string, actor = SUPERVISOR) => build.decide(freezeRequestId, actor);

  /** Asks for a part and approves it. */
  async function broughtBack(partialReleaseId: string): Promise<void> {
    expect(await decide(await asked(partialReleaseId))).toMatchObject({ ok: true, state: 'approved' });
    await build.advanceCase(caseId);
  }

  it('is an order for more of the hold that stands, on its ground and until its end', async () => {
    const before = await hold();
    const id = await asked(await wasLetGo('20000'));
    const [request] = await readFreezeRequests(build.db.manager, { id });
    expect(request).toMatchObject({ kind: 'reinstatement', raiseSatang: '80000' });
    expect(request?.blastRadius?.order).toMatchObject({ accounts: 1, amountSatang: '80000' });
    expect(await decide(id)).toMatchObject({ ok: true, state: 'approved' });
    await build.advanceCase(caseId);
    const [, , less, more] = await orders();
    expect(more).toMatchObject({
      requestedSatang: 100_000n,
      replacesOrderId: less?.id,
      raiseRequestId: id,
      expiresAt: before.expiresAt,
      kind: 'section7',
    });
    const rules = more?.legalBasis.map((rowId) => rowId.split('/')[1]);
    expect(rules).toEqual(expect.arrayContaining(['VIC-7A', 'P-BACK']));
    expect(rules).not.toContain('P-RESID');
    expect(await hold()).toMatchObject({ heldSatang: 20_000n, reservedSatang: 100_000n, letGoSatang: 80_000n });

    await build.send(holdId, { result: 'HELD_FULL' });
    expect(await hold()).toMatchObject({ state: 'held', heldSatang: 100_000n, letGoSatang: 0n });
    expect(await reserved()).toBe(100_000n);
    const [view] = (await readHolds(build.db.manager, caseId))?.holds ?? [];
    expect(view?.orders.at(-1)).toMatchObject({ raiseRequestId: id, changesAmount: true });
    expect(view?.deciders.map(({ act, person: who }) => [act, who])).toEqual([
      ['partial_release', OFFICER.subject],
      ['request', OTHER_OFFICER.subject],
      ['approve', SUPERVISOR.subject],
    ]);
    await build.advanceCase(caseId);
    expect(await orders()).toHaveLength(4);
  });

  it('holds what the institution still has, and follows the rest', async () => {
    await broughtBack(await wasLetGo('20000'));
    const debit = { transferRef: 'GONE-1', amountSatang: '50000', attributedSatang: '50000' };
    const onward = [
      { ...debit, to: { account: NEXT_ACCOUNT }, at: new Date().toISOString(), channel: 'promptpay' as const },
    ];
    await build.send(holdId, { result: 'HELD_PARTIAL', heldAmountSatang: '50000', onward });
    expect(await hold()).toMatchObject({ heldSatang: 50_000n, reservedSatang: 50_000n, letGoSatang: 50_000n });
    const next = (await build.holds(caseId)).find(({ id }) => id !== holdId);
    expect(next).toMatchObject({ hop: 1, requestedSatang: 50_000n, ...NEXT_ACCOUNT });
    const trail = await readTrail(build.db.manager, caseId);
    expect(JSON.stringify(trail)).toContain('"unexplained":"0"');
  });

  it('leaves the hold as it is when nothing is left, or the institution refuses', async () => {
    await broughtBack(await wasLetGo('20000'));
    await build.send(holdId, { result: 'HELD_PARTIAL', heldAmountSatang: '20000' });
    expect(await hold()).toMatchObject({ state: 'held', heldSatang: 20_000n, reservedSatang: 20_000n });
    const second = await wasLetGo('10000');
    await broughtBack(second);
    await build.send(holdId, { result: 'REFUSED_LEGAL', heldAmountSatang: '0' });
    expect(await hold()).toMatchObject({ state: 'held', heldSatang: 10_000n, reservedSatang: 10_000n });
    expect(await reserved()).toBe(10_000n);
  });

  it('waits until the institution has let the part go', async () => {
    const id = await asked(await letGo('20000'));
    const [request] = await readFreezeRequests(build.db.manager, { id });
    expect(request?.blastRadius?.order).toMatchObject({ amountSatang: '80000' });
    expect(await decide(id)).toMatchObject({ ok: true });
    await build.advanceCase(caseId);
    expect(await orders()).toHaveLength(3);
    await build.send(holdId, { result: 'HELD_FULL' });
    await build.advanceCase(caseId);
    expect((await orders()).at(-1)).toMatchObject({ requestedSatang: 100_000n, raiseRequestId: id });
  });

  describe('whose order gets no answer that can be read', () => {
    beforeEach(async () => broughtBack(await wasLetGo('20000')));

    /** Has the institution answer the newest order, or the question about it, and keeps the answer. */
    async function says(asked: 'sent' | 'polled', httpStatus: number, words: object): Promise<void> {
      const { institution } = await hold();
      const orderId = (await orders()).at(-1)?.id ?? '';
      const body = { code: 'BANK.NO' };
      const { rawBody, proof } = await build.parties.answer(institution, 'order.rejected', orderId, body, httpStatus);
      const answer = { ...words, answer: { httpStatus, rawBody, proof, keyId: proof.keyId } };
      const call = () => Promise.resolve(answer as unknown as InstitutionAnswer<never>);
      if (asked === 'polled') await build.send(holdId);
      const institutions = asked === 'polled' ? { readHoldOrder: call } : { placeHold: call };
      await sendAbout(build.db, { institutions: institutions as unknown as InstitutionPort }, holdId);
    }
    const isAskedAgain = async () => {
      const [message] = await messagesAbout(build.db, [holdId]);
      return message?.isTaken === true && message.id === (await orders()).at(-1)?.id;
    };

    it.each<[string, Parameters<typeof says>]>([
      ['a field of the answer is wrong', ['sent', 200, { kind: 'unreadable', why: 'at: invalid_format' }]],
      ['it cannot verify our key', ['sent', 401, { kind: 'rejected', httpStatus: 401, code: 'BANK.NO' }]],
      ['it does not let us in', ['sent', 403, { kind: 'rejected', httpStatus: 403, code: 'BANK.NO' }]],
      ['it may not be asked', ['polled', 401, { kind: 'rejected', httpStatus: 401, code: 'TOKEN' }]],
    ])('keeps its reservation and asks again when %s', async (_what, answer) => {
      await says(...answer);
      expect(await hold()).toMatchObject({ heldSatang: 20_000n, reservedSatang: 100_000n });
      expect(await isAskedAgain()).toBe(true);
      await build.receipt(holdId);
      await build.advanceHold(holdId);
      expect(await hold()).toMatchObject({ heldSatang: 100_000n, reservedSatang: 100_000n });
    });

    it('gives its reservation back when the order itself is refused', async () => {
      await says('sent', 422, { kind: 'rejected', httpStatus: 422, code: 'BANK.NO' });
      expect(await hold()).toMatchObject({ heldSatang: 20_000n, reservedSatang: 20_000n });
      expect(await isAskedAgain()).toBe(false);
    });
  });

  it('is carried on by an extension that comes before its answer', async () => {
    await broughtBack(await wasLetGo('20000'));
    const body = { kind: 'continue_order' as const, holdId, reason: 'the inquiry goes on' };
    await requestFreeze(build.db, { caseId, body, actor: INQUIRY_OFFICER });
    await build.advanceCase(caseId);
    const [, , , raise, extension] = await orders();
    expect(extension).toMatchObject({ requestedSatang: 100_000n, raiseRequestId: raise?.raiseRequestId });
    expect(extension?.legalBasis.some((row) => row.includes('P-BACK'))).toBe(true);
    await build.send(holdId, { result: 'HELD_FULL' });
    expect(await hold()).toMatchObject({ heldSatang: 100_000n, kind: 'continue_order' });
  });

  it('needs two persons, neither of whom released it to approve; the database refuses that as well', async () => {
    const id = await asked(await wasLetGo('20000'));
    const supervisor = (subject: string) => person(subject, 'aoc_supervisor');
    expect(await decide(id, supervisor(OTHER_OFFICER.subject))).toMatchObject({ code: 'APPROVAL.OWN_REQUEST' });
    expect(await decide(id, supervisor(OFFICER.subject))).toMatchObject({ code: 'APPROVAL.OWN_RELEASE' });
    for (const subject of [OTHER_OFFICER.subject, OFFICER.subject]) await refusedByDatabase(id, subject);
    expect(await decide(id)).toMatchObject({ ok: true });
  });

  it('lets nobody who released a part approve that the whole hold comes back', async () => {
    await wasLetGo('20000', person('officer-3', 'aoc_officer'));
    await releaseByOfficer(build.db, { holdId, body: { reason: 'synthetic', unrelated: false }, actor: OFFICER });
    await build.release(holdId);
    const body = { kind: 'reinstatement' as const, holdId, reason: 'a mistake' };
    const made = await requestFreeze(build.db, { caseId, body, actor: OTHER_OFFICER });
    if (!made.ok) throw new Error(made.code);
    const { id } = made.response;
    expect(await decide(id, person('officer-3', 'aoc_supervisor'))).toMatchObject({ code: 'APPROVAL.OWN_RELEASE' });
    await refusedByDatabase(id, 'officer-3');
    await refusedByDatabase(id, OFFICER.subject);
    expect(await decide(id)).toMatchObject({ ok: true });
  });

  it('brings each part back once, a second part too, and the whole hold after a later release', async () => {
    const first = await wasLetGo('60000');
    const second = await wasLetGo('10000');
    await broughtBack(second);
    await build.send(holdId, { result: 'HELD_FULL' });
    expect(await hold()).toMatchObject({ heldSatang: 60_000n, letGoSatang: 40_000n });
    expect(await ask(second)).toMatchObject({ code: 'APPROVAL.ALREADY_OPEN' });
    await broughtBack(first);
    await build.send(holdId, { result: 'HELD_FULL' });
    expect(await hold()).toMatchObject({ heldSatang: 100_000n, letGoSatang: 0n });

    await releaseByOfficer(build.db, { holdId, body: { reason: 'synthetic', unrelated: false }, actor: OFFICER });
    await build.release(holdId);
    const body = { kind: 'reinstatement' as const, holdId, reason: 'a mistake' };
    const made = await requestFreeze(build.db, { caseId, body, actor: OTHER_OFFICER });
    expect(made).toMatchObject({ ok: true });
  });

  it('never asks for more than that release let go, nor twice for it', async () => {
    const first = await wasLetGo('60000');
    await wasLetGo('10000');
    await broughtBack(first);
    expect((await orders()).at(-1)).toMatchObject({ requestedSatang: 50_000n });
    expect(await ask(first)).toMatchObject({ code: 'APPROVAL.ALREADY_OPEN' });
  });

  it('keeps a reinstated hold whole when a part of it is let go and comes back', async () => {
    await releaseByOfficer(build.db, { holdId, body: { reason: 'synthetic', unrelated: false }, actor: OFFICER });
    await build.release(holdId);
    const body = { kind: 'reinstatement' as const, holdId, reason: 'a mistake' };
    const made = await requestFreeze(build.db, { caseId, body, actor: OTHER_OFFICER });
    if (!made.ok) throw new Error(made.code);
    await decide(made.response.id);
    await build.advanceCase(caseId);
    holdId = (await build.holds(caseId)).at(-1)?.id ?? '';
    await build.send(holdId, { result: 'HELD_FULL' });
    await broughtBack(await wasLetGo('20000'));
    await build.send(holdId, { result: 'HELD_FULL' });
    expect(await hold()).toMatchObject({ heldSatang: 100_000n });
  });

  it('does not hold more than the debit, by what the bank says of it since', async () => {
    const id = await asked(await wasLetGo('20000'));
    await build.owner.query(`UPDATE debit_confirmation SET debited_satang = 60000`);
    expect(await decide(id)).toMatchObject({ ok: true });
    await build.advanceCase(caseId);
    expect((await orders()).at(-1)).toMatchObject({ requestedSatang: 60_000n });
    await build.owner.query(`UPDATE debit_confirmation SET debited_satang = NULL`);
    await build.send(holdId, { result: 'HELD_FULL' });
  });

  it.each<[string, string, () => Promise<unknown>]>([
    ['REINSTATEMENT.TOO_LATE', 'half an hour after the release', () => late('31 minutes')],
    ['REINSTATEMENT.NO_GROUND', 'a denied debit', () => change(`debit_confirmation SET state = 'denied'`)],
    ['REINSTATEMENT.NO_GROUND', 'a withdrawal', () => withdraw(build.db, caseId)],
    [
      'REINSTATEMENT.HOLD_ENDED',
      'a release of the rest',
      () => releaseByOfficer(build.db, { holdId, body: { reason: 'x', unrelated: false }, actor: OFFICER }),
    ],
  ])('is refused as %s after %s', async (code, _name, happens) => {
    const id = await wasLetGo('20000');
    await happens();
    expect(await ask(id)).toMatchObject({ code });
    await change(`debit_confirmation SET state = 'confirmed'`);
    await late('-31 minutes', code);
  });

  it('is refused for a part that was never let go', async () => {
    expect(await ask('01JQZZZZZZZZZZZZZZZZZZZZZZ')).toMatchObject({ code: 'REINSTATEMENT.NOT_RELEASED' });
  });

  const change = (what: string) => build.owner.query(`UPDATE ${what}`);
  async function late(by: string, onlyAfter = 'REINSTATEMENT.TOO_LATE'): Promise<void> {
    if (onlyAfter !== 'REINSTATEMENT.TOO_LATE') return;
    await build.owner.query('ALTER TABLE partial_release DISABLE TRIGGER partial_release_append_only');
    await change(`partial_release SET ordered_at = ordered_at - interval '${by}'`);
    await build.owner.query('ALTER TABLE partial_release ENABLE TRIGGER partial_release_append_only');
  }
  async function refusedByDatabase(requestId: string, subject: string): Promise<void> {
    await expect(
      build.db.query(
        `INSERT INTO decision (id, freeze_request_id, person, role, verdict, reason, evidence_hash, decided_at)
         VALUES ('x', $1, $2, 'aoc_supervisor', 'approve', 'x', 'x', now())`,
        [requestId, subject],
      ),
    ).rejects.toThrow('four eyes');
  }
});
