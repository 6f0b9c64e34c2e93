import { useState } from 'react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { api, dataOf } from '../api/client.js';
import { formatInstant } from '../format/time.js';
import { Chip } from '../ui/marks/chip.js';
import { Facts, type DeskColumn } from '../ui/desk/desk.js';
import { DeskList, type DeskFrame } from '../ui/desk/desk-list.js';
import type { AuditorTab } from './tabs.js';
import { More } from '../ui/rows/more.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { verifyCheckpoint, type Checkpoint, type CheckpointFault } from './verify.js';
import { ActButton } from '../ui/screen/act-button.js';
import { useText } from './words.js';

/** The signed checkpoints, and their verification in this page: signature, chain and Merkle root. */
export function Checkpoints({ frame }: { frame: DeskFrame<AuditorTab> }) {
  const { t, language } = useText();
  const problems = useProblemWords();
  const [verdicts, setVerdicts] = useState<ReadonlyMap<number, CheckpointFault | 'ok'>>(new Map());
  const [failure, setFailure] = useState<string>();
  const query = useInfiniteQuery({
    queryKey: ['list', 'checkpoints'],
    queryFn: ({ pageParam }) =>
      dataOf(api.GET('/v1/audit/checkpoints', { params: { query: { before: pageParam, limit: 50 } } })),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const keys = useQuery({ queryKey: ['keys'], queryFn: () => dataOf(api.GET('/v1/keys')) });
  const rows = query.data?.pages.flatMap(({ checkpoints }) => checkpoints) ?? [];
  const verify = async (some: readonly Checkpoint[]) => {
    setFailure(undefined);
    try {
      for (const checkpoint of some) {
        const { heads } = await dataOf(
          api.GET('/v1/audit/checkpoints/{number}/heads', { params: { path: { number: checkpoint.number } } }),
        );
        const previous = rows.find(({ number }) => number === checkpoint.number - 1);
        const fault = await verifyCheckpoint(checkpoint, { keys: keys.data?.keys ?? [], previous, heads });
        setVerdicts((before) => new Map(before).set(checkpoint.number, fault ?? 'ok'));
      }
    } catch (error) {
      setFailure(t('auditor.failed', { why: problems.of(error) }));
    }
  };
  const state = ({ number }: Checkpoint) => {
    const verdict = verdicts.get(number);
    if (verdict === undefined) return <span className="quiet whole">{t('auditor.notVerified')}</span>;
    return verdict === 'ok' ? (
      <Chip tone="held" icon={<IconCheck aria-hidden />}>
        {t('auditor.verified')}
      </Chip>
    ) : (
      <Chip tone="breach" icon={<IconAlertTriangle aria-hidden />}>
        {t(`auditor.checkpointFault.${verdict}`)}
      </Chip>
    );
  };
  const columns: DeskColumn<Checkpoint>[] = [
    { name: 'number', head: t('auditor.column.number'), isName: true, cell: ({ number }) => number },
    {
      name: 'at',
      head: t('auditor.column.at'),
      cell: ({ at }) => <span className="whole">{formatInstant(at, language)}</span>,
    },
    { name: 'heads', head: t('auditor.column.heads'), isAmount: true, isWide: true, cell: ({ heads }) => heads },
    { name: 'state', head: t('auditor.column.state'), cell: state },
  ];
  return (
    <DeskList
      frame={frame}
      query={query}
      rows={rows}
      columns={columns}
      idOf={({ number }) => String(number)}
      empty={[t('auditor.none.checkpoints'), t('auditor.noneDetail')]}
      tools={
        <>
          <ActButton
            className="button small"
            why={
              rows.length === 0
                ? t('auditor.none.checkpoints')
                : keys.data === undefined
                  ? t('reading.loading')
                  : undefined
            }
            onClick={() => void verify(rows)}
          >
            {t('auditor.verifyShown', { count: rows.length })}
          </ActButton>
          <span className="label" role="status">
            {failure ?? t('auditor.checkpointHelp')}
          </span>
        </>
      }
      foot={<More query={query} />}
      detail={(row) => (
        <>
          <h2>{t('auditor.checkpoint', { number: row.number })}</h2>
          <p>{state(row)}</p>
          <Facts
            facts={[
              [t('auditor.column.at'), formatInstant(row.at, language)],
              [t('auditor.column.heads'), row.heads],
              [
                t('auditor.fact.previous'),
                <span key="p" className="hash-text">
                  {row.previousHash}
                </span>,
              ],
              [
                t('auditor.fact.root'),
                <span key="r" className="hash-text">
                  {row.merkleRoot}
                </span>,
              ],
              [t('auditor.fact.key'), row.keyId],
              [
                t('auditor.fact.signature'),
                <span key="s" className="hash-text">
                  {row.signature}
                </span>,
              ],
            ]}
          />
          <div className="detail-acts">
            <button type="button" className="button primary" onClick={() => void verify([row])}>
              {t('auditor.verify')}
            </button>
          </div>
        </>
      )}
    />
  );
}
