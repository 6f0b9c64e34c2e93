import type { EntityManager } from 'typeorm';
import { accountKey } from '../../domain/party.js';
import { givenExpiry } from '../../domain/rejudge/given-expiry.js';
import type { GivenHold } from '../../domain/rejudge/hold-changes.js';
import type { CaseToJudge } from '../../domain/rejudge/rejudge-case.js';
import type { Rulebook } from '../../domain/rulebook/in-force.js';
import type { RuleId } from '../../domain/rulebook/row.js';
import { databaseNow } from '../../persistence/clock.js';
import { CaseFileRow } from '../../persistence/entities/case/case.entities.js';
import { HoldOrderRow, type HoldRow } from '../../persistence/entities/money/hold.entities.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { loadCase, type LoadedCase } from '../case/work/load-case.js';
import { complaintClockAt } from '../hold/order/complaint-clock.js';
import { noticeBehindHold, type StandingNotice } from '../hold/change/rest-on-notice.js';
import { caseFacts, readOtherVictims } from './case-facts.js';
import { readDutyFacts } from './read-duty-facts.js';

/** Reads a case as it is, without a lock. Throws when there is no case of this id. */
export async function readCaseToJudge(manager: EntityManager, caseId: string): Promise<CaseToJudge> {
  const caseFile = await manager.findOneByOrFail(CaseFileRow, { id: caseId });
  const rulebook = await loadRulebook(manager, caseFile.rulebook);
  const loaded = await loadCase({ manager, caseFile }, 'as_read');
  const dutyFacts = await readDutyFacts(manager, caseId);
  if (dutyFacts === undefined) throw new Error(`no case ${caseId}`);
  const work = { manager, caseFile, rulebook, now: await databaseNow(manager) };
  const facts = await caseFacts(work, loaded, await readOtherVictims(manager, caseId));
  return {
    caseId,
    caseNo: caseFile.caseNo,
    rulebook,
    facts: { ...facts, notices: dutyFacts.notices },
    dutyFacts,
    holds: await readGivenHolds(manager, caseFile, loaded, rulebook),
  };
}

async function readGivenHolds(
  manager: EntityManager,
  caseFile: CaseFileRow,
  loaded: LoadedCase,
  rulebook: Rulebook,
): Promise<GivenHold[]> {
  const holds: GivenHold[] = [];
  for (const hold of loaded.holds.filter(({ caseId }) => caseId === caseFile.id)) {
    const order = await manager.findOneOrFail(HoldOrderRow, {
      where: { holdId: hold.id },
      order: { sequence: 'DESC' },
    });
    const request = loaded.requests.find(({ id }) => id === order.freezeRequestId);
    const expiryRule = ruleOfRow(rulebook, order.expiryRuleRowId);
    holds.push({
      holdId: hold.id,
      hop: hold.hop,
      institution: hold.institution,
      account: accountKey(hold),
      transferId: hold.transferId,
      orderedAt: hold.orderedAt,
      newestIssuedAt: order.issuedAt,
      citedRules: order.legalBasis.map((rowId) => ruleOfRow(rulebook, rowId)),
      expiryRule,
      expiry: givenExpiry({
        // Where a notice lets an order last longer, its time is that of section 6.
        kind: order.powerEndsAt === null ? order.kind : 'section6',
        issuedAt: order.issuedAt,
        expiryRule,
        holdOrderedAt: hold.section7From,
        urgentFrom: order.urgentFrom,
        section6: await readNotice(manager, hold, order),
        complaint: await complaintClockAt(manager, hold.stolenSumId, order.issuedAt),
        until: order.powerEndsAt === null ? (request?.untilAt ?? null) : null,
      }),
    });
  }
  return holds;
}

async function readNotice(
  manager: EntityManager,
  hold: HoldRow,
  { noticeId }: HoldOrderRow,
): Promise<StandingNotice | null> {
  return noticeId === null ? null : noticeBehindHold({ manager }, hold.id, noticeId);
}

function ruleOfRow(rulebook: Rulebook, rowId: string): RuleId {
  const row = rulebook.find((candidate) => candidate.rowId === rowId);
  if (row === undefined) throw new Error(`rulebook has no row ${rowId}`);
  return row.ruleId;
}
