import type { EntityManager } from 'typeorm';
import { accountKey } from '../../domain/party.js';
import type { GivenHold } from '../../domain/rejudge/hold-changes.js';
import type { CaseToJudge } from '../../domain/rejudge/rejudge-case.js';
import type { Rulebook } from '../../domain/rulebook/in-force.js';
import type { RuleId } from '../../domain/rulebook/row.js';
import { databaseNow } from '../../persistence/clock.js';
import { CaseFileRow } from '../../persistence/entities/case.entities.js';
import { HoldOrderRow, type HoldRow } from '../../persistence/entities/hold.entities.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { caseFacts } from './case-facts.js';
import { loadCase, type LoadedCase } from '../case/load-case.js';
import { suspicionOf } from '../hold/rest-on-notice.js';
import { readDutyFacts } from './read-duty-facts.js';

/** Reads a case as it is; locks and changes nothing. Throws when there is none of this id. */
export async function readCaseToJudge(manager: EntityManager, caseId: string): Promise<CaseToJudge> {
  const caseFile = await manager.findOneByOrFail(CaseFileRow, { id: caseId });
  const rulebook = await loadRulebook(manager, caseFile.rulebook);
  const loaded = await loadCase({ manager, caseFile }, 'as_read');
  const dutyFacts = await readDutyFacts(manager, caseId);
  if (dutyFacts === undefined) throw new Error(`no case ${caseId}`);
  const facts = await caseFacts({ manager, caseFile, rulebook, now: await databaseNow(manager) }, loaded);
  return {
    caseId,
    caseNo: caseFile.caseNo,
    rulebook,
    facts: { ...facts, suspicions: dutyFacts.suspicions },
    dutyFacts,
    holds: await givenHolds(manager, caseFile, loaded, rulebook),
  };
}

async function givenHolds(
  manager: EntityManager,
  caseFile: CaseFileRow,
  loaded: LoadedCase,
  rulebook: Rulebook,
): Promise<GivenHold[]> {
  const holds: GivenHold[] = [];
  for (const hold of loaded.holds.filter((each) => each.caseId === caseFile.id)) {
    const order = await manager.findOneOrFail(HoldOrderRow, {
      where: { holdId: hold.id },
      order: { sequence: 'DESC' },
    });
    const request = loaded.requests.find((each) => each.id === order.freezeRequestId);
    const expiryRule = ruleOf(rulebook, order.expiryRuleRowId);
    const { statementAt } = caseFile;
    holds.push({
      holdId: hold.id,
      hop: hold.hop,
      institution: hold.institution,
      account: accountKey(hold),
      transferId: hold.transferId,
      orderedAt: hold.orderedAt,
      newestIssuedAt: order.issuedAt,
      citedRules: order.legalBasis.map((rowId) => ruleOf(rulebook, rowId)),
      expiryRule,
      expiry: {
        kind: order.kind,
        issuedAt: await countsFrom(manager, hold, order),
        debitConfirmed: expiryRule !== 'P-URG',
        complaintReceivedAt: caseFile.openedAt,
        statementAt: statementAt !== null && statementAt <= order.issuedAt ? statementAt : null,
        until: request?.untilAt ?? null,
      },
    });
  }
  return holds;
}

/** From when the time of an order counts; see `ExpiryInput`. */
async function countsFrom(manager: EntityManager, hold: HoldRow, order: HoldOrderRow): Promise<Date> {
  if (order.kind === 'section7') return hold.orderedAt;
  if (order.noticeId === null) return order.issuedAt;
  return (await suspicionOf({ manager }, hold.id, order.noticeId)).notifiedAt;
}

function ruleOf(rulebook: Rulebook, rowId: string): RuleId {
  const row = rulebook.find((each) => each.rowId === rowId);
  if (row === undefined) throw new Error(`rulebook has no row ${rowId}`);
  return row.ruleId;
}
