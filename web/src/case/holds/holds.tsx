import { useState } from 'react';
import type { CaseActs, CaseView } from '../../api/schema.js';
import { formatBaht } from '../../format/money.js';
import { rulesOf } from '../../format/rules.js';
import { formatDate, formatInstant, formatSeconds } from '../../format/time.js';
import type { Person } from '../../api/next-session.js';
import { actsOfHold, holdsFor, isOpen, offerOf, waitsForColleague } from '../../orders/acts.js';
import { mistakeOf } from '../../orders/may-order.js';
import type { WantedOrder } from '../../orders/order-dialog.js';
import { useText as useOrderText } from '../../orders/words.js';
import { useOpenDuties } from '../../queue/queue-data.js';
import { Clock } from '../../ui/marks/clock.js';
import { ReviewDialog } from './review-dialog.js';
import { useRecordWords } from '../../record/use-record-words.js';
import { useText } from '../words.js';
import { Account } from '../../ui/marks/account.js';
import { Chip } from '../../ui/marks/chip.js';
import { ExpiryBar } from '../../ui/marks/expiry-bar.js';
import { MoreRows, useFirstRows } from '../../ui/rows/first-rows.js';
import { Folded } from '../../ui/rows/folded.js';
import { HOLD_LOOKS } from '../../ui/marks/hold-looks.js';
import { OrderDocument } from '../../ui/files/order-document.js';
import { Empty } from '../../ui/screen/reading.js';
import { accountName } from '../trail/account-state.js';
import { ArmedState } from './armed.js';
import type { Hold } from '../case-data.js';
import { ReleaseDialog } from './release-dialog.js';
import { SeveralHoldsDialog } from './several-holds-dialog.js';
import { Watch } from './watch.js';
import { ActButton } from '../../ui/screen/act-button.js';
import { usePersonName } from '../../ui/marks/persons.js';

type Duty = NonNullable<ReturnType<typeof useOpenDuties>['data']>[number];

interface HoldsProps {
  holds: readonly Hold[];
  shortName: (slug: string) => string;
  fullName: (slug: string) => string;
  chosen: string | undefined;
  view: CaseView;
  /** What the person can do, as the server says; undefined: it is not read yet. */
  acts: CaseActs | undefined;
  /** The person who looks. */
  person: Person | undefined;
  /** Asks to arm a hold; undefined where the person may not ask. */
  onArm: ((hold: Hold) => void) | undefined;
  /** Why a hold cannot be armed now; undefined: it can. */
  whyNotArm: (hold: Hold) => string | undefined;
  /** Whether the person may read the orders as documents, which have the account in full. */
  readsDocuments: boolean;
  /** Why nothing can be done now; undefined: it can. */
  blocked: string | undefined;
  /** Why no new order can be asked for now, such as the claim of another person. */
  requestBlocked: string | undefined;
  onOrder: (wanted: WantedOrder) => void;
}

/** The holds: what was asked, what the bank answered, and when each ends by itself. */
export function Holds(props: HoldsProps) {
  const { holds, acts, view, fullName, shortName, chosen, blocked, requestBlocked } = props;
  const { t } = useText();
  const [released, setReleased] = useState<Hold>();
  const [reviewed, setReviewed] = useState<Hold>();
  const [several, setSeveral] = useState<{ kind: 'release' | 'aoc_suspension'; holds: readonly Hold[] }>();
  const releasable = holds.filter(({ id }) => actsOfHold(acts, id)?.release?.whyNot === null);
  const toHoldOn = holdsFor(acts, holds, 'aoc_suspension');
  const { t: o } = useOrderText();
  const { data: duties } = useOpenDuties(props.view.id);
  const { shown, more } = useFirstRows(holds, (hold) => accountName(hold) === chosen);
  if (holds.length === 0) return <Empty title={t('holds.none')} detail={t('holds.noneDetail')} />;
  return (
    <>
      {(releasable.length > 1 || toHoldOn.length > 1) && (
        <div className="line part-lead">
          <span className="grow" />
          {toHoldOn.length > 1 && (
            <ActButton
              className="button small"
              why={requestBlocked}
              onClick={() => setSeveral({ kind: 'aoc_suspension', holds: toHoldOn })}
            >
              {o('order.several.aoc_suspension.button', { count: toHoldOn.length })}…
            </ActButton>
          )}
          {releasable.length > 1 && (
            <ActButton
              className="button small"
              why={blocked}
              onClick={() => setSeveral({ kind: 'release', holds: releasable })}
            >
              {o('order.several.release.button', { count: releasable.length })}…
            </ActButton>
          )}
        </div>
      )}
      <ul className="hold-list">
        {shown.map((hold) => (
          <HoldRow
            key={hold.id}
            {...props}
            hold={hold}
            review={duties?.find(
              ({ subject, ruleId }) => subject === hold.id && ruleId === actsOfHold(acts, hold.id)?.review?.ruleId,
            )}
            onRelease={setReleased}
            onReview={setReviewed}
          />
        ))}
      </ul>
      <MoreRows {...more} />
      {released !== undefined && (
        <ReleaseDialog
          hold={released}
          release={actsOfHold(acts, released.id)?.release}
          fullName={fullName}
          shortName={shortName}
          blocked={blocked}
          onClose={() => setReleased(undefined)}
        />
      )}
      {several !== undefined && (
        <SeveralHoldsDialog
          {...several}
          view={view}
          acts={acts}
          shortName={shortName}
          blocked={several.kind === 'release' ? blocked : requestBlocked}
          onClose={() => setSeveral(undefined)}
        />
      )}
      {reviewed !== undefined && (
        <ReviewDialog hold={reviewed} fullName={fullName} blocked={blocked} onClose={() => setReviewed(undefined)} />
      )}
    </>
  );
}

interface HoldRowProps extends HoldsProps {
  hold: Hold;
  /** The open duty to review it after a withdrawal or a denied debit. */
  review: Duty | undefined;
  onRelease: (hold: Hold) => void;
  onReview: (hold: Hold) => void;
}

function HoldRow(props: HoldRowProps) {
  const { hold, shortName, chosen, readsDocuments, view, onArm, whyNotArm } = props;
  const { t } = useText();
  const whyNot = whyNotArm(hold);
  return (
    <li className="hold" aria-current={accountName(hold) === chosen}>
      <div className="line">
        <Account name={shortName(hold.institution)} accountMasked={hold.accountMasked} />
        <Chip {...HOLD_LOOKS[hold.state]}>{t(`holdState.${hold.state}`)}</Chip>
        <span className="label">
          {t('holds.hop', { hop: hold.hop })} · {t(`holdKind.${hold.kind}`)}
        </span>
        <span className="grow" />
        <strong className="amount">
          {t('bar.held', {
            held: formatBaht(hold.heldSatang, 'exact'),
            whole: formatBaht(hold.requestedSatang, 'exact'),
          })}
        </strong>
      </div>
      {hold.heldUnder !== null && (
        <p className="line label">
          {t(`holds.heldUnder.${hold.heldUnder.authority}`, {
            amount: formatBaht(hold.heldUnder.amountSatang, 'exact'),
          })}
        </p>
      )}
      {hold.endedAt === null && <ExpiryBar startedAt={hold.orderedAt} expiresAt={hold.expiresAt} />}
      <div className="line label">
        <span>{t('holds.basis', { rows: rulesOf(hold.orders.flatMap(({ legalBasis }) => legalBasis)) })}</span>
        <span className="grow" />
        {onArm !== undefined &&
          offerOf(actsOfHold(props.acts, hold.id)?.requests, 'aoc_suspension', true) !== undefined && (
            <>
              {whyNot !== undefined && <span className="said">{whyNot}</span>}
              <ActButton className="button small" why={whyNot} onClick={() => onArm(hold)}>
                {t('arm.button')}…
              </ActButton>
            </>
          )}
      </div>
      <Watch hold={hold} />
      <HoldActs {...props} />
      {view.freezeRequests.map(
        (request) =>
          request.armed !== null &&
          request.holdId === hold.id && <ArmedState key={request.id} request={request} armed={request.armed} />,
      )}
      {readsDocuments && (
        <div className="line">
          {hold.orders.map(({ id, sequence }) => (
            <OrderDocument key={id} orderId={id} label={t('document.order', { number: sequence })} />
          ))}
          <span className="label">{t('document.note')}</span>
        </div>
      )}
      <Messages hold={hold} />
    </li>
  );
}

/** What the person may do about a hold: let it go, let it go on, bring it back, or review it. */
function HoldActs(props: HoldRowProps) {
  const { hold, person, review, blocked, requestBlocked, onRelease, onReview, onOrder } = props;
  const { t, language } = useText();
  const { t: o } = useOrderText();
  if (person === undefined) return null;
  const acts = actsOfHold(props.acts, hold.id);
  const isTaken = (kind: 'continue_order' | 'aoc_suspension') => isOpen(offerOf(acts?.requests, kind));
  const waitsHere =
    props.acts?.kinds.whole_account.isForRole === true &&
    waitsForColleague(props.acts, 'whole_account') &&
    hold.endedAt === null;
  const mayAskWhole = isOpen(offerOf(acts?.requests, 'whole_account')) || waitsHere;
  const mistake = mistakeOf(hold, acts);
  const mayReview = acts?.review?.whyNot === null;
  const act = (words: string, why: string | undefined, onClick: () => void) => (
    <ActButton className="button small" why={why} onClick={onClick}>
      {words}…
    </ActButton>
  );
  const ask = (wanted: WantedOrder, why: string | undefined) =>
    act(o(`order.${wanted.kind}.button`), why, () => onOrder(wanted));
  // Of these a claim holds up only an order under a warrant (docs/adr/0035).
  const waits = mayAskWhole ? requestBlocked : undefined;
  return (
    <>
      {review !== undefined && (
        <p className="line label">
          <span>{review.what[language]}</span>
          <span className="grow" />
          {review.dueAt !== null && <Clock startedAt={review.startedAt} dueAt={review.dueAt} />}
        </p>
      )}
      <div className="line label hold-acts">
        {(blocked ?? waits) !== undefined && <span className="said">{blocked ?? waits}</span>}
        <span className="grow" />
        {mistake !== undefined && (
          <span>{o('order.backUntil', { at: formatInstant(mistake.comesBackUntil, language) })}</span>
        )}
        {mistake !== undefined && ask({ kind: 'reinstatement', hold, mistake }, blocked)}
        {isTaken('continue_order') && ask({ kind: 'continue_order', hold }, blocked)}
        {isTaken('aoc_suspension') && ask({ kind: 'aoc_suspension', hold }, requestBlocked)}
        {mayAskWhole && ask({ kind: 'whole_account', hold }, requestBlocked)}
        {mayReview && act(t('review.button'), blocked, () => onReview(hold))}
        {acts?.release?.whyNot === null && act(t('holds.release'), blocked, () => onRelease(hold))}
      </div>
    </>
  );
}

/** What was ordered and what the institution answered, in the order of our clock. */
function Messages({ hold }: { hold: Hold }) {
  const { t, language } = useText();
  const personName = usePersonName();
  const wordOf = useRecordWords();
  const lines = [
    ...hold.orders.flatMap((order) => {
      const amount = formatBaht(order.requestedSatang, 'exact');
      return [
        { at: order.issuedAt, words: t('holds.ordered', { amount, number: order.sequence }) },
        ...(order.sentAt === null ? [] : [{ at: order.sentAt, words: t('holds.sent', { number: order.sequence }) }]),
      ];
    }),
    ...hold.receipts.map((receipt) => ({
      at: receipt.receivedAt,
      words: t(receipt.applied ? 'holds.receipt' : 'holds.receiptUnused', {
        result: wordOf('result', receipt.result),
        amount: formatBaht(receipt.amountSatang, 'exact'),
        why: wordOf('unused', receipt.notAppliedReason ?? ''),
      }),
    })),
    ...(hold.holderNotifiedAt === null ? [] : [{ at: hold.holderNotifiedAt, words: t('holds.holderTold') }]),
    ...hold.partialReleases.map(({ orderedAt, letGoSatang, person }) => ({
      at: orderedAt,
      words: t('holds.partOrdered', { person: personName(person), amount: formatBaht(letGoSatang, 'exact') }),
    })),
    ...(hold.release === null
      ? []
      : [
          {
            at: hold.release.orderedAt,
            words: t('holds.releaseOrdered', { person: personName(hold.release.orderedBy) }),
          },
          ...(hold.release.acknowledgedAt === null
            ? []
            : [{ at: hold.release.acknowledgedAt, words: t('holds.releaseReceipt') }]),
        ]),
  ].sort((one, other) => one.at.localeCompare(other.at));
  return (
    <Folded summary={t('holds.messages', { count: hold.receipts.length })}>
      {() => (
        <ol className="hold-lines">
          {lines.map(({ at, words }, place) => (
            <li key={`${at} ${place}`} className="line label">
              <span className="whole">
                {formatDate(at, language)} {formatSeconds(at, language)}
              </span>
              <span>{words}</span>
            </li>
          ))}
        </ol>
      )}
    </Folded>
  );
}
