import { connection } from '../api/live.js';
import { session } from '../api/session.js';
import { useStore } from '../api/store.js';
import { useDeskPlace } from '../ui/desk/use-desk.js';
import { usePageTitle } from '../ui/screen/screen.js';
import { LostOrders } from './lost-orders.js';
import { useCounts } from './supervisor-data.js';
import type { SupervisorTab } from './tabs.js';
import { useText } from './words.js';

const ONLY: readonly SupervisorTab[] = ['lost'];

/** The view of orders that are not on record, for those who propose what becomes of them and have no page of a supervisor. */
export function LostOrdersPage() {
  const { t } = useText();
  const now = useStore(session);
  const { state: connected } = useStore(connection);
  const person = now.state === 'signed-in' || now.state === 'expired' ? now.person : undefined;
  const place = useDeskPlace(ONLY, 'lost');
  const { lost: count } = useCounts(ONLY);
  const title = t('supervisor.tab.lost');
  usePageTitle(title);
  const frame = {
    title,
    tabs: [{ name: 'lost' as const, words: title, count }],
    place,
    detailLabel: t('supervisor.chosen'),
  };
  return (
    <LostOrders frame={frame} person={person} blocked={connected === 'lost' ? t('act.disconnected') : undefined} />
  );
}
