import { api, dataOf } from '../api/client.js';
import type { PartyChange } from '../api/schema.js';
import { formatInstant } from '../format/time.js';
import { useInstitutions } from '../queue/queue-data.js';
import { Facts, type DeskColumn } from '../ui/desk/desk.js';
import { usePartyName } from '../ui/marks/parties.js';
import { DecisionList } from './decision-list.js';
import { Propose } from './propose.js';
import { ProposeParty } from './propose-party.js';
import { useView, type ViewProps } from './supervisor-data.js';
import { useText } from './words.js';
import { PersonName } from '../ui/marks/persons.js';

/** Changes of keys and addresses of parties that wait for a second person. */
export function PartyChanges(view: ViewProps) {
  const { t, language } = useText();
  const query = useView('parties');
  const nameOf = usePartyName(useInstitutions());
  const headingOf = ({ kind, party }: PartyChange) => `${t(`supervisor.party.${kind}`)} · ${nameOf(party)}`;
  const columns: DeskColumn<PartyChange>[] = [
    {
      name: 'at',
      head: t('supervisor.column.asked'),
      cell: ({ requestedAt }) => <span className="whole">{formatInstant(requestedAt, language)}</span>,
    },
    {
      name: 'kind',
      head: t('supervisor.column.what'),
      isName: true,
      cell: ({ kind }) => t(`supervisor.party.${kind}`),
    },
    { name: 'party', head: t('supervisor.institution'), cell: ({ party }) => nameOf(party) },
    {
      name: 'by',
      head: t('supervisor.column.by'),
      isWide: true,
      cell: ({ requestedBy }) => <PersonName of={requestedBy} />,
    },
  ];
  return (
    <DecisionList
      {...view}
      query={query}
      rows={query.data?.changes ?? []}
      columns={columns}
      empty={t('supervisor.none.parties')}
      offeredOf={({ whyNotDecide }) => ({ approve: whyNotDecide, refuse: whyNotDecide })}
      tools={
        <Propose view={view} call="POST /v1/party-changes" words={t('supervisor.propose.party')} form={ProposeParty} />
      }
      makerOf={({ requestedBy, requestedAt }) => ({ by: requestedBy, at: requestedAt })}
      headingOf={headingOf}
      detail={(row) => (
        <>
          <Facts
            facts={[
              [t('supervisor.party.key'), row.keyId ?? '–'],
              [t('supervisor.party.public'), row.publicKey ?? '–'],
              [t('supervisor.party.from'), row.notBefore === null ? '–' : formatInstant(row.notBefore, language)],
              [t('supervisor.party.until'), row.notAfter === null ? '–' : formatInstant(row.notAfter, language)],
              [t('supervisor.party.address'), row.baseUrl ?? '–'],
            ]}
          />
          <section>
            <h3>{t('supervisor.reason')}</h3>
            <p className="said">{row.reason}</p>
            {row.lastKeyReason !== null && <p className="said">{row.lastKeyReason}</p>}
          </section>
        </>
      )}
      dialogOf={(verdict, row) => ({
        title: `${t(`supervisor.${verdict}`)}: ${headingOf(row)}`,
        lead: t('supervisor.party.lead'),
        body: <p className="said">{row.reason}</p>,
      })}
      decide={({ id }, body) =>
        dataOf(api.POST('/v1/party-changes/{id}/decisions', { params: { path: { id } }, body }))
      }
      stale={['list', 'parties']}
    />
  );
}
