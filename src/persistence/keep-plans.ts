/**
 * SQL of a value that lets the rest of a transaction use the plans that its connection keeps. For a
 * statement with arrays PostgreSQL otherwise makes a plan at each call, which takes longer than the
 * statement itself (`plan_cache_mode`). No statement of such a transaction may need a plan for its
 * own values, as a list with optional conditions does.
 */
export const KEEP_PLANS = `set_config('plan_cache_mode', 'force_generic_plan', true)`;
