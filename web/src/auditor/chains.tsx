import { useState } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { api, dataOf } from '../api/client.js';
import type { AuditChainList } from '../api/schema.js';
import { formatInstant } from '../format/time.js';
import { useEventWords } from '../record/use-event-words.js';
import { Chip } from '../ui/marks/chip.js';
import { Facts, type DeskColumn } from '../ui/desk/desk.js';
import { FileButton } from '../ui/fields/file-button.js';
import { DeskList, type DeskFrame } from '../ui/desk/desk-list.js';
import { saveFile } from '../ui/files/save-file.js';
import type { AuditorTab } from './tabs.js';
import { More } from '../ui/rows/more.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { verifyChain, type ChainVerdict, type ReadChain } from './verify.js';
import { ActButton } from '../ui/screen/act-button.js';
import { useText } from './words.js';

type Chain = AuditChainList['chains'][number];

/** A whole case number; less is not asked for. */
const CASE_NO = /^RG\d{4}-\d{7}-\d$/;

/** The hash chains: each can be read whole and verified in this page, and so can a saved copy. */
export function Chains({ frame }: { frame: DeskFrame<AuditorTab> }) {
  const { t } = useText();
  const [typed, setTyped] = useState('');
  const caseNo = CASE_NO.test(typed.trim().toUpperCase()) ? typed.trim().toUpperCase() : undefined;
  const query = useInfiniteQuery({
    queryKey: ['list', 'chains', caseNo],
    queryFn: ({ pageParam }) =>
      dataOf(api.GET('/v1/audit/chains', { params: { query: { caseNo, after: pageParam, limit: 100 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const columns: DeskColumn<Chain>[] = [
    {
      name: 'chain',
      head: t('auditor.column.chain'),
      isName: true,
      cell: ({ caseNo: no }) => no ?? t('auditor.system'),
    },
    { name: 'events', head: t('auditor.column.events'), isAmount: true, cell: ({ sequence }) => sequence },
    {
      name: 'hash',
      head: t('auditor.column.hash'),
      isWide: true,
      cell: ({ hash }) => <span className="quiet">{hash.slice(0, 16)}</span>,
    },
  ];
  return (
    <DeskList
      frame={frame}
      query={query}
      rows={query.data?.pages.flatMap(({ chains }) => chains) ?? []}
      columns={columns}
      idOf={({ chain }) => chain}
      empty={[t('auditor.none.chains'), t('auditor.noneDetail')]}
      tools={
        <label className="line label">
          {t('auditor.column.caseNo')}
          <input
            type="search"
            className="select find"
            placeholder="RG2569-0000001-7"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </label>
      }
      foot={<More query={query} />}
      detail={(row) => <ChainDetail key={row.chain} row={row} />}
    />
  );
}

/** What was verified: the chain as it is on record, or a copy from a file. */
interface Verified {
  readonly of: 'record' | 'copy';
  readonly verdict: ChainVerdict;
  readonly read: ReadChain;
}

function ChainDetail({ row }: { row: Chain }) {
  const { t } = useText();
  const problems = useProblemWords();
  const [isBusy, setBusy] = useState(false);
  const [verified, setVerified] = useState<Verified>();
  const [failure, setFailure] = useState<string>();
  const verify = async (of: Verified['of'], read: () => Promise<ReadChain>) => {
    setBusy(true);
    setFailure(undefined);
    try {
      const chain = await read();
      setVerified({ of, read: chain, verdict: await verifyChain(chain) });
    } catch (error) {
      setVerified(undefined);
      setFailure(of === 'copy' ? t('auditor.badCopy') : t('auditor.failed', { why: problems.of(error) }));
    }
    setBusy(false);
  };
  const busy = isBusy ? t('auditor.busy') : undefined;
  return (
    <>
      <h2>{row.caseNo ?? t('auditor.system')}</h2>
      <Facts
        facts={[
          [
            t('auditor.column.chain'),
            <span key="chain" className="hash-text">
              {row.chain}
            </span>,
          ],
          [t('auditor.column.events'), row.sequence],
          [
            t('auditor.fact.head'),
            <span key="head" className="hash-text">
              {row.hash}
            </span>,
          ],
        ]}
      />
      <p className="label">{t('auditor.verifyHelp')}</p>
      <div role="status">
        {isBusy && <p>{t('auditor.busy')}</p>}
        {failure !== undefined && <p>{failure}</p>}
        {verified !== undefined && !isBusy && <VerdictWords verified={verified} />}
      </div>
      <div className="detail-acts">
        <ActButton
          className="button primary"
          why={busy}
          onClick={() => void verify('record', () => readChain(row.chain))}
        >
          {t('auditor.verify')}
        </ActButton>
        <ActButton
          why={verified?.of === 'record' ? undefined : t('auditor.verifyFirst')}
          onClick={() =>
            verified !== undefined &&
            saveFile(`${row.caseNo ?? row.chain}.json`, new Blob([JSON.stringify(verified.read, null, 1)]))
          }
        >
          {t('auditor.save')}
        </ActButton>
        <FileButton
          label={t('auditor.verifyCopy')}
          accept="application/json"
          why={busy}
          onFiles={([copy]) => {
            if (copy !== undefined) void verify('copy', async () => readCopy(JSON.parse(await copy.text()), row));
          }}
        />
      </div>
    </>
  );
}

/** Says whether the chain is whole, and if not, which event breaks it. */
function VerdictWords({ verified: { of, verdict, read } }: { verified: Verified }) {
  const { t, language } = useText();
  const wordsOf = useEventWords();
  if (verdict.ok) {
    return (
      <>
        <p>
          <Chip tone="held" icon={<IconCheck aria-hidden />}>
            {t(`auditor.whole.${of}`, { count: verdict.events })}
          </Chip>
        </p>
        <p className="label">
          {verdict.signedThrough === null
            ? t('auditor.unsigned')
            : t('auditor.signed', { number: verdict.signedThrough })}
        </p>
      </>
    );
  }
  const event = read.events[verdict.sequence - 1];
  return (
    <>
      <p>
        <Chip tone="breach" icon={<IconAlertTriangle aria-hidden />}>
          {t(`auditor.broken.${of}`, { number: verdict.sequence })}
        </Chip>
      </p>
      <p>{t(`auditor.fault.${verdict.why}`)}</p>
      {event !== undefined && (
        <p className="label">
          {wordsOf(event)} · {event.actor} · {formatInstant(event.at, language)}
        </p>
      )}
    </>
  );
}

/** Reads a whole chain, page by page. */
async function readChain(chain: string): Promise<ReadChain> {
  const events: ReadChain['events'][number][] = [];
  const checkpoints: ReadChain['checkpoints'][number][] = [];
  for (let after = 0; ;) {
    const page = await dataOf(
      api.GET('/v1/audit/chains/{id}/events', { params: { path: { id: chain }, query: { after, limit: 1_000 } } }),
    );
    events.push(...page.events);
    checkpoints.push(...page.checkpoints);
    // The chain of the system grows by this very reading: the end of the last page counts.
    if (page.next === null) return { chain, events, checkpoints, head: page.head };
    after = page.next;
  }
}

/** Reads a saved copy. Throws when it is none of this chain. */
function readCopy(copy: unknown, row: Chain): ReadChain {
  const { chain, events, head, checkpoints } = copy as ReadChain;
  const isCopy = Array.isArray(events) && Array.isArray(checkpoints) && typeof head?.hash === 'string';
  if (!isCopy || chain !== row.chain) throw new Error('this is no copy of the chain');
  return { chain, events, head, checkpoints };
}
