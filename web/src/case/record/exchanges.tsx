import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import type { ExchangesView } from '../../api/schema.js';
import { rulesOf } from '../../format/rules.js';
import { formatDate, formatSeconds } from '../../format/time.js';
import { useRecordWords } from '../../record/use-record-words.js';
import { MoreRows, useFirstRows } from '../../ui/rows/first-rows.js';
import { Folded } from '../../ui/rows/folded.js';
import { Empty } from '../../ui/screen/reading.js';
import { WideTable } from '../../ui/rows/wide-table.js';
import { useText } from '../words.js';

interface ExchangesProps {
  exchanges: ExchangesView['exchanges'];
  fullName: (slug: string) => string;
}

/** What was disclosed to whom, and by whom to us: with legal basis, purpose and fields. */
export function Exchanges({ exchanges, fullName }: ExchangesProps) {
  const { t, language } = useText();
  const wordOf = useRecordWords();
  const { shown, more } = useFirstRows(exchanges);
  if (exchanges.length === 0) return <Empty title={t('exchanges.none')} detail={t('exchanges.noneDetail')} />;
  return (
    <>
      <WideTable
        label={t('case.tab.exchanges')}
        columns={[
          { head: t('exchanges.at') },
          { head: t('exchanges.party') },
          { head: t('exchanges.what') },
          { head: t('exchanges.basis') },
          { head: t('exchanges.hash') },
        ]}
      >
        <tbody>
          {shown.map((exchange) => (
            <tr key={exchange.id}>
              <td className="whole">
                {formatDate(exchange.at, language)} {formatSeconds(exchange.at, language)}
              </td>
              <td className="whole">
                {exchange.direction === 'out' ? (
                  <IconArrowRight size={16} role="img" aria-label={t('exchanges.out')} />
                ) : (
                  <IconArrowLeft size={16} role="img" aria-label={t('exchanges.in')} />
                )}{' '}
                <span className="cut">{fullName(exchange.party)}</span>
              </td>
              <td>
                {wordOf('exchange', exchange.kind)}
                <Folded summary={t('exchanges.fields', { count: exchange.fields.length })}>
                  {() => (
                    <code className="label as-kept" lang="en">
                      {[exchange.kind, exchange.purpose, exchange.fields.join(', ')].join(' · ')}
                    </code>
                  )}
                </Folded>
              </td>
              <td>{rulesOf(exchange.legalBasis)}</td>
              <td className="whole quiet">{exchange.bodySha256.slice(0, 12)}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      <MoreRows {...more} />
    </>
  );
}
