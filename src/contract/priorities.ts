/*
 * Who goes first when there is more work than hands. Temporal's priority keys: a task of a lower
 * key is taken before all of a higher one on the same queue. Within a key, the institutions' queue
 * takes institutions in turn (fairness key; the server needs `matching.enableFairness=true`), so
 * that neither many orders to one bank nor a bank that never answers can delay a release or an
 * order elsewhere.
 *
 * | key   | workflow tasks | record                                     | institutions                         | agencies       |
 * |-------|----------------|--------------------------------------------|--------------------------------------|----------------|
 * | FIRST | holds          | a hold's clock, and what its bank answered | releases, orders on their first way  | –              |
 * | SOON  | –              | a case's first round, a person's act       | orders again, after a missed round   | –              |
 * | NEXT  | complaints     | a bank gave no answer                      | whether the victim's debit is true   | questions      |
 * | LATER | –              | a case's later rounds                      | what became of an order; asked again | asked again    |
 *
 * Releases and first orders share a key on purpose. A hold that outlives its law is the worst
 * defect, so no stream of fresh complaints may go before a release that is due; and a bank that is
 * down, with hundreds of releases under repetition, may not keep money elsewhere from being held. A
 * release keeps its key however often it is repeated.
 */
export const PRIORITY = { FIRST: 1, SOON: 2, NEXT: 3, LATER: 4 } as const;
