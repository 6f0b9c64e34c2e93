import { IconAlertTriangle, IconArrowUp, IconCheck, IconHourglass, IconLock, IconX } from '@tabler/icons-react';
import { isOwn } from '../../api/is-own.js';
import type { AdviceView, CaseActs, CaseView, FindingsView } from '../../api/schema.js';
import type { Person } from '../../api/next-session.js';
import { formatBaht } from '../../format/money.js';
import { rulesOf } from '../../format/rules.js';
import { formatInstant } from '../../format/time.js';
import { useText } from '../words.js';
import { Chip } from '../../ui/marks/chip.js';
import { Folded } from '../../ui/rows/folded.js';
import { Clock } from '../../ui/marks/clock.js';
import { Part, type Reading } from '../../ui/screen/part.js';
import { ReadFailed } from '../../ui/screen/page-states.js';
import { Account, lastFour } from '../../ui/marks/account.js';
import type { Hold } from '../case-data.js';
import { ArmedState } from '../holds/armed.js';
import { accountName } from '../trail/account-state.js';
import { shortHash } from './decide-dialog.js';
import { ShownAtDecision } from '../advice/shown-at-decision.js';
import { useFindings } from '../case-data.js';
import { SUSPENSION } from '../../orders/draft-reason.js';
import { ROWS } from '../../ui/rows/first-rows.js';
import { Findings } from '../evidence/findings.js';
import { openRequests } from '../trail/stolen-sum.js';
import { PersonName, usePersonName } from '../../ui/marks/persons.js';
import { type AccountActs, candidatesOf, waitsForColleague, whyNotDecide } from '../../orders/acts.js';
import { OrderTerms } from '../../orders/order-terms.js';
import type { WantedOrder } from '../../orders/order-dialog.js';
import { useWhyNot } from '../../orders/why-not.js';
import { useText as useOrderText } from '../../orders/words.js';
import { ExpiryBar } from '../../ui/marks/expiry-bar.js';
import { ActButton } from '../../ui/screen/act-button.js';
import { MoreRows, useFirstRows } from '../../ui/rows/first-rows.js';

type FreezeRequest = CaseView['freezeRequests'][number];

/** What the person at the screen may do in the decision panel. */
export type Act =
  | { readonly act: 'approve' | 'refuse'; readonly request: FreezeRequest }
  | { readonly act: 'request'; readonly partId?: string }
  | { readonly act: 'break_glass' | 'hand_over' | 'declare_interest' }
  | { readonly act: 'several'; readonly kind: 'continue_order' }
  | { readonly act: 'arm'; readonly hold: Hold }
  | { readonly act: 'order'; readonly wanted: WantedOrder };

interface DecisionPanelProps {
  view: CaseView;
  /** Shows all findings of the case. */
  onFindings: () => void;
  /** What the person can do, as the server says; undefined: it is not read yet. */
  acts: CaseActs | undefined;
  /** The accounts with money that nobody holds, for which a suspension is taken now. */
  candidates: AccountActs[];
  /** The holds that the person can order to go on, the first to end first. */
  toContinue: Hold[];
  holds: Reading<Hold[]>;
  person: Person;
  /** The advice that was shown before each decision; undefined: the person reads no advice, or it is not read yet. */
  atDecisions: AdviceView['atDecisions'] | undefined;
  fullName: (slug: string) => string;
  shortName: (slug: string) => string;
  blocked: string | undefined;
  /** Why a suspension cannot be asked for now, such as the claim of another person. */
  requestBlocked: string | undefined;
  onAct: (act: Act) => void;
}

/** The refusal of whoever has none of the roles of an act. */
const NOT_THE_ROLE = { code: 'APPROVAL.ROLE', detail: '', at: null };

/** The right side of a case: what is asked, why, whom it touches, and the buttons. */
export function DecisionPanel(props: DecisionPanelProps) {
  const { view, acts, onFindings, candidates, shortName, blocked, requestBlocked, onAct } = props;
  const { t } = useText();
  // What the case shows before anybody asks for a suspension.
  const deciding = useFindings(view.id, { first: ROWS, rules: [SUSPENSION] });
  const others = (useFindings(view.id, { first: ROWS }).data?.total ?? 0) - (deciding.data?.findings.length ?? 0);
  const whyNotInWords = useWhyNot();
  const waiting = openRequests(view);
  const decided = view.freezeRequests.filter((request) => !waiting.includes(request));
  const rule = acts?.kinds.aoc_suspension;
  const mayNot = rule === undefined || waitsForColleague(acts, 'aoc_suspension') ? undefined : rule.whyNot;
  // What another role asks for is not drawn; who asks for it is said.
  const ask =
    rule?.isForRole === false ? (
      <p className="label">{whyNotInWords(NOT_THE_ROLE, rule.roles)}</p>
    ) : (
      <Buttons>
        <Act
          isPrimary
          why={requestBlocked ?? (candidates.length === 0 ? t('panel.noGround') : undefined)}
          mayNot={whyNotInWords(mayNot, rule?.roles ?? [])}
          onClick={() => onAct({ act: 'request' })}
        >
          {t('panel.request')}… <kbd>a</kbd>
        </Act>
      </Buttons>
    );
  return (
    <aside className="decision" id="decision" tabIndex={0} aria-label={t('panel.title')}>
      {waiting.map((request) => (
        <Waiting key={request.id} {...props} request={request} />
      ))}
      {waiting.length === 0 && (
        <>
          <h2>{t('panel.title')}</h2>
          <p className="label">
            {candidates.length > 0
              ? t('panel.mayAsk', { count: candidates.length })
              : // To whom none is offered the page does not say that nobody can ask.
                t(rule?.isForRole === true ? 'panel.nothing' : 'panel.noneWaits')}
          </p>
          <Part query={deciding}>{({ findings }) => <Findings findings={findings} shortName={shortName} />}</Part>
          {deciding.data !== undefined && others > 0 && (
            <button type="button" className="link" onClick={onFindings}>
              {t('panel.others', { count: others })}
            </button>
          )}
          <span className="grow" />
          {ask}
        </>
      )}
      {waiting.length > 0 && candidates.length > 0 && (
        <section>
          <p className="label">{t('panel.mayAsk', { count: candidates.length })}</p>
          {ask}
        </section>
      )}
      <HoldsToDecide {...props} />
      {decided.length > 0 && <Decided {...props} requests={decided} />}
      {candidatesOf(acts, 'break_glass').length > 0 && waiting.length === 0 && (
        <div className="break-glass">
          <p className="label">{blocked ?? t('panel.glass')}</p>
          <ActButton className="button danger small" why={blocked} onClick={() => onAct({ act: 'break_glass' })}>
            <IconAlertTriangle size={16} aria-hidden /> {t('panel.breakGlass')}…
          </ActButton>
        </div>
      )}
    </aside>
  );
}

/** The holds that an inquiry officer can order to go on; nothing where the person may not. */
function HoldsToDecide({ toContinue, holds, shortName, blocked, onAct }: DecisionPanelProps) {
  const { t } = useOrderText();
  const { shown, more } = useFirstRows(toContinue);
  if (holds.data === undefined && holds.error !== null)
    return <ReadFailed error={holds.error} onRetry={() => void holds.refetch()} />;
  if (toContinue.length === 0) return null;
  return (
    <section>
      <h3>{t('order.toDecide', { count: toContinue.length })}</h3>
      <ul className="plain-rows">
        {shown.map((hold) => (
          <li key={hold.id}>
            <div className="line">
              <Account name={shortName(hold.institution)} accountMasked={hold.accountMasked} />
              <span className="grow" />
              <span className="amount">{formatBaht(hold.heldSatang, 'exact')}</span>
            </div>
            <ExpiryBar startedAt={hold.orderedAt} expiresAt={hold.expiresAt} />
            <ActButton
              className="button small"
              why={blocked}
              onClick={() => onAct({ act: 'order', wanted: { kind: 'continue_order', hold } })}
            >
              {t('order.continue_order.button')}…
            </ActButton>
          </li>
        ))}
      </ul>
      <MoreRows {...more} />
      {toContinue.length > 1 && (
        <ActButton
          className="button small"
          why={blocked}
          onClick={() => onAct({ act: 'several', kind: 'continue_order' })}
        >
          {t('order.several.continue_order.button', { count: toContinue.length })}…
        </ActButton>
      )}
      {blocked !== undefined && <p className="label said">{blocked}</p>}
    </section>
  );
}

function Waiting({
  request,
  view,
  acts,
  person,
  fullName,
  shortName,
  blocked,
  onAct,
}: DecisionPanelProps & { request: FreezeRequest }) {
  const { t, language } = useText();
  const personName = usePersonName();
  const radius = request.blastRadius;
  const { armed } = request;
  const amount = formatBaht(armed?.capSatang ?? radius?.order.amountSatang ?? '0', 'exact');
  // What speaks of the account and of the case as a whole.
  const part = view.accounts.find((account) => accountName(account) === accountName(request))?.partId;
  const findings = useFindings(view.id, part === undefined ? { first: ROWS } : { parts: [part] });
  const wordsOf = useWhyNot();
  const { t: o } = useOrderText();
  // The person who asked reads that first, whatever else the server would refuse it for.
  const mayNotBe = (verdict: 'approve' | 'refuse') => {
    const whyNot = whyNotDecide(acts, request.id, verdict);
    return whyNot != null && isOwn(request.requestedBy, person)
      ? o('mayNot.maker')
      : wordsOf(whyNot, request.approveRoles);
  };
  const [mayNot, mayNotRefuse] = [mayNotBe('approve'), mayNotBe('refuse')];
  // Who asked sees the buttons off, with the reason; to another role they are not drawn.
  const isOfAnotherRole =
    whyNotDecide(acts, request.id, 'approve')?.code === 'APPROVAL.ROLE' && !isOwn(request.requestedBy, person);
  return (
    <section className="waiting">
      <div className="line">
        <h2>{t('panel.waiting')}</h2>
        <span className="grow" />
        <Chip tone="warn" icon={<IconHourglass aria-hidden />}>
          {t(`requestState.${request.state}`)}
        </Chip>
      </div>
      <div className="order-box">
        <p className="figure">{t(armed === null ? 'panel.amount' : 'arm.figure', { amount })}</p>
        {armed !== null && <ArmedState request={request} armed={armed} />}
        <p>
          {fullName(request.institution)} <span className="whole">••••••{lastFour(request.accountMasked)}</span>
        </p>
        <p className="label">
          {t(`requestKind.${request.kind}`)} · {rulesOf([request.ruleRowId])} ·{' '}
          {t('decide.maker', { person: personName(request.requestedBy) })}{' '}
          {formatInstant(request.requestedAt, language)}
        </p>
        {armed === null && <OrderTerms request={request} />}
        <div className="line">
          <span className="label">{t('decide.expires')}</span>
          <span className="grow" />
          <Clock startedAt={request.requestedAt} dueAt={request.expiresAt} />
        </div>
        {request.escalatedAt === null ? (
          <p className="label">{t('decide.escalates', { at: formatInstant(request.escalateAt, language) })}</p>
        ) : (
          <Chip tone="warn" icon={<IconArrowUp aria-hidden />}>
            {t('decide.escalated', { at: formatInstant(request.escalatedAt, language) })}
          </Chip>
        )}
      </div>
      <h3>{t('panel.findings')}</h3>
      <Part query={findings}>
        {(data) => (
          <Deciding
            findings={data.findings}
            decides={({ ruleRowId }) => ruleRowId === request.ruleRowId}
            shortName={shortName}
          />
        )}
      </Part>
      {radius !== null && (
        <>
          <h3>{t('radius.title')}</h3>
          <p className="label">
            {t('panel.radius', {
              accounts: radius.order.accounts,
              holds: radius.order.otherHolds,
              victims: radius.order.otherVictims,
              innocent: radius.downstream.likelyInnocent + radius.order.likelyInnocent,
            })}
          </p>
        </>
      )}
      <p className="label hash">
        {t('decide.hash', { hash: shortHash(view.evidenceHash) })} · {t('panel.hashBinds')}
      </p>
      {acts === undefined ? (
        <p className="label">{t('panel.reading')}</p>
      ) : isOfAnotherRole ? (
        <p className="label">{mayNot}</p>
      ) : (
        <Buttons>
          <Act isPrimary why={blocked} mayNot={mayNot} onClick={() => onAct({ act: 'approve', request })}>
            {t(armed === null ? 'panel.approve' : 'arm.approveButton', { amount })}… <kbd>a</kbd>
          </Act>
          <Act
            why={blocked}
            mayNot={mayNotRefuse}
            isSaidBeside={mayNotRefuse === mayNot && mayNot !== undefined}
            onClick={() => onAct({ act: 'refuse', request })}
          >
            {t('panel.refuse')}… <kbd>x</kbd>
          </Act>
        </Buttons>
      )}
    </section>
  );
}

interface DecidingProps {
  findings: FindingsView['findings'];
  decides: (finding: FindingsView['findings'][number]) => boolean;
  shortName: (slug: string) => string;
}

/** The findings on which a decision rests; the others lie folded below. */
function Deciding({ findings, decides, shortName }: DecidingProps) {
  const { t } = useText();
  const others = findings.filter((finding) => !decides(finding));
  return (
    <>
      <Findings findings={findings.filter(decides)} shortName={shortName} />
      {others.length > 0 && (
        <Folded summary={t('panel.others', { count: others.length })}>
          {() => <Findings findings={others} shortName={shortName} />}
        </Folded>
      )}
    </>
  );
}

function Buttons({ children }: { children: React.ReactNode }) {
  return <div className="buttons">{children}</div>;
}

interface ActProps {
  isPrimary?: boolean;
  /** Why nobody can do it now. */
  why: string | undefined;
  /** Why this person may not; shown beside a lock. */
  mayNot: string | undefined;
  /** True where the button beside it says the same: the words are not shown again. */
  isSaidBeside?: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

/** A button that says beside it why it is off; it is never hidden. */
function Act({ isPrimary = false, why, mayNot, isSaidBeside = false, onClick, children }: ActProps) {
  const reason = mayNot ?? why;
  return (
    <div className="act">
      <ActButton className={isPrimary ? 'button primary' : 'button'} why={reason} onClick={onClick}>
        {mayNot !== undefined && <IconLock size={16} aria-hidden />}
        {children}
      </ActButton>
      {reason !== undefined && !isSaidBeside && <p className="label said">{reason}</p>}
    </div>
  );
}

interface DecidedProps extends Pick<DecisionPanelProps, 'atDecisions' | 'fullName' | 'shortName'> {
  requests: readonly FreezeRequest[];
}

function Decided({ requests, atDecisions, fullName, shortName }: DecidedProps) {
  const { t, language } = useText();
  return (
    <section>
      <h3>{t('panel.decided')}</h3>
      <ul className="plain-rows">
        {requests.map((request) => {
          const last = request.decisions.at(-1);
          const isApproved = request.state === 'approved';
          const shown = atDecisions?.findLast(({ freezeRequestId }) => freezeRequestId === request.id);
          return (
            <li key={request.id}>
              <div className="line">
                <Chip
                  tone={isApproved ? 'held' : 'plain'}
                  icon={isApproved ? <IconCheck aria-hidden /> : <IconX aria-hidden />}
                >
                  {t(`requestState.${request.state}`)}
                </Chip>
                <span className="cut">
                  {fullName(request.institution)} ••••{lastFour(request.accountMasked)}
                </span>
              </div>
              {request.armed !== null && <ArmedState request={request} armed={request.armed} />}
              {last !== undefined && (
                <p className="label">
                  <PersonName of={last.person} /> · {formatInstant(last.decidedAt, language)} · <bdi>{last.reason}</bdi>
                </p>
              )}
              {shown !== undefined && <ShownAtDecision shown={shown} shortName={shortName} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
