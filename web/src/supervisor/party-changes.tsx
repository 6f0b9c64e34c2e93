import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { PartyChange } from '../api/schema.js';
import { formatInstant } from '../format/time.js';
import { useInstitutions } from '../queue/queue-data.js';
import { ActDialog } from '../ui/act-dialog.js';
import { Facts, type DeskColumn } from '../ui/desk.js';
import { DeskList } from '../ui/desk-list.js';
import { usePartyName } from '../ui/parties.js';
import { Maker, TwoActs, type Verdict } from './acts.js';
import { useView, whyNot, type ViewProps } from './supervisor-data.js';
import { useText } from './words.js';

const DECIDERS = ['aoc_supervisor', 'administrator'] as const;

/** Changes of keys and addresses of parties that wait for a second person. */
export function PartyChanges({ frame, person, blocked }: ViewProps) {
  const { t, language } = useText();
  const query = useView('parties');
  const queries = useQueryClient();
  const nameOf = usePartyName(useInstitutions());
  const [act, setAct] = useState<{ verdict: Verdict; change: PartyChange }>();
  const open = (verdict: Verdict, change: PartyChange | undefined) => {
    if (change === undefined || blocked !== undefined) return;
    if (whyNot(person, change.requestedBy, [...DECIDERS]) === undefined) setAct({ verdict, change });
  };
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
    { name: 'by', head: t('supervisor.column.by'), isWide: true, cell: ({ requestedBy }) => requestedBy },
  ];
  return (
    <>
      <DeskList
        frame={frame}
        query={query}
        rows={query.data?.changes ?? []}
        columns={columns}
        idOf={({ id }) => id}
        empty={[t('supervisor.none.parties'), t('supervisor.noneDetail')]}
        keys={(chosen) => [
          { code: 'KeyA', cap: 'a', words: t('supervisor.approve'), act: () => open('approve', chosen) },
          { code: 'KeyX', cap: 'x', words: t('supervisor.refuse'), act: () => open('refuse', chosen) },
        ]}
        detail={(row) => (
          <>
            <h2>
              {t(`supervisor.party.${row.kind}`)} · {nameOf(row.party)}
            </h2>
            <Maker by={row.requestedBy} at={row.requestedAt} />
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
            <TwoActs
              person={person}
              makerId={row.requestedBy}
              roles={[...DECIDERS]}
              blocked={blocked}
              onAct={(verdict) => open(verdict, row)}
            />
          </>
        )}
      />
      {act !== undefined && (
        <ActDialog
          title={`${t(`supervisor.${act.verdict}`)}: ${t(`supervisor.party.${act.change.kind}`)} · ${nameOf(act.change.party)}`}
          lead={t('supervisor.party.lead')}
          confirm={t(`supervisor.${act.verdict}`)}
          reasonLabel={t('supervisor.yourReason')}
          blocked={blocked}
          onClose={() => setAct(undefined)}
          onAct={async (reason) => {
            await dataOf(
              api.POST('/v1/party-changes/{id}/decisions', {
                params: { path: { id: act.change.id } },
                body: { verdict: act.verdict, reason },
              }),
            );
            await queries.invalidateQueries({ queryKey: ['list', 'parties'] });
          }}
        >
          <p className="said">{act.change.reason}</p>
        </ActDialog>
      )}
    </>
  );
}
