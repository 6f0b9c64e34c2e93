import {
  type ActivityInterceptorsFactory,
  type NativeConnection,
  Worker,
  type WorkerDeploymentOptions,
  type WorkerOptions,
} from '@temporalio/worker';
import type { DataSource } from 'typeorm';
import { createAgencyActivities } from '../../activities/agency.activities.js';
import { type Analyse, createAnalysisActivities } from '../../activities/analysis.activities.js';
import { createInstitutionActivities } from '../../activities/institution.activities.js';
import { createRecordActivities } from '../../activities/record.activities.js';
import type { AgencyPort } from '../agencies/port.js';
import { agencyQueue, ANALYSIS_QUEUE, INSTITUTION_QUEUE, RECORD_QUEUE } from '../contract/ids.js';
import { AGENCIES } from '../domain/party.js';
import type { Dispatcher } from '../dispatch/dispatcher.js';
import type { InstitutionPort } from '../institutions/port.js';
import type { SubjectHash } from '../application/case/privacy/subject-hash.js';

/** The parts that the workers are made from. */
interface WorkerParts {
  connection: NativeConnection;
  namespace: string;
  dataConverter: WorkerOptions['dataConverter'];
  workflowBundle: NonNullable<WorkerOptions['workflowBundle']>;
  /** The build of all workers of the process. */
  deployment: WorkerDeploymentOptions;
  /** Wrap every attempt of an activity, the outermost first. */
  activityInterceptors: ActivityInterceptorsFactory[];
  db: DataSource;
  institutions: InstitutionPort;
  agencies: AgencyPort;
  subjectHash: SubjectHash;
  dispatcher: Dispatcher;
  analyse: Analyse;
}

/**
 * How many requests an agency gets through its queue at a time and per second. With the first tries
 * of a worker (activities/first-tries.ts) it is a fifth below what the agency expects, until
 * contracts say more.
 */
const AGENCY_LIMITS = { maxConcurrentActivityTaskExecutions: 4, maxTaskQueueActivitiesPerSecond: 30 };

/**
 * Returns how many steps on the database may run at a time with a pool of so many connections: so
 * many within workflow tasks, and so many from the queue. Each keeps one connection while it runs;
 * more would wait in the pool, which knows no priorities, instead of in Temporal's queue, which
 * does. The other connections are for the calls to parties, which need one before and after the
 * call.
 */
function recordSlots(poolSize: number): number {
  return Math.max(1, Math.floor(poolSize * 0.3));
}

/**
 * Creates one worker per queue: for workflows with the database activities, for institutions, for
 * the analysis, and for each agency. Each agency has its own limits, so that a slow or broken one
 * delays no other.
 */
export async function createWorkers(parts: WorkerParts): Promise<Worker[]> {
  const common = {
    connection: parts.connection,
    namespace: parts.namespace,
    dataConverter: parts.dataConverter,
    interceptors: { activity: parts.activityInterceptors },
    workerDeploymentOptions: parts.deployment,
    shutdownGraceTime: '8 s',
    shutdownForceTime: '12 s',
  } satisfies Partial<WorkerOptions>;
  const slots = recordSlots(parts.db.options.poolSize ?? 10);
  const { db, dispatcher } = parts;
  const agencyActivities = createAgencyActivities(db, parts, dispatcher);
  const institutionActivities = createInstitutionActivities(db, parts, dispatcher);
  const analysisActivities = createAnalysisActivities(db, parts.analyse, dispatcher);
  return Promise.all([
    Worker.create({
      ...common,
      taskQueue: RECORD_QUEUE,
      workflowBundle: parts.workflowBundle,
      // The local activities of workflows run here too, whatever their queue.
      activities: {
        ...createRecordActivities(db, parts.subjectHash, dispatcher, slots),
        ...agencyActivities,
        ...institutionActivities,
        ...analysisActivities,
      },
      maxConcurrentActivityTaskExecutions: slots,
      maxCachedWorkflows: 1_000,
    }),
    Worker.create({
      ...common,
      taskQueue: INSTITUTION_QUEUE,
      activities: institutionActivities,
      maxConcurrentActivityTaskExecutions: 40,
    }),
    Worker.create({
      ...common,
      taskQueue: ANALYSIS_QUEUE,
      activities: analysisActivities,
      maxConcurrentActivityTaskExecutions: 2,
      maxConcurrentActivityTaskPolls: 1,
    }),
    ...AGENCIES.map((agency) =>
      Worker.create({
        ...common,
        ...AGENCY_LIMITS,
        taskQueue: agencyQueue(agency),
        activities: agencyActivities,
        maxConcurrentActivityTaskPolls: 2,
      }),
    ),
  ]);
}
