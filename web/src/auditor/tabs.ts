/** The views of the auditor's page. */
export const AUDITOR_TABS = ['register', 'chains', 'checkpoints', 'readings', 'lookups'] as const;
export type AuditorTab = (typeof AUDITOR_TABS)[number];
