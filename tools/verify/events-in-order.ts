/**
 * SQL of the audit events of a type as a table: `subject` is what they are about, and `place`, then
 * `sequence`, their order. Events of one chain have the order of the chain, whatever their times say:
 * a clock may have gone back. Those of several chains have that of their times.
 */
export function eventsInOrder(type: string, key: string): string {
  return `(SELECT chain, sequence, at, payload, payload->>'${key}' AS subject,
                  CASE WHEN min(chain) OVER same = max(chain) OVER same THEN '-infinity' ELSE at END AS place
             FROM audit_event WHERE type = '${type}' WINDOW same AS (PARTITION BY payload->>'${key}'))`;
}
