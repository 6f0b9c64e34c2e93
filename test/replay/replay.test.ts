import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, makeTelemetryFilterString, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { hasBegun } from '../../tools/verify/read/recorded-histories.js';
import { bundleOf, currentWorkflowBundle } from '../workflows/support/workflow-bundle.js';

interface RecordedHistory {
  workflowId: string;
  history: unknown;
}

const DIR = path.join(__dirname, 'histories');
const FILES = readdirSync(DIR).filter((file) => file.endsWith('.json'));
/** The only fields that payloads of workflows may have: ids, codes and instants. */
const ALLOWED_KEYS = new Set([
  'caseId',
  'written',
  'holdId',
  'institution',
  'evidenceRequestId',
  'agency',
  'confirmationId',
  'questions',
  'confirmations',
  'wakeAtMs',
  'wakeFor',
  'waitFor',
  'codes',
  'status',
  'route',
  'state',
  'nextDeadlineMs',
  'expiresAtMs',
  'untilMs',
  'next',
  'done',
  'message',
  'rowId',
  'gatherMs',
  'mayAdvise',
  'stack_trace',
  // What the server keeps of a local activity beside its result.
  'seq',
  'attempt',
  'activity_id',
  'activity_type',
  'complete_time',
  'original_schedule_time',
  'backoff',
  'seconds',
  'nanos',
]);

function recorded(file: string): RecordedHistory {
  return JSON.parse(readFileSync(path.join(DIR, file), 'utf8')) as RecordedHistory;
}

function replay(code: string, { workflowId, history }: RecordedHistory): Promise<void> {
  return Worker.runReplayHistory({ workflowBundle: { code } }, historyFromJSON(history), workflowId);
}

describe('workflows that are running while the code changes', () => {
  let code: string;
  beforeAll(async () => {
    Runtime.install({
      // Some of these tests expect a violation.
      logger: new DefaultLogger('ERROR', () => undefined),
      telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
    });
    code = await currentWorkflowBundle();
  }, 60_000);

  it('have recorded histories of every kind', () => {
    expect(FILES.length).toBeGreaterThanOrEqual(6);
    expect(FILES.filter((file) => file.startsWith('complaint-')).length).toBeGreaterThanOrEqual(2);
  });

  it.each(FILES)('can continue with the present code: %s', async (file) => {
    await expect(replay(code, recorded(file))).resolves.toBeUndefined();
  });

  it('could not continue with code that has one more pause, and this test says so before a release', async () => {
    const changed = await bundleOf(require.resolve('./fixtures/changed-workflows'), [
      'workflows',
      'src/contract',
      'src/domain',
      'src/temporal',
      'test/replay/fixtures',
    ]);
    for (const file of FILES) {
      await expect(replay(changed, recorded(file))).rejects.toThrow(DeterminismViolationError);
    }
  }, 60_000);

  it.each(FILES)('carry only ids, codes and instants, and no name of a machine: %s', (file) => {
    const text = readFileSync(path.join(DIR, file), 'utf8');
    const payloads = [...text.matchAll(/"data":"([^"]*)"/g)];
    expect(payloads.length).toBeGreaterThan(0);
    for (const [, data = ''] of payloads) {
      const json = Buffer.from(data, 'base64').toString();
      for (const [, key = ''] of json.matchAll(/"([A-Za-z_]+)":/g)) expect(ALLOWED_KEYS).toContain(key);
      expect(json).not.toMatch(/ at .*\.[jt]s:\d+/);
    }
    expect(text).not.toMatch(/"identity":"(?!test")/);
  });
});

describe('a workflow that sleeps before its start', () => {
  it.each(FILES)('is not replayed, for nothing is decided yet: the first event of %s alone', (file) => {
    const { history } = JSON.parse(readFileSync(path.join(DIR, file), 'utf8')) as { history: object };
    const whole = historyFromJSON(history);
    const begun = { ...whole, events: whole.events?.slice(0, 1) };
    expect(hasBegun({ workflowId: file, shown: null, history: whole })).toBe(true);
    expect(hasBegun({ workflowId: file, shown: null, history: begun })).toBe(false);
  });
});
