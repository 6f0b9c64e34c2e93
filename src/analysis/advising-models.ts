import { TAINT_ORDER } from '../domain/advice/fall-back.js';
import { hopModel } from './assess-hops.js';
import { RING_MODEL } from './linkage/ring.js';
import { REVIEW_ORDER_MODEL } from './review-order.js';
import { CASE_TYPE_MODEL } from './text/case-type/case-type-1.js';

/**
 * Returns the model versions whose advice is kept. A released version that is replaced stays in
 * this list: advice on record names it.
 */
export function advisingModels(): readonly string[] {
  return [hopModel('reported').version, TAINT_ORDER, RING_MODEL, REVIEW_ORDER_MODEL, CASE_TYPE_MODEL.version];
}
