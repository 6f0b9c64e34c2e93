import { setTimeout as sleep } from 'node:timers/promises';
import { playStories } from '../../simulator/stories/play.js';
import { ringAcrossAgencies } from '../../simulator/stories/ring-across-agencies.js';
import { readSettings } from '../../simulator/stories/settings.js';
import { standingFindings } from '../../src/application/case/work/case.queries.js';
import { RuleChangeAccepted, RuleChangeDecided } from '../../src/wire/office/rulebook.js';
import { itInFullRun } from '../support/full-run.js';
import { ok } from './support/case.js';
import { until } from './support/until.js';
import { startSystem, type TestSystem } from './support/system.js';

jest.setTimeout(400_000);

/** So often the story is played, at most, until every agency answers in its time. */
const PLAYS = 3;

/**
 * What is on record of the cases opened after `$1`, as lines. Left out are ids, times and account
 * numbers, which differ between two plays of one story, and what only time does, such as a release.
 */
const ON_RECORD = `
  WITH c AS (SELECT id, row_number() OVER (ORDER BY id) AS nth FROM case_file WHERE id > $1),
  line AS (
    SELECT case_id, concat_ws(' ', 'question', agency, state) AS said FROM evidence_request
    UNION ALL SELECT case_id, concat_ws(' ', 'answer of', agency) FROM evidence
    UNION ALL SELECT case_id, concat_ws(' ', 'debit', state) FROM debit_confirmation
    UNION ALL SELECT f.case_id, concat_ws(' ', 'finding', subject_kind, rule_id, outcome) FROM finding f
               WHERE rule_id IN ('VIC-7A', 'AOC-85B', 'P-EV85B')
                 AND f.id IN ${standingFindings('f.case_id')}
    UNION ALL SELECT r.case_id, concat_ws(' ', 'request', r.kind, r.requested_role, r.state, 'armed ' || r.arm_satang) FROM freeze_request r
    UNION ALL SELECT r.case_id, concat_ws(' ', 'decision', d.verdict, d.role, 'armed ' || r.arm_satang)
                FROM decision d JOIN freeze_request r ON r.id = d.freeze_request_id
    UNION ALL SELECT case_id, concat_ws(' ', 'hold', kind, institution, hop, requested_satang) FROM hold
    UNION ALL SELECT case_id, concat_ws(' ', 'part', hop, attributed_satang, stop_reason) FROM trail_link
    UNION ALL SELECT case_id, concat_ws(' ', 'link', kind, strength) FROM case_link
    UNION ALL SELECT case_id, concat_ws(' ', 'break', kind) FROM break_record
    UNION ALL SELECT case_id, concat_ws(' ', 'message', direction, kind, party) FROM exchange
               WHERE kind NOT LIKE 'release.%' AND kind <> 'hold.lapsed'
    UNION ALL SELECT chain, concat_ws(' ', 'event', type) FROM audit_event
               WHERE type NOT LIKE 'release.%' AND type <> 'hold.lapsed')
  SELECT DISTINCT concat_ws(' ', 'case', c.nth || ':', line.said) AS said FROM line JOIN c ON c.id = line.case_id`;

/** So long a case says the same before it counts as ended: the next look at it comes sooner. */
const STILL_MS = 3_000;

/** Counts what is still under way in the cases opened after `$1`, looks that they were told to take among it. */
const UNDER_WAY = `
  SELECT (SELECT count(*) FROM evidence_request WHERE case_id > $1 AND state = 'asked')
       + (SELECT count(*) FROM debit_confirmation WHERE case_id > $1 AND state = 'asked')
       + (SELECT count(*) FROM hold WHERE case_id > $1 AND state = 'ordered')
       + (SELECT count(*) FROM link_key WHERE case_id > $1 AND compared_at IS NULL)
       + (SELECT count(*) FROM outbox o JOIN case_file c ON o.workflow_id = 'complaint-' || c.id
           WHERE c.id > $1 AND o.read_at IS NULL) AS count`;

/** The demonstration of the analysis, with it and without. */
describe('a story of three banks and three agencies', () => {
  let system: TestSystem;

  const lastCase = async (): Promise<string> => {
    const [last]: { id: string }[] = await system.db.query(`SELECT coalesce(max(id), '') AS id FROM case_file`);
    return last?.id ?? '';
  };
  const playOnce = async (): Promise<ReadonlySet<string>> => {
    const before = await lastCase();
    const [played] = await playStories([ringAcrossAgencies], readSettings({ ...system.running.env }), () => undefined);
    expect(played?.expectations.filter((expectation) => !expectation.ok)).toEqual([]);
    // An answer is on record before the look at its case that draws links and findings from it.
    let [last, since] = ['', 0];
    return until('nothing is under way and nothing is added', 60, async (seen) => {
      const [left]: { count: string }[] = await system.db.query(UNDER_WAY, [before]);
      const rows: { said: string }[] = await system.db.query(ON_RECORD, [before]);
      const lines = rows.map(({ said }) => said).sort();
      if (left?.count !== '0' || lines.join() !== last) [last, since] = [lines.join(), Date.now()];
      seen({ ...left, lines: lines.length });
      return Date.now() - since > STILL_MS ? new Set(lines) : undefined;
    });
  };
  /** Plays anew when a busy machine let an agency's seconds run out, which says nothing of the analysis. */
  const play = async (): Promise<ReadonlySet<string>> => {
    for (let left = PLAYS - 1; ; left -= 1) {
      const lines = await playOnce();
      const isInTime = ![...lines].some((said) => / question \w+ unknown$/.test(said));
      if (isInTime || left === 0) return lines;
    }
  };
  /** Two persons switch the analysis off, and the row comes into force. */
  const switchOff = async (): Promise<void> => {
    const { centre } = system;
    const body = { ruleId: 'P-ADVICE', parameters: { enabled: false }, reason: 'Nobody trusts it.' };
    const { id } = RuleChangeAccepted.parse(ok(await centre.post('admin-1', '/v1/rule-changes', body), 201));
    const decision = { verdict: 'approve', reason: 'Read it.' };
    const decided = await centre.post('supervisor-1', `/v1/rule-changes/${id}/decisions`, decision);
    const { effectiveFrom } = RuleChangeDecided.parse(ok(decided, 201));
    await sleep(Date.parse(effectiveFrom ?? '') - Date.now() + 1_000);
  };

  itInFullRun(
    'ends without the analysis as with it, but for advice and the hold that persons armed on it',
    async () => {
      system = await startSystem();
      try {
        const withIt = await play();
        await switchOff();
        const without = await play();
        const onlyIn = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
          [...one].filter((line) => !other.has(line)).sort();
        expect({ onlyWith: onlyIn(withIt, without), onlyWithout: onlyIn(without, withIt) }).toEqual({
          onlyWith: [
            'case 1: event advice.given',
            'case 2: event advice.given',
            // The armed hold waits for the evidence about the next account, and orders once it comes.
            'case 3: break ARMED_NO_EVIDENCE',
            'case 3: decision approve aoc_supervisor armed 2000000',
            'case 3: event advice.given',
            'case 3: event advice.shown',
            'case 3: event break.settled',
            'case 3: event trail.resumed',
            'case 3: hold aoc_suspension th-002 1 1500000',
            'case 3: message in hold.receipt th-002',
            'case 3: message out hold.order th-002',
            'case 3: part 1 1500000',
            'case 3: request aoc_suspension aoc_officer approved armed 2000000',
          ],
          onlyWithout: ['case 3: part 1 1500000 no_power'],
        });
      } finally {
        await system.stop();
      }
    },
  );
});
