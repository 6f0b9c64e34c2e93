import { appendAudit } from '../../src/persistence/audit/append-audit.js';
import { writeCheckpoint } from '../../src/persistence/audit/checkpoint.js';
import { CallRecordRow, ComplaintAdditionRow } from '../../src/persistence/entities/case/complaint.entities.js';
import { EvidenceRequestRow, EvidenceRow } from '../../src/persistence/entities/findings/evidence.entities.js';
import { DecisionRow } from '../../src/persistence/entities/case/freeze-request.entities.js';
import { HoldReviewRow, ReceiptRow } from '../../src/persistence/entities/money/hold.entities.js';
import { FindingRow, JudgementRow } from '../../src/persistence/entities/findings/judgement.entities.js';
import { CaseLinkRow } from '../../src/persistence/entities/findings/link.entities.js';
import { InboxMessageRow } from '../../src/persistence/entities/traffic/message.entities.js';
import { PartyKeyRow, PartyRow } from '../../src/persistence/entities/traffic/party.entities.js';
import { RuleRowRow } from '../../src/persistence/entities/findings/rulebook.entities.js';
import { SheetUploadRow, WorkbookRow } from '../../src/persistence/entities/traffic/sheet.entities.js';
import { VictimTellingRow } from '../../src/persistence/entities/case/telling.entities.js';
import { recordExchanges } from '../../src/persistence/exchange/record-exchange.js';
import { newId } from '../../src/persistence/ids.js';
import { AT, decisionOf, holdOf, insertHold, LATER, seedCase, seedFreezeRequest } from '../application/support/seed.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';

/** Append-only tables, each with a column that a forger may want to change. */
const TABLES = [
  ['rule_row', 'rule_id'],
  ['complaint', 'received_by'],
  ['complaint_addition', 'received_by'],
  ['call_record', 'signature'],
  ['decision', 'person'],
  ['partial_release', 'reason'],
  ['hold_review', 'reason'],
  ['receipt', 'result'],
  ['evidence', 'raw_sha256'],
  ['judgement', 'findings'],
  ['finding', 'outcome'],
  ['approved_system', 'memorandum'],
  ['exchange', 'purpose'],
  ['victim_telling', 'means'],
  ['case_link', 'strength'],
  ['workbook', 'format'],
  ['sheet_upload', 'file_sha256'],
  ['audit_event', 'actor'],
  ['audit_checkpoint', 'merkle_root'],
  ['audit_checkpoint_head', 'hash'],
] as const;

describe('an append-only table', () => {
  let database: FreshDatabase;

  beforeAll(async () => {
    database = await freshDatabase();
    await fillEveryTable(database);
  });
  afterAll(() => database.drop());

  it.each(TABLES)('%s refuses a change of a row', async (table, column) => {
    await expectFilled(table);
    await expect(database.dataSource.query(`UPDATE ${table} SET ${column} = ${column}`)).rejects.toThrow(
      `${table} is append-only`,
    );
  });

  it.each(TABLES)('%s refuses the removal of a row', async (table) => {
    await expect(database.dataSource.query(`DELETE FROM ${table}`)).rejects.toThrow(`${table} is append-only`);
    await expectFilled(table);
  });

  it.each(TABLES)('%s refuses to be emptied', async (table) => {
    await expect(database.dataSource.query(`TRUNCATE ${table} CASCADE`)).rejects.toThrow('is append-only');
    await expectFilled(table);
  });

  async function expectFilled(table: string): Promise<void> {
    const [row]: { count: number }[] = await database.dataSource.query(
      `SELECT count(*)::integer AS count FROM ${table}`,
    );
    expect(row?.count).toBeGreaterThan(0);
  }
});

async function fillEveryTable({ dataSource: { manager } }: FreshDatabase): Promise<void> {
  const seeded = await seedCase(manager);
  const { caseId } = seeded;
  const rule = await manager.findOneByOrFail(RuleRowRow, { rulebook: 'th' });
  const inboxMessageId = await seedMessage(manager);
  const hold = holdOf(seeded);
  const evidenceRequestId = newId();
  const { caseId: otherCaseId } = await seedCase(manager);
  const [earlier = '', later = ''] = [caseId, otherCaseId].sort();
  await manager.insert(CaseLinkRow, {
    id: newId(),
    caseId: earlier,
    otherCaseId: later,
    kind: 'account',
    key: 'th-006:9000000002',
    strength: 'strong',
    ruleRowId: rule.rowId,
    byCaseId: later,
    source: 'complaint',
    sourceId: later,
    since: AT,
  });
  await manager.insert(ComplaintAdditionRow, {
    id: newId(),
    caseId,
    kind: 'supplement',
    body: {},
    receivedAt: AT,
    receivedBy: 'operator-1',
  });
  await manager.insert(CallRecordRow, {
    caseId,
    document: {},
    documentSha256: 'd'.repeat(64),
    signature: 's',
    keyId: 'centre-1',
    createdAt: AT,
  });
  await manager.insert(DecisionRow, decisionOf(await seedFreezeRequest(manager, caseId), 'supervisor-1', 'approve'));
  await insertHold(manager, hold);
  await manager.query(
    `WITH o AS (INSERT INTO hold_order (id, hold_id, case_id, sequence, kind, requested_satang, legal_basis, expiry_rule_row_id, issued_at, expires_at)
                VALUES ('order-1', $1, $2, 1, 'section7', 1, $3, $4, now(), now() + interval '1 hour') RETURNING id)
     INSERT INTO partial_release SELECT 'partial-1', $1, $2, id, 1, 1, $3, 'officer-1', 'aoc_officer', 'synthetic', now() FROM o`,
    [hold.id, caseId, [rule.rowId], rule.rowId],
  );
  await manager.insert(HoldReviewRow, {
    id: newId(),
    holdId: hold.id,
    caseId,
    person: 'inquiry-1',
    role: 'inquiry_officer',
    reason: 'synthetic',
    ruleRowId: rule.rowId,
    reviewedAt: AT,
  });
  await manager.insert(ReceiptRow, {
    id: newId(),
    holdId: hold.id,
    orderId: newId(),
    kind: 'hold',
    receiptSeq: 1,
    result: 'HELD_FULL',
    amountSatang: 1n,
    inboxMessageId,
    at: AT,
    receivedAt: AT,
    applied: true,
  });
  await manager.insert(EvidenceRequestRow, {
    id: evidenceRequestId,
    caseId,
    agency: 'amlo',
    wave: 1,
    subjects: {},
    state: 'answered',
    legalBasis: [rule.rowId],
    purpose: 'synthetic',
    askedAt: AT,
    deadlineAt: LATER,
  });
  await manager.insert(EvidenceRow, {
    id: newId(),
    evidenceRequestId,
    caseId,
    agency: 'amlo',
    version: 1,
    content: {},
    rawSha256: 'e'.repeat(64),
    inboxMessageId,
    late: false,
    receivedAt: AT,
  });
  await manager.insert(JudgementRow, { caseId, number: 1, judgedAt: AT, findings: 1, endedFindingIds: [] });
  await manager.insert(FindingRow, {
    id: newId(),
    caseId,
    ruleRowId: rule.rowId,
    ruleId: rule.ruleId,
    subjectKind: 'case',
    subject: caseId,
    outcome: 'met',
    reasons: [],
    missing: [],
    evidenceIds: [],
    judgedAt: AT,
    judgement: 1,
  });
  await recordExchanges(manager, [
    {
      caseId,
      direction: 'out',
      party: 'amlo',
      kind: 'evidence_request',
      messageId: evidenceRequestId,
      legalBasis: [rule.rowId],
      purpose: 'synthetic',
      fields: ['accounts'],
      bodySha256: 'a'.repeat(64),
      at: AT,
    },
  ]);
  const bySession = { institution: 'amlo', fileSha256: 'a'.repeat(64), sessionId: newId() };
  await manager.insert(WorkbookRow, {
    id: newId(),
    ...bySession,
    format: 'xlsx',
    messageIds: [],
    givenTo: 'clerk-1',
    givenAt: AT,
  });
  await manager.insert(SheetUploadRow, { id: newId(), ...bySession, uploadedBy: 'clerk-1', uploadedAt: AT });
  await manager.insert(VictimTellingRow, {
    id: newId(),
    caseId,
    outcome: 'not_reached',
    means: 'call',
    person: 'operator-1',
    ruleRowId: rule.rowId,
    at: AT,
    notedAt: AT,
    message: null,
    note: null,
  });
  await manager.transaction((inside) =>
    appendAudit(inside, caseId, 'system', AT, [{ type: 'case.opened', payload: {} }]),
  );
  await writeCheckpoint(manager, () => ({ signature: 's', keyId: 'centre-1' }));
}

async function seedMessage(manager: FreshDatabase['dataSource']['manager']): Promise<string> {
  const id = newId();
  await manager.insert(PartyRow, {
    slug: 'amlo',
    kind: 'agency',
    nameTh: 'ปปง.',
    nameEn: 'AMLO',
    baseUrl: 'http://127.0.0.1:1',
    accountDigits: [],
  });
  await manager.insert(PartyKeyRow, {
    keyId: 'amlo-1',
    party: 'amlo',
    publicJwk: { kty: 'OKP', crv: 'Ed25519', x: 'x' },
    notBefore: AT,
    notAfter: LATER,
  });
  await manager.insert(InboxMessageRow, {
    id,
    party: 'amlo',
    messageKey: 'm-1',
    channel: 'answer',
    kind: 'evidence.answer',
    subjectId: 's-1',
    rawBody: Buffer.from([0, 255, 10]),
    content: {},
    bodySha256: 'f'.repeat(64),
    keyId: 'amlo-1',
    signatureBase: 'base',
    signature: 's',
    receivedAt: AT,
  });
  return id;
}
