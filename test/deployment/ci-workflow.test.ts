import { load } from 'js-yaml';
import { read } from './deployment-files.js';

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}
interface Workflow {
  on: Record<string, unknown>;
  permissions: unknown;
  concurrency: { group: string };
  jobs: Record<string, { 'timeout-minutes': number; strategy: unknown; steps: Step[]; permissions?: unknown }>;
}

const text = read('.github/workflows/ci.yml');
const workflow = load(text) as Workflow;
const [job] = Object.values(workflow.jobs);

/**
 * Returns the actions that are not named by a commit with its version beside it: their owners, or
 * thieves of their accounts, could change them.
 */
const movable = (yaml: string): string[] =>
  [...yaml.matchAll(/uses: (.*)$/gm)]
    .map(([, action = '']) => action)
    .filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action));

describe('the GitHub workflow', () => {
  it('does what .ci/run does, and nothing else, on Node 22 and 24', () => {
    expect(Object.keys(workflow.jobs)).toHaveLength(1);
    expect(job?.strategy).toEqual({ 'fail-fast': false, matrix: { node: [22, 24] } });
    expect(job?.steps.flatMap(({ run }) => run ?? [])).toEqual(['.ci/run']);
    const node = job?.steps.find(({ uses }) => uses?.startsWith('actions/setup-node@'));
    expect(node?.with).toEqual({ 'node-version': '${{ matrix.node }}', cache: 'npm' });
  });

  it('runs for every change', () => {
    expect(Object.keys(workflow.on)).toEqual(expect.arrayContaining(['push', 'pull_request']));
  });

  it('may read the code, keeps no credential, and ends', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(job?.permissions).toBeUndefined();
    expect(job?.steps[0]?.with).toEqual({ 'persist-credentials': false });
    expect(job?.['timeout-minutes']).toBe(90);
    expect(workflow.concurrency.group).toContain('github.ref');
    expect(text).not.toContain('secrets.');
  });

  it('names its actions by commit', () => {
    expect(movable(text)).toEqual([]);
    expect(movable('- uses: actions/checkout@v7\n- uses: actions/checkout@main # v7.0.1')).toHaveLength(2);
  });
});
