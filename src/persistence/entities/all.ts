import { AppealDecisionRow, AppealFilingRow, AppealRow, SecretTrialRow } from './appeal.entities.js';
import { AuditCheckpointRow, AuditEventRow, AuditHeadRow } from './audit.entities.js';
import { BreakRecordRow } from './break.entities.js';
import { CaseFileRow } from './case.entities.js';
import { CallRecordRow, ComplaintAdditionRow, ComplaintRow, WithdrawalRow } from './complaint.entities.js';
import { DebitConfirmationRow } from './debit.entities.js';
import { DirectiveNoticeRow, DirectiveRow } from './directive.entities.js';
import { EvidenceRequestRow, EvidenceRow } from './evidence.entities.js';
import { ApprovedSystemRow, DisclosureRow, ExchangeRow, ShareNoticeRow } from './exchange.entities.js';
import { DecisionRow, FreezeRequestRow } from './freeze-request.entities.js';
import { HoldOrderRow, HoldRow, PartialReleaseRow, ReceiptRow, ReleaseOrderRow } from './hold.entities.js';
import { FindingRow } from './judgement.entities.js';
import { ClaimRow, StolenSumRow } from './ledger.entities.js';
import { CaseLinkRow, LinkKeyRow } from './link.entities.js';
import { IdempotencyRow, InboxMessageRow, UsedNonceRow } from './message.entities.js';
import {
  HoldNoticeRow,
  NoticedTransferRow,
  NoticeRow,
  OwnSuspensionPartRow,
  OwnSuspensionRow,
  SuspicionResultRow,
} from './notice.entities.js';
import { OutboxRow } from './outbox.entities.js';
import { PartyChangeRow, PartyKeyRow, PartyRow } from './party.entities.js';
import { RuleChangeRow, RuleRowRow } from './rulebook.entities.js';
import { VictimNewsRow, VictimTellingRow } from './telling.entities.js';
import { TrailLinkRow, TransferRow } from './trail.entities.js';

/** Every entity, one per table. */
export const ENTITIES = [
  PartyRow,
  PartyKeyRow,
  PartyChangeRow,
  RuleRowRow,
  RuleChangeRow,
  ComplaintRow,
  ComplaintAdditionRow,
  WithdrawalRow,
  CallRecordRow,
  IdempotencyRow,
  CaseFileRow,
  FindingRow,
  TransferRow,
  DebitConfirmationRow,
  StolenSumRow,
  ClaimRow,
  TrailLinkRow,
  FreezeRequestRow,
  DecisionRow,
  HoldRow,
  HoldOrderRow,
  ReleaseOrderRow,
  PartialReleaseRow,
  ReceiptRow,
  BreakRecordRow,
  EvidenceRequestRow,
  EvidenceRow,
  InboxMessageRow,
  UsedNonceRow,
  ApprovedSystemRow,
  ExchangeRow,
  DisclosureRow,
  ShareNoticeRow,
  NoticeRow,
  NoticedTransferRow,
  HoldNoticeRow,
  OwnSuspensionRow,
  OwnSuspensionPartRow,
  SuspicionResultRow,
  AppealRow,
  AppealFilingRow,
  AppealDecisionRow,
  SecretTrialRow,
  VictimNewsRow,
  VictimTellingRow,
  DirectiveRow,
  DirectiveNoticeRow,
  LinkKeyRow,
  CaseLinkRow,
  OutboxRow,
  AuditEventRow,
  AuditHeadRow,
  AuditCheckpointRow,
];
