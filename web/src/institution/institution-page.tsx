import { useState } from 'react';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { OwnBreakList, OwnHold, Party } from '../api/schema.js';
import { connection } from '../api/live.js';
import { useStore } from '../api/store.js';
import { Statements } from '../ui/marks/statements.js';
import { isFinding } from '../find/find-button.js';
import { columnForm, formatBaht } from '../format/money.js';
import { rulesOf } from '../format/rules.js';
import { formatInstant } from '../format/time.js';
import { useInstitutions } from '../queue/queue-data.js';
import { useRecordWords } from '../record/use-record-words.js';
import { lastFour } from '../ui/marks/account.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { Chip } from '../ui/marks/chip.js';
import { Clock } from '../ui/marks/clock.js';
import { Desk, DeskTable, Facts, type DeskColumn } from '../ui/desk/desk.js';
import { HOLD_LOOKS } from '../ui/marks/hold-looks.js';
import { PageKeys } from '../ui/screen/keys.js';
import { OrderDocument } from '../ui/files/order-document.js';
import { ReadFailed } from '../ui/screen/page-states.js';
import { Empty, Loading } from '../ui/screen/reading.js';
import { usePartyName } from '../ui/marks/parties.js';
import { usePageTitle } from '../ui/screen/screen.js';
import { useDeskKeys, useDeskPlace } from '../ui/desk/use-desk.js';
import { OwnInterest } from './own-interest.js';
import { FindingDetail, type OwnFinding } from './finding-detail.js';
import { SheetDetail, type Sheet } from './sheet-detail.js';
import { Workbooks } from './workbooks.js';
import { useText } from './words.js';

const TABS = ['live', 'all', 'sheets', 'findings', 'breaks', 'settled', 'keys'] as const;
/** The API's largest page. */
const MOST = 200;
const MOST_SHEETS = 50;

type OwnBreak = OwnBreakList['breaks'][number];
type Key = Party['keys'][number];

/** What a person of an institution sees: its own orders, receipts, breaks and keys, nothing else. */
export function InstitutionPage() {
  const { t, language } = useText();
  const wordOf = useRecordWords();
  const nameOf = usePartyName(useInstitutions());
  const place = useDeskPlace(TABS, 'live');
  const { tab } = place;
  const isHolds = tab === 'live' || tab === 'all';
  const isBreaks = tab === 'breaks' || tab === 'settled';
  const state = tab === 'all' ? 'all' : 'live';
  const holds = useInfiniteQuery({
    queryKey: ['list', 'own-holds', state],
    queryFn: ({ pageParam }) =>
      dataOf(api.GET('/v1/institution/holds', { params: { query: { state, limit: MOST, after: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    enabled: isHolds,
  });
  const breaks = useInfiniteQuery({
    queryKey: ['list', 'own-breaks', tab],
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET('/v1/institution/breaks', {
          params: { query: { state: tab === 'settled' ? 'settled' : 'open', limit: MOST, after: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    enabled: isBreaks,
  });
  const isFindings = tab === 'findings';
  const findings = useInfiniteQuery({
    queryKey: ['list', 'own-findings'],
    queryFn: ({ pageParam }) =>
      dataOf(api.GET('/v1/institution/findings', { params: { query: { limit: MOST, after: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    enabled: isFindings,
  });
  const isSheets = tab === 'sheets';
  const sheets = useInfiniteQuery({
    queryKey: ['list', 'own-sheets'],
    queryFn: ({ pageParam }) =>
      dataOf(api.GET('/v1/institution/sheets', { params: { query: { limit: MOST_SHEETS, after: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    enabled: isSheets,
  });
  const blocked = useStore(connection).state === 'lost' ? t('act.disconnected') : undefined;
  const own = useQuery({
    queryKey: ['list', 'own-keys'],
    queryFn: () => dataOf(api.GET('/v1/institution/keys')),
  });
  usePageTitle(t('own.title'));

  const holdRows = holds.data?.pages.flatMap((page) => page.holds) ?? [];
  const breakRows = breaks.data?.pages.flatMap((page) => page.breaks) ?? [];
  const findingRows = findings.data?.pages.flatMap((page) => page.findings) ?? [];
  const keyRows = own.data?.keys ?? [];
  const sheetRows = sheets.data?.pages.flatMap((page) => page.sheets) ?? [];
  const exchangesSheets = own.data?.exchangesBy === 'spreadsheet';
  const tabs = TABS.filter((name) => name !== 'sheets' || exchangesSheets).map((name) => ({
    name,
    words: t(`own.tab.${name}`),
  }));
  const ids = isHolds
    ? holdRows.map(({ id }) => id)
    : isSheets
      ? sheetRows.map(({ id }) => id)
      : isBreaks
        ? breakRows.map(({ id }) => id)
        : isFindings
          ? findingRows.map(({ id }) => id)
          : keyRows.map(({ keyId }) => keyId);
  const hold = isHolds ? holdRows.find(({ id }) => id === place.chosenId) : undefined;
  const shownBreak = isBreaks ? breakRows.find(({ id }) => id === place.chosenId) : undefined;
  const finding = isFindings ? findingRows.find(({ id }) => id === place.chosenId) : undefined;
  const sheet = isSheets ? sheetRows.find(({ id }) => id === place.chosenId) : undefined;
  const key = tab === 'keys' ? keyRows.find(({ keyId }) => keyId === place.chosenId) : undefined;

  const form = columnForm(holdRows.flatMap(({ requestedSatang, heldSatang }) => [requestedSatang, heldSatang]));
  const holdColumns: DeskColumn<OwnHold>[] = [
    {
      name: 'left',
      head: t('own.column.left'),
      cell: ({ orderedAt, expiresAt, endedAt }) =>
        endedAt === null ? <Clock startedAt={orderedAt} dueAt={expiresAt} isTheirs /> : t('own.ended'),
    },
    {
      name: 'reference',
      head: t('own.column.reference'),
      isName: true,
      cell: ({ noticeReference }) => noticeReference,
    },
    {
      name: 'account',
      head: t('own.column.account'),
      cell: ({ accountMasked }) => <span className="whole">••••{lastFour(accountMasked)}</span>,
    },
    {
      name: 'asked',
      head: t('own.column.asked'),
      isAmount: true,
      isWide: true,
      cell: ({ requestedSatang }) => formatBaht(requestedSatang, form),
    },
    {
      name: 'held',
      head: t('own.column.held'),
      isAmount: true,
      cell: ({ heldSatang }) => formatBaht(heldSatang, form),
    },
    {
      name: 'state',
      head: t('own.column.state'),
      isWide: true,
      cell: ({ state: holdState }) => <Chip {...HOLD_LOOKS[holdState]}>{t(`holdState.${holdState}`)}</Chip>,
    },
    {
      name: 'owed',
      head: t('own.column.owed'),
      isWide: true,
      cell: (each) => <span className="whole">{owedBy(each) ? t(`own.owed.${owedBy(each) ?? 'order'}`) : '–'}</span>,
    },
  ];
  const breakColumns: DeskColumn<OwnBreak>[] = [
    {
      name: 'left',
      head: t('own.column.left'),
      cell: ({ openedAt, dueAt, closedAt }) =>
        closedAt === null ? <Clock startedAt={openedAt} dueAt={dueAt} isTheirs /> : t('own.settled'),
    },
    { name: 'kind', head: t('own.column.break'), isName: true, cell: ({ kind }) => wordOf('difference', kind) },
    { name: 'caseNo', head: t('own.column.caseNo'), isWide: true, cell: ({ caseNo }) => caseNo ?? '–' },
    {
      name: 'account',
      head: t('own.column.account'),
      cell: ({ accountMasked }) =>
        accountMasked === null ? '–' : <span className="whole">••••{lastFour(accountMasked)}</span>,
    },
  ];
  const findingColumns: DeskColumn<OwnFinding>[] = [
    {
      name: 'left',
      head: t('own.column.left'),
      cell: ({ since, dueAt }) => <Clock startedAt={since} dueAt={dueAt} isTheirs />,
    },
    {
      name: 'reference',
      head: t('own.column.reference'),
      isName: true,
      cell: ({ noticeReference }) => noticeReference,
    },
    {
      name: 'account',
      head: t('own.column.account'),
      cell: ({ accountMasked }) => <span className="whole">••••{lastFour(accountMasked)}</span>,
    },
    {
      name: 'held',
      head: t('own.column.held'),
      isAmount: true,
      cell: ({ heldSatang }) => formatBaht(heldSatang, 'exact'),
    },
  ];
  const sheetColumns: DeskColumn<Sheet>[] = [
    {
      name: 'at',
      head: t('own.sheet.at'),
      isName: true,
      cell: ({ uploadedAt }) => <span className="whole">{formatInstant(uploadedAt, language)}</span>,
    },
    { name: 'by', head: t('own.sheet.by'), isWide: true, cell: ({ uploadedBy }) => uploadedBy },
    { name: 'rows', head: t('own.sheet.rows'), cell: ({ rows }) => rows.length },
    {
      name: 'waits',
      head: t('own.sheet.state.waits'),
      cell: ({ rows }) => rows.filter(({ state: rowState }) => rowState === 'waits').length,
    },
    {
      name: 'refused',
      head: t('own.sheet.state.refused'),
      cell: ({ rows }) => rows.filter(({ state: rowState }) => rowState === 'refused').length,
    },
  ];
  const keyColumns: DeskColumn<Key>[] = [
    { name: 'key', head: t('own.column.key'), isName: true, cell: ({ keyId }) => keyId },
    { name: 'from', head: t('own.column.from'), isWide: true, cell: (each) => formatInstant(each.notBefore, language) },
    { name: 'until', head: t('own.column.until'), cell: (each) => formatInstant(each.notAfter, language) },
    {
      name: 'state',
      head: t('own.column.state'),
      cell: (each) => t(`own.key.${each.state}`),
    },
  ];

  const keys = [
    ...useDeskKeys(place, ids, tabs),
    { code: 'Slash', cap: '/', words: t('keys.search'), act: () => isFinding.set(true) },
  ];
  const paged = isHolds ? holds : isBreaks ? breaks : isFindings ? findings : isSheets ? sheets : undefined;
  const query = paged ?? own;
  const none = isHolds
    ? 'holds'
    : isBreaks
      ? tab === 'settled'
        ? 'settled'
        : 'breaks'
      : isFindings
        ? 'findings'
        : isSheets
          ? 'sheets'
          : 'keys';
  const title = own.data === undefined ? t('own.title') : nameOf(own.data.slug);
  return (
    <>
      <Desk
        title={title}
        tabs={tabs}
        tab={tab}
        onTab={place.show}
        tools={
          <>
            <strong>{title}</strong>
            {isSheets && own.data !== undefined && exchangesSheets ? (
              <Workbooks slug={own.data.slug} onTaken={place.choose} blocked={blocked} />
            ) : (
              <span className="label">{t('own.what')}</span>
            )}
          </>
        }
        detail={
          hold !== undefined ? (
            <HoldDetail hold={hold} nameOf={nameOf} />
          ) : shownBreak !== undefined ? (
            <BreakDetail key={shownBreak.id} each={shownBreak} />
          ) : finding !== undefined ? (
            <FindingDetail key={finding.id} each={finding} />
          ) : sheet !== undefined ? (
            <SheetDetail key={sheet.id} each={sheet} blocked={blocked} />
          ) : key !== undefined ? (
            <KeyDetail each={key} />
          ) : undefined
        }
        detailLabel={t('own.chosen')}
        onCloseDetail={() => place.choose(undefined)}
        foot={
          <>
            <span className="label">{t(isSheets ? 'own.sheet.signs' : 'own.signs')}</span>
            <span className="grow" />
            {paged?.hasNextPage === true && (
              <button type="button" className="button small" onClick={() => void paged.fetchNextPage()}>
                {t('desk.more')}
              </button>
            )}
          </>
        }
      >
        {query.data === undefined ? (
          query.error === null ? (
            <Loading rows={12} />
          ) : (
            <ReadFailed error={query.error} onRetry={() => void query.refetch()} />
          )
        ) : ids.length === 0 ? (
          <Empty title={t(`own.none.${none}`)} detail={t('own.noneDetail')} />
        ) : isHolds ? (
          <DeskTable
            label={title}
            columns={holdColumns}
            rows={holdRows}
            idOf={({ id }) => id}
            chosenId={place.chosenId}
            onChoose={place.choose}
          />
        ) : isSheets ? (
          <DeskTable
            label={title}
            columns={sheetColumns}
            rows={sheetRows}
            idOf={({ id }) => id}
            chosenId={place.chosenId}
            onChoose={place.choose}
          />
        ) : isBreaks ? (
          <DeskTable
            label={title}
            columns={breakColumns}
            rows={breakRows}
            idOf={({ id }) => id}
            chosenId={place.chosenId}
            onChoose={place.choose}
          />
        ) : isFindings ? (
          <DeskTable
            label={title}
            columns={findingColumns}
            rows={findingRows}
            idOf={({ id }) => id}
            chosenId={place.chosenId}
            onChoose={place.choose}
          />
        ) : (
          <DeskTable
            label={title}
            columns={keyColumns}
            rows={keyRows}
            idOf={({ keyId }) => keyId}
            chosenId={place.chosenId}
            onChoose={place.choose}
          />
        )}
      </Desk>
      <PageKeys keys={keys} />
    </>
  );
}

/** Returns what the institution still owes the centre for a hold; undefined: nothing. */
function owedBy({ orders, releases }: OwnHold): 'order' | 'release' | undefined {
  if (releases.some(({ acknowledgedAt }) => acknowledgedAt === null)) return 'release';
  const last = orders.at(-1);
  return last !== undefined && last.answeredAt === null && releases.length === 0 ? 'order' : undefined;
}

function HoldDetail({ hold, nameOf }: { hold: OwnHold; nameOf: (slug: string) => string }) {
  const { t, language } = useText();
  const wordOf = useRecordWords();
  const baht = (satang: string) => t('own.baht', { amount: formatBaht(satang, 'exact') });
  const at = (instant: string | null) => (instant === null ? t('own.notYet') : formatInstant(instant, language));
  return (
    <>
      <h2>{hold.noticeReference}</h2>
      <p>
        <Chip {...HOLD_LOOKS[hold.state]}>{t(`holdState.${hold.state}`)}</Chip>
      </p>
      <OwnInterest of="holds" id={hold.id} name={hold.noticeReference} isKnown={hold.hasInterest} />
      <Facts
        facts={[
          [t('own.fact.caseNo'), hold.caseNo],
          [t('own.fact.account'), `••••${lastFour(hold.accountMasked)}`],
          [t('own.fact.kind'), t(`holdKind.${hold.kind}`)],
          [t('own.fact.asked'), baht(hold.requestedSatang)],
          [t('own.fact.held'), <strong key="held">{baht(hold.heldSatang)}</strong>],
          [t('own.fact.ordered'), at(hold.orderedAt)],
          [hold.endedAt === null ? t('own.fact.ends') : t('own.fact.ended'), at(hold.endedAt ?? hold.expiresAt)],
          [
            t('own.fact.credit'),
            <span key="credit">
              {nameOf(hold.transfer.fromInstitution)} · <span className="whole">{hold.transfer.reference}</span> ·{' '}
              {baht(hold.transfer.amountSatang)} · {at(hold.transfer.at)}
            </span>,
          ],
        ]}
      />
      <section>
        <h3>{t('own.orders')}</h3>
        <p className="label">{t('document.note')}</p>
        {hold.orders.map((order) => (
          <div key={order.id}>
            <p>
              {baht(order.requestedSatang)} · {at(order.issuedAt)}
            </p>
            <p className="label">
              {t('own.basis', { rules: rulesOf(order.legalBasis) })} · {t('own.sent', { at: at(order.sentAt) })} ·{' '}
              {t('own.answered', { at: at(order.answeredAt) })}
            </p>
            <p className="line">
              <OrderDocument orderId={order.id} label={t('document.one')} />
            </p>
          </div>
        ))}
      </section>
      {hold.releases.length > 0 && (
        <section>
          <h3>{t('own.releases')}</h3>
          {hold.releases.map((release) => (
            <div key={release.id}>
              <p>
                {wordOf('release', release.reason)} · {at(release.orderedAt)}
              </p>
              <p className="label">{t('own.acknowledged', { at: at(release.acknowledgedAt) })}</p>
            </div>
          ))}
        </section>
      )}
      <section>
        <h3>{t('own.receipts')}</h3>
        {hold.receipts.length === 0 && <p className="label">{t('own.noReceipt')}</p>}
        {hold.receipts.map((receipt) => (
          <div key={`${receipt.orderId} ${receipt.kind} ${receipt.receiptSeq}`}>
            <p>
              {wordOf('result', receipt.result)} · {baht(receipt.amountSatang)} · {at(receipt.at)}
            </p>
            <p className="label">
              {receipt.applied
                ? t('own.applied')
                : t('own.notApplied', { why: wordOf('unused', receipt.notAppliedReason ?? '') })}
            </p>
          </div>
        ))}
      </section>
    </>
  );
}

/** A break, what the institution said of it, and while it is open the way to say more. */
function BreakDetail({ each }: { each: OwnBreak }) {
  const { t, language } = useText();
  const wordOf = useRecordWords();
  const queries = useQueryClient();
  const [isStating, setStating] = useState(false);
  const blocked = useStore(connection).state === 'lost' ? t('act.disconnected') : undefined;
  const { said } = each;
  const words =
    said === null
      ? t('own.saidNothing')
      : `${wordOf('result', said.result)} · ${t('own.baht', { amount: formatBaht(said.amountSatang, 'exact') })}`;
  // Of what is about no account nothing was ordered, and nothing could be answered.
  const saidOfHold = said === null && each.accountMasked === null ? [] : [[t('own.fact.said'), words] as const];
  return (
    <>
      <h2>{wordOf('difference', each.kind)}</h2>
      <Facts
        facts={[
          [t('own.fact.caseNo'), each.caseNo ?? '–'],
          [t('own.fact.account'), each.accountMasked === null ? '–' : `••••${lastFour(each.accountMasked)}`],
          [t('own.fact.opened'), formatInstant(each.openedAt, language)],
          [t('own.fact.due'), formatInstant(each.dueAt, language)],
          ...saidOfHold,
          [t('own.fact.closed'), each.closedAt === null ? t('own.notYet') : formatInstant(each.closedAt, language)],
        ]}
      />
      <Statements title={t('own.statements')} statements={each.statements} />
      <p className="label">{t('own.breakHelp')}</p>
      {each.closedAt === null && !each.hasInterest && (
        <div className="detail-acts">
          <button type="button" className="button primary" onClick={() => setStating(true)}>
            {t('own.state.open')}…
          </button>
        </div>
      )}
      {each.caseNo !== null && <OwnInterest of="breaks" id={each.id} name={each.caseNo} isKnown={each.hasInterest} />}
      {isStating && (
        <ActDialog
          name="answer_break"
          title={t('own.state.title', { kind: wordOf('difference', each.kind) })}
          lead={t('own.state.lead')}
          confirm={t('own.state.confirm')}
          reasonLabel={t('own.state.text')}
          blocked={blocked}
          onClose={() => setStating(false)}
          onAct={async (text) => {
            const params = { path: { id: each.id } };
            await dataOf(api.POST('/v1/institution/breaks/{id}/statements', { params, body: { text } }));
            await queries.invalidateQueries({ queryKey: ['list', 'own-breaks'] });
          }}
        >
          <></>
        </ActDialog>
      )}
    </>
  );
}

function KeyDetail({ each }: { each: Key }) {
  const { t, language } = useText();
  return (
    <>
      <h2>{each.keyId}</h2>
      <Facts
        facts={[
          [t('own.column.from'), formatInstant(each.notBefore, language)],
          [t('own.column.until'), formatInstant(each.notAfter, language)],
          [t('own.column.state'), t(`own.key.${each.state}`)],
          [
            t('own.key.public'),
            <code key="x" className="hash-text">
              {each.publicKey}
            </code>,
          ],
        ]}
      />
      <p className="label">{t('own.key.change')}</p>
    </>
  );
}
