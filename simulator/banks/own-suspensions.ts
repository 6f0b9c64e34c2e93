import assert from 'node:assert/strict';
import type { SuspensionResultReceipt } from '../../src/wire/institution/calls/suspension-result.js';
import type { Ledger } from './ledger.js';

/** The part of a credit that the bank suspended on its own suspicion (section 6); satang. */
export interface OwnSuspension {
  readonly id: string;
  readonly accountNo: string;
  readonly fromInstitution: string;
  readonly reference: string;
  readonly suspended: bigint;
  /** Epoch ms. */
  readonly expiresAt: number;
}

/**
 * Journal entries about own suspensions. `ended`: lifted on an officer's result, lapsed, or
 * covered by an order of the centre.
 */
export type SuspensionEvent =
  | (Omit<OwnSuspension, 'suspended'> & { readonly type: 'money.suspended'; readonly amountSatang: string })
  | { readonly type: 'suspension.ended'; readonly id: string }
  | { readonly type: 'result.taken'; readonly request: string; readonly receipt: SuspensionResultReceipt };

/**
 * The bank's own suspensions and the officers' results that it received, derived from its journal
 * alone.
 */
export class OwnSuspensions {
  readonly active = new Map<string, OwnSuspension>();
  readonly results = new Map<string, { request: string; receipt: SuspensionResultReceipt }>();

  constructor(private readonly ledger: Ledger) {}

  apply(event: SuspensionEvent): void {
    switch (event.type) {
      case 'money.suspended': {
        const { type: _, amountSatang, ...suspension } = event;
        this.active.set(event.id, { ...suspension, suspended: BigInt(amountSatang) });
        this.ledger.hold(event.accountNo, BigInt(amountSatang));
        return;
      }
      case 'suspension.ended': {
        const suspension = this.active.get(event.id);
        assert(suspension !== undefined, 'only what is suspended ends');
        this.active.delete(event.id);
        this.ledger.hold(suspension.accountNo, -suspension.suspended);
        return;
      }
      case 'result.taken':
        this.results.set(event.receipt.resultId, event);
        return;
    }
  }

  /** Returns the suspension of one credit, if there is one. */
  of(accountNo: string, fromInstitution: string, reference: string): OwnSuspension | undefined {
    return [...this.active.values()].find(
      (one) => one.accountNo === accountNo && one.fromInstitution === fromInstitution && one.reference === reference,
    );
  }
}
