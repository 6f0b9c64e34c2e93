/** SQL condition: the transfers `own` and `beside` are two claims about one reference and receiver. */
export const SAME_REFERENCE_AND_RECEIVER = `(beside.from_institution, beside.reference, beside.to_institution, beside.to_account_no)
                                     = (own.from_institution, own.reference, own.to_institution, own.to_account_no) AND beside.id <> own.id`;

/** SQL of the other claims about the reference of a transfer that name the same receiver. */
const BESIDE = `transfer own JOIN transfer beside ON ${SAME_REFERENCE_AND_RECEIVER}
    LEFT JOIN debit_confirmation said ON said.transfer_id = beside.id`;

/**
 * SQL condition: the sending institution confirmed another claim about the reference of a transfer
 * that names the same receiver. Holds of both stand for one debit.
 */
export const CONFIRMED_BESIDE = (transferId: string): string => `EXISTS (
  SELECT 1 FROM ${BESIDE} WHERE own.id = ${transferId}
     AND (said.state = 'confirmed' OR beside.reported_by = 'institution' AND said.state IS DISTINCT FROM 'denied'))`;

/** SQL condition: another such claim is confirmed, or stands and is not denied. */
export const STANDS_BESIDE = (transferId: string): string => `(${CONFIRMED_BESIDE(transferId)} OR EXISTS (
  SELECT 1 FROM ${BESIDE} JOIN stolen_sum other ON other.transfer_id = beside.id JOIN claim c ON c.stolen_sum_id = other.id
   WHERE own.id = ${transferId} AND c.reported AND c.ended_at IS NULL AND said.state IS DISTINCT FROM 'denied'))`;
