import type { EntityManager } from 'typeorm';
import type { DoubtsToAnalyse, FactToAnalyse, KeyToAnalyse } from '../../contract/analysis.js';
import type {
  AccountFound,
  AdviceBand,
  AdviceKind,
  AdviceReason,
  AdviceVerdict,
  VerdictCount,
} from '../../domain/advice/advice.js';
import type { RingOpinion, RingOutcome } from '../../domain/advice/ring-opinion.js';
import type { ReleaseReason } from '../../domain/hold/hold.js';
import type { LinkKind } from '../../domain/link/subject.js';
import { reading, value } from '../../persistence/read-together.js';
import { CLAIMED_SUMS } from '../case/work/case.queries.js';
import { rowsOf } from '../case/work/read-rows.js';
import { type AccountSaidRow, type AnswerRow, casesBehindAccounts, saidOfAccounts } from '../link/account-refs.js';
import { SHIELD_STOPS } from '../../domain/trail/next-hops.js';
import { sqlList } from '../../persistence/sql-list.js';

/** Most reported transfers and keys that are read for one case. */
const TRANSFERS_MAX = 2_000;
const CASES_MAX = 300;
/** A key that more cases have is followed into the newest of them alone; it counts for no ring. */
const CASES_OF_KEY = 21;
/** Of so many other cases it is read which accounts the same persons and devices stand behind. */
const CASES_BEHIND = 60;

/** A reported transfer from an account, as JSON. */
export interface ReportedTransferRow {
  id: string;
  from: string;
  to: string | null;
  amountSatang: string;
  atMs: number;
  rail: string;
}

/**
 * The way of transfer `t` in the words of the analysis: how it left the rails, to a shop or as a
 * wage where a trail stopped for that, and to a digital-asset operator.
 */
const RAIL = `coalesce(t.off_rail,
  (SELECT CASE l.stop_reason WHEN 'merchant_shield' THEN 'qr' ELSE 'payroll' END FROM trail_link l
    WHERE l.transfer_id = t.id AND l.stop_reason IN (${sqlList(SHIELD_STOPS)}) LIMIT 1),
  (SELECT 'crypto' FROM party p WHERE p.slug = t.to_institution AND p.institution_kind = 'digital_asset'), t.rail)`;

const TRANSFER = `json_build_object('id', t.id, 'from', t.from_institution || ':' || t.from_account_no,
  'to', t.to_institution || ':' || t.to_account_no, 'amountSatang', t.amount_satang::text,
  'atMs', floor(extract(epoch FROM t.transferred_at) * 1000), 'rail', ${RAIL})`;

/**
 * The institution of transfer `t` does not say that nobody was debited. Else anybody could colour an
 * account by complaints about payments that were never made. That another one holds the debited account denies no payment.
 */
const WHERE_DEBITED = `NOT EXISTS (SELECT 1 FROM debit_confirmation d
  WHERE d.transfer_id = t.id AND d.state = 'denied' AND d.reason IS DISTINCT FROM 'OTHER_HOLDER')`;

/** The receiver of transfer `t` is known, or it is known to have left the rails. */
const WHERE_KNOWN = `(t.to_account_no IS NOT NULL OR t.off_rail IS NOT NULL) AND ${WHERE_DEBITED}`;

/** The accounts that stolen money of the case `$1` reached. */
const REACHED = `
  SELECT DISTINCT t.to_institution, t.to_account_no FROM trail_link l JOIN transfer t ON t.id = l.transfer_id
   WHERE l.stolen_sum_id IN ${CLAIMED_SUMS} AND t.to_account_no IS NOT NULL`;

/** The cases that are linked with the case `$1` (P-LINK). */
const LINKED_CASES = `
  SELECT other_case_id AS id FROM case_link WHERE case_id = $1 UNION SELECT case_id FROM case_link WHERE other_case_id = $1`;

/** What the analysis may look at for the case `$1`: reported, and nothing of it live. */
export const READ_TO_ANALYSE = reading({
  openQuestions: value<number>(`SELECT count(*)::int FROM evidence_request WHERE case_id = $1 AND state = 'asked'`),
  stolen: value<ReportedTransferRow[]>(
    `SELECT coalesce(json_agg(${TRANSFER} ORDER BY t.id), '[]') FROM stolen_sum s JOIN transfer t ON t.id = s.transfer_id
      WHERE s.id IN ${CLAIMED_SUMS} AND t.to_account_no IS NOT NULL AND ${WHERE_DEBITED}`,
  ),
  transfers: value<ReportedTransferRow[]>(
    `SELECT coalesce(json_agg(found.transfer), '[]') FROM (
       SELECT ${TRANSFER} AS transfer FROM transfer t
        WHERE ${WHERE_KNOWN} AND t.id IN (
          SELECT o.id FROM (${REACHED}) r
            JOIN transfer o ON (o.to_institution, o.to_account_no) = (r.to_institution, r.to_account_no)
          UNION
          SELECT x.transfer_id FROM (${REACHED}) r
            JOIN transfer i ON (i.to_institution, i.to_account_no) = (r.to_institution, r.to_account_no)
            JOIN trail_link p ON p.transfer_id = i.id JOIN trail_link x ON x.parent_link_id = p.id
          UNION
          SELECT l.transfer_id FROM (${LINKED_CASES}) linked
            JOIN claim c ON c.case_id = linked.id JOIN trail_link l ON l.stolen_sum_id = c.stolen_sum_id)
        ORDER BY t.id DESC LIMIT ${TRANSFERS_MAX}) found`,
  ),
  ...saidOfAccounts('ARRAY[$1]'),
  /** The accounts that stolen money reached (`accountKey`). */
  reached: value<string[]>(
    `SELECT coalesce(json_agg(r.to_institution || ':' || r.to_account_no), '[]') FROM (${REACHED}) r`,
  ),
  casesBehind: casesBehindAccounts(CASES_OF_KEY, CASES_BEHIND),
  doubts: value<DoubtsToAnalyse>(
    `SELECT json_build_object(
       'debitsDisputed', (SELECT count(*) FROM debit_confirmation WHERE case_id = $1 AND state = 'disputed'),
       'otherReports', (SELECT count(*) FROM complaint c JOIN complaint o ON o.reporter_key = c.reporter_key
          AND o.id <> c.id AND o.received_at BETWEEN c.received_at - interval '30 days' AND c.received_at
         WHERE c.id = $1),
       'paidBackBefore', (SELECT count(DISTINCT b.id) FROM stolen_sum s JOIN transfer t ON t.id = s.transfer_id
          JOIN transfer b ON b.to_institution = t.from_institution AND b.to_account_no = t.from_account_no
           AND b.from_institution = t.to_institution AND b.from_account_no = t.to_account_no
           AND b.transferred_at < t.transferred_at
         WHERE s.id IN ${CLAIMED_SUMS}))`,
  ),
});

/** What was said of the accounts of the cases `$1`. */
export const READ_SAID = reading(saidOfAccounts('$1::text[]'));

/** So far around a case its ring is looked for: cases of cases that share a key, and so on. */
const STEPS_AROUND = 8;

/**
 * Reads the keys of a case, and of the cases around it that keys connect with it, the nearest and
 * newest first. What only trails reached connects none. A case that shares no key costs two statements.
 */
export async function keysAround(manager: EntityManager, caseId: string): Promise<KeyToAnalyse[]> {
  const keys = await keysOf(manager, [caseId]);
  const known = new Set([caseId]);
  let newest = [caseId];
  for (let step = 0; step < STEPS_AROUND && known.size < CASES_MAX; step += 1) {
    const next = await casesSharing(manager, newest, [...known], CASES_MAX - known.size);
    if (next.length === 0) break;
    for (const id of next) known.add(id);
    keys.push(...(await keysOf(manager, next)));
    newest = next;
  }
  return keys;
}

async function keysOf(manager: EntityManager, caseIds: readonly string[]): Promise<KeyToAnalyse[]> {
  return rowsOf<KeyToAnalyse>(
    manager,
    `SELECT case_id AS "caseId", kind, key, source = 'trail' AS "onTrail" FROM link_key
      WHERE case_id = ANY ($1) ORDER BY case_id, kind, key`,
    [caseIds],
  );
}

async function casesSharing(
  manager: EntityManager,
  caseIds: readonly string[],
  known: readonly string[],
  most: number,
): Promise<string[]> {
  const rows = await rowsOf<{ caseId: string }>(
    manager,
    `SELECT DISTINCT o.case_id AS "caseId" FROM link_key k
       JOIN LATERAL (SELECT s.case_id FROM link_key s
                      WHERE s.kind = k.kind AND s.key = k.key AND s.source <> 'trail'
                      ORDER BY s.case_id DESC LIMIT ${CASES_OF_KEY}) o ON true
      WHERE k.case_id = ANY ($1) AND k.source <> 'trail' AND o.case_id <> ALL ($2)
      ORDER BY o.case_id DESC LIMIT $3`,
    [caseIds, known, most],
  );
  return rows.map((row) => row.caseId);
}

/** The facts of agencies' answers as the analysis takes them; what it does not use is left out. */
export function factsToAnalyse(answers: readonly AnswerRow[]): FactToAnalyse[] {
  return answers.flatMap(({ facts, knownAtMs: knownAt }): FactToAnalyse[] => [
    ...(facts.hr03 ?? []).map(({ account, list }) => ({
      subject: account,
      kind: 'hr03' as const,
      value: list === 'HR-03-1' ? 2 : 1,
      knownAt,
    })),
    ...(facts.colours ?? [])
      .filter(({ colour }) => colour !== 'none')
      .map(({ account, colour }) => ({
        subject: account,
        kind: 'colour' as const,
        value: COLOUR_VALUES[colour],
        knownAt,
      })),
    ...(facts.policeComplaints ?? [])
      .filter(({ status }) => status === 'accepted')
      .map(({ account }) => ({ subject: account, kind: 'earlier_complaint' as const, value: 1, knownAt })),
    ...(facts.specialCases ?? []).map(({ account }) => ({
      subject: account,
      kind: 'special_case' as const,
      value: 1,
      knownAt,
    })),
  ]);
}

/** What institutions said of their accounts, as the analysis takes it; each from its receipt on. */
export function factsOfAccounts(said: readonly AccountSaidRow[]): FactToAnalyse[] {
  return said.flatMap(({ account: subject, openedAt, simOwner, knownAtMs: knownAt }): FactToAnalyse[] => [
    ...(openedAt === null ? [] : [{ subject, kind: 'account_opened' as const, value: Date.parse(openedAt), knownAt }]),
    ...(simOwner === null
      ? []
      : [{ subject, kind: 'sim_owner_differs' as const, value: simOwner === 'other' ? 1 : 0, knownAt }]),
  ]);
}

/** The darker, the higher. */
const COLOUR_VALUES = { black: 5, dark_grey: 4, light_grey: 3, dark_brown: 2, light_brown: 1, none: 0 };

/** How often officers judged the advice of one model version. */
export interface ModelVerdictsRow {
  modelVersion: string;
  kinds: string[];
  shadow: boolean;
  given: number;
  agreed: number;
  wrong: number;
  firstAt: Date;
  lastAt: Date;
}

/** Reads what each model version advised and what officers said of it. */
export async function verdictsByModel(manager: EntityManager): Promise<ModelVerdictsRow[]> {
  return rowsOf<ModelVerdictsRow>(
    manager,
    `SELECT a.model_version AS "modelVersion", array_agg(DISTINCT a.kind ORDER BY a.kind) AS kinds, bool_and(a.shadow) AS shadow,
            count(DISTINCT a.id)::int AS given, count(v.id) FILTER (WHERE v.verdict = 'agree')::int AS agreed,
            count(v.id) FILTER (WHERE v.verdict = 'wrong')::int AS wrong, min(a.made_at) AS "firstAt", max(a.made_at) AS "lastAt"
       FROM advice a LEFT JOIN advice_verdict v ON v.advice_id = a.id
      GROUP BY a.model_version ORDER BY a.model_version`,
    [],
  );
}

/** Reads how often officers agreed with each model version and called it wrong, by version. */
export async function judgedByModel(manager: EntityManager): Promise<ReadonlyMap<string, VerdictCount>> {
  const rows = await rowsOf<VerdictCount & { modelVersion: string }>(
    manager,
    `SELECT a.model_version AS "modelVersion", count(*) FILTER (WHERE v.verdict = 'agree')::int AS agreed,
            count(*) FILTER (WHERE v.verdict = 'wrong')::int AS wrong
       FROM advice_verdict v JOIN advice a ON a.id = v.advice_id GROUP BY a.model_version`,
    [],
  );
  return new Map(rows.map(({ modelVersion, agreed, wrong }) => [modelVersion, { agreed, wrong }]));
}

/** Scores of one model version, the first that it gave and the newest. */
interface ScoresOfModel {
  first: number[];
  newest: number[];
  /** The newest were all given after the first. */
  apart: boolean;
}

/** Reads the first and the newest scores of a model version, 0 to 1, at most `count` each. */
export async function scoresOfModel(
  manager: EntityManager,
  modelVersion: string,
  count: number,
): Promise<ScoresOfModel> {
  const given = 'SELECT id, score_ppm FROM advice WHERE model_version = $1';
  const [read] = await rowsOf<ScoresOfModel>(
    manager,
    `WITH first AS (${given} ORDER BY id LIMIT $2), newest AS (${given} ORDER BY id DESC LIMIT $2)
     SELECT coalesce((SELECT json_agg(score_ppm / 1000000.0) FROM first), '[]') AS first,
            coalesce((SELECT json_agg(score_ppm / 1000000.0) FROM newest), '[]') AS newest,
            coalesce((SELECT max(id) FROM first) < (SELECT min(id) FROM newest), false) AS apart`,
    [modelVersion, count],
  );
  if (read === undefined) throw new Error('a query of one row gave none');
  return read;
}

/** What was found of an account of a case, and what one model version had said of it by then. */
export interface FoundRow {
  modelVersion: string;
  /** 0 to 1. */
  score: number;
  band: AdviceBand;
  reviewSlot: boolean;
  /** What the record proves: the account is a mule's, or not; null: an officer's verdict counts. */
  proved: boolean | null;
  /** What the officer said; null where the record proves it, and where only right or wrong was said. */
  found: AccountFound | null;
}

/** Releases that say that the account, or the whole report of the transfer, is no crime's. */
const CLEARS: readonly ReleaseReason[] = ['UNRELATED', 'APPEAL_UPHELD', 'DEBIT_DENIED'];

/**
 * What the record proves of the accounts of cases. A release that was taken back as a mistake (P-BACK)
 * proves nothing. An order for a whole account names its seizure warrant, and a result within section
 * 6 is the officer's word.
 */
const PROVED = `
  SELECT h.case_id, h.institution || ':' || h.account_no AS subject, r.ordered_at AS at, false AS proved
    FROM release_order r JOIN hold h ON h.id = r.hold_id
   WHERE r.reason IN (${sqlList(CLEARS)}) AND NOT r.again
     AND NOT EXISTS (SELECT 1 FROM freeze_request q WHERE q.hold_id = h.id AND q.kind = 'reinstatement'
                        AND q.partial_release_id IS NULL AND q.state = 'approved')
  UNION ALL
  SELECT q.case_id, q.institution || ':' || q.account_no, q.carried_out_at, true FROM freeze_request q
   WHERE q.kind = 'whole_account' AND q.carried_out_at IS NOT NULL
  UNION ALL
  SELECT z.case_id, z.institution || ':' || coalesce(h.account_no, s.account_no), z.decided_at, z.result = 'lawful_action'
    FROM suspicion_result z LEFT JOIN hold h ON h.id = z.hold_id LEFT JOIN own_suspension s ON s.id = z.suspension_id`;

/**
 * Reads of each account of a case of which something was found, once, what every model version had
 * said of it by then, the shown and those in the shadow. What the record proves counts before what
 * officers say, and of each the newest.
 */
export async function foundOfAccounts(manager: EntityManager): Promise<FoundRow[]> {
  return rowsOf<FoundRow>(
    manager,
    `WITH found AS (
       SELECT DISTINCT ON (w.case_id, w.subject) w.* FROM (
         SELECT p.*, NULL AS found FROM (${PROVED}) p
         UNION ALL
         SELECT a.case_id, a.subject, v.given_at, NULL, v.found
           FROM advice_verdict v JOIN advice a ON a.id = v.advice_id AND a.kind = 'hop_risk') w
        ORDER BY w.case_id, w.subject, w.proved IS NULL, w.at DESC)
     SELECT DISTINCT ON (f.case_id, f.subject, m.model_version) m.model_version AS "modelVersion",
            m.score_ppm / 1000000.0::float AS score, m.band, m.review_slot AS "reviewSlot", f.proved, f.found
       FROM found f JOIN advice m ON m.case_id = f.case_id AND m.kind = 'hop_risk' AND m.subject = f.subject AND m.made_at <= f.at
      ORDER BY f.case_id, f.subject, m.model_version, m.id DESC`,
    [],
  );
}

/**
 * Reads into which bins the figures of the newest accounts fell that a model version was asked about,
 * at most `count` of them.
 */
export async function servedBins(manager: EntityManager, modelVersion: string, count: number): Promise<string[]> {
  const rows = await rowsOf<{ bins: string }>(
    manager,
    `SELECT detail->>'bins' AS bins FROM (
       SELECT detail FROM advice WHERE model_version = $1 ORDER BY id DESC LIMIT $2) newest
      WHERE jsonb_typeof(detail->'bins') = 'string'`,
    [modelVersion, count],
  );
  return rows.map(({ bins }) => bins);
}

/** An account drawn for review that nobody judged yet. */
export interface ReviewSlotRow {
  adviceId: string;
  caseId: string;
  caseNo: string;
  subject: string;
  modelVersion: string;
  madeAt: Date;
}

/** Reads the advice on accounts of open cases that is drawn for review and not judged, the oldest first. */
export async function openReviewSlots(manager: EntityManager, most: number): Promise<ReviewSlotRow[]> {
  return rowsOf<ReviewSlotRow>(
    manager,
    `WITH newest AS (
       SELECT DISTINCT ON (a.case_id, a.subject) a.* FROM advice a
        WHERE a.review_slot AND NOT a.shadow AND a.kind = 'hop_risk' ORDER BY a.case_id, a.subject, a.id DESC)
     SELECT n.id AS "adviceId", n.case_id AS "caseId", c.case_no AS "caseNo", n.subject,
            n.model_version AS "modelVersion", n.made_at AS "madeAt"
       FROM newest n JOIN case_file c ON c.id = n.case_id
      WHERE c.closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM advice_verdict v WHERE v.advice_id = n.id)
      ORDER BY n.id LIMIT $1`,
    [most],
  );
}

/** An advice as a reader sees it, with the part of the trail that reached its account first. */
export interface ShownAdviceRow {
  id: string;
  kind: AdviceKind;
  subject: string;
  partId: string | null;
  scorePpm: number;
  band: AdviceBand;
  reasons: AdviceReason[];
  counterfactual: { th: string; en: string } | null;
  detail: Readonly<Record<string, unknown>>;
  modelVersion: string;
  reviewSlot: boolean;
  madeAt: Date;
  validUntil: Date;
  isValid: boolean;
  yourVerdict: AdviceVerdict | null;
}

/**
 * Reads the newest advice of each subject and kind of a case, for a person; never a challenger's.
 */
export async function adviceOfCase(manager: EntityManager, caseId: string, person: string): Promise<ShownAdviceRow[]> {
  return rowsOf<ShownAdviceRow>(
    manager,
    `WITH newest AS (
       SELECT DISTINCT ON (a.kind, a.subject, a.detail ->> 'to') a.* FROM advice a
        WHERE a.case_id = $1 AND NOT a.shadow ORDER BY a.kind, a.subject, a.detail ->> 'to', a.id DESC)
     SELECT a.id, a.kind, a.subject, a.score_ppm AS "scorePpm", a.band, a.reasons, a.counterfactual, a.detail,
            a.model_version AS "modelVersion", a.review_slot AS "reviewSlot", a.made_at AS "madeAt",
            a.valid_until AS "validUntil", a.valid_until > now() AS "isValid",
            (SELECT v.verdict FROM advice_verdict v WHERE v.advice_id = a.id AND v.person = $2) AS "yourVerdict",
            (SELECT l.id FROM trail_link l JOIN transfer t ON t.id = l.transfer_id
              WHERE l.stolen_sum_id IN ${CLAIMED_SUMS} AND t.to_institution || ':' || t.to_account_no = a.subject
              ORDER BY l.hop, l.id LIMIT 1) AS "partId"
       FROM newest a ORDER BY a.kind, a.score_ppm DESC, a.id`,
    [caseId, person],
  );
}

/** Reads which advice on a case a person was shown last, in order of id; none when nothing was. */
export async function lastShown(manager: EntityManager, caseId: string, person: string): Promise<string[]> {
  const [last] = await rowsOf<{ adviceIds: string[] }>(
    manager,
    `SELECT payload -> 'adviceIds' AS "adviceIds" FROM audit_event
      WHERE chain = $1 AND type = 'advice.shown' AND actor = $2 ORDER BY sequence DESC LIMIT 1`,
    [caseId, person],
  );
  return last?.adviceIds ?? [];
}

/** A decision on a freeze request, with the advice that its person had been shown last. */
interface ShownAtDecisionRow {
  decisionId: string;
  freezeRequestId: string;
  shownAt: Date | null;
  adviceIds: string[];
}

/**
 * Reads what was shown before each decision on the freeze requests of a case, the oldest first. What
 * came first is by the place on the chain of the case, not by clocks.
 */
export async function shownAtDecisions(manager: EntityManager, caseId: string): Promise<ShownAtDecisionRow[]> {
  return rowsOf<ShownAtDecisionRow>(
    manager,
    `SELECT d.id AS "decisionId", d.freeze_request_id AS "freezeRequestId", s.at AS "shownAt",
            coalesce(s.payload -> 'adviceIds', '[]') AS "adviceIds"
       FROM freeze_request r JOIN decision d ON d.freeze_request_id = r.id
       JOIN audit_event made ON made.chain = r.case_id AND made.type = 'decision.made' AND made.payload ->> 'decisionId' = d.id
       LEFT JOIN LATERAL (SELECT e.at, e.payload FROM audit_event e
                           WHERE e.chain = made.chain AND e.type = 'advice.shown' AND e.actor = d.person
                             AND e.sequence < made.sequence ORDER BY e.sequence DESC LIMIT 1) s ON true
      WHERE r.case_id = $1 ORDER BY made.sequence`,
    [caseId],
  );
}

/** Something exact that several cases of a suggested ring have in common. */
export interface RingKeyRow {
  kind: LinkKind;
  masked: string;
  caseNos: string[];
}

/** Reads the numbers of cases, and what at least two of them share; what only trails reached does not count. */
export async function casesOfRing(
  manager: EntityManager,
  caseIds: readonly string[],
): Promise<{ cases: { caseId: string; caseNo: string }[]; keys: RingKeyRow[] }> {
  const cases = await rowsOf<{ caseId: string; caseNo: string }>(
    manager,
    'SELECT id AS "caseId", case_no AS "caseNo" FROM case_file WHERE id = ANY ($1) ORDER BY id',
    [caseIds],
  );
  const keys = await rowsOf<RingKeyRow>(
    manager,
    `SELECT k.kind, min(k.masked) AS masked, array_agg(f.case_no ORDER BY f.id) AS "caseNos"
       FROM link_key k JOIN case_file f ON f.id = k.case_id
      WHERE k.case_id = ANY ($1) AND k.source <> 'trail' GROUP BY k.kind, k.key HAVING count(*) >= 2
      ORDER BY k.kind, k.key`,
    [caseIds],
  );
  return { cases, keys };
}

/**
 * Returns the column with the review order of a case: of the newest advice on each account, and on
 * whether the complaint may be mistaken, that is still valid, the highest score, the doubt apart, and
 * the strongest of which a model is sure; null without any. `validUntil` is when the first of them ends.
 * It is by the index on the case.
 */
export function reviewOrderColumn(caseId: string): string {
  return `(SELECT json_build_object('scorePpm', max(newest.score_ppm),
                    'reviewSlot', coalesce(bool_or(newest.review_slot) FILTER (WHERE newest.kind = 'hop_risk'), false),
                    'validUntil', min(newest.valid_until),
                    'doubtPpm', max(newest.score_ppm) FILTER (WHERE newest.kind = 'review_order'),
                    'accounts', count(*) FILTER (WHERE newest.kind = 'hop_risk'),
                    'contrastPpm', coalesce(max(newest.score_ppm) FILTER (WHERE newest.kind = 'hop_risk')
                       - min(newest.score_ppm) FILTER (WHERE newest.kind = 'hop_risk'), 0),
                    'strongest', json_agg(json_build_object('kind', newest.kind, 'band', newest.band,
                       'scorePpm', newest.score_ppm, 'modelVersion', newest.model_version) ORDER BY newest.score_ppm DESC)
                       FILTER (WHERE newest.band <> 'unsure') -> 0)
             FROM (SELECT DISTINCT ON (a.subject) a.kind, a.band, a.score_ppm, a.review_slot, a.valid_until, a.model_version
                     FROM advice a
                    WHERE a.case_id = ${caseId} AND a.kind IN ('hop_risk', 'review_order') AND NOT a.shadow
                      AND a.valid_until > now()
                    ORDER BY a.subject, a.id DESC) newest HAVING count(*) > 0)`;
}

/**
 * Returns SQL of the other cases (a JSON array) that the newest suggestion of a ring names at the case
 * whose id is `caseId`, SQL too.
 */
function newestRing(caseId: string): string {
  return `(SELECT a.detail->'cases' AS cases FROM advice a
            WHERE a.case_id = ${caseId} AND a.kind = 'ring' AND NOT a.shadow ORDER BY a.id DESC LIMIT 1)`;
}

/**
 * Returns SQL that tells whether officers decided about the ring of `caseIds` at one of its cases, so
 * that it is not asked about again there: two of them did not find that this ring, or a part of it
 * that has the case, is one, or one undid it. A ring that leads may grow.
 */
function ringIsDecided(caseId: string, caseIds: string): string {
  return `(coalesce((SELECT r.outcome FROM ring_ruling r
                      WHERE r.outcome IS NOT NULL AND r.case_ids @> ARRAY[${caseId}] AND r.case_ids <@ ${caseIds}
                      ORDER BY r.id DESC LIMIT 1), 'leads') <> 'leads')`;
}

/**
 * Returns whether officers decided about the ring that a case has with `others`: it is not asked
 * about again at this case.
 */
export async function isRingDecided(
  manager: EntityManager,
  caseId: string,
  others: readonly string[],
): Promise<boolean> {
  const rows = await rowsOf<{ id: string }>(
    manager,
    `SELECT $1::text AS id WHERE ${ringIsDecided('$1::text', '($2::text[] || $1::text)')}`,
    [caseId, others],
  );
  return rows.length > 0;
}

/**
 * Returns the cases of the ring of a case, itself left out, whose own suggestion lacks one of its
 * cases, at most as many as the analysis is shown. A case where officers decided about the ring is
 * left out.
 */
export async function ringsToRefresh(
  manager: EntityManager,
  caseId: string,
  others: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await rowsOf<{ id: string }>(
    manager,
    `SELECT o.id FROM unnest($2::text[]) AS o (id) LEFT JOIN LATERAL ${newestRing('o.id')} s ON true
      WHERE NOT coalesce(s.cases || jsonb_build_array(o.id) ?& ($2::text[] || $1::text), false)
        AND NOT ${ringIsDecided('o.id', '($2::text[] || $1::text)')}
      ORDER BY o.id LIMIT ${CASES_MAX}`,
    [caseId, others],
  );
  return new Set(rows.map(({ id }) => id));
}

/** A set of cases on which officers gave opinions. */
export interface RingRow {
  /** The id of the first opinion. */
  id: string;
  caseIds: string[];
  cases: { caseId: string; caseNo: string }[];
  /** The first, and the second that ended the wait for it. */
  opinions: (RingRuled & { opinion: RingOpinion })[];
  outcome: RingOutcome | null;
  undone: RingRuled | null;
}

/** Who ruled on a ring, when (RFC 3339), and why. */
interface RingRuled {
  person: string;
  at: string;
  why: string;
}

/** Reads the sets with a case on which officers gave opinions, the newest first. */
export async function ringsOfCase(manager: EntityManager, caseId: string): Promise<RingRow[]> {
  return readRings(manager, 'c.case_ids @> ARRAY[$1::text]', caseId);
}

/** Reads the newest opinions on just these cases, `caseIds` in order of id; undefined: nobody gave one. */
export async function newestRingOf(manager: EntityManager, caseIds: readonly string[]): Promise<RingRow | undefined> {
  return (await readRings(manager, 'c.case_ids = $1::text[]', caseIds))[0];
}

async function readRings(manager: EntityManager, which: string, parameter: unknown): Promise<RingRow[]> {
  const ruled = (row: string) =>
    `jsonb_build_object('person', ${row}.person, 'at', to_char(${row}.ruled_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'why', ${row}.why)`;
  return rowsOf<RingRow>(
    manager,
    `SELECT c.id, c.case_ids AS "caseIds", s.outcome,
            (SELECT jsonb_agg(${ruled('o')} || jsonb_build_object('opinion', o.verdict) ORDER BY o.id) FROM ring_ruling o
              WHERE o.ring_id = c.id AND o.verdict <> 'undo') AS opinions,
            CASE WHEN u.id IS NULL THEN NULL ELSE ${ruled('u')} END AS undone,
            (SELECT jsonb_agg(jsonb_build_object('caseId', f.id, 'caseNo', f.case_no) ORDER BY f.id) FROM case_file f
              WHERE f.id = ANY (c.case_ids)) AS cases
       FROM ring_ruling c
       LEFT JOIN ring_ruling s ON s.ring_id = c.id AND s.outcome <> 'undone'
       LEFT JOIN ring_ruling u ON u.ring_id = c.id AND u.outcome = 'undone'
      WHERE ${which} AND c.ring_id = c.id ORDER BY c.id DESC`,
    [parameter],
  );
}

/** How often two officers, each by himself, found that a ring of one model version is one, or not. */
export interface RingOpinionsRow extends Record<RingOutcome, number> {
  modelVersion: string;
}

/** Reads what two opinions came to, by the model version that suggested the ring. */
export async function ringOpinionsByModel(manager: EntityManager): Promise<RingOpinionsRow[]> {
  return rowsOf<RingOpinionsRow>(
    manager,
    `SELECT a.model_version AS "modelVersion", count(*) FILTER (WHERE r.outcome = 'leads')::int AS leads,
            count(*) FILTER (WHERE r.outcome = 'disputed')::int AS disputed,
            count(*) FILTER (WHERE r.outcome = 'apart')::int AS apart
       FROM ring_ruling r JOIN advice a ON a.id = r.advice_id
      WHERE r.outcome <> 'undone' GROUP BY a.model_version`,
    [],
  );
}
