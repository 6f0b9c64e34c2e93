import type { DebitVerdict } from '../../../domain/debit/debit-verdict.js';
import type { StandingHold } from '../../../domain/hold/order/held-for-victim.js';
import type { Satang } from '../../../domain/money.js';
import type { DebitConfirmationRow } from '../../../persistence/entities/money/debit.entities.js';
import type { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import type { TrailLinkRow, TransferRow } from '../../../persistence/entities/money/trail.entities.js';

/** A reported transfer that is in the database now. */
export interface WrittenTransfer {
  transfer: TransferRow;
  stolenSum: StolenSumRow;
  /** The first part of the stolen sum's trail. */
  link: TrailLinkRow;
  debit: DebitVerdict;
  /** The question about its debit that this report wrote. */
  asked: DebitConfirmationRow | undefined;
  /** It was reported before. */
  isKnown: boolean;
  /** What stands on it by an earlier report. */
  standing: StandingHold;
  /** The holds whose place a new one takes, because their release was not answered in time. */
  replaces: readonly HoldRow[];
  /** What of it holds of other claims about the same reference and receiver cover. */
  coveredSatang: Satang;
  /** A person let go what another claim about the same reference and receiver had held. */
  isLetGo: boolean;
  /** References of the orders that stand there, as their holder knows them. */
  orderReferences: readonly string[];
}
