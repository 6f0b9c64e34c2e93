import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import { mayCall } from '../../api/next-session.js';
import { session } from '../../api/session.js';
import { useStore } from '../../api/store.js';
import { useText } from '../../text/translate.js';

/** So often names are read: who signs in for the first time has one a little later. */
const FRESH_MS = 60_000;

/** What the record calls the programs of the centre. */
const SYSTEM = 'system';

/** The persons of the centre who signed in within a month; a person of an institution reads none. */
export function usePersons() {
  const now = useStore(session);
  const isOpen = now.state === 'signed-in' && mayCall(now.person, 'GET /v1/persons');
  return useQuery({
    queryKey: ['persons'],
    queryFn: () => dataOf(api.GET('/v1/persons')),
    select: ({ persons }) => persons,
    enabled: isOpen,
    staleTime: FRESH_MS,
    refetchInterval: FRESH_MS,
  });
}

/** Returns the function that names who did something; without a name the subject stands there. */
export function usePersonName(): (subject: string) => string {
  const { t } = useText();
  const names = new Map(usePersons().data?.map(({ subject, name }) => [subject, name]));
  return (subject) => (subject === SYSTEM ? t('actor.system') : (names.get(subject) ?? subject));
}

/** The name of a person of the record. */
export function PersonName({ of }: { of: string }) {
  return usePersonName()(of);
}

/** The name of a person with the subject by which the record and its filters know that person. */
export function PersonAndSubject({ of }: { of: string }) {
  const name = usePersonName()(of);
  return name === of ? (
    of
  ) : (
    <>
      {name} <span className="label">{of}</span>
    </>
  );
}
