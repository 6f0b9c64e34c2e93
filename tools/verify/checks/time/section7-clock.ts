/**
 * SQL of when the case `caseFile` was first told of the transfer `transfer`, which it claims: by its complaint, or
 * by a later call that reported it, or that told of what turned out to be it, and did not tell again what was told before.
 */
export const TOLD_TO_CENTRE_AT = (caseFile: string, transfer: string): string => `coalesce((
  SELECT min(n.received_at) FROM complaint_addition n
   WHERE n.case_id = ${caseFile}.id AND n.kind IN ('transfers', 'supplement') AND (
     EXISTS (SELECT FROM jsonb_array_elements(n.body -> 'transfers') e WHERE NOT e ? 'completes' AND e ->> 'reference' IN (
               SELECT ${transfer}.reference UNION ALL
               SELECT old.reference FROM correction x CROSS JOIN LATERAL jsonb_array_elements(x.body -> 'transfers') y JOIN transfer old ON old.id = y ->> 'transferId'
                WHERE x.case_id = ${caseFile}.id AND x.state IN ('made', 'confirmed') AND y ->> 'reference' = ${transfer}.reference))
     OR EXISTS (SELECT FROM incomplete_transfer i WHERE i.addition_id = n.id AND i.transfer_id = ${transfer}.id
                   AND NOT coalesce(n.body -> 'incompleteTransfers' -> (i.told_no - 1) ? 'tellsAgain', false)))), ${caseFile}.opened_at)`;

/**
 * SQL of whether the victim of the complaint `b` of the case `c` was known to hold the account that the transfer `t` left
 * when order `o` was issued; `told.number`, the official number that it named: `known`, `other` or `unknown`. Papers, and what an officer says who adopts a find,
 * come before the newest word of the institution.
 */
export const HOLDER_STANDING = `CASE WHEN (SELECT seen.finding FROM (
       SELECT p.finding, p.decided_at AS at FROM holder_papers p
        WHERE p.case_id = c.id AND p.institution = t.from_institution AND p.account_no = t.from_account_no AND p.state = 'confirmed'
       UNION ALL SELECT 'belongs', a.received_at FROM complaint_addition a
        WHERE a.case_id = c.id AND a.kind = 'found' AND a.body ? 'note' AND (c.victim_institution, c.victim_account_no) = (t.from_institution, t.from_account_no)) seen
      WHERE seen.at <= o.issued_at ORDER BY seen.at DESC LIMIT 1) = 'belongs' THEN 'known'
  ELSE coalesce((SELECT CASE WHEN m.content ->> 'holder' = 'MATCHES' AND m.content ->> 'reason' IS DISTINCT FROM 'OTHER_HOLDER' THEN 'known' ELSE 'other' END
     FROM inbox_message m JOIN debit_confirmation q ON q.id = m.subject_id LEFT JOIN transfer qt ON qt.id = coalesce(q.transfer_id, q.holder_of)
    WHERE q.case_id = c.id AND NOT q.by_papers AND m.kind = 'debit.confirmation' AND m.received_at <= o.issued_at
      AND (m.content ->> 'holder' IN ('MATCHES', 'DIFFERS') OR m.content ->> 'reason' = 'OTHER_HOLDER')
      AND (told.number IS NOT NULL OR (b.known ->> 'numberAt')::timestamptz <= q.asked_at)
      AND (coalesce(qt.from_institution, c.victim_institution), coalesce(qt.from_account_no, c.victim_account_no)) = (t.from_institution, t.from_account_no)
    ORDER BY m.received_at DESC LIMIT 1), 'unknown') END`;

/**
 * Selects the clock of section 7 as it was when order `o` of hold `h` was issued, by the complaints
 * about its transfer of account holders who upheld one, also those that they had withdrawn: of the
 * holder who reported first, the first report and the first complaint to an inquiry officer, and
 * whether any officer's act was known.
 * A complaint stands until two persons withdraw it, not until the look that ends its claims.
 * A date of a complaint to an inquiry officer that two persons corrected later counts as it stood then.
 * A complaint of something else under the same reference and receiver counts when the institution
 * had confirmed it, or when a victim of this claim made it. A complaint to the police before the
 * transfer is about something else. What a victim told his own bank alone (`is_report` false, counted
 * from when the centre received its notice) counts only while nobody upheld a complaint. A transfer that a later call reported is
 * complained of since that call. Where the institution of the debited account, or papers, said of a victim that he holds
 * it, nobody else's complaint counts, and none without a number from another telephone; where it said so of
 * nobody, none of a victim of whom it denied it beside another one: what a victim told his bank of the same account is not
 * a complaint of that one. `doubtful_at`: when a victim with a number last reported, behind the one whose
 * time is counted, of whom nobody knows whether he holds it. One row, of nulls without a complaint.
 */
export const SECTION_7_CLOCK = `
  SELECT clock.*, (SELECT max(since) FROM unnest(clock.doubtful) AS since WHERE since > clock.received_at) AS doubtful_at FROM (
  SELECT CASE WHEN bool_or(each.is_first AND each.reports) THEN min(each.opened_at) FILTER (WHERE each.is_first AND each.told_bank_at IS NULL)
              ELSE min(each.opened_at) FILTER (WHERE each.is_first AND each.told_bank_at IS NOT NULL) END AS received_at,
         coalesce(bool_or(each.is_first AND each.reports), false) AS is_report, min(each.statement_at) FILTER (WHERE each.is_first) AS statement_at,
         coalesce(bool_or(each.statement_at IS NOT NULL), false) AS officer_acted,
         array_agg(each.since) FILTER (WHERE each.is_doubtful) AS doubtful
    FROM (
      SELECT u.opened_at, u.told_bank_at, u.reports,
             u.standing = 'unknown' AND u.stands AND u.told_bank_at IS NULL AND u.number IS NOT NULL AND u.known_telephones IS NULL AS is_doubtful,
             least(min(u.opened_at) FILTER (WHERE u.told_bank_at IS NULL) OVER (PARTITION BY u.number),
                   min(u.opened_at) FILTER (WHERE u.number IS NULL AND u.told_bank_at IS NULL) OVER (PARTITION BY u.telephone)) AS since,
             CASE WHEN u.statement_noted_at <= o.issued_at AND u.statement_at >= u.transferred_at THEN u.statement_at END AS statement_at,
             u.victim = first_value(u.victim) OVER (ORDER BY u.complains DESC, u.opened_at, u.id) AS is_first
        FROM (SELECT p.*, array_agg(p.number) FILTER (WHERE p.standing = 'known' AND p.stands) OVER () AS known_numbers,
                     array_agg(p.telephone) FILTER (WHERE p.standing = 'known' AND p.stands) OVER () AS known_telephones,
                     bool_or(p.standing <> 'other' AND p.stands) OVER () AS is_any_possible
        FROM (SELECT a.*, bool_or(a.stands) OVER (PARTITION BY a.victim) AS is_upheld,
                     bool_or(a.stands AND a.told_bank_at IS NULL) OVER (PARTITION BY a.victim, a.standing = 'other') AS reports,
                     bool_or(a.stands AND (a.told_bank_at IS NULL OR coalesce(a.statement_noted_at <= o.issued_at AND a.statement_at >= a.transferred_at, false)))
                       OVER (PARTITION BY a.victim, a.standing = 'other') AS complains FROM (
          SELECT coalesce(least(k.ended_at, c.withdrawn_at) >= o.issued_at, true) AS stands, ${TOLD_TO_CENTRE_AT('c', 'r')} AS opened_at, c.told_bank_at, c.id,
                 told.number, b.reporter_key AS telephone, ${HOLDER_STANDING} AS standing,
                 (told7.s ->> 'statementAt')::timestamptz AS statement_at, (told7.s ->> 'statementNotedAt')::timestamptz AS statement_noted_at, c.holder_reports AND NOT EXISTS (SELECT 1 FROM complaint_addition w WHERE w.case_id = c.id AND w.kind = 'authority' AND w.received_at > o.issued_at) AS holder_reports,
                 t.transferred_at, own.victim,
                 r.id = t.id OR coalesce(said.confirmed_at <= o.issued_at, false)
                   OR bool_or(r.id = t.id) OVER (PARTITION BY own.victim) AS counts
            FROM stolen_sum s7 JOIN transfer t ON t.id = s7.transfer_id
            JOIN transfer r ON (r.from_institution, r.reference) = (t.from_institution, t.reference) AND (r.id = t.id OR (r.to_institution, r.to_account_no) = (t.to_institution, t.to_account_no))
            JOIN stolen_sum rs ON rs.transfer_id = r.id JOIN claim k ON k.stolen_sum_id = rs.id
            JOIN case_file c ON c.id = k.case_id JOIN complaint b ON b.id = c.id
           CROSS JOIN LATERAL (SELECT coalesce(b.body -> 'victim' ->> 'citizenId', b.body -> 'victim' ->> 'passportNo') AS number,
                                      (coalesce(b.body -> 'victimAccount', b.known -> 'victimAccount') ->> 'institution') || ':' || (coalesce(b.body -> 'victimAccount', b.known -> 'victimAccount') ->> 'accountNo') AS debited) AS told
           CROSS JOIN LATERAL (SELECT coalesce(told.number, (
                    SELECT coalesce(e.body -> 'victim' ->> 'citizenId', e.body -> 'victim' ->> 'passportNo') FROM claim l JOIN stolen_sum ls ON ls.id = l.stolen_sum_id
                      JOIN transfer lt ON lt.id = ls.transfer_id JOIN complaint e ON e.id = l.case_id
                     WHERE (lt.from_institution, lt.reference) = (t.from_institution, t.reference) AND (lt.id = t.id OR (lt.to_institution, lt.to_account_no) = (t.to_institution, t.to_account_no))
                       AND (coalesce(e.body -> 'victimAccount', e.known -> 'victimAccount') ->> 'institution') || ':' || (coalesce(e.body -> 'victimAccount', e.known -> 'victimAccount') ->> 'accountNo') = told.debited
                       AND coalesce(e.body -> 'victim' ->> 'citizenId', e.body -> 'victim' ->> 'passportNo') IS NOT NULL
                     ORDER BY e.received_at, e.id LIMIT 1), told.debited, c.id) AS victim) AS own
            LEFT JOIN debit_confirmation d ON d.transfer_id = r.id
           CROSS JOIN LATERAL (SELECT coalesce(
                    (SELECT x.body #> '{statement,before}' FROM correction x
                      WHERE x.case_id = c.id AND x.state = 'confirmed' AND x.body ? 'statement' AND x.decided_at > o.issued_at ORDER BY x.decided_at LIMIT 1),
                    jsonb_build_object('statementAt', c.statement_at, 'statementNotedAt', c.statement_noted_at)) AS s) AS told7
           CROSS JOIN LATERAL (SELECT CASE WHEN d.state = 'confirmed' THEN d.answered_at
                                           WHEN r.reported_by = 'institution' AND d.state IS DISTINCT FROM 'denied' THEN k.claimed_at END AS confirmed_at) AS said
           WHERE s7.id = h.stolen_sum_id AND k.claimed_at <= o.issued_at
             AND (r.id = t.id OR r.promptpay_kind IS NULL OR EXISTS (SELECT 1 FROM audit_event e
                    WHERE e.type = 'transfer.receiver_named' AND e.payload ->> 'transferId' = r.id AND e.at <= o.issued_at))) AS a
       WHERE a.counts AND a.holder_reports) AS p WHERE p.is_upheld) AS u
       WHERE CASE WHEN u.known_telephones IS NOT NULL THEN u.standing = 'known' OR u.told_bank_at IS NOT NULL OR coalesce(u.number = ANY (u.known_numbers), u.number IS NULL AND u.telephone = ANY (u.known_telephones))
                  ELSE u.standing <> 'other' OR NOT u.is_any_possible END) AS each) AS clock`;
