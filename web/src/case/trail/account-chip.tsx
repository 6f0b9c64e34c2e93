import {
  IconCheck,
  IconCircleCheck,
  IconCircleHalf2,
  IconCircleMinus,
  IconHelpCircle,
  IconHourglass,
  IconLogout,
  IconSend,
  IconShield,
} from '@tabler/icons-react';
import { formatBaht } from '../../format/money.js';
import { useText } from '../words.js';
import { Chip } from '../../ui/marks/chip.js';
import type { AccountState } from './account-state.js';

const ICONS = {
  held: <IconCircleCheck aria-hidden />,
  partly: <IconCircleHalf2 aria-hidden />,
  awaiting_approval: <IconHourglass aria-hidden />,
  asked: <IconSend aria-hidden />,
  unexplained: <IconHelpCircle aria-hidden />,
  stopped: <IconShield aria-hidden />,
  released: <IconCheck aria-hidden />,
  off_rails: <IconLogout aria-hidden />,
  empty: <IconCircleMinus aria-hidden />,
};

/** The state of an account, the same in picture and table. */
export function AccountChip({ state }: { state: AccountState }) {
  const { t } = useText();
  return (
    <Chip tone={state.tone} icon={ICONS[state.word]}>
      {t(`account.${state.word}`)}
      {state.satang !== '0' && ` ${formatBaht(state.satang, 'short')}`}
    </Chip>
  );
}
