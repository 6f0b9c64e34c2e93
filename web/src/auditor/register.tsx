import { useState } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../api/client.js';
import { dataOf } from '../api/client.js';
import type { ExchangeRegister } from '../api/schema.js';
import { formatInstant } from '../format/time.js';
import { useInstitutions } from '../queue/queue-data.js';
import { useRecordWords } from '../record/use-record-words.js';
import { Facts, type DeskColumn } from '../ui/desk/desk.js';
import { DeskList, type DeskFrame } from '../ui/desk/desk-list.js';
import { usePartyName } from '../ui/marks/parties.js';
import { saveFile } from '../ui/files/save-file.js';
import type { AuditorTab } from './tabs.js';
import { More } from '../ui/rows/more.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { useText } from './words.js';

type Exchange = ExchangeRegister['exchanges'][number];
type Direction = 'out' | 'in';

/** The register of disclosures between parties (section 4), and its export. */
export function Register({ frame }: { frame: DeskFrame<AuditorTab> }) {
  const { t, language } = useText();
  const problems = useProblemWords();
  const wordOf = useRecordWords();
  const nameOf = usePartyName(useInstitutions());
  const [direction, setDirection] = useState<Direction>();
  const [failure, setFailure] = useState<string>();
  const query = useInfiniteQuery({
    queryKey: ['exchanges', direction],
    queryFn: ({ pageParam }) =>
      dataOf(api.GET('/v1/exchanges', { params: { query: { direction, after: pageParam, limit: 100 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    meta: { isOnRecord: true },
  });
  const save = async (form: 'text/csv' | 'application/x-ndjson') => {
    try {
      const answer = api.GET('/v1/exchanges', {
        params: { query: { direction } },
        headers: { accept: form },
        parseAs: 'blob',
      }) as Promise<{ data?: Blob; error?: unknown; response: Response }>;
      saveFile(form === 'text/csv' ? 'exchanges.csv' : 'exchanges.ndjson', await dataOf(answer));
      setFailure(undefined);
    } catch (error) {
      setFailure(t('auditor.failed', { why: problems.of(error) }));
    }
  };
  const columns: DeskColumn<Exchange>[] = [
    {
      name: 'at',
      head: t('auditor.column.at'),
      isName: true,
      cell: ({ at }) => formatInstant(at, language),
    },
    {
      name: 'direction',
      head: t('auditor.column.direction'),
      cell: (each) => t(`auditor.direction.${each.direction}`),
    },
    { name: 'party', head: t('auditor.column.party'), cell: ({ party }) => nameOf(party) },
    { name: 'kind', head: t('auditor.column.kind'), isWide: true, cell: ({ kind }) => wordOf('exchange', kind) },
    { name: 'caseNo', head: t('auditor.column.caseNo'), isWide: true, cell: ({ caseNo }) => caseNo ?? '–' },
  ];
  return (
    <DeskList
      frame={frame}
      query={query}
      rows={query.data?.pages.flatMap(({ exchanges }) => exchanges) ?? []}
      columns={columns}
      idOf={({ id }) => id}
      empty={[t('auditor.none.register'), t('auditor.noneDetail')]}
      tools={
        <>
          <label className="line label">
            {t('auditor.column.direction')}
            <select
              className="select"
              value={direction ?? ''}
              onChange={({ target }) => setDirection((['out', 'in'] as const).find((each) => each === target.value))}
            >
              <option value="">{t('auditor.direction.both')}</option>
              <option value="out">{t('auditor.direction.out')}</option>
              <option value="in">{t('auditor.direction.in')}</option>
            </select>
          </label>
          <button type="button" className="button small" onClick={() => void save('text/csv')}>
            {t('auditor.saveCsv')}
          </button>
          <button type="button" className="button small" onClick={() => void save('application/x-ndjson')}>
            {t('auditor.saveJson')}
          </button>
          <span className="label" role="status">
            {failure ?? t('auditor.onRecord')}
          </span>
        </>
      }
      foot={<More query={query} />}
      detail={(row) => (
        <>
          <h2>{wordOf('exchange', row.kind)}</h2>
          <Facts
            facts={[
              [t('auditor.column.at'), formatInstant(row.at, language)],
              [t('auditor.column.direction'), `${t(`auditor.direction.${row.direction}`)} · ${nameOf(row.party)}`],
              [t('auditor.column.caseNo'), row.caseNo ?? '–'],
              [
                t('auditor.fact.basis'),
                <code key="basis" className="hash-text">
                  {row.legalBasis.join(', ')}
                </code>,
              ],
              [
                t('auditor.fact.purpose'),
                <code key="purpose" className="hash-text" lang="en">
                  {row.purpose}
                </code>,
              ],
              [
                t('auditor.fact.fields'),
                <code key="fields" className="hash-text" lang="en">
                  {row.fields.join(', ')}
                </code>,
              ],
              [
                t('auditor.fact.message'),
                <span key="id" className="hash-text">
                  {row.messageId}
                </span>,
              ],
              [
                t('auditor.fact.sha256'),
                <span key="sha" className="hash-text">
                  {row.bodySha256}
                </span>,
              ],
              [t('auditor.fact.system'), row.systemVersion],
            ]}
          />
          <section>
            <h3>{t('auditor.notices')}</h3>
            {row.notices.length === 0 && <p className="label">{t('auditor.noNotice')}</p>}
            <ul className="label">
              {row.notices.map(({ party, dueAt, sentAt }) => (
                <li key={party}>
                  {nameOf(party)} ·{' '}
                  {sentAt === null
                    ? t('auditor.noticeDue', { at: formatInstant(dueAt, language) })
                    : t('auditor.noticeSent', { at: formatInstant(sentAt, language) })}
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
    />
  );
}
