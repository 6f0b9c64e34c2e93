import { useStore } from '../api/store.js';
import { session } from '../api/session.js';
import { usePageTitle } from '../ui/screen/screen.js';
import { useDeskPlace } from '../ui/desk/use-desk.js';
import { Chains } from './chains.js';
import { Checkpoints } from './checkpoints.js';
import { LookUps } from './lookups.js';
import { Readings } from './readings.js';
import { Register } from './register.js';
import { AUDITOR_TABS } from './tabs.js';
import { useText } from './words.js';

/** The record as an auditor examines it: exchanges, chains, checkpoints, and who read what. */
export function AuditorPage() {
  const { t } = useText();
  const now = useStore(session);
  const place = useDeskPlace(AUDITOR_TABS, 'register');
  usePageTitle(t('auditor.title'));
  const tabs = AUDITOR_TABS.map((name) => ({ name, words: t(`auditor.tab.${name}`) }));
  const frame = { title: t('auditor.title'), tabs, place, detailLabel: t('auditor.chosen') };
  // A person who may not read them is told so by the first answer of the API.
  if (now.state !== 'signed-in' && now.state !== 'expired') return null;
  switch (place.tab) {
    case 'register':
      return <Register frame={frame} />;
    case 'chains':
      return <Chains frame={frame} />;
    case 'checkpoints':
      return <Checkpoints frame={frame} />;
    case 'readings':
      return <Readings frame={frame} />;
    case 'lookups':
      return <LookUps frame={frame} />;
  }
}
