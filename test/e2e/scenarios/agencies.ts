import { Case, problemOf } from '../support/case.js';
import type { SideBySide } from '../support/side-by-side.js';
import type { TestSystem } from '../support/system.js';
import { commitTheft, digits, type Theft } from '../support/theft.js';
import { until } from '../support/until.js';

/**
 * More than the eight seconds that the demo rulebook gives an agency, by so much that a busy
 * machine sees the deadline pass before the answer comes.
 */
const LATE_MS = 30_000;
const BEHAVIOURS = [
  { party: 'dsi', mode: 'declined' },
  { party: 'ccib', mode: 'nonsense' },
  { party: 'bot', mode: 'late', delayMs: LATE_MS },
  { party: 'amlo', mode: 'silent' },
] as const;
const ALL = ['amlo', 'bot', 'ccib', 'dsi', 'mdes', 'nbtc', 'sec'];

interface Asked {
  readonly theft: Theft;
  readonly opened: Case;
}

/**
 * One agency refuses, one answers nonsense, one is late, one never answers. The behaviour counts
 * for the whole agency, so it is set before all other scenarios, and reset as soon as all agencies
 * have been asked.
 */
export class UnwillingAgencies {
  private asked: Asked | undefined;

  async ask(system: TestSystem): Promise<void> {
    const { stage } = system;
    for (const behaviour of BEHAVIOURS) await stage.behave(behaviour);
    const theft = await commitTheft(system, {
      byHolder: false,
      suspectContacts: [
        { kind: 'phone', value: `060${digits(7)}` },
        { kind: 'url', value: 'https://prize.example/claim' },
        { kind: 'crypto_wallet', value: `0x${digits(40)}` },
      ],
    });
    await stage.list('bot', { account: theft.mule, colour: 'dark_grey', since: '2026-05-02T03:00:00Z' });
    const opened = await Case.open(system, theft.complaint);
    await until('every agency has been asked', 20, async (seen) => {
      const unsent: { agency: string; sent: boolean }[] = await system.db.query(
        'SELECT agency, sent_at IS NOT NULL AS sent FROM evidence_request WHERE case_id = $1',
        [opened.id],
      );
      seen(unsent);
      return unsent.length === ALL.length && unsent.every(({ sent }) => sent) ? true : undefined;
    });
    for (const { party } of BEHAVIOURS) await stage.behave({ party, mode: 'sync' });
    this.asked = { theft, opened };
  }

  scenario(scenarios: SideBySide): void {
    scenarios.it(
      'distinguishes refusal, nonsense, silence and delay of agencies, and takes none of them for evidence',
      async () => {
        if (this.asked === undefined) throw new Error('the agencies are asked before the scenarios');
        const { theft, opened } = this.asked;
        await opened.debitConfirmed();
        expect(await statesWhen(opened, 'amlo', 'unknown')).toEqual({
          amlo: ['unknown', 'deadline'],
          bot: ['unknown', 'deadline'],
          ccib: ['unknown', 'unreadable'],
          dsi: ['declined', 'declined'],
          mdes: ['answered', null],
          nbtc: ['answered', null],
          sec: ['answered', null],
        });
        await expectSuspensionNotMet(opened, theft);

        const settled = await statesWhen(opened, 'bot', 'answered');
        expect(settled).toMatchObject({ amlo: ['unknown', 'deadline'], bot: ['answered', null] });
        await until('the late answer counts', 10, async (seen) => {
          const { accounts } = await opened.view();
          seen(accounts);
          return accounts.some(({ suspension }) => suspension === 'met') ? true : undefined;
        });
        const { requests } = await opened.evidence();
        const answers = requests.find(({ agency }) => agency === 'bot')?.answers ?? [];
        expect(answers.map(({ late, version }) => ({ late, version }))).toEqual([{ late: true, version: 1 }]);
        expect(answers[0]?.rawSha256).toMatch(/^[0-9a-f]{64}$/);
        await expectExchangesRecorded(opened);
      },
    );
  }
}

async function expectSuspensionNotMet(opened: Case, { mule }: Theft): Promise<void> {
  const findings = (await opened.findings()).filter(({ ruleId }) => ruleId === 'AOC-85B');
  expect(findings.map(({ outcome }) => outcome)).toEqual(['unknown']);
  expect(findings[0]?.missing.join(' ')).toMatch(/amlo/);
  const body = { kind: 'aoc_suspension', account: mule, reason: 'The registry has not answered yet.' };
  const refused = await opened.post('officer-1', `/v1/cases/${opened.id}/freeze-requests`, body);
  expect(problemOf(refused)).toBe('422 APPROVAL.THRESHOLD_NOT_MET');
}

/** Waits until one agency's question is in a state; returns state and reason of all questions. */
async function statesWhen(opened: Case, agency: string, state: string): Promise<Record<string, unknown>> {
  return until(`the question to ${agency} is ${state}`, 45, async (seen) => {
    const { requests } = await opened.evidence();
    seen(requests.map((request) => [request.agency, request.state]));
    if (requests.find((request) => request.agency === agency)?.state !== state) return undefined;
    return Object.fromEntries(requests.map((request) => [request.agency, [request.state, request.stateReason]]));
  });
}

async function expectExchangesRecorded(opened: Case): Promise<void> {
  const exchanges = await opened.exchanges();
  const withAgencies = exchanges.filter(({ party }) => ALL.includes(party));
  const parties = (direction: 'in' | 'out') =>
    [...new Set(withAgencies.filter((one) => one.direction === direction).map(({ party }) => party))].sort();
  expect(parties('out')).toEqual(ALL);
  expect(parties('in')).toEqual(ALL.filter((agency) => agency !== 'amlo'));
  expect(exchanges.filter(({ legalBasis, purpose }) => legalBasis.length === 0 || purpose === '')).toEqual([]);
}
