import { IconCircleMinus, IconShield } from '@tabler/icons-react';

/** What speaks for a holder, as a picture beside its words. */
export const SIGNS = {
  merchant: <IconShield size={16} aria-hidden />,
  none: <IconCircleMinus size={16} aria-hidden />,
};
