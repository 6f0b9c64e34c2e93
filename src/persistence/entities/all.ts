import { AdviceRow, AdviceVerdictRow, RingRulingRow } from './findings/advice.entities.js';
import { AppealDecisionRow, AppealFilingRow, AppealRow, SecretTrialRow } from './case/appeal.entities.js';
import { AcceptedProofRow, AttachmentRow, DraftAttachmentRow } from './findings/attachment.entities.js';
import {
  AuditCheckpointHeadRow,
  AuditCheckpointRow,
  AuditEventRow,
  AuditHeadRow,
  RecoveryRow,
} from './traffic/audit.entities.js';
import { BreakRecordRow, BreakStatementRow } from './traffic/break.entities.js';
import { CaseFileRow } from './case/case.entities.js';
import {
  CallRecordRow,
  ComplaintAdditionRow,
  ComplaintRow,
  CorrectionRow,
  HolderPapersRow,
  WithdrawalRow,
} from './case/complaint.entities.js';
import { DebitConfirmationRow, IncompleteTransferRow } from './money/debit.entities.js';
import { DirectiveRow } from './money/directive.entities.js';
import { ComplaintDraftRow } from './case/draft.entities.js';
import { EvidenceRequestRow, EvidenceRow } from './findings/evidence.entities.js';
import { ApprovedSystemRow, DisclosureRow, ExchangeRow, ShareNoticeRow } from './traffic/exchange.entities.js';
import { DecisionRow, FreezeRequestRow } from './case/freeze-request.entities.js';
import { CaseAssignmentRow, CaseNoteRow, QueueViewRow, WorkClaimRow } from './case/handling.entities.js';
import {
  HoldOrderRow,
  HoldRow,
  PartialReleaseRow,
  ReceiptRow,
  ReleaseOrderRow,
  HoldReviewRow,
} from './money/hold.entities.js';
import { FindingRow, JudgementRow } from './findings/judgement.entities.js';
import { ClaimRow, StolenSumRow } from './money/ledger.entities.js';
import { InterestRow } from './case/interest.entities.js';
import { CaseLinkRow, LinkKeyRow } from './findings/link.entities.js';
import { IdempotencyRow, InboxMessageRow, UsedNonceRow } from './traffic/message.entities.js';
import {
  HoldNoticeRow,
  NoticedTransferRow,
  NoticeRow,
  OwnSuspensionPartRow,
  OwnSuspensionRow,
  SuspicionResultRow,
} from './money/notice.entities.js';
import { OutboxRow } from './traffic/outbox.entities.js';
import { OutgoingMessageRow } from './traffic/outgoing.entities.js';
import {
  HoldChangeRow,
  HoldStatementRow,
  LostOrderReleaseRow,
  LostOrderRequestRow,
  LostOrderRow,
} from './traffic/statement.entities.js';
import { SheetRowRow, SheetUploadRow, WorkbookRow } from './traffic/sheet.entities.js';
import { PartyChangeRow, PartyKeyRow, PartyRow } from './traffic/party.entities.js';
import { QueueCaseRow, QueueFollowRow, QueuePlaceRow } from './case/queue.entities.js';
import { RevealRow } from './case/reveal.entities.js';
import { RuleChangeRow, RuleRowRow } from './findings/rulebook.entities.js';
import { PersonSessionRow } from './case/session.entities.js';
import { PublicStatisticsRow } from './money/statistics.entities.js';
import { SuspectLookupRow } from './findings/suspect.entities.js';
import { VictimNewsRow, VictimTellingRow } from './case/telling.entities.js';
import { TrailLinkRow, TransferRow } from './money/trail.entities.js';

/** What the application's role may do with a table, besides reading it. */
export interface TableRights {
  readonly entity: new () => object;
  /** True where it adds rows. */
  readonly insert: boolean;
  /** The properties whose columns it changes; empty where a row never changes. */
  readonly update: readonly string[];
  /** True where it removes rows, which hold nothing that proves anything. */
  readonly remove: boolean;
}

/** A table that only `migrate` writes. */
const read = (entity: new () => object): TableRights => ({ entity, insert: false, update: [], remove: false });

/** A table whose rows never change: evidence, decisions, audit. */
const append = (entity: new () => object): TableRights => ({ entity, insert: true, update: [], remove: false });

/** A table of which the application changes some columns. */
const change = <Row extends object>(entity: new () => Row, ...update: (keyof Row & string)[]): TableRights => ({
  entity,
  insert: true,
  update,
  remove: false,
});

/** A table with what is soon forgotten. */
const forget = (rights: TableRights): TableRights => ({ ...rights, remove: true });

/**
 * Every entity, one per table, and the rights that the application's role gets on it: exactly what
 * the code does. A new table needs a row, a column that the code changes its name in the row.
 * `migrate` grants them (`grant-rights.ts`), and no role of a serving process owns a table.
 */
export const TABLES: readonly TableRights[] = [
  // Institutions and agencies come by the directory file; keys and addresses also by two persons.
  { ...change(PartyRow, 'baseUrl', 'addressChange'), insert: false },
  change(PartyKeyRow, 'revokedAt', 'revokedByChange'),
  change(PartyChangeRow, 'state', 'decidedBy', 'decidedRole', 'decisionReason', 'decidedAt'),
  // Forgotten a month after its end.
  forget(
    change(
      PersonSessionRow,
      'name',
      'roles',
      'institution',
      'rulebookClaim',
      'phoneKey',
      'providerGrant',
      'lastUsedAt',
      'checkedAt',
      'checkingUntil',
      'endedAt',
      'endedBy',
      'endReason',
    ),
  ),
  append(RuleRowRow),
  change(RuleChangeRow, 'state', 'decidedBy', 'decidedRole', 'decisionReason', 'decidedAt', 'rowId'),
  change(ComplaintRow, 'known', 'reporterKey', 'phoneKeys'),
  append(ComplaintAdditionRow),
  change(HolderPapersRow, 'state', 'decidedBy', 'decidedRole', 'decisionReason', 'decidedAt'),
  change(WithdrawalRow, 'state', 'decidedBy', 'decidedRole', 'decisionReason', 'decidedAt'),
  change(CorrectionRow, 'state', 'decidedBy', 'decidedRole', 'decisionReason', 'decidedAt'),
  append(CallRecordRow),
  // Forgotten when its time is over, or its author discards it.
  forget(change(ComplaintDraftRow, 'content', 'revision', 'ruleRowId', 'savedAt', 'expiresAt')),
  append(IdempotencyRow),
  change(
    CaseFileRow,
    'status',
    'caseType',
    'stolenSatang',
    'victimInstitution',
    'victimAccountNo',
    'victimReports',
    'holderReports',
    'statementAt',
    'statementNotedAt',
    'withdrawnAt',
    'withdrawalLapsesAt',
    'correctionLapsesAt',
    'papersLapseAt',
    'automaticOrders',
    'assignedRoute',
    'nextDeadlineAt',
    'closedAt',
    'victimSecretSha256',
    'linkedCases',
  ),
  // A renewal, the next claim, or the end of one.
  change(WorkClaimRow, 'person', 'claimedAt', 'untilAt', 'ruleRowId'),
  append(CaseAssignmentRow),
  append(CaseNoteRow),
  append(InterestRow),
  // A person removes an own view.
  forget(change(QueueViewRow, 'filter', 'savedAt')),
  // Made again from the record whenever a case has changed.
  { ...change(QueueFollowRow, 'seen'), insert: false },
  forget(change(QueueCaseRow, 'freshUntil')),
  forget(append(QueuePlaceRow)),
  append(RevealRow),
  append(JudgementRow),
  append(FindingRow),
  // A receiver that was not known is named once.
  // What left the rails, as its institution says first, may have a receiver after all.
  change(TransferRow, 'toInstitution', 'toAccountNo', 'promptpayKind', 'promptpayValue', 'offRail', 'contested'),
  change(IncompleteTransferRow, 'state', 'transferId', 'settledAt', 'settledBy', 'reason'),
  // The question is about the named transfer once its institution names another receiver.
  change(
    DebitConfirmationRow,
    'transferId',
    'incompleteTransferId',
    'state',
    'reason',
    'debitedSatang',
    'sentAt',
    'answeredAt',
    'deadlineAt',
    'askBy',
    'reachedAt',
    'urgentFrom',
  ),
  // The triggers of `hold` count what its holds reserve, as the owner.
  change(StolenSumRow, 'reservedSatang', 'suspendedSatang'),
  change(ClaimRow, 'endedAt', 'reported', 'correctedBy'),
  change(TrailLinkRow, 'stopReason', 'nthAccount', 'attributedSatang'),
  change(FreezeRequestRow, 'state', 'remindedAt', 'escalatedAt', 'settledAt', 'carriedOutAt'),
  append(DecisionRow),
  change(
    HoldRow,
    'kind',
    'state',
    'stateReason',
    // Upwards only, and by its orders (hold.sql).
    'requestedSatang',
    'heldSatang',
    'reservedSatang',
    'seizedSatang',
    'seizedBy',
    'letGoSatang',
    'expiresAt',
    'freezeRequestId',
    'seizureWarrantNo',
    'passesOn',
    'appealSecret',
    'holderNotifiedAt',
    'releaseNotifiedAt',
    'endedAt',
    'lapseBasis',
  ),
  change(HoldOrderRow, 'changesAmount', 'holderNotifiedAt', 'refusedAt', 'sentAt', 'answeredAt', 'receiptSeq'),
  change(ReleaseOrderRow, 'acknowledgedAt'),
  append(PartialReleaseRow),
  append(HoldReviewRow),
  append(ReceiptRow),
  change(BreakRecordRow, 'closedAt', 'closedBy', 'closedRole', 'closeReason', 'lookAt'),
  append(BreakStatementRow),
  change(EvidenceRequestRow, 'state', 'stateReason', 'sentAt', 'answeredAt'),
  append(EvidenceRow),
  change(InboxMessageRow, 'processedAt', 'outcome', 'failures'),
  // Forgotten when the signature has expired.
  forget(append(UsedNonceRow)),
  read(ApprovedSystemRow),
  append(ExchangeRow),
  change(DisclosureRow, 'batchId'),
  append(ShareNoticeRow),
  append(NoticeRow),
  append(NoticedTransferRow),
  append(HoldNoticeRow),
  change(OwnSuspensionRow, 'state', 'endedAt', 'endRuleRowId', 'endedBy', 'endReason'),
  change(OwnSuspensionPartRow, 'suspendedSatang'),
  append(SuspicionResultRow),
  change(
    AppealRow,
    'state',
    'tier',
    'ruleRowId',
    'choiceRowIds',
    'tierSince',
    'targetAt',
    'breachAt',
    'reviewer',
    'settledAt',
    'lookAt',
  ),
  append(AppealFilingRow),
  append(AppealDecisionRow),
  append(AttachmentRow),
  append(AcceptedProofRow),
  // Goes to the case with the complaint, or with the draft.
  forget(append(DraftAttachmentRow)),
  // Forgotten after an hour, or when the right secret comes.
  forget(change(SecretTrialRow, 'failed', 'lastAt', 'nextAt')),
  change(VictimNewsRow, 'tellingId'),
  append(VictimTellingRow),
  change(DirectiveRow, 'state', 'decidedBy', 'decidedRole', 'decisionReason', 'decidedAt', 'delistedAt', 'kept'),
  change(
    OutgoingMessageRow,
    'attempts',
    'nextAttemptAt',
    'leasedUntil',
    'sentAt',
    'acknowledgedAt',
    'answer',
    'lookAt',
  ),
  // By the triggers of holds and orders alone, which run as who writes those.
  change(HoldChangeRow, 'changedAt', 'holdsMoney'),
  change(HoldStatementRow, 'answeredAt', 'inboxMessageId', 'isLast', 'orders', 'differences'),
  change(LostOrderRow, 'state', 'heldSatang', 'untilAt', 'untilRuleRowId', 'overAt', 'inboxMessageId', 'breakId'),
  change(LostOrderRequestRow, 'state', 'decidedBy', 'decidedRole', 'decisionReason', 'decidedAt'),
  change(LostOrderReleaseRow, 'acknowledgedAt', 'breakId', 'releasedSatang'),
  append(WorkbookRow),
  append(SheetUploadRow),
  // A second person decides what waits.
  change(SheetRowRow, 'state', 'decidedBy', 'decidedSession', 'decidedAt', 'declineReason'),
  change(LinkKeyRow, 'comparedAt', 'outcome'),
  append(CaseLinkRow),
  append(SuspectLookupRow),
  append(PublicStatisticsRow),
  append(AdviceRow),
  append(AdviceVerdictRow),
  append(RingRulingRow),
  change(OutboxRow, 'attempts', 'nextAttemptAt', 'readAt'),
  append(AuditEventRow),
  // An insert that finds the chain's row sets its name again, to lock it.
  change(AuditHeadRow, 'chain', 'sequence', 'hash'),
  append(AuditCheckpointRow),
  append(AuditCheckpointHeadRow),
  append(RecoveryRow),
];

/** Every entity, one per table. */
export const ENTITIES = TABLES.map(({ entity }) => entity);
