import {
  type ActivityInterceptorsFactory,
  type NativeConnection,
  Worker,
  type WorkerOptions,
} from '@temporalio/worker';
import type { DataSource } from 'typeorm';
import { createAgencyActivities } from '../../activities/agency.activities.js';
import { createInstitutionActivities } from '../../activities/institution.activities.js';
import { createRecordActivities } from '../../activities/record.activities.js';
import type { AgencyPort } from '../agencies/port.js';
import { agencyQueue, INSTITUTION_QUEUE, RECORD_QUEUE } from '../contract/ids.js';
import { AGENCIES } from '../domain/party.js';
import type { InstitutionPort } from '../institutions/port.js';
import type { SubjectHash } from '../application/link/subject-hash.js';

/** What the workers are made of. */
export interface WorkerParts {
  connection: NativeConnection;
  namespace: string;
  dataConverter: WorkerOptions['dataConverter'];
  workflowBundle: NonNullable<WorkerOptions['workflowBundle']>;
  /** Around every attempt of an activity, the outermost first. */
  activityInterceptors: ActivityInterceptorsFactory[];
  db: DataSource;
  institutions: InstitutionPort;
  agencies: AgencyPort;
  subjectHash: SubjectHash;
}

/**
 * Requests an agency is sent at a time and per second: a fifth below what it was told to expect,
 * until contracts say more.
 */
const AGENCY_LIMITS = { maxConcurrentActivityTaskExecutions: 8, maxTaskQueueActivitiesPerSecond: 40 };

/**
 * Acts on the record at a time, for so many connections. Each takes one for all of its time, so
 * that more than that would queue inside the pool, where nobody goes first; what waits in
 * Temporal's queue is taken by priority. The rest is for the calls to parties, which need one
 * before and after.
 */
function recordSlots(poolSize: number): number {
  return Math.max(1, Math.floor(poolSize * 0.6));
}

/**
 * One worker per queue: workflows with the record's activities, the institutions, and one for each
 * agency with limits of its own, so that a slow or broken agency holds up nobody else.
 */
export async function createWorkers(parts: WorkerParts): Promise<Worker[]> {
  const common = {
    connection: parts.connection,
    namespace: parts.namespace,
    dataConverter: parts.dataConverter,
    interceptors: { activity: parts.activityInterceptors },
    shutdownGraceTime: '8 s',
    shutdownForceTime: '12 s',
  } satisfies Partial<WorkerOptions>;
  const agencyActivities = createAgencyActivities(parts.db, parts.agencies);
  return Promise.all([
    Worker.create({
      ...common,
      taskQueue: RECORD_QUEUE,
      workflowBundle: parts.workflowBundle,
      activities: createRecordActivities(parts.db, parts.subjectHash),
      maxConcurrentActivityTaskExecutions: recordSlots(parts.db.options.poolSize ?? 10),
      maxCachedWorkflows: 1_000,
    }),
    Worker.create({
      ...common,
      taskQueue: INSTITUTION_QUEUE,
      activities: createInstitutionActivities(parts.db, parts.institutions),
      maxConcurrentActivityTaskExecutions: 40,
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
