import type { NativeConnection } from '@temporalio/worker';
import pino from 'pino';
import { buildIdOf, productVersion } from '../../src/worker/build-id.js';
import { type Finding, findingOf, WorkerBuild } from '../../src/worker/worker-build.js';

describe('the id of a build', () => {
  it('is another for another version and for other workflow code, and the same for the same', () => {
    const id = buildIdOf('0.1.0', 'exports.a = 1');
    expect(id).toMatch(/^0\.1\.0-[0-9a-f]{12}$/);
    expect(buildIdOf('0.1.0', 'exports.a = 1')).toBe(id);
    expect(buildIdOf('0.1.0', 'exports.a = 2')).not.toBe(id);
    expect(buildIdOf('0.2.0', 'exports.a = 1')).not.toBe(id);
  });

  it('has the version of package.json', () => {
    expect(productVersion()).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

describe('a worker that looks which build is current', () => {
  const now = Date.parse('2026-11-28T03:00:00Z');
  const secondsAgo = (seconds: number): number => now - seconds * 1000;

  it.each<[Finding, string, string | undefined, Record<string, number>]>([
    ['serves', 'its own build', 'new', { new: 1 }],
    ['serves', 'its own build, and has not asked for a task yet', 'new', {}],
    ['vacant', 'no current build', undefined, { old: 1, new: 1 }],
    ['waits', 'another that asks for tasks', 'old', { old: 1, new: 1 }],
    ['waits', 'another that asked within the minute of a waiting call, and a little', 'old', { old: 89 }],
    ['abandoned', 'another that has not asked for so long', 'old', { old: 90, new: 1 }],
    ['abandoned', 'another of which nothing is remembered', 'old', { new: 1 }],
  ])('%s: %s', (finding, _, current, askedSecondsAgo) => {
    const askedAtMs = new Map(Object.entries(askedSecondsAgo).map(([build, age]) => [build, secondsAgo(age)]));
    const seen = current === undefined ? { askedAtMs } : { current, askedAtMs };
    expect(findingOf('new', seen, now)).toBe(finding);
  });
});

/** What Temporal keeps of the builds of one deployment, as its workers ask for it. */
class FakeDeployment {
  current: string | undefined;
  readonly asks = new Map<string, number>();
  /** Runs between a worker's reading and its change. */
  meanwhile: () => void = () => undefined;
  private revision = 0;
  /** What the namespace was prepared for, in order with what became current. */
  readonly prepared: string[] = [];
  private readonly prepare = (): Promise<void> => {
    this.prepared.push(this.current ?? 'nobody');
    return Promise.resolve();
  };

  makeCurrent(buildId: string): void {
    this.current = buildId;
    this.revision += 1;
  }

  /** A build whose worker has just asked for tasks, or asked so long ago. */
  worker(buildId: string, { takesOver = false, askedSecondsAgo = 0 } = {}): WorkerBuild {
    this.asks.set(buildId, Date.now() - askedSecondsAgo * 1000);
    const workflowService = this.service() as unknown as NativeConnection['workflowService'];
    const logger = pino({ enabled: false });
    return new WorkerBuild({
      buildId,
      workflowService,
      namespace: 'default',
      logger,
      prepareNamespace: this.prepare,
      takesOver,
    });
  }

  private service() {
    const version = () => (this.current === undefined ? null : { buildId: this.current });
    return {
      describeTaskQueue: async () => ({
        pollers: [...this.asks].map(([buildId, atMs]) => ({
          deploymentOptions: { buildId },
          lastAccessTime: { seconds: Math.floor(atMs / 1000) },
        })),
        versioningInfo: { currentDeploymentVersion: version() },
      }),
      describeWorkerDeployment: async () => {
        const workerDeploymentInfo = { routingConfig: { currentDeploymentVersion: version() } };
        const conflictToken = this.revision;
        this.meanwhile();
        return { workerDeploymentInfo, conflictToken };
      },
      setWorkerDeploymentCurrentVersion: async (request: { buildId: string; conflictToken: number }) => {
        if (request.conflictToken !== this.revision) throw new Error('conflict token mismatch');
        this.makeCurrent(request.buildId);
      },
    };
  }
}

describe('the build of a worker', () => {
  it('becomes current where there is no current one, also after Temporal has lost its memory', async () => {
    const deployment = new FakeDeployment();
    const worker = deployment.worker('a');
    expect(worker.isCurrent).toBe(false);
    await worker.look();
    expect(deployment.current).toBe('a');
    await worker.look();
    expect(worker.isCurrent).toBe(true);
    expect(deployment.prepared).toEqual(['nobody']);
    deployment.current = undefined;
    await worker.look();
    expect(deployment.current).toBe('a');
    expect(deployment.prepared).toEqual(['nobody', 'nobody']);
  });

  it('waits while workers of the current build ask for tasks', async () => {
    const deployment = new FakeDeployment();
    deployment.makeCurrent('a');
    deployment.worker('a', { askedSecondsAgo: 60 });
    const next = deployment.worker('b');
    for (let looks = 0; looks < 3; looks += 1) await next.look();
    expect(deployment.current).toBe('a');
    expect(next.isCurrent).toBe(false);
  });

  it('takes the place of a build whose workers are gone, at the second look', async () => {
    const deployment = new FakeDeployment();
    deployment.makeCurrent('a');
    const next = deployment.worker('b');
    await next.look();
    expect(deployment.current).toBe('a');
    await next.look();
    expect(deployment.current).toBe('b');
  });

  it('takes no place that an operator or another worker filled meanwhile', async () => {
    const deployment = new FakeDeployment();
    const worker = deployment.worker('a');
    deployment.worker('b');
    deployment.meanwhile = () => deployment.makeCurrent('b');
    await expect(worker.look()).rejects.toThrow('conflict token mismatch');
    expect(deployment.current).toBe('b');
    await worker.look();
    expect(deployment.current).toBe('b');
  });

  it('takes the place of any other in the embedded system, but only when it starts', async () => {
    const deployment = new FakeDeployment();
    deployment.makeCurrent('a');
    deployment.worker('a');
    const next = deployment.worker('b', { takesOver: true });
    await next.look();
    expect(deployment.current).toBe('b');
    deployment.makeCurrent('a');
    for (let looks = 0; looks < 3; looks += 1) await next.look();
    expect(deployment.current).toBe('a');
  });
});
