import { IconShield } from '@tabler/icons-react';
import type { BlastRadiusView } from '../../api/schema.js';
import { columnForm, formatBaht, sumSatang } from '../../format/money.js';
import { useText } from '../words.js';
import { WideTable } from '../../ui/rows/wide-table.js';
import { Account } from '../../ui/marks/account.js';
import { Chip } from '../../ui/marks/chip.js';

interface BlastRadiusProps {
  radius: BlastRadiusView;
  shortName: (slug: string) => string;
}

/** Whom an order would touch: what it holds, and what lies behind and is left alone. */
export function BlastRadius({ radius, shortName }: BlastRadiusProps) {
  const { t, language } = useText();
  const form = columnForm(radius.holders.map(({ amountSatang }) => amountSatang));
  const groups = (['order', 'downstream'] as const).map(
    (reach) => [reach, radius.holders.filter((holder) => holder.reach === reach)] as const,
  );
  return (
    <section>
      <h3>{t('radius.title')}</h3>
      <WideTable
        label={t('radius.title')}
        columns={[
          { head: t('radius.account') },
          { head: t('radius.amount'), isAmount: true },
          { head: t('radius.colour') },
          { head: t('radius.toKnow') },
        ]}
      >
        {groups.map(([reach, holders]) => (
          <tbody key={reach}>
            {holders.length > 0 && (
              <tr className="group">
                <th scope="rowgroup" colSpan={4}>
                  {t(`radius.${reach}`, { count: holders.length })}
                </th>
              </tr>
            )}
            {holders.map((holder) => (
              <tr key={`${holder.institution} ${holder.accountMasked} ${holder.hop}`}>
                <td>
                  <Account name={shortName(holder.institution)} accountMasked={holder.accountMasked} />
                </td>
                <td className="amount">{formatBaht(holder.amountSatang, form)}</td>
                <td className={holder.colour === 'unknown' ? 'unknown-words' : undefined}>
                  {t(`hit.${holder.colour}`)}
                  {holder.treatment !== null && <p className="label">{holder.treatment.text[language]}</p>}
                </td>
                <td>
                  {holder.signsOfInnocence.map(({ sign, count }) => (
                    <Chip key={sign} tone="shield" icon={<IconShield aria-hidden />}>
                      {t(`sign.${sign}`)} {count}
                    </Chip>
                  ))}{' '}
                  {holder.otherHolds.length > 0 && (
                    <span className="label">
                      {t('radius.otherHolds', {
                        amount: formatBaht(sumSatang(holder.otherHolds.map((hold) => hold.amountSatang)), 'short'),
                      })}
                    </span>
                  )}{' '}
                  {holder.otherVictims > 0 && (
                    <span className="label">{t('radius.otherVictims', { count: holder.otherVictims })}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </WideTable>
    </section>
  );
}
