import { STILL_HELD_STATES } from '../../../domain/hold/hold.js';
import { OTHER_RECEIVER } from '../../../domain/debit/debit-answer.js';
import { STANDING_OWN_SUSPENSION_STATES } from '../../../domain/notice/own-suspension.js';
import { sqlList } from '../../../persistence/sql-list.js';
import { OPENED_BY_NOTICE } from './opened-by-notice-sql.js';

/**
 * SQL: the sending institution said that no debit was made as the complaint of the claim `claim` reported
 * it: it denied every report of the case under the reference. Where it named another receiver, the
 * debit was made.
 */
const isDenied = (claim: string): string => `(EXISTS (
  -- Hardly any debit is denied: the reports under the reference are read only where one is.
  SELECT 1 FROM stolen_sum es JOIN transfer et ON et.id = es.transfer_id
    JOIN transfer er ON (er.from_institution, er.reference) = (et.from_institution, et.reference)
    JOIN debit_confirmation ed ON ed.transfer_id = er.id AND ed.state = 'denied'
   WHERE es.id = ${claim}.stolen_sum_id) AND coalesce((
  SELECT bool_and(coalesce(dd.state = 'denied' AND dd.reason IS DISTINCT FROM '${OTHER_RECEIVER}', false))
    FROM stolen_sum ds JOIN transfer dt ON dt.id = ds.transfer_id
    JOIN transfer dr ON (dr.from_institution, dr.reference) = (dt.from_institution, dt.reference)
    JOIN stolen_sum drs ON drs.transfer_id = dr.id
    JOIN claim dc ON dc.stolen_sum_id = drs.id AND dc.case_id = ${claim}.case_id AND dc.reported AND dc.ended_at IS NULL
    JOIN case_file df ON df.id = dc.case_id AND NOT ${OPENED_BY_NOTICE('df')}
    LEFT JOIN debit_confirmation dd ON dd.transfer_id = dr.id
   WHERE ds.id = ${claim}.stolen_sum_id), false))`;

/**
 * Writes the SQL of whether a claim of a case on a stolen sum stands: it was neither withdrawn nor
 * corrected, and its institution did not deny what the case reported. The money of a sum belongs to
 * the cases whose claims stand, and only they are shown it.
 */
export const claimStandsSql = (claim: string): string => `(${claim}.ended_at IS NULL AND NOT ${isDenied(claim)})`;

/** SQL: no claim on the sum of the claim `claim` stands. */
export const noneStandsSql = (claim: string): string => `NOT EXISTS (
  SELECT 1 FROM claim stands WHERE stands.stolen_sum_id = ${claim}.stolen_sum_id AND ${claimStandsSql('stands')})`;

/**
 * Writes the SQL of whether the case of the claim `claim` answers for the hold `hold` on its sum: its
 * claim stands, or the hold was ordered for it and nobody's claim stands.
 */
const answersForSql = (claim: string, hold: string): string =>
  `(${claimStandsSql(claim)} OR (${hold}.case_id = ${claim}.case_id AND ${noneStandsSql(claim)}))`;

/** SQL of what holds of the sum `sum` suspend for the case of the claim `claim`, in satang. */
export const heldOfClaimSql = (claim: string): string => `(
  SELECT coalesce(sum(hh.held_satang), 0) FROM hold hh
   WHERE hh.stolen_sum_id = ${claim}.stolen_sum_id AND hh.state IN (${sqlList(STILL_HELD_STATES)}) AND ${answersForSql(claim, 'hh')})`;

/** SQL of what institutions suspend of the sum of the claim `claim` by themselves (section 6), in satang. */
const suspendedOfClaimSql = (claim: string): string => `(
  SELECT coalesce(sum(sp.suspended_satang), 0) FROM own_suspension_part sp JOIN own_suspension so ON so.id = sp.suspension_id
   WHERE sp.stolen_sum_id = ${claim}.stolen_sum_id AND so.state IN (${sqlList(STANDING_OWN_SUSPENSION_STATES)})
     AND (${claim}.ended_at IS NULL OR so.case_id = ${claim}.case_id))`;

/**
 * Writes the SQL of what a case shows as held, in satang: what the holds that it answers for suspend,
 * and what institutions suspend of its sums by themselves and no order covers. It is never stored, so it
 * cannot differ from them. One sum after the other: never by a reading of all holds.
 */
export const heldOfCaseSql = (caseId: string): string => `(
  SELECT coalesce(sum(${heldOfClaimSql('hc')} + ${suspendedOfClaimSql('hc')}), 0)::text FROM claim hc WHERE hc.case_id = ${caseId})`;

/**
 * Writes the SQL of what a victim is told that is held of a case, in satang: of each reference no more
 * than the case reported. What is held beyond is held for another report.
 */
export const heldForVictimSql = (caseId: string): string => `(
  SELECT coalesce(sum(least(of_reference.reported, of_reference.held)), 0)::text FROM (
    SELECT coalesce(sum(vt.amount_satang) FILTER (WHERE vc.reported AND vc.ended_at IS NULL),
                    max(vt.amount_satang) FILTER (WHERE vc.reported), max(vt.amount_satang)) AS reported,
           sum(${heldOfClaimSql('vc')}) AS held
      FROM claim vc JOIN stolen_sum vs ON vs.id = vc.stolen_sum_id JOIN transfer vt ON vt.id = vs.transfer_id
     WHERE vc.case_id = ${caseId} GROUP BY vt.from_institution, vt.reference) of_reference)`;
