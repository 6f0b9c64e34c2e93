import { connection } from '../api/live.js';
import { mayCall } from '../api/next-session.js';
import { session } from '../api/session.js';
import { useStore } from '../api/store.js';
import { usePageTitle } from '../ui/screen/screen.js';
import { useDeskPlace } from '../ui/desk/use-desk.js';
import { Approvals } from './approvals.js';
import { Breaks } from './breaks.js';
import { Directives } from './directives.js';
import { LostOrders } from './lost-orders.js';
import { Overdue } from './overdue.js';
import { PartyChanges } from './party-changes.js';
import { RuleChanges } from './rule-changes.js';
import { useCounts } from './supervisor-data.js';
import { READ_BY, type SupervisorTab } from './tabs.js';
import { useText } from './words.js';

/** What waits for a second person, breaks, changes of rules and parties, and what is overdue. */
export function SupervisorPage() {
  const { t } = useText();
  const now = useStore(session);
  const { state: connected } = useStore(connection);
  const person = now.state === 'signed-in' || now.state === 'expired' ? now.person : undefined;
  const names = (Object.keys(READ_BY) as SupervisorTab[]).filter((name) => mayCall(person, READ_BY[name]));
  const first = names[0] ?? 'approvals';
  const place = useDeskPlace(names, first);
  const counts = useCounts(names);
  usePageTitle(t('supervisor.title'));
  const tabs = names.map((name) => ({ name, words: t(`supervisor.tab.${name}`), count: counts[name] }));
  const frame = { title: t('supervisor.title'), tabs, place, detailLabel: t('supervisor.chosen') };
  const blocked = connected === 'lost' ? t('act.disconnected') : undefined;
  const view = { frame, person, blocked };
  switch (place.tab) {
    case 'approvals':
      return <Approvals {...view} />;
    case 'directives':
      return <Directives {...view} />;
    case 'breaks':
      return <Breaks {...view} />;
    case 'lost':
      return <LostOrders {...view} />;
    case 'rules':
      return <RuleChanges {...view} />;
    case 'parties':
      return <PartyChanges {...view} />;
    case 'overdue':
      return <Overdue {...view} />;
  }
}
