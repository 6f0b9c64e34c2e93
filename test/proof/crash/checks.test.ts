import { newAct, type Act } from '../../../tools/proof/crash/act/act.js';
import { heldTwice } from '../../../tools/proof/crash/act/bank-side.js';
import type { BankHold } from '../../../tools/verify/read/bank-books.js';
import {
  actsOnRecord,
  banksAgree,
  oneCaseOneWorkflow,
  ordersTakenOver,
  releasedOnWord,
  type Found,
} from '../../../tools/proof/crash/judge/checks.js';
import type { RecordReader } from '../../../tools/proof/crash/judge/record-reader.js';
import { withoutTemporal } from '../../../tools/proof/crash/strike/without-temporal.js';

/**
 * Returns a database that gives the named rows for each query that contains the named text, and
 * none for every other query.
 */
function recordWith(answers: Readonly<Record<string, readonly object[]>>): RecordReader {
  const rows = async (sql: string) => Object.entries(answers).find(([part]) => sql.includes(part))?.[1] ?? [];
  return { rows } as unknown as RecordReader;
}

function complaint(changes: Partial<Act>): Act {
  return { ...newAct('complaint', 'T-1'), attempts: 1, acknowledged: 'A', ...changes };
}

function bankHold(changes: Partial<BankHold>): BankHold {
  return {
    party: 'th-004',
    holdId: 'H1',
    account: { institution: 'th-004', accountNo: '9000000001' },
    transferRef: 'R-1',
    transferSatang: '150',
    heldSatang: '100',
    state: 'active',
    expiresAt: '2026-11-24T03:00:00.000Z',
    ...changes,
  };
}

const broken = (found: readonly Found[]): string[] => found.flatMap(({ violations }) => violations);

describe('the crash proof finds', () => {
  it('an acknowledged complaint that is not in the database', async () => {
    const found = await actsOnRecord(recordWith({}), [complaint({})]);
    expect(broken(found)).toEqual(['complaint T-1 is missing']);
  });

  it('a complaint with another id in the database than in its answer', async () => {
    const found = await actsOnRecord(recordWith({ 'FROM complaint': [{ id: 'B', token: 'T-1' }] }), [complaint({})]);
    expect(broken(found)).toEqual(['complaint T-1 is missing']);
  });

  it('a complaint that was doubled', async () => {
    const rows = [
      { id: 'A', token: 'T-1' },
      { id: 'B', token: 'T-1' },
    ];
    const found = await actsOnRecord(recordWith({ bankCaseId: rows }), [complaint({})]);
    expect(broken(found)).toEqual(['complaint T-1 is there 2 times']);
  });

  it('an order that was not at its bank three seconds after its sender was killed', async () => {
    const orders = ['A', 'B', 'C'].map((id) => ({ id, issuedAtMs: 9_900 }));
    const record = recordWith({ 'FROM hold_order': [...orders, { id: 'older', issuedAtMs: 8_000 }] });
    const arrivals = new Map([
      ['A', 12_900],
      ['B', 13_100],
    ]);
    const api = { target: 'api', fromMs: 10_000, untilMs: 15_000 } as const;
    const found = await ordersTakenOver(record, arrivals, [api]);
    expect(found).toMatchObject({
      checked: 3,
      violations: ['order B came after 3.1 s', 'order C never came'],
    });
    const keeper = { target: 'keeper', fromMs: 9_000, untilMs: 11_000 } as const;
    expect(await ordersTakenOver(record, arrivals, [api, keeper])).toMatchObject({ checked: 0 });
    expect(await ordersTakenOver(record, arrivals, [keeper])).toMatchObject({ checked: 0 });
  });

  it('an act whose repetition was refused as already done, although it was not done', async () => {
    const act: Act = { ...newAct('withdrawal', 'T-2'), unanswered: 1, refused: 'COMPLAINT.ALREADY_WITHDRAWN' };
    expect(broken(await actsOnRecord(recordWith({}), [act]))).toEqual(['withdrawal T-2 is missing']);
  });

  it('nothing wrong with an act that a rule refused', async () => {
    const act: Act = { ...newAct('release', 'T-3'), refused: 'HOLD.ENDED' };
    expect(broken(await actsOnRecord(recordWith({}), [act]))).toEqual([]);
  });

  it('a complaint without a case, and one with two workflows', async () => {
    const record = recordWith({ 'FROM case_file': [{ id: 'A' }] });
    const workflows = { executionsOf: async () => new Map([['complaint-A', { running: 2, lastEndedAt: null }]]) };
    const acts = [complaint({}), complaint({ acknowledged: 'C' })];
    expect(broken(await oneCaseOneWorkflow(record, workflows, acts))).toEqual([
      'complaint C has no case',
      'complaint-A has 2 workflows at once',
      'complaint-C has no workflow',
    ]);
  });

  it('an open case without a workflow, and not one that was closed before Temporal could start it', async () => {
    const acts = ['A', 'B'].map((id) => complaint({ token: id, acknowledged: id }));
    const files = [
      { id: 'A', closedFirst: false },
      { id: 'B', closedFirst: true },
    ];
    const workflows = { executionsOf: async () => new Map<string, never>() };
    expect(broken(await oneCaseOneWorkflow(recordWith({ 'FROM case_file': files }), workflows, acts))).toEqual([
      'complaint-A has no workflow',
    ]);
  });

  it('what waited while Temporal stood still: a question, a hold that nobody answered for, a release', async () => {
    const record = recordWith({
      'FROM debit_confirmation d JOIN': [
        { id: 'Q1', deadlineMs: 5_000 },
        { id: 'Q2', deadlineMs: 5_000 },
        { id: 'Q3', deadlineMs: 50_000 },
      ],
      DEBIT_NOT_CONFIRMED: [
        { id: 'H1', answered: true },
        { id: 'H2', answered: false },
      ],
      '"inTime"': [
        { id: 'H3', inTime: true },
        { id: 'H4', inTime: false },
      ],
    });
    const arrivals = new Map([
      ['Q1', 4_000],
      ['Q3', 40_000],
    ]);
    expect(broken(await withoutTemporal(record, arrivals, { fromMs: 1_000, untilMs: 30_000 }))).toEqual([
      'question Q2 never came',
      'question Q3 came late',
      'hold H2 was let go without an answer',
      'hold H4 waited for Temporal',
    ]);
  });

  it('a live hold without a workflow, and not one that ended with its first receipt', async () => {
    const holds = [
      { id: 'H1', ended: false },
      { id: 'H2', ended: true },
    ];
    const record = recordWith({ 'FROM case_file': [{ id: 'A' }], 'FROM hold': holds });
    const workflows = { executionsOf: async () => new Map([['complaint-A', { running: 1, lastEndedAt: null }]]) };
    expect(broken(await oneCaseOneWorkflow(record, workflows, [complaint({})]))).toEqual(['hold-H1 has no workflow']);
  });

  it('money that is held twice for one transfer, and only that', () => {
    const twice = [bankHold({}), bankHold({ holdId: 'H2' })];
    expect(heldTwice(twice)).toEqual(['th-004 transfer R-1: 200 satang held of 150, holds H1, H2']);
    expect(heldTwice([bankHold({}), bankHold({ holdId: 'H2', heldSatang: '50' })])).toEqual([]);
    expect(heldTwice([bankHold({}), bankHold({ holdId: 'H2', state: 'released' })])).toEqual([]);
    expect(heldTwice([bankHold({}), bankHold({ holdId: 'H2', transferRef: 'R-2' })])).toEqual([]);
  });

  it('a bank’s hold that is released in the database, an unknown one, and one that the bank does not have', async () => {
    const record = recordWith({
      'FROM hold': [
        { id: 'H1', state: 'released' },
        { id: 'H3', state: 'held' },
      ],
    });
    const found = await banksAgree(record, [bankHold({}), bankHold({ holdId: 'H2', transferRef: 'R-2' })], {
      heldTwice: [],
      overdrawn: [],
    });
    expect(broken(found)).toEqual([
      'hold H2 of a bank is not on record',
      'hold H1 is released on record and active at its bank',
      'hold H3 is held on record and not active at its bank',
    ]);
  });

  it('a hold past its expiry that was released without an answer of its bank, or not at all', async () => {
    const record = recordWith({
      'FROM hold': [
        { id: 'H1', state: 'released', word: false },
        { id: 'H2', state: 'release_ordered', word: true },
        { id: 'H3', state: 'released', word: true },
      ],
    });
    expect((await releasedOnWord(record)).violations).toEqual([
      'hold H1 is released, without a word of its bank',
      'hold H2 is release_ordered',
    ]);
  });
});
