import i18next from 'i18next';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { useRecordWords } from './use-record-words.js';
import { useText } from './words.js';

/** Where the words for the new state of a thing stand; some come with the texts of a page. */
const STATES: Readonly<Record<string, string>> = {
  'hold.state': 'holdState',
  'freeze_request.state': 'requestState',
  'case.status': 'status',
  'debit.state': 'debit',
  'evidence_request.state': 'question',
};

interface EventOnChain {
  readonly type: string;
  readonly payload: object;
}

/** Returns the function that says an event of an audit chain in words: what, the new state, amounts and times. */
export function useEventWords(): (event: EventOnChain) => string {
  const { t, language } = useText();
  const wordOf = useRecordWords();
  const figure = (name: string, value: string): string | undefined => {
    const [amount, time] = [`record.amount.${name}`, `record.time.${name}`];
    if (i18next.exists(amount)) return t(amount as 'record.amount.heldSatang', { amount: formatBaht(value, 'exact') });
    if (i18next.exists(time)) return t(time as 'record.time.dueAt', { at: formatInstant(value, language) });
    return undefined;
  };
  return ({ type, payload }) => {
    const fields = Object.entries(payload).filter((field): field is [string, string] => typeof field[1] === 'string');
    const to = fields.find(([name]) => name === 'to')?.[1];
    const state = `${STATES[type] ?? ''}.${to ?? ''}`;
    return [
      wordOf('event', type),
      i18next.exists(state) ? t(state as 'status.received') : undefined,
      ...fields.map(([name, value]) => figure(name, value)),
    ]
      .filter((part) => part !== undefined)
      .join(' · ');
  };
}
