import type { EntityManager } from 'typeorm';
import type { CaseFacts } from '../domain/judgement/facts.js';
import type { DutyFacts } from '../domain/judgement/duties/duty-facts.js';
import { accountKey } from '../domain/party.js';
import type { Rulebook } from '../domain/rulebook/in-force.js';
import type { RuleId } from '../domain/rulebook/row.js';
import { CaseFileRow } from '../persistence/entities/case.entities.js';
import { HoldOrderRow } from '../persistence/entities/hold.entities.js';
import { readDutyFacts } from '../persistence/reads/duty-facts.js';
import { caseFacts } from '../persistence/transactions/case-facts.js';
import { loadCase, type LoadedCase } from '../persistence/transactions/load-case.js';
import { loadRulebook } from '../persistence/rulebook-reader.js';
import type { GivenHold } from './hold-changes.js';

/** All that a case can be judged anew by. */
export interface CaseToJudge {
  caseId: string;
  caseNo: string;
  rulebook: Rulebook;
  facts: CaseFacts;
  dutyFacts: DutyFacts;
  holds: readonly GivenHold[];
}

/** Reads a case as it is; locks and changes nothing. Throws when there is none of this id. */
export async function readCase(manager: EntityManager, caseId: string): Promise<CaseToJudge> {
  const caseFile = await manager.findOneByOrFail(CaseFileRow, { id: caseId });
  const rulebook = await loadRulebook(manager, caseFile.rulebook);
  const loaded = await loadCase({ manager, caseFile }, 'as_read');
  const dutyFacts = await readDutyFacts(manager, caseId);
  if (dutyFacts === undefined) throw new Error(`no case ${caseId}`);
  const facts = await caseFacts({ manager, caseFile }, loaded);
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
        issuedAt: order.kind === 'section7' ? hold.orderedAt : order.issuedAt,
        debitConfirmed: expiryRule !== 'P-URG',
        complaintReceivedAt: caseFile.openedAt,
        statementAt: statementAt !== null && statementAt <= order.issuedAt ? statementAt : null,
        until: request?.untilAt ?? null,
      },
    });
  }
  return holds;
}

function ruleOf(rulebook: Rulebook, rowId: string): RuleId {
  const row = rulebook.find((each) => each.rowId === rowId);
  if (row === undefined) throw new Error(`rulebook has no row ${rowId}`);
  return row.ruleId;
}
