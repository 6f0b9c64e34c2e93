import { FreezeRequestRow } from '../../../src/persistence/entities/case/freeze-request.entities.js';
import { type RecordBuilder, SUPERVISOR } from '../../support/record-builder.js';

/**
 * Plays a hold that is partly held: the institution reports a later credit, an officer approves
 * its catch, and it is held.
 */
export async function raisedByLaterCredit(build: RecordBuilder) {
  const { caseId, holdIds } = await build.complain();
  const holdId = holdIds[0] ?? '';
  await build.send(holdId, { result: 'HELD_PARTIAL', heldAmountSatang: '30000' });
  const { institution } = await build.hold(holdId);
  const credit = { holdId, amountSatang: '20000', at: new Date().toISOString() };
  await build.callback(institution, 'account.credited', holdId, credit);
  await build.advanceHold(holdId);
  const request = await build.db.manager.findOneByOrFail(FreezeRequestRow, { holdId, kind: 'residual' });
  await build.approve(request.id, SUPERVISOR);
  await build.advanceCase(caseId);
  await build.send(holdId, { result: 'HELD_FULL' });
  return { caseId, holdId, freezeRequestId: request.id };
}
