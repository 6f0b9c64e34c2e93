import {
  IconAlertTriangle,
  IconCheck,
  IconCircleCheck,
  IconCircleHalf2,
  IconCircleMinus,
  IconHelpCircle,
  IconSend,
} from '@tabler/icons-react';

/** Colour and picture of each state of a hold. */
export const HOLD_LOOKS = {
  ordered: { tone: 'asked', icon: <IconSend aria-hidden /> },
  unconfirmed: { tone: 'unknown', icon: <IconHelpCircle aria-hidden /> },
  held: { tone: 'held', icon: <IconCircleCheck aria-hidden /> },
  partly_held: { tone: 'held', icon: <IconCircleHalf2 aria-hidden /> },
  no_funds: { tone: 'gone', icon: <IconCircleMinus aria-hidden /> },
  refused: { tone: 'breach', icon: <IconAlertTriangle aria-hidden /> },
  release_ordered: { tone: 'plain', icon: <IconSend aria-hidden /> },
  released: { tone: 'plain', icon: <IconCheck aria-hidden /> },
  seized: { tone: 'shield', icon: <IconCircleCheck aria-hidden /> },
} as const;
