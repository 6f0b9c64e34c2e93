import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { ReadingList } from '../api/schema.js';
import { formatDate, formatSeconds } from '../format/time.js';
import { useRecordWords } from '../record/use-record-words.js';
import { useText as useRecordText } from '../record/words.js';
import { Facts, type DeskColumn } from '../ui/desk/desk.js';
import { DeskList, type DeskFrame } from '../ui/desk/desk-list.js';
import type { AuditorTab } from './tabs.js';
import { More } from '../ui/rows/more.js';
import { useText } from './words.js';
import { PersonAndSubject, PersonName } from '../ui/marks/persons.js';

type Reading = ReadingList['readings'][number];

/** Who read what. Looking at this list is noted on it. */
export function Readings({ frame }: { frame: DeskFrame<AuditorTab> }) {
  const { t, language } = useText();
  const record = useRecordText();
  const wordOf = useRecordWords();
  const [typed, setTyped] = useState('');
  const [person, setPerson] = useState<string>();
  const query = useInfiniteQuery({
    queryKey: ['readings', person],
    queryFn: ({ pageParam }) =>
      dataOf(api.GET('/v1/audit/readings', { params: { query: { person, before: pageParam, limit: 100 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    meta: { isOnRecord: true },
  });
  const at = (instant: string) => `${formatDate(instant, language)} ${formatSeconds(instant, language)}`;
  const columns: DeskColumn<Reading>[] = [
    { name: 'at', head: t('auditor.column.at'), isName: true, cell: (each) => at(each.at) },
    { name: 'who', head: t('auditor.column.who'), cell: ({ actor }) => <PersonName of={actor} /> },
    { name: 'what', head: t('auditor.column.what'), cell: ({ type }) => wordOf('event', type) },
    {
      name: 'caseNo',
      head: t('auditor.column.caseNo'),
      isWide: true,
      cell: ({ caseNo }) => caseNo ?? t('auditor.acrossCases'),
    },
  ];
  return (
    <DeskList
      frame={frame}
      query={query}
      rows={query.data?.pages.flatMap(({ readings }) => readings) ?? []}
      columns={columns}
      idOf={({ chain, sequence }) => `${chain}-${sequence}`}
      empty={[t('auditor.none.readings'), t('auditor.noneDetail')]}
      tools={
        <form
          className="line"
          onSubmit={(event) => {
            event.preventDefault();
            setPerson(typed.trim() === '' ? undefined : typed.trim());
          }}
        >
          <label className="line label">
            {t('auditor.column.who')}
            <input
              type="search"
              className="select find"
              autoComplete="off"
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
          </label>
          <button type="submit" className="button small">
            {t('auditor.filter')}
          </button>
          <span className="label">{t('auditor.onRecord')}</span>
        </form>
      }
      foot={<More query={query} />}
      detail={(row) => (
        <>
          <h2>{wordOf('event', row.type)}</h2>
          <Facts
            facts={[
              [t('auditor.column.who'), <PersonAndSubject key="who" of={row.actor} />],
              [t('auditor.column.at'), at(row.at)],
              [
                t('auditor.column.caseNo'),
                row.caseNo === null ? (
                  t('auditor.acrossCases')
                ) : (
                  <Link key="case" to="/cases/$caseId" params={{ caseId: row.chain }}>
                    {row.caseNo}
                  </Link>
                ),
              ],
              [
                record.t('record.asKept'),
                <code key="payload" className="hash-text" lang="en">
                  {row.type} {JSON.stringify(row.payload)}
                </code>,
              ],
            ]}
          />
        </>
      )}
    />
  );
}
