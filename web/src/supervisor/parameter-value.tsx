import i18next from 'i18next';
import type { ReactNode } from 'react';
import type { RuleChange } from '../api/schema.js';
import { formatBaht, formatCount } from '../format/money.js';
import { useText } from './words.js';

type Change = RuleChange['changes'][number];

const [MINUTE_MS, HOUR_MS, DAY_MS] = [60_000, 3_600_000, 86_400_000];

/** Returns the functions that say the name and a value of a rule's parameter in words. */
function useParameterWords() {
  const { t } = useText();
  const known = (key: string) => (i18next.exists(key) ? t(key as 'supervisor.yes') : undefined);
  const nameOf = (name: string): string | undefined => {
    // Some names have two parts, such as a kind of order and the act that the roles may do.
    const [one = '', other] = name.split('.');
    if (other === undefined) return known(`supervisor.parameter.${one}`);
    if (one === 'maxCases') return known(`supervisor.subject.${other}`);
    const [kind, act] = [known(`requestKind.${one}`) ?? known(`holdKind.${one}`), known(`supervisor.roleAct.${other}`)];
    return kind === undefined || act === undefined ? undefined : `${kind} · ${act}`;
  };
  const numberOf = (name: string, value: number): string => {
    if (name.endsWith('Satang')) return t('supervisor.baht', { amount: formatBaht(String(value), 'exact') });
    if (name.endsWith('Ms')) {
      const unit = value % DAY_MS === 0 ? 'days' : value % HOUR_MS === 0 ? 'hours' : 'minutes';
      const each = { days: DAY_MS, hours: HOUR_MS, minutes: MINUTE_MS }[unit];
      return t(`supervisor.unit.${unit}`, { count: formatCount(value / each) });
    }
    if (/Hours$/.test(name)) return t('supervisor.unit.hours', { count: formatCount(value) });
    if (/Days$/.test(name)) return t('supervisor.unit.days', { count: formatCount(value) });
    if (/Minutes$/.test(name)) return t('supervisor.unit.minutes', { count: formatCount(value) });
    return formatCount(value);
  };
  const textOf = (value: string): string => known(`role.${value}`) ?? known(`supervisor.value.${value}`) ?? value;
  const valueOf = (name: string, value: Change['before']): string => {
    if (Array.isArray(value)) return value.length === 0 ? '–' : value.map((each) => textOf(String(each))).join(', ');
    if (typeof value === 'boolean') return t(value ? 'supervisor.yes' : 'supervisor.no');
    return typeof value === 'number' ? numberOf(name, value) : textOf(String(value));
  };
  return { nameOf, valueOf };
}

/** Returns the function that says a value of a rule in words. */
export function useParameterValue(): (name: string, value: Change['before']) => string {
  return useParameterWords().valueOf;
}

/** Returns the function that says in plain words what a value does once its row is in force. */
export function useEffectWords(): (change: Change) => string {
  const { t } = useText();
  const { valueOf } = useParameterWords();
  return ({ name, before, after }) => {
    if (typeof after === 'boolean') return t(after ? 'supervisor.effect.on' : 'supervisor.effect.off');
    if (Array.isArray(after) && Array.isArray(before)) {
      const [was, is] = [before.map(String), after.map(String)];
      const added = is.filter((each) => !was.includes(each));
      const taken = was.filter((each) => !is.includes(each));
      const said = [
        ...(added.length === 0 ? [] : [t('supervisor.effect.added', { what: valueOf(name, added) })]),
        ...(taken.length === 0 ? [] : [t('supervisor.effect.taken', { what: valueOf(name, taken) })]),
      ];
      return said.length === 0 ? t('supervisor.effect.same') : said.join(' · ');
    }
    const key = `supervisor.effect.of.${name.split('.').at(-1) ?? ''}`;
    const kind = `supervisor.effect.of.${name.split('.')[0] ?? ''}`;
    const known = [key, kind].find((each) => i18next.exists(each));
    const to = valueOf(name, after);
    return known === undefined ? to : t(known as 'supervisor.effect.of.maxHops', { to });
  };
}

/** Returns the function that names what a change of a rule changes; a name without words stands as it is. */
export function useParameterName(): (change: Change) => ReactNode {
  const { nameOf } = useParameterWords();
  return ({ name }) => nameOf(name) ?? <code>{name}</code>;
}

/** A value of a rule before and after its change. */
export function BeforeAndAfter({ change: { name, before, after } }: { change: Change }) {
  const { valueOf } = useParameterWords();
  return (
    <>
      <s>{valueOf(name, before)}</s> → <strong>{valueOf(name, after)}</strong>
    </>
  );
}
