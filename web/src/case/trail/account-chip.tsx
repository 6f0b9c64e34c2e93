import {
  IconArrowBackUp,
  IconArrowsSplit2,
  IconBuildingBank,
  IconCheck,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleHalf2,
  IconCircleMinus,
  IconGavel,
  IconHelpCircle,
  IconHourglass,
  IconLogout,
  IconPlayerPause,
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
  open: <IconCircleDashed aria-hidden />,
  unexplained: <IconHelpCircle aria-hidden />,
  stop_below_minimum: <IconPlayerPause aria-hidden />,
  stop_too_old: <IconPlayerPause aria-hidden />,
  stop_too_deep: <IconPlayerPause aria-hidden />,
  stop_too_many_accounts: <IconPlayerPause aria-hidden />,
  stop_no_power: <IconGavel aria-hidden />,
  stop_merchant_shield: <IconShield aria-hidden />,
  stop_payroll_shield: <IconShield aria-hidden />,
  stop_fully_reserved: <IconHourglass aria-hidden />,
  stop_already_followed: <IconArrowsSplit2 aria-hidden />,
  stop_returned_to_victim: <IconArrowBackUp aria-hidden />,
  stop_off_rails: <IconLogout aria-hidden />,
  stop_not_enrolled: <IconBuildingBank aria-hidden />,
  released: <IconCheck aria-hidden />,
  off_rails: <IconLogout aria-hidden />,
  empty: <IconCircleMinus aria-hidden />,
};

/** Returns what the chip of an account says: its state, and the amount in baht. */
export function useStateWords(): (state: AccountState) => string {
  const { t } = useText();
  return ({ word, satang }) =>
    satang === '0' ? t(`account.${word}`) : `${t(`account.${word}`)} ${formatBaht(satang, 'short')}`;
}

/** The state of an account, the same in picture and table. */
export function AccountChip({ state }: { state: AccountState }) {
  const words = useStateWords();
  return (
    <Chip tone={state.tone} icon={ICONS[state.word]}>
      {words(state)}
    </Chip>
  );
}
