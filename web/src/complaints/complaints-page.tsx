import '../styles/intake.css';
import { useState } from 'react';
import { connection } from '../api/live.js';
import type { ComplaintsFound, PendingList } from '../api/schema.js';
import { mayCall } from '../api/next-session.js';
import { session } from '../api/session.js';
import { CASE_WAYS } from '../find/asked.js';
import { SearchForm } from '../find/search-form.js';
import { useStore } from '../api/store.js';
import { formatInstant } from '../format/time.js';
import { Clock } from '../ui/marks/clock.js';
import type { DeskColumn } from '../ui/desk/desk.js';
import { DeskList } from '../ui/desk/desk-list.js';
import { usePageTitle } from '../ui/screen/screen.js';
import { useDeskPlace } from '../ui/desk/use-desk.js';
import { ComplaintDetail } from './complaint-detail.js';
import { useComplaint, useMine, useWaiting } from './complaints-data.js';
import { PapersDetail } from './papers-detail.js';
import { RequestDetail } from './request-detail.js';
import { TellVictims } from './tell-victims.js';
import { useText } from './words.js';
import { PersonName } from '../ui/marks/persons.js';

const TABS = ['mine', 'found', 'waiting', 'tell'] as const;
type Found = ComplaintsFound['complaints'][number];
type Waiting = PendingList['requests'][number];

/** Reports that were received: what is added and corrected later, and what a second person decides. */
export function ComplaintsPage() {
  const { t, language } = useText();
  const now = useStore(session);
  const { state: connected } = useStore(connection);
  const person = now.state === 'signed-in' || now.state === 'expired' ? now.person : undefined;
  const readsNews = mayCall(person, 'GET /v1/tellings/due');
  const names = TABS.filter((name) => name !== 'tell' || readsNews);
  const place = useDeskPlace(names, 'mine');
  const [found, setFound] = useState<ComplaintsFound>();
  const mine = useMine(place.tab === 'mine');
  const waiting = useWaiting();
  // Who is led here to one complaint has searched for none: it stands there alone.
  const led = useComplaint(place.tab === 'found' && found === undefined ? place.chosenId : undefined);
  usePageTitle(t('complaints.title'));
  const blocked = connected === 'lost' ? t('act.disconnected') : undefined;
  const counts = { mine: undefined, found: found?.complaints.length, waiting: waiting.data?.length, tell: undefined };
  const frame = {
    title: t('complaints.title'),
    tabs: names.map((name) => ({ name, words: t(`complaints.tab.${name}`), count: counts[name] })),
    place,
    detailLabel: t('complaints.chosen'),
  };
  const tools = (
    <SearchForm
      isInline
      ways={CASE_WAYS}
      onFound={(next) => {
        setFound(next);
        place.show('found');
      }}
    />
  );
  if (place.tab === 'tell') return <TellVictims frame={frame} tools={tools} person={person} blocked={blocked} />;
  const empty = [t(`complaints.none.${place.tab}`), t(`complaints.noneDetail.${place.tab}`)] as const;
  if (place.tab === 'waiting') {
    const columns: DeskColumn<Waiting>[] = [
      {
        name: 'left',
        head: t('complaints.column.left'),
        cell: ({ requestedAt, expiresAt }) =>
          expiresAt === null ? '–' : <Clock startedAt={requestedAt} dueAt={expiresAt} />,
      },
      {
        name: 'what',
        head: t('complaints.column.what'),
        isName: true,
        cell: ({ kind }) =>
          t(`complaints.decide.${kind === 'withdrawal' || kind === 'holder_papers' ? kind : 'correction'}`),
      },
      { name: 'caseNo', head: t('complaints.column.caseNo'), cell: ({ caseNo }) => caseNo },
      {
        name: 'by',
        head: t('complaints.column.by'),
        isWide: true,
        cell: ({ requestedBy }) => <PersonName of={requestedBy} />,
      },
    ];
    return (
      <DeskList
        frame={frame}
        tools={tools}
        query={waiting}
        rows={waiting.data ?? []}
        columns={columns}
        idOf={({ id }) => id}
        empty={empty}
        detail={(row) =>
          row.kind === 'holder_papers' ? (
            <PapersDetail key={row.id} waiting={row} blocked={blocked} />
          ) : (
            <RequestDetail key={row.id} waiting={row} person={person} blocked={blocked} />
          )
        }
      />
    );
  }
  const columns: DeskColumn<Found>[] = [
    { name: 'caseNo', head: t('complaints.column.caseNo'), isName: true, cell: ({ caseNo }) => caseNo },
    {
      name: 'at',
      head: t('complaints.column.at'),
      cell: ({ receivedAt }) => formatInstant(receivedAt, language),
    },
    { name: 'status', head: t('complaints.column.status'), cell: ({ status }) => t(`status.${status}`) },
  ];
  const isMine = place.tab === 'mine';
  const ledTo = led.data === undefined ? NOTHING : { complaints: [led.data], more: false };
  const list = isMine ? mine.data : (found ?? (led.isLoading || led.isError ? undefined : ledTo));
  return (
    <DeskList
      frame={frame}
      tools={tools}
      query={isMine ? mine : { data: list, error: led.error, refetch: () => void led.refetch() }}
      rows={list?.complaints ?? []}
      columns={columns}
      idOf={({ id }) => id}
      empty={empty}
      foot={list?.more === true ? t('complaints.more') : undefined}
      detail={({ id }) => <ComplaintDetail key={id} id={id} person={person} blocked={blocked} />}
    />
  );
}

const NOTHING: ComplaintsFound = { complaints: [], more: false };
