import type { Client } from '@temporalio/client';
import { HOUR_MS, after } from '../../src/domain/time.js';
import { complaintWorkflowId, holdWorkflowId } from '../../src/contract/ids.js';
import { decisionMade, progress } from '../../workflows/messages.js';
import { bank } from './support/bank.js';
import { startOneSlot, until, type OneSlot } from './support/one-slot.js';
import { startSkippingTime } from './support/skipping-time.js';

const AT_BANK = { institution: 'th-014', bank: bank(), requestedSatang: 100_000n };

/** Returns what a workflow answers an operator, and the details that the UI shows. */
async function told(client: Client, workflowId: string) {
  const handle = client.workflow.getHandle(workflowId);
  const { events, ...stands } = await handle.query(progress);
  const { currentDetails } = await handle.query<{ currentDetails: string }, []>('__temporal_workflow_metadata');
  return { ...stands, events: events.map(({ what }) => what), details: currentDetails };
}

describe('a case that waits for a decision', () => {
  it('shows the thresholds of its request and the decision as they happen', async () => {
    const time = await startSkippingTime();
    try {
      const inCase = await time.world.open('C1');
      const now = await time.now();
      const order = { ...AT_BANK, caseId: 'C1', expiresAt: after(now, 72 * HOUR_MS) };
      const request = inCase.request(order, after(now, 8 * HOUR_MS), [
        { at: after(now, HOUR_MS), for: 'remind' },
        { at: after(now, 4 * HOUR_MS), for: 'escalate' },
      ]);
      const handle = await time.startComplaint('C1');
      await time.sleep(HOUR_MS / 2);
      expect(await told(time.client, handle.workflowId)).toMatchObject({ waitsFor: 'remind', events: [] });
      await time.sleep(HOUR_MS);
      expect(await told(time.client, handle.workflowId)).toMatchObject({ waitsFor: 'escalate', events: ['remind'] });
      await time.sleep(4 * HOUR_MS);
      expect(await told(time.client, handle.workflowId)).toMatchObject({
        codes: { status: 'awaiting_decision', route: 'station' },
        waitsFor: 'expire',
        untilMs: request.expiresAt.getTime(),
        events: ['remind', 'escalate'],
        details: expect.stringMatching(
          /^- status: awaiting_decision\n[^]*- waits for: expire, 20[^]*Z remind\n[^]*Z escalate$/,
        ) as string,
      });
      request.state = 'approved';
      await handle.signal(decisionMade, 'D1');
      await time.sleep(HOUR_MS);
      expect(await told(time.client, handle.workflowId)).toMatchObject({
        codes: { status: 'holding' },
        waitsFor: 'officer_time',
        events: ['remind', 'escalate', 'decisionMade', 'holdChanged'],
      });
    } finally {
      await time.stop();
    }
  }, 120_000);
});

describe('a list of workflows in Temporal', () => {
  let slot: OneSlot;
  beforeAll(async () => {
    slot = await startOneSlot();
  }, 120_000);
  afterAll(() => slot.stop());

  /** Resolves when the server lists a workflow by a query, or does not; it does so a moment later. */
  const isListed = (query: string, workflowId: string, wanted = true) =>
    until(async () => {
      const ids: string[] = [];
      for await (const listed of slot.client.workflow.list({ query })) ids.push(listed.workflowId);
      return ids.includes(workflowId) === wanted;
    });

  it('has cases by status, route and deadline, and holds by state', async () => {
    const inCase = await slot.world.open('C1');
    const [now, caseOf] = [new Date(), complaintWorkflowId('C1')];
    const order = { ...AT_BANK, caseId: 'C1', expiresAt: after(now, 2 * HOUR_MS) };
    const request = inCase.request(order, after(now, 72 * HOUR_MS));
    const handle = await slot.startComplaint('C1');
    await isListed("RangapCaseStatus = 'awaiting_decision' AND RangapRoute = 'station'", caseOf);
    await isListed(`RangapNextDeadline < '${after(now, 73 * HOUR_MS).toISOString()}'`, caseOf);

    request.state = 'approved';
    await handle.signal(decisionMade, 'D1');
    await isListed("RangapCaseStatus = 'holding'", caseOf);
    await isListed("RangapCaseStatus = 'awaiting_decision'", caseOf, false);
    await isListed("RangapHoldState = 'held'", holdWorkflowId('H1'));
    // The development server compares instants as texts, without the noughts at the end: a second about it.
    const [from, to] = [after(order.expiresAt, -1_000), after(order.expiresAt, 1_000)].map((at) => at.toISOString());
    await isListed(`RangapNextDeadline BETWEEN '${from}' AND '${to}'`, holdWorkflowId('H1'));
  }, 60_000);

  it('costs an event only when something else is told, and names timers and activities', async () => {
    const expiresAt = after(new Date(), HOUR_MS);
    const { holdId, institution } = slot.world.holds.add({ ...AT_BANK, caseId: 'C1', expiresAt }, new Date());
    const handle = await slot.startHold(holdId, institution);
    await isListed("RangapHoldState = 'held'", handle.workflowId);
    await handle.signal('institutionAnswered', 'M1');
    await until(async () => (await told(slot.client, handle.workflowId)).events.length === 1);
    const events = (await handle.fetchHistory()).events ?? [];
    const { payloadConverter, payloadCodecs } = slot.client.options.loadedDataConverter;
    const payloads = events.flatMap(({ userMetadata }) => userMetadata?.summary ?? []);
    const decoded = await payloadCodecs[0]?.decode(payloads, { type: 'workflow', namespace: '', workflowId: '' });
    const summaries = (decoded ?? []).map((payload) => payloadConverter.fromPayload<string>(payload));
    expect(new Set(summaries)).toEqual(new Set(['look at the hold', 'order to th-014', 'expire']));
    const upserts = events.filter((event) => event.upsertWorkflowSearchAttributesEventAttributes != null);
    expect(upserts).toHaveLength(1);
  }, 60_000);
});
