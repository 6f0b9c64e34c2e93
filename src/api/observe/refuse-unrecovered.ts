import type { RecoveryGate } from '../../persistence/audit/recovery-gate.js';
import { ApiProblem } from '../problem/api-problem.js';

/** Whether the API may serve on its database. */
export type RecoveryWatch = Pick<RecoveryGate, 'isOpen'>;

/** Throws `SERVICE.NOT_RECOVERED` while a person has not put on record to which instant the database is recovered. */
export async function refuseUnrecovered(recovery: RecoveryWatch): Promise<void> {
  if (await recovery.isOpen()) return;
  throw new ApiProblem(
    'SERVICE.NOT_RECOVERED',
    'the record may have been restored; who operates the centre must say so first',
  );
}
