import type { Entity } from './entity.js';
import { textBefore } from './folded-text.js';

/** "From", and what may stand between it and the name of a bank or the number of an account. */
const FROM =
  /(?:(?<!มา|หลัง|นอก)จาก|(?<![a-z])from)\s*(?:(?:บัญชี|บช|ธนาคาร|ธ|แบงก์|เลขที่|เลข|my|our|the|account|bank|no|number)[\s.:]*)*$/i;
/** What may stand between the bank that was debited and the number of the account there. */
const OF_IT = /^[\s.:]*(?:(?:ของ(?:ผม|ฉัน|ดิฉัน|หนู|เรา|แม่|พ่อ)|บัญชี|บช|เลขที่|เลข|account|no|number)[\s.:]*)*$/i;
const BEFORE = 40;

/**
 * Marks the banks and accounts that a text names as those that the money left; `entities` are in the
 * order of the text, which is folded. What is named otherwise stays as it is.
 */
export function markDebited(text: string, entities: readonly Entity[]): Entity[] {
  let bankEnd: number | undefined;
  return entities.map((entity) => {
    const { type, start, end } = entity;
    const isOfBank = type === 'account' && bankEnd !== undefined && OF_IT.test(text.slice(bankEnd, start));
    const isAfterFrom = (type === 'account' || type === 'bank') && FROM.test(textBefore(text, start, BEFORE));
    bankEnd = type === 'bank' && isAfterFrom ? end : undefined;
    return isOfBank || isAfterFrom ? { ...entity, isDebited: true } : entity;
  });
}
