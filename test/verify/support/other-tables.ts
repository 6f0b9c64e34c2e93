import { writeRecovery } from '../../../src/persistence/audit/recovery.js';
import { inTransaction } from '../../../src/persistence/unit-of-work.js';
import { randomUUID } from 'node:crypto';
import { answerAppeal } from '../../../src/application/appeal/answer-appeal.js';
import { acceptProof } from '../../../src/application/attachment/accept-proof.js';
import { proposePapers } from '../../../src/application/complaint/papers/propose-papers.js';
import { answerBreak } from '../../../src/application/handling/answer-break.js';
import { attachToAppeal, attachToCase } from '../../../src/application/attachment/add-attachment.js';
import type { AttachmentStore } from '../../../src/application/attachment/attachment-store.js';
import { writeShareNotices } from '../../../src/application/exchange/write-share-notices.js';
import { beginDraft } from '../../../src/application/draft/keep-draft.js';
import { assignCase } from '../../../src/application/handling/assign-case.js';
import { advisingModels } from '../../../src/analysis/advising-models.js';
import { giveVerdict } from '../../../src/application/advice/give-verdict.js';
import { giveRingOpinion } from '../../../src/application/advice/rule-on-ring.js';
import { keepAdvice } from '../../../src/application/advice/keep-advice.js';
import { declareInterest } from '../../../src/application/handling/declare-interest.js';
import { noteOnCase } from '../../../src/application/handling/note-on-case.js';
import { claimCase } from '../../../src/application/handling/work-claim.js';
import { releaseInPart } from '../../../src/application/hold/release/release-in-part.js';
import { reviewHold } from '../../../src/application/judgement/review-hold.js';
import { saveQueueView } from '../../../src/application/queue/queue-views.js';
import { requestPartyChange } from '../../../src/application/party/request-party-change.js';
import { proposeRuleChange } from '../../../src/application/rulebook/propose-rule-change.js';
import { askStatements } from '../../../src/application/statement/ask-statements.js';
import { readOwnStatement } from '../../../src/application/statement/read-own-statement.js';
import { decideOnLostOrder } from '../../../src/application/statement/lost/decide-on-lost-order.js';
import { proposeOnLostOrder } from '../../../src/application/statement/lost/propose-on-lost-order.js';
import { recordStatement } from '../../../src/application/statement/record-statement.js';
import { readPublicStatistics } from '../../../src/application/statistics/read-public-statistics.js';
import { startSession } from '../../../src/application/session/start-session.js';
import { lookUpSuspect } from '../../../src/application/suspect/look-up-suspect.js';
import { tellVictim } from '../../../src/application/telling/tell-victim.js';
import {
  INQUIRY_OFFICER,
  OFFICER,
  SUPERVISOR,
  OPERATOR,
  OTHER_SUPERVISOR,
  person,
  type RecordBuilder,
} from '../../support/record-builder.js';
import { withdraw } from '../../support/withdraw.js';
import { HOLD_STATEMENT } from '../../../src/outgoing/kinds/hold-statement.js';
import { AdviceRow } from '../../../src/persistence/entities/findings/advice.entities.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { SheetRowRow, SheetUploadRow, WorkbookRow } from '../../../src/persistence/entities/traffic/sheet.entities.js';
import { HoldStatementRow, LostOrderRow } from '../../../src/persistence/entities/traffic/statement.entities.js';
import { appendAudit, SYSTEM_CHAIN } from '../../../src/persistence/audit/append-audit.js';
import { databaseNow } from '../../../src/persistence/clock.js';
import type { DataSource } from 'typeorm';
import { newId } from '../../../src/persistence/ids.js';
import type { RichRecord } from './rich-record.js';

/** A store that keeps nothing: these tests read no files. */
const NO_FILES: AttachmentStore = {
  put: () => Promise.resolve('0'.repeat(64)),
  get: () => Promise.resolve({ is: 'missing' }),
  remove: () => Promise.resolve(),
};

const ADMINISTRATOR = person('admin-1', 'administrator');

/**
 * Fills the tables that the stories of `buildRichRecord` leave empty, by the product's own acts.
 */
export async function fillOtherTables({
  build,
  continued,
  excess,
  suspended,
  noticed,
  released,
}: RichRecord): Promise<void> {
  const { db } = build;
  await stateOrderUnknownToCentre(build, 'th-014');
  await withdraw(db, continued.caseId);
  await build.advanceCase(continued.caseId);
  const receiptOfSale = await attachToAppeal(db, NO_FILES, {
    appealId: noticed.appealId,
    file: { kind: 'document', mediaType: 'text/plain', content: Buffer.from('a receipt') },
    by: { addedBy: 'holder', addedRole: 'holder' },
  });
  if (!receiptOfSale.ok) throw new Error(receiptOfSale.code);
  const passport = await attachToCase(db, NO_FILES, {
    caseId: excess.caseId,
    file: { kind: 'document', mediaType: 'application/pdf', content: Buffer.from('%PDF-1.7 a made-up passport') },
    by: { addedBy: OFFICER.subject, addedRole: 'aoc_officer' },
  });
  if (!passport.ok) throw new Error(passport.code);
  const { id: breakId } = await db.manager.findOneByOrFail(BreakRecordRow, { holdId: excess.holdId });
  const outcomes = [
    await answerBreak(db, {
      breakId,
      text: 'The receipt counted a second payment.',
      actor: person('bank-user-1', 'institution_user'),
      institution: 'th-014',
    }),
    await acceptProof(db, {
      appealId: noticed.appealId,
      body: { attachmentIds: [receiptOfSale.attachment.id], shows: 'sale', reason: 'The receipt names the goods.' },
      actor: person('officer-proofs', 'aoc_officer'),
    }),
    await reviewHold(db, { holdId: continued.holdId, body: { reason: 'the inquiry goes on' }, actor: INQUIRY_OFFICER }),
    await releaseInPart(db, {
      holdId: suspended.holdId,
      body: { keepSatang: '40000', reason: 'a part was paid for goods' },
      actor: OTHER_SUPERVISOR,
    }),
    await answerAppeal(db, {
      appealId: noticed.appealId,
      body: { verdict: 'refuse', reason: { en: 'The goods were never sent.' } },
      actor: person('officer-appeals', 'aoc_officer'),
    }),
    await proposePapers(db, {
      caseId: excess.caseId,
      body: {
        finding: 'belongs',
        document: { kind: 'passport', number: 'AA1234567', attachmentId: passport.attachment.id },
        reason: 'The passport and the account book name one person.',
      },
      actor: OFFICER,
    }),
    await tellVictim(db, {
      caseId: released.caseId,
      body: { outcome: 'told', means: 'call', newsUntil: new Date().toISOString() },
      bodySha256: 'a'.repeat(64),
      idempotencyKey: randomUUID(),
      actor: OPERATOR,
    }),
    await proposeRuleChange(db, {
      body: {
        rulebook: 'th',
        ruleId: 'C4',
        parameters: { period: 'three_days' },
        effectiveFrom: null,
        reason: 'Counsel says so.',
      },
      actor: ADMINISTRATOR,
    }),
    await claimCase(db, { caseId: suspended.caseId, actor: INQUIRY_OFFICER }),
    await assignCase(db, {
      caseId: suspended.caseId,
      body: { assignee: INQUIRY_OFFICER.subject, note: 'The bank calls back.' },
      actor: INQUIRY_OFFICER,
    }),
    await beginDraft(db, { owner: OPERATOR.subject, key: 'first', content: { step: 1 } }),
    await attachToCase(db, NO_FILES, {
      caseId: suspended.caseId,
      file: { kind: 'slip', mediaType: 'text/plain', content: Buffer.from('a slip') },
      by: { addedBy: OPERATOR.subject, addedRole: 'hotline_operator' },
    }),
    await lookUpSuspect(db, {
      by: { account: { institution: 'th-014', accountNo: '9000000002' } },
      purpose: 'another victim names the account',
      person: { subject: INQUIRY_OFFICER.subject, role: 'inquiry_officer', institution: null },
      hash: () => '0'.repeat(64),
    }),
    await saveQueueView(db.manager, INQUIRY_OFFICER.subject, { name: 'mine', filter: { assignee: 'me' } }),
    await declareInterest(db, {
      caseId: suspended.caseId,
      reason: 'The victim is my neighbour.',
      actor: person('officer-of-nothing', 'aoc_officer'),
    }),
    await noteOnCase(db, { caseId: suspended.caseId, text: 'The bank called.', actor: INQUIRY_OFFICER }),
    await requestPartyChange(db, {
      body: {
        party: 'th-014',
        change: { kind: 'change_address', baseUrl: 'https://new.example' },
        reason: 'They moved.',
      },
      actor: ADMINISTRATOR,
    }),
  ];
  await readPublicStatistics(db);
  const advised = {
    kind: 'hop_risk' as const,
    subject: 'th-014:9000000002',
    score: 0.5,
    band: 'unsure' as const,
    reasons: [{ code: 'HOP.TAINT', th: 'เงินมาถึงบัญชีนี้', en: 'money arrived here' }],
    counterfactual: { th: 'หากเงินพักนานกว่านี้', en: 'if the money stayed longer' },
    detail: {},
    modelVersion: advisingModels()[0] ?? 'none',
    featureHash: 'a'.repeat(64),
    shadow: false,
  };
  await keepAdvice(db, suspended.caseId, Date.now(), [advised]);
  const { id: adviceId } = await db.manager.findOneByOrFail(AdviceRow, { caseId: suspended.caseId });
  outcomes.push(
    await giveVerdict(db, { adviceId, verdict: 'wrong', found: 'innocent', why: 'A shop.', actor: INQUIRY_OFFICER }),
  );
  const ring = { ...advised, kind: 'ring' as const, subject: suspended.caseId, detail: { cases: [released.caseId] } };
  await keepAdvice(db, suspended.caseId, Date.now(), [ring]);
  const suggested = await db.manager.findOneByOrFail(AdviceRow, { caseId: suspended.caseId, kind: 'ring' });
  outcomes.push(
    await giveRingOpinion(db, {
      adviceId: suggested.id,
      opinion: 'together',
      why: 'One person.',
      actor: INQUIRY_OFFICER,
    }),
  );
  for (const outcome of outcomes) if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  if ((await writeShareNotices(db)) === 0) throw new Error('no disclosure waits for a share notice');
  await keepSheet(db);
  const recorded = { recoveredTo: new Date(0), recordedBy: 'dba-7', caseNoFrom: 9_000_000, caseNoThrough: 9_000_001 };
  await inTransaction(db, (manager) => writeRecovery(manager, undefined, recorded));
}

/** A person of an institution was given a workbook, and uploaded a file of which one row was refused. */
async function keepSheet(db: DataSource): Promise<void> {
  const institution = 'th-014';
  const said = { name: 'A person', roles: ['institution_user' as const], rulebookClaim: undefined, phoneKey: null };
  const atProvider = {
    providerSession: 'at-provider-bank',
    providerGrant: Buffer.from('sealed'),
    wordEndsAt: new Date(),
  };
  const { id: sessionId } = await startSession(db, {
    person: { subject: 'demo-bank-014', institution, ...said },
    secretSha256: 'b'.repeat(64),
    replaces: undefined,
    most: 10,
    ...atProvider,
  });
  const by = { sessionId, fileSha256: 'a'.repeat(64), institution };
  await inTransaction(db, async (manager) => {
    const now = await databaseNow(manager);
    const upload = { id: newId(), uploadedBy: 'demo-bank-014', uploadedAt: now, ...by };
    const given = {
      id: newId(),
      format: 'xlsx' as const,
      messageIds: [],
      givenTo: 'demo-bank-014',
      givenAt: now,
      ...by,
    };
    await manager.insert(WorkbookRow, given);
    await manager.insert(SheetUploadRow, upload);
    const refused = { state: 'refused' as const, code: 'SHEET.HALF_FILLED', columnName: 'result' };
    await manager.insert(SheetRowRow, { id: newId(), uploadId: upload.id, rowNos: [2], ...refused });
    const payload = { uploadId: upload.id, institution };
    await appendAudit(manager, SYSTEM_CHAIN, 'demo-bank-014', now, [{ type: 'sheet.uploaded', payload }]);
  });
}

/**
 * An institution states the orders that it knows, and by one of them it holds money that the centre knows nothing of;
 * two persons release it.
 */
async function stateOrderUnknownToCentre(build: RecordBuilder, institution: string): Promise<void> {
  const { db } = build;
  await askStatements(db, { atOnce: true });
  const { id } = await db.manager.findOneByOrFail(HoldStatementRow, { institution });
  const { orders } = await readOwnStatement(db.manager, institution, {});
  const [known] = orders;
  if (known === undefined) throw new Error(`${institution} has no order`);
  const lost = { ...known, orderId: newId(), holdId: newId(), state: 'HELD' as const, heldSatang: known.askedSatang };
  const body = { asOf: new Date().toISOString(), orders: [...orders, lost], next: null };
  const { rawBody, proof } = await build.parties.answer(institution, 'statement.page', 'statement', body);
  const said = { kind: 'answered', body, answer: { httpStatus: 200, rawBody, proof } } as const;
  const page = HOLD_STATEMENT.answer(institution, id, said);
  if (page === null) throw new Error('the page is no answer');
  await recordStatement(db, id, page);
  const { id: lostOrderId } = await db.manager.findOneByOrFail(LostOrderRow, { orderId: lost.orderId });
  const reason = 'Cleared up with the bank.';
  const asked = { lostOrderId, body: { act: 'release', reason }, actor: OFFICER } as const;
  const proposed = await proposeOnLostOrder(db, asked);
  if (!proposed.ok) throw new Error(proposed.code);
  const decided = { requestId: proposed.id, body: { verdict: 'approve', reason }, actor: SUPERVISOR } as const;
  const approved = await decideOnLostOrder(db, decided);
  if (!approved.ok) throw new Error(approved.code);
}
