import { useProblemWords } from '../problem/use-problem-words.js';
import type { WhyNotAct } from './acts.js';
import { useText } from './words.js';

/** Refusals that a person reads before acting in shorter words than afterwards. */
const SHORT = {
  'APPROVAL.OWN_INTAKE': 'mayNot.intake',
  'APPROVAL.OWN_REQUEST': 'mayNot.maker',
  'APPROVAL.TWICE': 'mayNot.already',
  'APPROVAL.OWN_RELEASE': 'mayNot.releaser',
} as const;

/**
 * Returns the function that says why the server would refuse an act; nothing where it takes it.
 * `roles` are those that may.
 */
export function useWhyNot(): (whyNot: WhyNotAct | null | undefined, roles: readonly string[]) => string | undefined {
  const { t } = useText();
  const problems = useProblemWords();
  return (whyNot, roles) => {
    if (whyNot == null) return undefined;
    const { code } = whyNot;
    if (code in SHORT) return t(SHORT[code as keyof typeof SHORT]);
    if (code !== 'APPROVAL.ROLE') return problems.ofCode(code);
    const names = roles.map((role) => t(`role.${role}` as 'role.aoc_officer'));
    return names.length === 0 ? t('mayNot.nobody') : t('mayNot.role', { roles: names.join(', ') });
  };
}
