import { BandMark } from '../../advice/band-mark.js';
import { useText as useAdviceText } from '../../advice/words.js';
import type { CaseView, TrailView } from '../../api/schema.js';
import { columnForm, formatBaht } from '../../format/money.js';
import { serverNow } from '../../api/server-time.js';
import { formatNear } from '../../format/time.js';
import { useText } from '../words.js';
import { MoreRows, useFirstRows } from '../../ui/rows/first-rows.js';
import { WideTable } from '../../ui/rows/wide-table.js';
import { Account } from '../../ui/marks/account.js';
import { AccountChip } from './account-chip.js';
import { accountName, stateOf } from './account-state.js';
import type { TrailAdvice } from './trail-advice.js';

interface TrailTableProps {
  trail: TrailView;
  view: CaseView;
  /** What the analysis says of it; undefined: nothing is shown of that. */
  advice: TrailAdvice | undefined;
  untilMs: number;
  shortName: (slug: string) => string;
  chosen: string | undefined;
  onChoose: (account: string) => void;
}

/** The money trail as a table: the same transfers as the picture. */
export function TrailTable(props: TrailTableProps) {
  const { trail, view, advice, untilMs, shortName, chosen, onChoose } = props;
  const { links, graph } = trail;
  const { t, language } = useText();
  const { t: a } = useAdviceText();
  const until = links.filter(({ transferredAt }) => Date.parse(transferredAt) <= untilMs);
  const isChosen = ({ to }: (typeof links)[number]) => to !== null && accountName(to) === chosen;
  const { shown, more } = useFirstRows(until, isChosen);
  const form = columnForm(until.flatMap((link) => [link.amountSatang, link.attributedSatang, link.heldSatang]));
  return (
    <>
      <WideTable
        label={t('trail.title')}
        columns={[
          { head: t('trail.column.hop') },
          { head: t('trail.column.at') },
          { head: t('trail.column.fromTo') },
          { head: t('trail.column.amount'), isAmount: true },
          { head: t('trail.column.traced'), isAmount: true },
          { head: t('trail.column.held'), isAmount: true },
          { head: t('trail.column.state') },
          ...(advice === undefined ? [] : [{ head: a('advice.column') }]),
        ]}
      >
        <tbody>
          {shown.map((link) => (
            <tr key={link.partId} aria-current={isChosen(link)}>
              <td>{link.hop}</td>
              <td>{formatNear(link.transferredAt, serverNow(), language)}</td>
              <td>
                <div className="label">
                  <Account name={shortName(link.from.institution)} accountMasked={link.from.accountMasked} />
                </div>
                {link.to !== null ? (
                  <Reached account={link.to} shortName={shortName} onChoose={onChoose} />
                ) : link.offRail !== null ? (
                  t(`rail.${link.offRail}` as 'rail.cash')
                ) : (
                  <span className="unknown-words">{t('trail.unknown')}</span>
                )}
              </td>
              <td className="amount">{formatBaht(link.amountSatang, form)}</td>
              <td className="amount">{formatBaht(link.attributedSatang, form)}</td>
              <td className={link.heldSatang === '0' ? 'amount quiet' : 'amount'}>
                {formatBaht(link.heldSatang, form)}
              </td>
              <td>
                <State link={link} graph={graph} view={view} />
              </td>
              {advice !== undefined && (
                <td>
                  <Advised node={accountOf(link, graph)?.node} advice={advice} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </WideTable>
      <MoreRows {...more} />
    </>
  );
}

interface ReachedProps extends Pick<TrailTableProps, 'shortName' | 'onChoose'> {
  account: { institution: string; accountMasked: string };
}

/** An account that the money reached; pressed, it is the chosen one on the whole page. */
function Reached({ account, shortName, onChoose }: ReachedProps) {
  return (
    <button type="button" className="cell" onClick={() => onChoose(accountName(account))}>
      <Account name={shortName(account.institution)} accountMasked={account.accountMasked} />
    </button>
  );
}

interface StateProps extends Pick<TrailTableProps, 'view'> {
  link: TrailView['links'][number];
  graph: TrailView['graph'];
}

/** The state of the account that a transfer reached: the chip of the picture. */
function State({ link, graph, view }: StateProps) {
  const account = accountOf(link, graph);
  return account === undefined ? null : <AccountChip state={stateOf(account, view)} />;
}

/** Returns the account of the picture that a transfer reached first; undefined: it reached none first. */
function accountOf({ to, hop }: TrailView['links'][number], graph: TrailView['graph']) {
  if (to === null) return undefined;
  return graph?.accounts.find((each) => accountName(each) === accountName(to) && each.hop === hop);
}

interface AdvisedProps {
  node: number | undefined;
  advice: TrailAdvice;
}

/** What the analysis says of an account. */
function Advised({ node, advice: { bands } }: AdvisedProps) {
  const ofNode = node === undefined ? undefined : bands.get(node);
  return <>{ofNode !== undefined && <BandMark bands={ofNode} />}</>;
}
