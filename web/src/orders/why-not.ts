import type { WhyNotAsk, WhyNotDecide } from './may-order.js';
import { useText } from './words.js';

/** Returns the function that says why a person may not ask, or decide; nothing where they may. */
export function useWhyNot(): (found: WhyNotAsk | WhyNotDecide | undefined) => string | undefined {
  const { t } = useText();
  return (found) => {
    if (found === undefined) return undefined;
    if (found.why !== 'role') return t(`mayNot.${found.why}`);
    const names = found.roles.map((role) => t(`role.${role}` as 'role.aoc_officer'));
    return names.length === 0 ? t('mayNot.nobody') : t('mayNot.role', { roles: names.join(', ') });
  };
}
