import { z } from 'zod';
import { PositiveSatangString, TransferReference, UtcInstant } from '../common.js';

/** The credit that brought the stolen money, as its sender knows it. */
export const Credit = z.object({
  fromInstitution: z.string().describe('Slug of the institution that sent the transfer.'),
  reference: TransferReference.describe('The reference that the sending institution gave it.'),
  amountSatang: PositiveSatangString.describe('The amount of the transfer.'),
  at: UtcInstant.describe('When it was sent.'),
});
