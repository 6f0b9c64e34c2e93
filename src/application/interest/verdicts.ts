import type { Role } from '../../domain/freeze-request/freeze-request.js';
import type { Result } from '../../domain/result.js';
import { refuseOfMaker } from './refuse-of-maker.js';
import type { Reading } from '../case/work/reading-of-case.js';

/** Whether a person may give each verdict on what another asked for about a report, and in which role. */
export type Verdicts = Record<'confirm' | 'refuse', Result<{ role: Role }>>;

/**
 * Reads the verdicts that a person may give who may decide (`may`): who asked must not have been shown
 * to gain by the case since. One statement at most.
 */
export async function verdictsOf(
  reading: Reading,
  asked: { requestedBy: string },
  may: Result<{ role: Role }>,
): Promise<Verdicts> {
  if (!may.ok) return { confirm: may, refuse: may };
  return { confirm: (await refuseOfMaker(reading, asked, 'confirm')) ?? may, refuse: may };
}
