import { Link } from '@tanstack/react-router';
import type { LinksView } from '../../api/schema.js';
import { columnForm, formatBaht } from '../../format/money.js';
import { formatDate } from '../../format/time.js';
import { Empty } from '../../ui/screen/reading.js';
import { MoreRows, useFirstRows } from '../../ui/rows/first-rows.js';
import { WideTable } from '../../ui/rows/wide-table.js';
import { useText } from '../words.js';

/** The cases that have something in common with this one, and the group that all of them form. */
export function Links({ links: { linked, group } }: { links: LinksView }) {
  const { t, language } = useText();
  const { shown, more } = useFirstRows(linked);
  if (linked.length === 0) return <Empty title={t('links.none')} detail={t('links.noneDetail')} />;
  const form = columnForm(linked.flatMap(({ stolenSatang, heldSatang }) => [stolenSatang, heldSatang]));
  return (
    <>
      <p className="part-lead">
        {t('links.group', {
          cases: group.cases,
          victims: group.victims,
          stolen: formatBaht(group.stolenSatang, 'short'),
          held: formatBaht(group.heldSatang, 'short'),
        })}
        {!group.complete && ` · ${t('links.more')}`}
      </p>
      <WideTable
        label={t('case.tab.links')}
        columns={[
          { head: t('links.caseNo') },
          { head: t('links.common') },
          { head: t('links.status') },
          { head: t('links.opened') },
          { head: t('links.stolen'), isAmount: true },
          { head: t('links.held'), isAmount: true },
          { head: t('links.handled') },
        ]}
      >
        <tbody>
          {shown.map((each) => (
            <tr key={each.caseId}>
              <td className="whole">
                <Link to="/cases/$caseId" params={{ caseId: each.caseId }}>
                  {each.caseNo}
                </Link>
              </td>
              <td>
                {each.links.map(({ id, kind, masked, strength }) => (
                  <p key={id} className={strength === 'strong' ? 'label' : 'label quiet'}>
                    {t(`linkKind.${kind}`)} {masked}
                  </p>
                ))}
              </td>
              <td className="whole">
                {t(`status.${each.status}`)}
                {each.withdrawn && ` · ${t('links.withdrawn')}`}
              </td>
              <td className="whole">{formatDate(each.openedAt, language)}</td>
              <td className="amount">{formatBaht(each.stolenSatang, form)}</td>
              <td className="amount">{formatBaht(each.heldSatang, form)}</td>
              <td className="whole">{t(`links.handledBy.${each.handledBy}`)}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      <MoreRows {...more} />
    </>
  );
}
