/**
 * SQL of the instant from which P-URG is counted for the order `o`, where the urgent time began anew
 * before it: an order that asks for another amount keeps the expiry of the one before.
 */
export const URGENT_FROM = `(SELECT max(u.urgent_from) FROM hold_order u WHERE u.hold_id = o.hold_id AND u.sequence <= o.sequence)`;
