import type { EntityManager } from 'typeorm';
import { maskPersonName, maskTail } from '../../../domain/identifiers/mask.js';
import { CorrectionRow } from '../../../persistence/entities/case/complaint.entities.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import { maskAccount } from '../../case/privacy/mask.js';
import { iso, rowsOf } from '../../case/work/read-rows.js';
import { readingOfCase } from '../../case/work/reading-of-case.js';
import { whyNotDecide } from '../../case/work/why-not.js';
import { readBeforeActs } from '../../interest/refuse-interested.js';
import { verdictsOnCorrection } from './decide-correction.js';
import type { KeptCorrection } from './corrected-claims.js';

/**
 * Reads a correction, with who asked and who decided; undefined when there is none. Accounts,
 * PromptPay ids and names are masked, and numbered as the personal fields of the case are, by which
 * a person who works on it reveals them.
 */
export async function readCorrection(manager: EntityManager, id: string, actor: ActingPerson) {
  const row = await manager.findOneBy(CorrectionRow, { id });
  if (row === null) return undefined;
  const { body, ...correction } = row;
  // As received; the schema of the request checked it.
  const corrected = body as KeptCorrection;
  const before = await countBefore(manager, row);
  const { interested, takenBy } = await readBeforeActs(manager, row.caseId, actor);
  const { verdicts } = await verdictsOnCorrection(await readingOfCase(manager, row.caseId), row, takenBy, actor);
  const { statement } = corrected;
  return {
    ...correction,
    statement:
      statement === undefined
        ? null
        : { complaintReceivedAt: statement.complaintReceivedAt, before: statement.before.statementAt },
    no: before.corrections + 1,
    corrected: {
      victimAccount: corrected.victimAccount === undefined ? null : maskedAccount(corrected.victimAccount),
      transfers: corrected.transfers.map(({ to, toName, ...transfer }, index) => ({
        ...transfer,
        no: before.transfers + index + 1,
        to:
          'account' in to
            ? { account: maskedAccount(to.account) }
            : { promptPay: { kind: to.promptPay.kind, masked: maskTail(to.promptPay.value) } },
        toNameMasked: toName === undefined ? null : maskPersonName(toName),
      })),
    },
    calledBackAt: iso(row.calledBackAt),
    requestedAt: row.requestedAt.toISOString(),
    lapsesAt: iso(row.lapsesAt),
    decidedAt: iso(row.decidedAt),
    whyNotConfirm: whyNotDecide(interested ?? verdicts.confirm),
    whyNotRefuse: whyNotDecide(interested ?? verdicts.refuse),
  };
}

const maskedAccount = ({ institution, accountNo }: NonNullable<KeptCorrection['victimAccount']>) => ({
  institution,
  accountMasked: maskAccount(accountNo),
});

/** Counts the corrections of the case before this one, and the transfers in them. */
async function countBefore(manager: EntityManager, { id, caseId }: CorrectionRow) {
  const [row] = await rowsOf<{ corrections: number; transfers: number }>(
    manager,
    `SELECT count(*)::int AS corrections, coalesce(sum(jsonb_array_length(body -> 'transfers')), 0)::int AS transfers
       FROM correction WHERE case_id = $1 AND id < $2`,
    [caseId, id],
  );
  if (row === undefined) throw new Error('a count gave no row');
  return row;
}
