import type { DataSource } from 'typeorm';
import { mayDecideWithdrawal, refuseForCustomer } from '../../../domain/complaint/later/withdrawal.js';
import { refuse } from '../../../domain/result.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { WithdrawalRow } from '../../../persistence/entities/case/complaint.entities.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import type { Reading } from '../../case/work/reading-of-case.js';
import { reporterOf } from '../view/complaint.queries.js';
import { holdsForCustomer } from './holds-for-customer.js';
import { type Verdicts, verdictsOf } from '../../interest/verdicts.js';
import {
  type ActOfTwo,
  decideAsSecond,
  type DecidedAsSecond,
  type DecisionOfSecond,
} from '../second-person/act-of-two.js';

/** A withdrawal: confirmed, the next look at the case ends what the complaint gives. */
export const WITHDRAWAL: ActOfTwo = {
  entity: WithdrawalRow,
  name: 'withdrawal',
  idName: 'withdrawalId',
  lapsesAt: 'withdrawalLapsesAt',
  absent: refuse('WITHDRAWAL.ABSENT', 'there is no such request for withdrawal'),
  async read(work, id, takenBy, actor) {
    const withdrawal = await work.manager.findOneByOrFail(WithdrawalRow, { id });
    return {
      verdicts: await verdictsOnWithdrawal(work, withdrawal, takenBy, actor),
      async confirm() {
        await work.manager.update(CaseFileRow, { id: work.caseFile.id }, { withdrawnAt: work.now });
      },
    };
  },
};

/** Records what a second person decides on a request for withdrawal. Refusals: see `decideAsSecond`. */
export function decideWithdrawal(db: DataSource, decision: DecisionOfSecond): Promise<DecidedAsSecond> {
  return decideAsSecond(db, WITHDRAWAL, decision);
}

/**
 * Reads which verdicts on a withdrawal a person may give who gains nothing by the case; `takenBy`: see
 * `refuseTaker`. The decision and what is offered ask the same. Refusals: those of
 * `mayDecideWithdrawal`, `APPROVAL.MAKER_INTEREST`; for a confirmation `WITHDRAWAL.BANK_TOLD`.
 */
export async function verdictsOnWithdrawal(
  reading: Reading,
  withdrawal: Pick<WithdrawalRow, 'state' | 'requestedBy' | 'lapsesAt'>,
  takenBy: readonly string[],
  actor: ActingPerson,
): Promise<Verdicts> {
  const may = mayDecideWithdrawal({ ...withdrawal, takenBy }, actor, reading.rulebook, reading.now);
  const verdicts = await verdictsOf(reading, withdrawal, may);
  if (!verdicts.confirm.ok) return verdicts;
  const reporter = await reporterOf(reading.manager, reading.caseFile.id);
  const refusal = refuseForCustomer({
    holdsForCustomer: await holdsForCustomer(reading, reporter?.customersSums ?? []),
  });
  return refusal === null ? verdicts : { ...verdicts, confirm: refusal };
}
