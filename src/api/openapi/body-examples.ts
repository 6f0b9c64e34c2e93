import { CALLBACK_EXAMPLE } from '../../wire/institution/callback.js';

const AT = '2026-11-24T09:30:00+07:00';
const ACCOUNT = { institution: 'th-014', accountNo: '9140000201' };
const HOLD_ID = '01KAYJ9Q5R3M0T8XW2V7C4H6DF';
const REASON = { reason: 'The institution confirmed it by telephone.' };
const NOTICE = { reference: 'RG2569-0000005-8/KPST8Q', secret: '7KQ2-M4XD-9PRT' };
const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const SUPPLEMENT = { suspectContacts: [{ kind: 'phone', value: '0600000201' }] };

/**
 * An example of each body that our routes take, by the name of its schema. Without one, a page of
 * the document makes texts up from the patterns, which nobody can read. All persons and accounts
 * are made up.
 */
export const BODY_EXAMPLES: Readonly<Record<string, object>> = {
  ComplaintBody: {
    reporter: { name: 'Somchai Example', phone: '0800000901', holdsVictimAccount: true },
    victim: { name: 'Somchai Example', citizenId: '9123456789010', phone: '0800000901' },
    victimAccount: { institution: 'th-004', accountNo: '9040000902' },
    transfers: [{ to: { account: ACCOUNT }, amountSatang: '2500000', transferredAt: AT, reference: 'README-02' }],
    channel: 'phone',
    noticeGivenAt: '2026-11-24T09:41:00+07:00',
    caseType: 'goods_solo',
    narrative: 'I paid 25,000 baht for a camera that never came.',
    language: 'en',
  },
  ComplaintSearchBody: { caseNo: 'RG2569-0000005-8' },
  VictimSecretBody: {},
  VictimStatusBody: { caseNo: 'RG2569-0000005-8', secret: '7K3M-0QRT-9XYZ' },
  OrderVerificationBody: { code: '01KB0000000000000000000000-41FA638A795C1180' },
  AuthorityBody: { as: 'guardian', document: 'Birth certificate', documentNo: '1234/2569' },
  ProofBody: { attachmentIds: [HOLD_ID], shows: 'sale', reason: 'The order and the delivery note name this payment.' },
  StatementBody: { policeCaseNo: '1234/2569', station: 'Example Police Station', complaintReceivedAt: AT },
  AdviceVerdictBody: { verdict: 'wrong', why: 'The account belongs to a shop that sells what the victim bought.' },
  RingOpinionBody: {
    opinion: 'together',
    why: 'One person is registered for both numbers, and listed for the third account.',
  },
  RingUndoBody: { why: 'The number was sold before the second call.' },
  NarrativeBody: { narrative: 'A man called as a police officer and had me transfer 50,000 baht.' },
  NarrativeOutcomeBody: { modelVersion: 'case-type-1', encoder: 'lexicon' },
  DraftBody: { content: { step: 2, victim: { name: 'Somchai Example' } } },
  DraftSaveBody: { content: { step: 3, victim: { name: 'Somchai Example' } }, revision: 1 },
  QueueViewBody: { name: 'Ours that nobody has', filter: { tab: 'ours', assignee: 'nobody' } },
  QueueViewRemovalBody: { name: 'Ours that nobody has' },
  ClaimBody: {},
  AssignmentBody: { assignee: 'officer-2', note: 'The bank calls back at noon.' },
  DraftFilesBody: { draftId: HOLD_ID },
  SuspectLookupBody: { account: ACCOUNT, purpose: 'The victim of another case names the same account.' },
  RevealBody: { field: 'victim.1.phone', reason: 'Calling the victim back about the second slip.' },
  NoteBody: { text: 'The bank confirmed by telephone.' },
  SupplementBody: { note: 'The victim found the telephone number of the caller.', ...SUPPLEMENT },
  ToldAgainBody: { note: 'The victim read the number off her card.', victim: { citizenId: '9123456789010' } },
  SetAsideBody: { reason: 'The victim found that nothing was paid on that day.' },
  AdoptBody: { reason: 'The victim showed the bank book and her card at the station.' },
  LaterTransfersBody: {
    note: 'The victim found a second slip.',
    transfers: [{ to: { account: ACCOUNT }, amountSatang: '2500000', transferredAt: AT, reference: 'README-03' }],
  },
  CorrectionBody: {
    reason: 'The slip shows another amount than the victim remembered.',
    calledBackAt: AT,
    transfers: [
      {
        transferId: HOLD_ID,
        to: { account: ACCOUNT },
        amountSatang: '2500000',
        transferredAt: AT,
        reference: 'README-02',
      },
    ],
  },
  CorrectionDecisionBody: { verdict: 'confirm', ...REASON },
  TellingBody: { outcome: 'told', means: 'call', newsUntil: AT },
  WithdrawalBody: { reason: 'The parcel has arrived.', identifiedBy: 'call_back', calledBackAt: AT },
  WithdrawalDecisionBody: { verdict: 'confirm', ...REASON },
  HolderPapersBody: {
    finding: 'belongs',
    document: { kind: 'passport', number: 'AA1234567', attachmentId: HOLD_ID },
    reason: 'The passport and the account book name the same person.',
  },
  HolderPapersDecisionBody: { verdict: 'confirm', ...REASON },
  FreezeRequestBody: { kind: 'aoc_suspension', account: { partId: HOLD_ID }, reason: 'Two agencies know the account.' },
  BlastRadiusBody: { kind: 'aoc_suspension', account: { partId: HOLD_ID } },
  DecisionBody: { verdict: 'approve', ...REASON, evidenceHash: HASH, blastRadiusSha256: HASH },
  ReleaseBody: { reason: 'The payment was for goods that arrived.', unrelated: false },
  PartialReleaseBody: { keepSatang: '500000', reason: 'Only a part of it is stolen money.' },
  HoldReviewBody: REASON,
  BreakSettlementBody: REASON,
  LostOrderProposalBody: { act: 'release', ...REASON },
  LostOrderDecisionBody: { verdict: 'approve', ...REASON },
  InterestBody: { reason: 'The victim is my sister.' },
  TakingBackBody: { because: 'customer_withdrew', at: AT },
  SheetDecision: { decision: 'confirm' },
  WorkbookAsked: { format: 'xlsx' },
  BreakStatementBody: { text: 'The holder took the money out in cash before the order arrived.' },
  SignOutBody: {},
  SessionsOfPersonBody: { person: 'demo-officer-1' },
  DirectiveBody: { kind: 'telecom', reason: 'The numbers called three victims.' },
  DirectiveDecisionBody: { verdict: 'approve', ...REASON },
  NoticeBody: {
    kind: 'suspicion',
    ground: 'Ten new payers within an hour.',
    suspected: 'technology_crime',
    foundAt: AT,
    fromAccount: { institution: 'th-004', accountNo: '9040000902' },
    transfers: [
      {
        to: { account: ACCOUNT },
        amountSatang: '2500000',
        transferredAt: AT,
        reference: 'README-02',
        suspended: { amountSatang: '2500000', suspendedAt: AT },
      },
    ],
  },
  SuspensionResultBody: { result: 'lifted', reason: 'The payments were wages.' },
  AppealBody: { ...NOTICE, statement: 'The money is my salary.' },
  AppealTogetherBody: {
    holds: [NOTICE, { reference: 'RG2569-0000006-6/2MXD4K', secret: 'H3TV-8WQA-5ZNC' }],
    statement: 'Both sums are my salary.',
  },
  AppealStatusBody: NOTICE,
  HolderSearchBody: { account: ACCOUNT },
  AppealDecisionBody: { verdict: 'uphold', reason: { en: 'The money was paid for goods that arrived.' } },
  AppealRoundBody: { appealIds: [HOLD_ID], decision: { verdict: 'review' } },
  RuleChangeBody: { ruleId: 'P-TRACE', parameters: { maxHops: 5 }, reason: 'Fewer hops.' },
  RuleTrialBody: { ruleId: 'P-TRACE', parameters: { maxHops: 5 } },
  RuleChangeDecisionBody: { verdict: 'approve', ...REASON },
  PartyChangeBody: {
    party: 'th-014',
    change: { kind: 'revoke_key', keyId: 'th-014-2026-1' },
    reason: 'The bank reports that the key was stolen; called back.',
  },
  PartyChangeDecisionBody: { verdict: 'approve', ...REASON },
  InstitutionCallback: CALLBACK_EXAMPLE,
  AgencyCallback: {
    type: 'evidence.declined',
    data: { status: 'declined', requestId: HOLD_ID, reason: 'Another office is responsible.' },
  },
};
